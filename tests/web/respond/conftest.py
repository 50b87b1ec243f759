"""Officials of made-up regions, with links, in a study that is in the field."""

import pytest
from django.test import Client

from belagg.study.questionnaire import Choice
from belagg.study.xlsform.conditions import parse_condition
from belagg.web.respond import links
from belagg.web.respond.models import Sheet
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage

PLANS = (
    Choice("plan", {"sv": "Plan", "en": "Plan"}),
    Choice("other", {"sv": "Annat", "en": "Other"}),
)


@pytest.fixture
def fielded(db, make_study, make_item) -> Project:
    """Two officials in region 01 and one in 02; six items, one of them put only after a yes."""
    study = make_study(
        [
            make_item("1", required=True),
            make_item("1a", "text", relevance=parse_condition("${q1} = 'yes'")),
            make_item("2", "select_multiple", PLANS),
            make_item("3", "integer"),
            make_item("4", "date", theme="t1"),
            make_item("5", "text", theme="t1"),
        ],
        recipients=[
            {"recipient_id": "r1", "unit_id": "01", "role": "Ordförande"},
            {"recipient_id": "r2", "unit_id": "01", "role": "Direktör"},
            {"recipient_id": "r3", "unit_id": "02", "role": "Ordförande"},
        ],
    )
    project = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    project.refresh_from_db()
    return project


@pytest.fixture
def project(fielded) -> Project:
    """Let members be of the study that is in the field."""
    return fielded


@pytest.fixture
def opened(fielded):
    """Give a browser in which the official's link has been opened, and her response."""

    def make(recipient: str = "r1") -> tuple[Client, Sheet]:
        address = links.issue(fielded, recipient).removeprefix("http://localhost:8000")
        client = Client()
        response = client.post(address)
        return client, Sheet.objects.get(pk=int(response["Location"].split("/")[2]))

    return make
