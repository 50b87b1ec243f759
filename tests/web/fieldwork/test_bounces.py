"""What comes back from mail servers is read from a mailbox or a folder, and written down."""

import imaplib
import mailbox
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from belagg.web.fieldwork import plan, sending
from belagg.web.fieldwork.bounce_reports import LARGEST, Returned, returned_in
from belagg.web.fieldwork.bounces import read_apart, read_returned
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


class Imap:
    """A real IMAP server with one mailbox."""

    def __init__(self, port):
        self.port = port

    def add(self, data):
        with self._inbox() as box:
            box.append("INBOX", "", None, data)

    def flush(self):
        pass

    def __len__(self):
        with self._inbox() as box:
            return len(box.search(None, "FROM", "MAILER-DAEMON")[1][0].split())

    def _inbox(self):
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=30)
        box.login("studien", "hemligt/")
        box.select("INBOX")
        return box


@pytest.fixture(scope="session")
def imap_server():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(port),
        "--no-tls", "dict", "--demo-data", "--demo-user", "studien", "--demo-password", "hemligt/",
    ]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield Imap(port)
    server.kill()
    server.wait()


@pytest.fixture(params=["maildir", "mbox", "imap"])
def drop(request, settings, tmp_path):
    if request.param == "imap":
        server = request.getfixturevalue("imap_server")
        settings.BOUNCES = f"imap://studien:hemligt%2F@127.0.0.1:{server.port}/INBOX"
        with server._inbox() as box:
            box.store("1:*", "+FLAGS", r"(\Deleted)")
            box.expunge()
        return server
    settings.BOUNCES = str(tmp_path / "drop")
    kind = mailbox.Maildir if request.param == "maildir" else mailbox.mbox
    return kind(settings.BOUNCES)


def put(drop, *messages):
    for data in messages:
        drop.add(data)
    drop.flush()


@pytest.mark.parametrize("drop", ["maildir", "mbox"], indirect=True)
def test_a_message_that_ends_its_reader_is_left_for_people(sent, drop):
    deep = b"Content-Type: message/rfc822\n\n" * 30_000  # deeper than the reader can go
    assert read_apart(deep) is None
    put(drop, deep, report(sent.message_id))
    assert read_returned() == 1


def test_a_report_is_read_apart_as_it_is_read_here():
    assert read_apart(report("<a@b>")) == Returned("<a@b>", "5.1.1")
    assert read_apart(ordinary()) is None


@pytest.mark.parametrize(
    "place", ["imap://a:hemligt@127.0.0.1:1/INBOX", "imaps:///INBOX", "imaps://a@127.0.0.1:1"]
)
def test_a_mailbox_that_is_not_to_be_had_is_told_without_its_password(settings, caplog, place):
    settings.BOUNCES = place
    assert read_returned() == 0
    assert "returned mail cannot be read" in caplog.text
    assert "hemligt" not in caplog.text


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
    settings.BOUNCES = str(tmp_path / place) if place else ""
    assert read_returned() == 0
