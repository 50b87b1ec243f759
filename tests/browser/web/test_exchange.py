"""Bringing in and taking out in a real browser, at both widths and without scripts."""

import pytest

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study

pytestmark = pytest.mark.long

ANSWERS = "Region;Fråga 1\nPåhittad region 1;Ja\nNågon annan;Ja\n"


@pytest.fixture
def lead(person, db, make_study):
    project = save_study(make_study())
    user = User.objects.create_user("ledare@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=project, role=Role.LEAD)
    person.goto("/accounts/login/")
    person.locator("[name=login]").fill(user.email)
    person.locator("[name=password]").fill("fyra gröna äpplen")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Studier").wait_for()
    return person


def test_answers_come_in_and_data_go_out(lead, sound, tmp_path):
    file = tmp_path / "svar.csv"
    file.write_text(ANSWERS, encoding="utf-8")
    lead.goto("/studies/prov/exchange/")
    sound(lead)
    lead.get_by_role("link", name="Svar från en fil").click()
    sound(lead)
    lead.get_by_label("Fil", exact=True).set_input_files(file)
    lead.get_by_role("button", name="Visa vad den skulle ge").press("Enter")
    lead.get_by_text("Någon annan").first.wait_for(state="attached")
    sound(lead)
    lead.get_by_role("button", name="Läs in").press("Enter")
    lead.get_by_text("Det är intaget").wait_for()
    sound(lead)
    from belagg.web.store.models import Project

    rows = load_study(Project.objects.get()).tables["responses"]
    assert rows["category"].to_list() == ["yes"]

    lead.goto("/studies/prov/exchange/out/xlsx/")
    sound(lead)
    lead.get_by_role("button", name="Visa vad som tas ut").press("Enter")
    lead.get_by_role("heading", name="Det som tas ut").wait_for()
    sound(lead)
    with lead.expect_download() as download:
        lead.get_by_role("button", name="Ta ut det").press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
