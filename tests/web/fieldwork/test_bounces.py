"""What comes back from mail servers is read from a drop folder and written down."""

import mailbox
from email.message import EmailMessage

import pytest

from belagg.web.fieldwork import plan, sending
from belagg.web.fieldwork.bounces import LARGEST, Returned, read_returned, returned_in
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.fieldwork.outbox import retry
from belagg.web.store.models import ROWS

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: belagg@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="gräns"

--gräns
Content-Type: text/plain; charset=utf-8

Ditt brev kom inte fram.

--gräns
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; r1@example.org
Action: {action}
Status: 5.1.1 (no such person)

--gräns
Content-Type: {kind}

Message-ID: {message_id}
Subject: =?utf-8?q?Enk=C3=A4t?=

--gräns--
""".replace("gräns", "g1")


def report(message_id, *, action="failed", kind="message/rfc822"):
    return REPORT.format(message_id=message_id, action=action, kind=kind).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_failure_names_the_mail_and_why(kind):
    assert returned_in(report("<a@b>", kind=kind)) == Returned("<a@b>", "5.1.1")


def ordinary():
    message = EmailMessage()
    message["Subject"], message["Message-ID"] = "Frånvaro", "<a@b>"
    message.set_content("Jag är åter på måndag.")
    return bytes(message)


@pytest.mark.parametrize(
    "data",
    [
        report("<a@b>", action="delayed"),
        report(""),
        ordinary(),
        b"",
        b"\xff\x00 not mail",
        b"Content-Type: multipart/report; boundary=x\n\n--x\n"
        b"Content-Type: message/delivery-status\n\nnonsense",
        report("<a@b>") + b"x" * LARGEST,
    ],
    ids=["delay", "no id", "out of office", "empty", "bytes", "torn", "too large"],
)
def test_anything_else_is_left_alone(data):
    assert returned_in(data) is None


@pytest.fixture
def sent(planned, server):
    plan.carry_out(planned.steps.get(key="invitation"))
    sending.send_due(pause=lambda _seconds: None)
    return OutboxMail.objects.get(recipient_id="r1")


@pytest.fixture(params=["maildir", "mbox"])
def drop(request, settings, tmp_path):
    settings.BOUNCES = tmp_path / "drop"
    kind = mailbox.Maildir if request.param == "maildir" else mailbox.mbox
    return kind(settings.BOUNCES)


def put(drop, *messages):
    for data in messages:
        drop.add(data)
    drop.flush()


def test_a_mail_that_came_back_is_undeliverable_and_the_address_is_not_tried_again(sent, drop):
    put(drop, ordinary(), report(sent.message_id))
    assert [read_returned(), read_returned()] == [1, 0]
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("bounced", "5.1.1")
    contact = ROWS["contacts"].objects.get(recipient_id="r1")
    assert (contact.contact_id, contact.outcome) == ("r1-invitation", "undeliverable")
    reminder = sent.project.steps.get(key="reminder-1")
    why = {one.recipient_id: one.why_not for one in plan.addressees(reminder)}
    assert (why["r1"], why["r3"]) == ("bounced", "")
    ROWS["recipients"].objects.filter(recipient_id="r1").update(email="ny@example.org")
    assert plan.addressees(reminder)[0].why_not == ""


def test_a_mail_sent_again_to_a_better_address_is_not_returned_by_the_old_report(sent, drop, lead):
    put(drop, report(sent.message_id))
    read_returned()
    ROWS["recipients"].objects.filter(recipient_id="r1").update(email="ny@example.org")
    retry(OutboxMail.objects.get(pk=sent.pk), actor=lead)
    assert sending.send_due(pause=lambda _seconds: None) == 1
    assert read_returned() == 0
    assert ROWS["contacts"].objects.get(recipient_id="r1").outcome == "sent"
    assert len(drop) == 1


def test_a_report_about_somebody_elses_mail_changes_nothing(sent, drop):
    put(drop, report("<made-up@localhost>"))
    assert read_returned() == 0
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("place", [None, "nowhere"])
def test_without_a_drop_folder_nothing_is_read(settings, tmp_path, place):
    settings.BOUNCES = tmp_path / place if place else None
    assert read_returned() == 0
