"""A study is opened, given bodies and items, changed, copied and deleted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Project
from belagg.web.store.questionnaires import freeze


@pytest.fixture
def lead(logged_in):
    return logged_in(Role.LEAD)


CHOICES = "yes | Ja | Yes\npartly | Delvis | Partly\nno | Nej | No"


def text(response):
    return response.content.decode()


def upload(name, data):
    return SimpleUploadedFile(name, data)


def test_a_study_from_scratch_gets_regions_and_a_question(member):
    client = Client()
    client.force_login(member())
    client.post("/studies/new/", {"title": "En påhittad kartläggning", "slug": "ny"})
    assert "21 rader läggs till" in text(client.get("/studies/ny/tables/register/se-regions/"))
    shown = client.get("/studies/ny/tables/register/se-regions/")
    client.post("/studies/ny/tables/units/import/", {"kept": shown.context["kept"]})
    client.post(
        "/studies/ny/questionnaire/item/",
        {"question_id": "1A", "type": "select_one", "label_sv": "Finns en rutin?",
         "choices": "yes | Ja\nno | Nej"},
    )  # fmt: skip
    study = load_study(Project.objects.get(slug="ny"))
    assert len(study.tables["units"]) == 21
    assert study.questionnaire.item("1A").codes == ("yes", "no")


def test_a_package_is_opened_and_is_the_same_study(member, make_study, answers, tmp_path):
    study = make_study(responses=answers("1", "yes no"), texts={"report/01.md": "# Ett\n"})
    study.save(tmp_path / "prov.zip")
    client = Client()
    client.force_login(member())
    Project.objects.all().delete()
    data = (tmp_path / "prov.zip").read_bytes()
    client.post("/studies/new/file/", {"file": upload("prov.zip", data)})
    assert load_study(Project.objects.get()).revision == study.revision


def test_a_broken_package_is_told_in_whole_and_makes_nothing(member, project):
    client = Client()
    client.force_login(member())
    response = client.post("/studies/new/file/", {"file": upload("x.zip", b"not a zip")})
    assert "hindrar att det används" in text(response)
    assert Project.objects.count() == 1


def test_a_table_from_a_file_is_shown_before_it_is_brought_in(lead, project):
    csv = "unit_id,name\n01,Påhittad region 1\n09,Påhittad region 9\n"
    shown = lead.post("/studies/prov/tables/units/import/", {"file": upload("u.csv", csv.encode())})
    assert "1 rad läggs till: 09" in text(shown)
    assert "3 rader tas bort" in text(shown)
    assert ROWS["units"].objects.count() == 4
    lead.post("/studies/prov/tables/units/import/", {"kept": shown.context["kept"]})
    assert list(ROWS["units"].objects.values_list("unit_id", flat=True)) == ["01", "09"]


def test_every_fault_of_a_file_is_named_by_row(lead, project):
    csv = "unit_id,nam\n01,A\n01,B\n"
    shown = text(
        lead.post("/studies/prov/tables/units/import/", {"file": upload("u.csv", csv.encode())})
    )
    assert "u.csv, rad 1" in shown
    assert "name" in shown
    assert "u.csv, rad 3" in shown


def test_a_body_that_has_answers_is_not_removed(lead, make_study, answers):
    ROWS["units"].objects.all().delete()
    project = Project.objects.get()
    for row in answers("1", "yes"):
        ROWS["responses"].objects.create(project=project, **row)
    ROWS["units"].objects.create(project=project, unit_id="01", name="Ett")
    response = lead.post("/studies/prov/tables/units/remove/?unit_id=01", follow=True)
    assert "Det går inte att ta bort" in text(response)
    assert ROWS["units"].objects.count() == 1


def test_a_row_changed_by_somebody_else_is_not_overwritten(lead, project):
    address = "/studies/prov/tables/units/row/?unit_id=01"
    version = lead.get(address).context["version"]
    ROWS["units"].objects.filter(unit_id="01").update(name="Deras")
    response = lead.post(address, {"unit_id": "01", "name": "Mitt", "version": version})
    assert "Någon annan har ändrat" in text(response)
    assert ROWS["units"].objects.get(unit_id="01").name == "Deras"


def test_a_wrong_value_is_told_at_its_field(lead, project):
    address = "/studies/prov/tables/units/row/"
    response = lead.post(address, {"unit_id": "77", "name": "X", "parent_id": "finns inte"})
    assert response.context["form"].errors["parent_id"]
    assert not ROWS["units"].objects.filter(unit_id="77").exists()


def test_a_fielded_version_stands_and_a_change_makes_a_new_one(lead, project):
    freeze(project, actor=project.memberships.get().user)
    form = {"question_id": "1", "type": "select_one", "label_sv": "Ny lydelse?",
            "label_en": "New wording?", "choices": CHOICES}  # fmt: skip
    lead.post("/studies/prov/questionnaire/item/1/", form)
    assert project.versions.count() == 2
    assert "ändrad lydelse" in text(lead.get("/studies/prov/questionnaire/version/2/"))


def test_a_choice_that_has_answers_cannot_go(lead, project, answers):
    for row in answers("1", "partly"):
        ROWS["responses"].objects.create(project=project, **row)
    Project.objects.update(change=1)
    form = {"question_id": "1", "type": "select_one", "label_sv": "Fråga 1?",
            "label_en": "Question 1?", "choices": "yes | Ja | Yes\nno | Nej | No"}  # fmt: skip
    response = lead.post("/studies/prov/questionnaire/item/1/", form)
    assert "partly" in text(response)
    assert "partly" in load_study(project).questionnaire.item("1").codes


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"relevance": "${q9} ="}, "villkor"),
        ({"choices": "ja"}, "ja"),
        ({"question_id": "a b"}, "bindestreck"),
    ],
)
def test_an_item_that_does_not_hold_is_not_kept(lead, project, fields, said):
    form = {"question_id": "2", "type": "select_one", "label_sv": "A?", "label_en": "A?",
            "choices": "yes | Ja | Yes"}  # fmt: skip
    response = lead.post("/studies/prov/questionnaire/item/", form | fields)
    assert said in text(response)
    assert len(load_study(project).items) == 1


def test_the_page_leads_to_where_a_form_is_brought_in(lead, project):
    page = lead.get("/studies/prov/questionnaire/").content.decode()
    assert reverse("bring-in", kwargs={"slug": "prov", "name": "xlsform"}) in page


def test_a_copy_has_the_design_and_no_answers(lead, project, answers):
    for row in answers("1", "yes no"):
        ROWS["responses"].objects.create(project=project, **row)
    lead.post("/studies/prov/copy/", {"title": "Nästa", "slug": "nasta"})
    study = load_study(Project.objects.get(slug="nasta"))
    assert len(study.tables["units"]) == 4
    assert len(study.tables["responses"]) == 0


WAVE = {"title": "Nästa", "slug": "nasta", "wave": "2023", "date": "2023-09-01"}


def mergers(rows):
    return SimpleUploadedFile("mergers.csv", b"before_id,after_id,on,name\n" + rows)


def test_the_next_wave_has_the_last_one_within_it_and_nobody_has_answered(lead, project, answers):
    for row in answers("1", "yes no"):
        ROWS["responses"].objects.create(project=project, **row)
    lead.post("/studies/prov/wave/", WAVE | {"successions": mergers(b"03,04,2022-01-01,\n")})
    study = load_study(Project.objects.get(slug="nasta"))
    assert len(study.tables["responses"]) == 0
    assert study.units_in_force == ("01", "02", "04")
    assert len(study.last_wave.tables["responses"]) == 2
    assert study.items[0].same_as == study.items[0].question_id


def test_a_wave_with_a_merger_of_nobody_is_refused_by_its_row(lead, project):
    shown = lead.post("/studies/prov/wave/", WAVE | {"successions": mergers(b"9,04,2022-01-01,\n")})
    assert "mergers.csv" in shown.content.decode()
    assert Project.objects.count() == 1


def test_a_study_is_deleted_only_when_its_name_is_written(lead, project):
    lead.post("/studies/prov/delete/", {"slug": "fel"})
    assert Project.objects.count() == 1
    lead.post("/studies/prov/delete/", {"slug": "prov"})
    assert Project.objects.count() == 0


def test_a_theme_that_an_item_has_cannot_leave_the_settings(member, make_study, make_item):
    study = make_study([make_item("1", theme="t1")], settings={"study_id": "tema"})
    project = save_study(study)
    client = Client()
    client.force_login(member(Role.LEAD, of=project))
    without = project.settings.replace('id = "t1"', 'id = "t2"')
    response = client.post("/studies/tema/settings/text/", {"text": without})
    assert "t1" in text(response)
    assert load_study(project).settings.theme("t1") is not None


def test_the_questionnaire_is_given_out_as_it_came_in(lead, project):
    from belagg.study.xlsform.read import form_of

    data = lead.get("/studies/prov/questionnaire.xlsx").content
    assert form_of(data, "x.xlsx").questionnaire == load_study(project).questionnaire


def test_a_table_is_given_out_with_its_rows(lead, project):
    lines = lead.get("/studies/prov/tables/units.csv").content.decode().splitlines()
    assert lines[0].startswith("unit_id,name")
    assert len(lines) == 5
