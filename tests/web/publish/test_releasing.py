"""A build is reviewed by a link, released, and made again when something is taken back."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest

from belagg.publish.places import place_of
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.publish import releasing, tasks
from belagg.web.publish.models import (
    NEXT_RELEASE,
    Build,
    BuildState,
    Preview,
    Release,
    ReleaseState,
    ReleaseStateError,
)
from belagg.web.store import files
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project

WORDS = "Ingen frågade mig vad jag behövde."
ROOT = "/studies/prov/publish"


@pytest.fixture
def quoted(make_study, answers):
    """The words of a made-up member of a made-up group, shown in a report."""
    return make_study(
        settings={"title": {"sv": "Prov"}},
        responses=answers("1", "yes no"),
        quotes=[{"quote_id": "q1", "kind": "verbatim", "text": WORDS, "speaker": "p1",
                 "attribution": "Påhittad deltagare", "consent": "anonymous"}],
        texts={"report/01.md": "# Ett\n\n::: quote q1\n\nAv {{ 1.n }}.\n"},
    )  # fmt: skip


@pytest.fixture
def project(db, quoted, settings, tmp_path):
    settings.PUBLISH_TO = str(tmp_path / "published")
    return save_study(quoted)


@pytest.fixture
def lead(logged_in, project):
    return logged_in(Role.LEAD)


def built(lead, project) -> Build:
    lead.post(f"{ROOT}/build/")
    made = project.builds.first()
    tasks.run(made.pk)
    return Build.objects.get(pk=made.pk)


def released(lead, project, number="1", **more) -> Release:
    made = built(lead, project)
    data = {"number": number, "day": "2026-11-25", "note": f"Not {number}."} | more
    response = lead.post(f"{ROOT}/{made.pk}/release/", data)
    assert response.status_code == 302, response.content.decode()
    releasing.go_on(project.pk)
    return Release.objects.get(number=number)


def public(settings) -> dict[str, bytes]:
    root = Path(settings.PUBLISH_TO) / "prov"
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def take_back():
    ROWS["quotes"].objects.update(withdrawn_at=dt.date(2026, 11, 26))
    releasing.keep_true()


def test_a_release_is_what_was_built_with_its_own_row_and_note(lead, project, settings):
    release = released(lead, project)
    there = public(settings)
    assert release.state == ReleaseState.OUT
    assert "Not 1." in there["site/errata.html"].decode()
    assert there["report.html"] == there["releases/1/report.html"]
    assert WORDS in there["report.html"].decode()
    assert "Not 1." in there["index.html"].decode()
    assert list(ROWS["releases"].objects.values_list("number", flat=True)) == ["1"]
    assert "release asked for" in AuditEvent.objects.values_list("verb", flat=True)
    assert "Not 1." in lead.get(f"{ROOT}/releases/").content.decode()


@pytest.mark.long
def test_an_earlier_release_is_kept_and_its_cited_rows_hold(lead, project, settings):
    first = released(lead, project)
    ROWS["responses"].objects.filter(unit_id="02").update(category="partly")
    Project.objects.update(change=7)
    second = released(lead, project, "2")
    there = public(settings)
    assert first.revision != second.revision
    for release in (first, second):
        assert f"site/r/{release.revision[:12]}/data/1.html" in there
        assert f"releases/{release.number}/report.pdf" in there


@pytest.mark.long
def test_a_number_is_given_once(lead, project):
    released(lead, project)
    made = built(lead, project)
    response = lead.post(f"{ROOT}/{made.pk}/release/",
                         {"number": "1", "day": "2026-11-25", "note": "x"})  # fmt: skip
    assert "redan en version" in response.content.decode()
    assert Release.objects.count() == 1


@pytest.mark.long
def test_what_was_taken_back_is_in_no_byte_of_any_release_build_or_kept_file(
    lead, project, settings, django_capture_on_commit_callbacks
):
    released(lead, project)
    before = Release.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        take_back()
    release = Release.objects.get()
    there = public(settings)
    assert release.state == ReleaseState.OUT
    assert release.withdrawn == ["2026-11-26"]
    assert f"site/r/{before.revision[:12]}/data/1.html" in there
    assert [path for path, data in there.items() if WORDS.encode() in unpacked(path, data)] == []
    kept = [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()]
    assert [p for p in kept if WORDS.encode() in unpacked("x.zip", p.read_bytes())] == []
    assert "tagits tillbaka" in there["index.html"].decode()
    assert "tagits tillbaka" in there["site/errata.html"].decode()
    assert "tagit tillbaka" in there["report.html"].decode()
    assert ROWS["errata"].objects.filter(project=project).count() == 1
    assert {made.state for made in Build.objects.all()} == {BuildState.WITHDRAWN}
    releasing.keep_true()
    assert Release.objects.get().withdrawn == ["2026-11-26"]


def unpacked(path, data) -> bytes:
    """Give the bytes of a file, or of everything within it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(unpacked(name, archive.read(name)) for name in archive.namelist())


