"""Bodies say by their link how far they have come; the team writes down what it finds out."""

import datetime as dt

import pytest
from django.test import Client

from belagg.web.fieldwork.models import OutboxMail
from belagg.web.people.permissions import Role
from belagg.web.progress.models import open_round
from belagg.web.respond import links
from belagg.web.respond.models import Hold
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Project, Stage

ROOT = "/studies/prov/progress"


@pytest.fixture
def project(db, make_study, answers):
    made = save_study(make_study(
        responses=answers("1", "yes no"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "hälsostrateg"},
                    {"recipient_id": "r2", "unit_id": "02"}],
        recommendations=[
            {"recommendation_id": "k1", "number": 1, "level": "regional", "title": "Utbilda",
             "due": dt.date(2023, 12, 31), "indicator": "Alla har fått utbildning"},
            {"recommendation_id": "k2", "number": 2, "level": "national", "title": "Utred"},
        ],
        clauses=[{"clause_id": "c", "recommendation_id": "k1", "text": "Ge den till alla."}],
        settings={"wave": "2021"},
    ))  # fmt: skip
    Project.objects.update(stage=Stage.CLOSED)
    made.refresh_from_db()
    return made


@pytest.fixture
def lead(logged_in, project):
    return logged_in(Role.LEAD)


def official(project, recipient="r1"):
    """Give a browser that has opened a link, and the address where it reports."""
    client = Client()
    address = "/a/" + links.issue(project, recipient).split("/a/")[1]
    overview = client.post(address)["Location"]
    return client, f"{overview}progress/"


def actions():
    return list(ROWS["actions"].objects.order_by("action_id").values_list(
        "action_id", "unit_id", "status", "evidence", "reported_by", "wave"))  # fmt: skip


def test_every_body_is_written_to_and_reports_by_its_link(lead, project):
    lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    mails = OutboxMail.objects.all()
    assert {mail.recipient_id for mail in mails} == {"r1", "r2"}
    assert "2023-11-01" in mails[0].body
    client, page = official(project)
    shown = client.get(page).content.decode()
    assert "Ge den till alla." in shown
    assert "Utred" not in shown
    client.post(page, {"s.k1": "started", "e.k1": "Beslut påhittat 4/23"})
    assert actions() == [
        ("01-k1-1", "01", "started", "Beslut påhittat 4/23", "Påhittad region 1: hälsostrateg",
         "2021"),
    ]  # fmt: skip
    assert "Beslut påhittat" in client.get(page).content.decode()


def test_what_was_said_before_stands_and_the_same_twice_is_one_row(lead, project):
    lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    client, page = official(project)
    for status in ("started", "started", "done"):
        client.post(page, {"s.k1": status, "e.k1": "Sida 4"})
    assert [row[2] for row in actions()] == ["started", "done"]
    assert load_study(project).tables["actions"]["status"].to_list() == ["started", "done"]


def test_what_may_tell_of_a_person_is_held_back(lead, project):
    lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    client, page = official(project)
    client.post(page, {"s.k1": "done", "e.k1": "Enligt 19121212-1212"})
    assert "1212" not in actions()[0][3]
    hold = Hold.objects.get()
    from belagg.web.respond.holds import redact

    redact(hold, "Enligt beslut", actor=hold.project.progress_rounds.get().opened_by)
    assert actions()[0][3] == "Enligt beslut"


def test_nobody_reports_before_it_is_asked_or_after_it_is_closed(lead, project):
    client, _page = Client(), None
    address = "/a/" + links.issue(project, "r1").split("/a/")[1]
    assert client.get(address).status_code == 403
    lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    client, page = official(project)
    lead.post(f"{ROOT}/ask/", {"close": "1"})
    assert open_round(project) is None
    client.post(page, {"s.k1": "done", "e.k1": "x"})
    assert actions() == []


def test_bodies_are_asked_once_at_a_time_and_only_when_the_study_is_closed(lead, project):
    for _time in range(2):
        lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    assert project.progress_rounds.count() == 1
    lead.post(f"{ROOT}/ask/", {"close": "1"})
    Project.objects.update(stage=Stage.FIELD)
    lead.post(f"{ROOT}/ask/", {"due": "2023-11-01"})
    assert project.progress_rounds.count() == 1


def test_the_team_writes_down_a_status_with_its_evidence(lead, project):
    lead.post(f"{ROOT}/k1/", {"unit": "02", "status": "partly", "evidence": "Samtal 3 maj",
                              "by": "projektet"})  # fmt: skip
    assert actions()[0][1:5] == ("02", "partly", "Samtal 3 maj", "projektet")
    assert "Samtal 3 maj" in lead.get(f"{ROOT}/k1/").content.decode()
    assert "delvis genomförd: 1" in lead.get(f"{ROOT}/").content.decode()


def test_a_status_without_evidence_is_not_taken(lead, project):
    page = lead.post(f"{ROOT}/k1/", {"unit": "02", "status": "done", "by": "projektet"})
    assert page.status_code == 200
    assert actions() == []
