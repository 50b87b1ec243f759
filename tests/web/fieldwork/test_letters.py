"""Letters are made as one PDF, and written down once when they have been posted."""

import io
import re

import pikepdf
import pypdf
import pypdfium2
import pytest
from django.test import Client

from belagg.web.fieldwork import letters, reach
from belagg.web.people.models import Membership
from belagg.web.people.permissions import Role
from belagg.web.respond.models import Link
from belagg.web.store.models import ROWS


@pytest.fixture
def step(planned):
    """The letters to the management; region 2 has answered, region 3 wants English."""
    reach.speak(planned, "r3", "en")
    return planned.steps.get(key="escalation")


@pytest.fixture
def coordinator(planned, lead):
    Membership.objects.create(user=lead, project=planned, role=Role.COORDINATOR)
    client = Client()
    client.force_login(lead)
    return client


def pages(data: bytes) -> list[str]:
    read = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return [re.sub(r"\s+", " ", text) for text in read]


def test_each_is_written_to_in_her_language_with_a_link_of_her_own(step, lead):
    made = pages(letters.make(step, actor=lead))
    subjects = [
        "Till ledningen för Påhittad region 1: begäran om svar i Åäö-kartläggningen",
        "To the management of Påhittad region 3",
        "Till ledningen för Påhittad region 4",
    ]
    assert len(made) == 3
    for text, subject in zip(made, subjects, strict=True):
        assert subject in text
        assert "http://localhost:8000/a/" in text
    assert "Koden öppnar enkäten." in made[0]
    assert "Ordförande" in made[0]
    assert Link.objects.filter(project=step.project).count() == 3


def test_the_address_stands_where_the_window_of_an_envelope_is(step, lead):
    lines = "Box 12\n123 45 Påhittsstad"
    ROWS["recipients"].objects.filter(recipient_id="r1").update(postal_address=lines)
    page = pypdfium2.PdfDocument(letters.make(step, actor=lead))[0]
    text, height = page.get_textpage(), page.get_height()
    for line in ("Ordförande", "Box 12", "123 45 Påhittsstad"):
        start, count = text.search(line).get_next()
        boxes = [text.get_charbox(start + n) for n in range(count)]
        assert all(in_mm(left) > 119 and in_mm(right) < 191 for left, _b, right, _t in boxes)
        assert all(in_mm(height - top) > 44 for _l, _b, _r, top in boxes)
        assert all(in_mm(height - bottom) < 66 for _l, bottom, _r, _t in boxes)


def in_mm(points: float) -> float:
    return points / 72 * 25.4


def test_the_pdf_can_be_read_aloud(step, lead):
    with pikepdf.open(io.BytesIO(letters.make(step, actor=lead))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "Åäö-kartläggningen" in str(pdf.open_metadata()["dc:title"])


def test_a_text_cannot_break_out_into_the_typesetting(step, lead):
    step.body_sv = 'Hej #panic("x") \\ " ] $a$ <b>\n\n- ett\n- två [länk](https://x.example/)'
    step.save()
    made = pages(letters.make(step, actor=lead))
    assert 'Hej #panic("x") \\ " ] $a$ <b>' in made[0].replace("”", '"')


def test_letters_are_written_down_when_they_have_been_posted_and_once(step, lead):
    letters.make(step, actor=lead)
    assert not ROWS["contacts"].objects.exists()
    assert [letters.note_posted(step, actor=lead), letters.note_posted(step, actor=lead)] == [3, 0]
    rows = ROWS["contacts"].objects.values_list("contact_id", "channel", "outcome")
    assert set(rows) == {(f"r{n}-escalation", "post", "sent") for n in (1, 3, 4)}
    assert letters.make(step, actor=lead) is None  # everybody has had it


def test_whoever_answers_before_the_letters_are_posted_gets_none(step, lead, answers):
    letters.make(step, actor=lead)
    ROWS["responses"].objects.create(project=step.project, response_id="ny", unit_id="01",
                                     question_id="1", category="yes", origin="survey")  # fmt: skip
    assert len(pages(letters.make(step, actor=lead))) == 2
    assert letters.note_posted(step, actor=lead) == 2


def test_a_coordinator_makes_them_and_says_that_they_have_been_posted(step, coordinator):
    where = "/studies/prov/field/steps/escalation/"
    made = coordinator.post(f"{where}letters/")
    assert made["Content-Type"] == "application/pdf"
    page = coordinator.get(f"{where}preview/").content.decode()
    assert "3 brev är gjorda men inte postade." in page
    page = coordinator.post(f"{where}posted/", follow=True).content.decode()
    assert "3 brev är antecknade." in page
    step.refresh_from_db()
    assert step.state == "carried_out"
    assert coordinator.post("/studies/prov/field/steps/invitation/letters/").status_code == 404
