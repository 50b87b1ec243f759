"""Mail of the demonstration: written down as sent, and none leaves this computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from belagg.web.fieldwork.bounces import read_returned
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.fieldwork.outbox import message_id
from belagg.web.fieldwork.sending import send_due
from belagg.web.fieldwork.states import MailState
from belagg.web.store.models import Project

_NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
_REPORT = """\
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; exempel.example

Final-Recipient: rfc822; pahittad@exempel.example
Action: failed
Status: 5.1.1

--cut
Content-Type: text/rfc822-headers

Message-ID: {}

--cut--
"""


def send_nowhere() -> None:
    """Send what is due, without pauses, to nobody."""
    # A mail is due from when it was put in line, and that was told by the computer's clock.
    waiting = OutboxMail.objects.filter(state=MailState.QUEUED)
    waiting.update(queued=timezone.now(), not_before=timezone.now())
    with _setting("EMAIL_BACKEND", _NOWHERE):
        send_due(limit=100_000, pause=lambda _seconds: None)


def comes_back(project: Project, recipient_id: str, step: str) -> None:
    """Let a mail server report that there was nobody at the address (RFC 3464)."""
    report = _REPORT.format(message_id(project, recipient_id, step))
    with TemporaryDirectory() as folder:
        for name in ("new", "cur", "tmp"):
            Path(folder, name).mkdir()
        Path(folder, "new", "report").write_text(report, encoding="ascii")
        with _setting("BOUNCES", folder):
            read_returned()


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    before = getattr(settings, name)
    setattr(settings, name, value)
    try:
        yield
    finally:
        setattr(settings, name, before)
