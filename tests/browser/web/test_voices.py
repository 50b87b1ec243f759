"""A reference group, by keyboard; what stands in for anybody's words says that it is made up."""

import re

import pytest
from tests.browser.web.test_factcheck import log_in
from tests.browser.web.test_mapping import button, choose, link, press, write

from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS

pytestmark = pytest.mark.long


@pytest.fixture
def facilitator(db, make_study):
    study = make_study(recommendations=[
        {"recommendation_id": "r1", "level": "national", "title": "Ordna påhittad utbildning"},
    ])  # fmt: skip
    user = User.objects.create_user("samtal@example.org", "fyra gröna äpplen")
    Membership.objects.create(user=user, project=save_study(study), role=Role.FACILITATOR)
    return user


def test_a_group_meets_is_quoted_and_takes_its_words_back(person, sound, facilitator):
    page = person
    log_in(page, facilitator)
    page.goto("/studies/prov/voices/")
    sound(page)
    write(page, "Gruppens namn", "Påhittad grupp")
    press(page, button(page, "Lägg till gruppen"))
    page.get_by_role("heading", name="Påhittad grupp").wait_for()
    page.get_by_text("Gruppen får inte träffas förrän det här är noterat:").wait_for()
    sound(page)
    press(page, link(page, "Notera förutsättningarna"))
    for label, text in (
        ("Beslut om etikprövning", "Påhittat beslut 1"),
        ("Rättslig grund för att behandla det som sägs", "Påhittad grund"),
        ("Konsekvensbedömning", "Påhittad bedömning 2"),
        ("Stödperson", "Kurator i jour (påhittad)"),
    ):
        write(page, label, text)
    page.get_by_label("Dag då anteckningar och koder raderas").fill("2100-01-01")
    sound(page)
    press(page, button(page, "Spara"))
    page.get_by_text("Allt är noterat.").wait_for()
    sound(page)

    press(page, page.locator("summary", has_text="Lägg till en deltagare"))
    choose(page, page.get_by_label("Citeras utan namn"))
    choose(page, page.get_by_label("Har fyllt 18 år"))
    press(page, button(page, "Gör en pseudonym och en kod"))
    page.get_by_role("heading", name="En kod till deltagaren").wait_for()
    sound(page)
    code = page.locator("p.lead code").inner_text()
    press(page, link(page, "Gruppen"))
    press(page, link(page, "pahittad-grupp-deltagare-1"))
    page.get_by_text("Samtycker till: citeras utan namn").wait_for()
    sound(page)
    press(page, link(page, "Gruppen"))

    press(page, button(page, "Öppna ett möte"))
    page.get_by_role("heading", name="Dagordning").wait_for()
    sound(page)
    page.get_by_label("Vad det ledde till").select_option(label="Olika meningar")
    write(page, "Vad några hade emot det", "[påhittad avvikande mening]")
    press(page, page.get_by_role("button", name=re.compile("Spara.*utbildning")))
    page.get_by_role("status").get_by_text("Sparat.").wait_for()
    choose(page, page.get_by_label("Återgivet med andra ord"))
    write(page, "Ordalydelse", "[påhittad återgivning: 17 år]")
    press(page, button(page, "Notera citatet"))
    page.get_by_text("Det här kan sammantaget röja vem som talar:").wait_for()
    sound(page)
    press(page, page.get_by_role("button", name=re.compile("Den som talar har godkänt det")))
    page.get_by_text("Godkänt. Det kan användas i rapporten").wait_for()

    page.goto("/withdraw/")
    sound(page)
    write(page, "Din kod", "fel kod")
    press(page, button(page, "Ta tillbaka mina ord"))
    page.get_by_role("alert").get_by_text("Den koden finns inte.").wait_for()
    sound(page)
    write(page, "Din kod", code.lower())
    press(page, button(page, "Ta tillbaka mina ord"))
    page.get_by_role("heading", name="Dina ord är tillbakatagna").wait_for()
    sound(page)
    assert ROWS["quotes"].objects.get().withdrawn_at is not None
