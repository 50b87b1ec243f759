"""Colleagues answer parts, wrong persons name better ones, and letters are entered."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.respond.test_answering import address, fields, finished, save, text
from tests.web.respond.test_documents import docx

from belagg.study.vocabulary import Disposition
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.fieldwork.sending import send_due
from belagg.web.people.permissions import Role
from belagg.web.respond import receipts
from belagg.web.respond.models import AnswerVersion, Comment, Sending, Sheet, Suggestion
from belagg.web.respond.sending import unlock
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project, Stage

LINK = re.compile(r"/a/[\w-]+/")


@pytest.fixture
def colleague(opened):
    """Give a recipient's browser, that of her colleague asked for page 2, and the response."""
    client, sheet = opened("r1")
    client.post(f"/answer/{sheet.pk}/colleagues/",
                {"email": "kunnig@region.example", "sections": ["theme:t1"]})  # fmt: skip
    send_due(pause=lambda _seconds: None)
    link = LINK.search(mail.outbox[-1].body)[0]
    other = Client()
    other.post(link)
    return client, other, sheet


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_a_colleague_is_asked_by_mail_and_answers_her_part(colleague):
    _client, other, sheet = colleague
    assert mail.outbox[-1].to == ["kunnig@region.example"]
    assert "Fråga 1?" in text(other.get(f"/answer/{sheet.pk}/"))
    assert save(other, sheet, "5", text="Så gör vi.").status_code == 200
    assert AnswerVersion.objects.get().by == "r1+1"


def test_a_colleague_reaches_nothing_but_her_part(colleague):
    _client, other, sheet = colleague
    assert save(other, sheet, "1", chosen="yes").status_code == 404
    assert other.get(f"/answer/{sheet.pk}/page/1/").status_code == 302
    for path in ("review/", "colleagues/", "receipt/", "history/", "follow-ups/"):
        assert other.get(f"/answer/{sheet.pk}/{path}").status_code == 302
    other.post(f"/answer/{sheet.pk}/review/", {"signed": "jag"})
    assert Sheet.objects.get().state == "draft"


def test_a_colleague_who_is_taken_off_is_out_and_her_answers_stay(colleague):
    client, other, sheet = colleague
    save(other, sheet, "5", text="Så gör vi.")
    client.post(f"/answer/{sheet.pk}/colleagues/{sheet.colleagues.get().pk}/")
    assert save(other, sheet, "5", version=1, text="Nytt").status_code == 404
    assert "Så gör vi." in text(client.get(f"/answer/{sheet.pk}/page/2/"))


def test_who_answered_what_is_kept_and_the_study_names_the_recipient(colleague, fielded):
    client, other, sheet = colleague
    save(other, sheet, "5", text="Så gör vi.")
    finished(client, sheet)
    assert "kunnig@region.example" in text(client.get(f"/answer/{sheet.pk}/history/"))
    assert ROWS["responses"].objects.get(question_id="5").recipient_id == "r1"
    assert "kunnig" not in str(load_study(fielded).tables)
    assert "kunnig" not in str(load_study(fielded).private)


def test_mail_to_a_colleague_is_no_contact_with_a_recipient(colleague):
    assert not ROWS["contacts"].objects.exists()


def test_the_receipt_comes_by_mail_with_all_answers_as_pdf_once(opened, fielded):
    ROWS["recipients"].objects.filter(recipient_id="r2").update(email="chef@region.example")
    client, sheet = opened("r2")
    finished(client, sheet)
    sending = Sending.objects.get()
    for _again in range(2):
        receipts.deliver(sending.pk)
    send_due(pause=lambda _seconds: None)
    (message,) = [m for m in mail.outbox if m.to == ["chef@region.example"]]
    assert sending.checksum in message.body
    ((name, data, _media),) = message.attachments
    assert name == "svar-01-1.pdf"
    assert data.startswith(b"%PDF")
    assert OutboxMail.objects.count() == 1


def words_of(data: bytes) -> str:
    import pypdfium2

    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_both_versions_are_kept_when_a_response_is_corrected(opened, member):
    client, sheet = opened("r2")
    finished(client, sheet)
    unlock(sheet, actor=member(Role.COORDINATOR))
    save(client, sheet, "1a", version=1, text="Rättat svar.")
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    first, second = (
        words_of(b"".join(client.get(f"/answer/{sheet.pk}/copy/{n}.pdf").streaming_content))
        for n in (1, 2)
    )
    assert "Så här." in first
    assert "Rättat svar." in second
    assert "RS 2021/17" in first


