"""A study in the field with a plan, and a mail server that takes what is sent."""

import datetime as dt
import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller

from belagg.web.fieldwork import plan
from belagg.web.people.models import User
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage


class Received:
    """What a mail server got; addresses beginning with `stop` are refused."""

    def __init__(self):
        self.messages = []
        self.broken = False

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("stop"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.broken:
            return "451 try later"
        self.messages.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)
        )
        return "250 OK"


@pytest.fixture
def server(settings):
    received = Received()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield received
    controller.stop()


@pytest.fixture
def project(db, make_study, answers) -> Project:
    study = make_study(
        settings={"steward": "Påhittade föreningen", "title": {"sv": "Åäö-kartläggningen"},
                  "period": (dt.date(2021, 5, 19), dt.date(2021, 7, 30))},
        recipients=[{"recipient_id": f"r{n}", "unit_id": f"0{n}", "role": "Ordförande"}
                    for n in range(1, 5)],
        private={"recipients": [
            {"recipient_id": f"r{n}", "name": "Påhittad Person", "email": f"r{n}@example.org"}
            for n in range(1, 4)
        ]},
        responses=answers("1", "- yes"),
    )  # fmt: skip
    made = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    made.refresh_from_db()
    return made


@pytest.fixture
def lead(project):
    return User.objects.create_user("lead@example.org")


@pytest.fixture
def planned(project, lead):
    plan.propose(project, dt.date(2021, 5, 15), actor=lead)
    return project