@pytest.mark.long
def test_a_quotation_that_was_deleted_counts_as_taken_back(lead, project, settings):
    released(lead, project)
    ROWS["quotes"].objects.all().delete()
    releasing.keep_true()
    assert WORDS not in public(settings)["report.html"].decode()


@pytest.mark.long
def test_a_quotation_its_speaker_wants_kept_inside_counts_as_taken_back(lead, project, settings):
    released(lead, project)
    ROWS["quotes"].objects.update(consent="internal")
    releasing.keep_true()
    assert WORDS not in public(settings)["report.html"].decode()


@pytest.mark.long
def test_a_release_where_the_words_are_typed_out_is_taken_down_and_says_where(
    lead, project, settings, django_capture_on_commit_callbacks
):
    text = project.report_texts.get()
    text.content = f"# Ett\n\nEn av dem sade: ”{WORDS}”\n"
    text.save()
    Project.objects.update(change=7)
    kept = released(lead, project).package
    with django_capture_on_commit_callbacks(execute=True):
        take_back()
    release = Release.objects.get()
    assert release.state == ReleaseState.HELD
    assert "report/01.md" in release.problems[0]
    assert not [data for data in public(settings).values() if WORDS.encode() in data]
    assert not files.path_of(kept).exists()


def test_a_made_up_study_is_not_released(lead, project):
    text = project.settings + "\n[extra]\nmade_up = true\n"
    Project.objects.update(settings=text, change=7)
    made = built(lead, project)
    response = lead.post(f"{ROOT}/{made.pk}/release/",
                         {"number": "1", "day": "2026-11-25", "note": "x"})  # fmt: skip
    assert "påhittad" in response.content.decode()
    assert not Release.objects.exists()


def test_where_it_cannot_be_published_it_says_so_and_tries_again(lead, project, settings, tmp_path):
    (tmp_path / "fil").write_text("")
    good, settings.PUBLISH_TO = settings.PUBLISH_TO, str(tmp_path / "fil")
    release = released(lead, project)
    assert release.state == ReleaseState.MADE
    assert "fil" in release.problems[0]
    settings.PUBLISH_TO = good
    releasing.keep_true()
    assert Release.objects.get().state == ReleaseState.OUT


def test_everything_can_be_had_as_a_zip(lead, project, settings):
    released(lead, project)
    data = lead.get(f"{ROOT}/releases/all.zip").content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == public(settings)
    assert lead.get(f"{ROOT}/releases/1.zip").status_code == 200


def test_a_link_opens_one_build_to_whoever_has_it_until_it_is_ended(lead, project, client):
    made = built(lead, project)
    page = lead.post(f"{ROOT}/{made.pk}/preview/").content.decode()
    address = re.search(r"/preview/[\w-]+/", page)[0]
    assert client.get(address).status_code == 200
    report = client.get(f"{address}report.html")
    assert report["Content-Security-Policy"].startswith("sandbox")
    assert report["Referrer-Policy"] == "no-referrer"
    assert "noindex" in report["X-Robots-Tag"]
    assert client.get(f"{address}../secret.key").status_code == 404
    secret = address.split("/")[2]
    assert not Preview.objects.filter(secret_hash__contains=secret).exists()
    lead.post(f"{ROOT}/{made.pk}/preview/end/")
    assert client.get(address).status_code == 404


def test_a_link_opens_nothing_after_two_weeks(lead, project, client):
    made = built(lead, project)
    page = lead.post(f"{ROOT}/{made.pk}/preview/").content.decode()
    Preview.objects.update(expires=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert client.get(re.search(r"/preview/[\w-]+/", page)[0]).status_code == 404


def test_the_secret_of_a_link_is_in_no_log_line(caplog):
    import logging

    from belagg.web.frame.log import Discreet

    line = logging.LogRecord("x", 20, "x", 1, "GET /preview/%s/site/", ("a" * 43,), None)
    Discreet().filter(line)
    assert "aaa" not in line.getMessage()


@pytest.mark.parametrize("before", ReleaseState)
@pytest.mark.parametrize("after", ReleaseState)
def test_a_release_goes_only_where_it_may(before, after):
    made = Release(state=before.value)
    if after in NEXT_RELEASE[before]:
        made.go_to(after)
        assert made.state == after
    else:
        with pytest.raises(ReleaseStateError):
            made.go_to(after)


def test_a_place_is_a_folder_or_a_bucket(tmp_path):
    assert type(place_of(str(tmp_path))).__name__ == "Folder"
    assert type(place_of("s3://hink")).__name__ == "Bucket"