def test_all_questions_come_as_pdf(opened):
    client, sheet = opened()
    data = b"".join(client.get(f"/answer/{sheet.pk}/questions.pdf").streaming_content)
    assert "Fråga 1a?" in words_of(data)


def test_reading_the_page_for_the_wrong_person_changes_nothing(fielded):
    link = address(fielded, "r1") + "other/"
    assert Client().get(link).status_code == 200
    assert not Suggestion.objects.exists()
    assert not Reach.objects.exists()


def test_a_wrong_person_names_a_better_one_whom_the_coordinator_adds(fielded, logged_in):
    better = {"better": "1", "role": "Enhetschef", "email": "chef@region.example"}
    Client().post(address(fielded, "r1") + "other/", better)
    contact = ROWS["contacts"].objects.get()
    assert contact.outcome == Disposition.NOT_ELIGIBLE
    desk = logged_in(Role.COORDINATOR)
    base = f"/studies/{fielded.slug}/answers/"
    assert "Enhetschef" in text(desk.get(base))
    desk.post(f"{base}named/{Suggestion.objects.get().pk}/", {"add": "1"})
    added = ROWS["recipients"].objects.get(role="Enhetschef")
    assert (added.unit_id, added.email) == ("01", "chef@region.example")


def test_who_wants_no_more_mail_gets_none(fielded):
    Client().post(address(fielded, "r1") + "other/", {"stop": "1"})
    assert Reach.objects.get(recipient_id="r1").opted_out is not None
    assert ROWS["contacts"].objects.get().outcome == Disposition.REFUSAL


def enter(client, project, **more):
    data = {"recipient": "r1", "channel": "post"} | more
    return client.post(f"/studies/{project.slug}/answers/enter/", data)


def test_a_letter_is_entered_by_the_coordinator_with_the_original(fielded, logged_in):
    desk = logged_in(Role.COORDINATOR)
    assert "Bifoga originalet" in text(enter(desk, fielded))
    original = SimpleUploadedFile("brev.docx", docx("Ja, vi frågar. Anna Svensson"))
    response = enter(desk, fielded, original=original)
    sheet = Sheet.objects.get()
    assert response["Location"] == f"/answer/{sheet.pk}/"
    finished(desk, sheet)
    row = ROWS["responses"].objects.get(question_id="1")
    assert (row.category, row.origin, row.recipient_id) == ("yes", "survey", "r1")
    assert not ROWS["documents"].objects.exists()


def test_answers_by_phone_are_marked_so(fielded, logged_in):
    desk = logged_in(Role.COORDINATOR)
    enter(desk, fielded, channel="phone")
    finished(desk, Sheet.objects.get())
    assert ROWS["responses"].objects.get(question_id="1").origin == "phone"


def test_whoever_may_no_longer_enter_is_out_at_once(fielded, logged_in, member):
    from belagg.web.people.models import Membership

    desk = logged_in(Role.COORDINATOR)
    enter(desk, fielded, channel="phone")
    Membership.objects.all().delete()
    assert desk.get(f"/answer/{Sheet.objects.get().pk}/").status_code == 404


def test_what_is_answered_in_the_pilot_never_enters_the_study(fielded, opened, logged_in):
    Project.objects.update(stage=Stage.PILOT)
    client, _sheet = opened_in_pilot(fielded)
    sheet = Sheet.everything.get()
    sent = fields(client, sheet) | {"1": "no", "1.comment": "Vad menas med fråga?"}
    client.post(f"/answer/{sheet.pk}/page/1/", sent)
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    assert Sheet.everything.get().state == "sent"
    assert not ROWS["responses"].objects.exists()
    assert not Sheet.objects.exists()
    assert Comment.objects.get().text == "Vad menas med fråga?"
    desk = logged_in(Role.COORDINATOR)
    assert "Vad menas med fråga?" in text(desk.get(f"/studies/{fielded.slug}/answers/"))
    Project.objects.update(stage=Stage.FIELD)
    assert client.get(f"/answer/{sheet.pk}/").status_code == 404


def opened_in_pilot(project):
    client = Client()
    client.post(address(project, "r1"))
    return client, Sheet.everything.get()
