"""A study is written, checked, built and taken out."""

import io
import zipfile
from pathlib import Path

import pytest

from belagg.publish.build import build as make
from belagg.study.study import Study
from belagg.web.people.permissions import Role
from belagg.web.publish import tasks
from belagg.web.publish.models import NEXT, Build, BuildState, BuildStateError
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Project, Text

EXAMPLE = Path(__file__).parents[3] / "examples" / "kse-2021"


@pytest.fixture
def lead(logged_in, project):
    Text.objects.create(project=project, path="report/01.md", content="# Ett\n\nText.\n")
    return logged_in(Role.LEAD)


def built(project) -> Build:
    asked = Build.objects.get()
    tasks.run(asked.pk)
    return Build.objects.get()


def test_a_build_of_the_database_is_that_of_its_package_byte_for_byte(db, logged_in, tmp_path):
    study = Study.load(EXAMPLE)
    project = save_study(study)
    client = logged_in(Role.LEAD, of=project)
    client.post(f"/studies/{project.slug}/fact-check/elsewhere/", {"how": "Per brev våren 2021."})
    client.post(f"/studies/{project.slug}/publish/build/")
    done = built(project)
    zipped = b"".join(
        client.get(f"/studies/{project.slug}/publish/{done.pk}.zip").streaming_content
    )
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == make(study, lambda _step: None).files


def test_a_build_that_cannot_be_made_says_why(lead, project):
    Text.objects.update(content="# Ett\n\n{{ 9.no.count }}\n")
    lead.post("/studies/prov/publish/build/")
    done = built(project)
    assert done.state == BuildState.FAILED
    page = lead.get(f"/studies/prov/publish/{done.pk}/").content.decode()
    assert "9.no.count" in page


def test_a_page_of_a_build_reaches_nothing_else(lead, project):
    lead.post("/studies/prov/publish/build/")
    done = built(project)
    response = lead.get(f"/studies/prov/publish/{done.pk}/files/report.html")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert lead.get(f"/studies/prov/publish/{done.pk}/files/../secret").status_code == 404


@pytest.mark.parametrize("before", BuildState)
@pytest.mark.parametrize("after", BuildState)
def test_a_build_goes_only_where_it_may(before, after):
    made = Build(state=before.value)
    if after in NEXT[before]:
        made.go_to(after)
        assert made.state == after
    else:
        with pytest.raises(BuildStateError):
            made.go_to(after)


def test_a_chapter_is_written_and_shown(lead, project, answers):
    for row in answers("1", "yes no"):
        ROWS["responses"].objects.create(project=project, **row)
    version = lead.get("/studies/prov/publish/texts/report/01.md").context["version"]
    content = "# Ett\r\n\r\nAv {{ 1.n }}."
    shown = lead.post("/studies/prov/publish/texts/preview/report/01.md", {"content": content})
    assert 'data-figure="1.n"' in shown.content.decode()
    lead.post("/studies/prov/publish/texts/report/01.md", {"content": content, "version": version})
    assert load_study(project).texts["report/01.md"] == "# Ett\n\nAv {{ 1.n }}.\n"


def test_a_misspelt_figure_is_told_with_its_line(lead):
    response = lead.post(
        "/studies/prov/publish/texts/preview/report/01.md", {"content": "# Ett\n\n{{ 1.m }}"}
    )
    assert "rad 3" in response.content.decode()


def test_what_somebody_else_wrote_is_not_overwritten(lead, project):
    version = lead.get("/studies/prov/publish/texts/report/01.md").context["version"]
    Text.objects.update(content="# Deras\n")
    response = lead.post(
        "/studies/prov/publish/texts/report/01.md", {"content": "# Mitt", "version": version}
    )
    assert "# Deras" in response.content.decode()
    assert Text.objects.get().content == "# Deras\n"


def test_concepts_that_do_not_hold_are_not_kept(lead, project):
    lead.post("/studies/prov/publish/concepts/", {"content": "[[concept]]\nid = "})
    assert Project.objects.get().concepts == ""


def test_checks_are_those_of_the_command_line(lead):
    assert lead.get("/studies/prov/publish/checks/").status_code == 200


def test_the_whole_package_is_the_same_study_and_the_public_one_has_no_person(
    member, make_study, client, tmp_path
):
    study = make_study(
        settings={"study_id": "hemlig"},
        recipients=[{"recipient_id": "r", "unit_id": "01"}],
        private={"recipients": [{"recipient_id": "r", "name": "Påhittad Person"}]},
    )
    project = save_study(study)
    client.force_login(member(Role.LEAD, of=project))
    for kind, holds in (("whole", True), ("public", False)):
        data = client.post(f"/studies/hemlig/publish/package/{kind}/").content
        (tmp_path / f"{kind}.zip").write_bytes(data)
        back = Study.load(tmp_path / f"{kind}.zip")
        assert back.revision == study.revision
        assert ("recipients" in back.private) is holds


def test_a_coordinator_takes_out_no_personal_data(logged_in, project):
    client = logged_in(Role.COORDINATOR)
    assert client.post("/studies/prov/publish/package/whole/").status_code == 403
