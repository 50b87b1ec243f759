"""A made-up study that is closed, with decisions and grades, and the officials of two bodies."""

import datetime as dt
import re

import pytest
from django.test import Client

from belagg.web.factcheck import holding
from belagg.web.factcheck.models import FactCheck, Point
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage


@pytest.fixture
def project(db, make_study, make_item, answers) -> Project:
    """Region 01 said yes and its plan says less; 02 said partly and is read as no."""
    study = make_study(
        [make_item("1"), make_item("2", "text")],
        responses=[*answers("1", "yes partly"), *answers("2", "- -")],
        recipients=[
            {"recipient_id": "r1", "unit_id": "01", "role": "Direktör"},
            {"recipient_id": "r2", "unit_id": "02", "role": "Direktör"},
        ],
        private={"recipients": [
            {"recipient_id": "r1", "email": "ett@region.example"},
            {"recipient_id": "r2", "email": "tva@region.example"},
        ]},
        assessments=[
            {"assessment_id": "a1", "unit_id": "02", "question_id": "1", "layer": "recoded",
             "category": "no", "round": "adjudicated", "rationale": "Svaret gäller en annan grupp.",
             "at": "2021-08-01T08:00:00Z"},
        ],
        documents=[{"document_id": "plan", "unit_id": "01", "title": "Påhittad plan"}],
        claims=[
            {"claim_id": "c1", "unit_id": "01", "question_id": "1", "claim": "Planen finns.",
             "grade": "partly", "document_id": "plan", "page": 29, "quote": "Fem rader.",
             "rationale": "En sida av 43."},
            {"claim_id": "c2", "unit_id": "02", "question_id": "1", "claim": "Rutin finns.",
             "grade": "confirmed"},
        ],
        texts={"report/01.md": "# Ett\n\nText.\n"},
    )  # fmt: skip
    made = save_study(study)
    Project.objects.update(stage=Stage.CLOSED)
    made.refresh_from_db()
    return made


@pytest.fixture
def lead(logged_in) -> Client:
    """The lead's browser."""
    return logged_in(Role.LEAD)


@pytest.fixture
def check(project, member) -> FactCheck:
    """A fact check that has been opened."""
    return holding.begin(project, dt.date(2100, 1, 1), actor=member(Role.LEAD))


@pytest.fixture
def opened(project):
    """Give a browser in which an official has opened her link, and the address it came to."""

    def make(recipient: str) -> tuple[Client, str]:
        client = Client()
        address = re.sub(r"^https?://[^/]+", "", links.issue(project, recipient))
        return client, client.post(address)["Location"]

    return make


@pytest.fixture
def point():
    """Give the point of a body by kind."""
    return lambda unit, kind: Point.objects.get(unit_id=unit, kind=kind)
