"""What is made up says so: on every page of its study, in its mails, letters and copies."""

import io
import re

import pypdf
import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from belagg.study.vocabulary import Purpose
from belagg.web.fieldwork.letters import make
from belagg.web.fieldwork.models import Step
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.fieldwork.plan import addressees, preview, propose
from belagg.web.fieldwork.sending import send_due
from belagg.web.people.models import Membership
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.respond.models import Sheet
from belagg.web.respond.receipts import blank_pdf
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage, Text

MARK = 'class="made-up"'
WORDS = "Påhittat"
VALUES = {"int": "1", "slug": "units", "str": "01", "path": "report/01.md"}


@pytest.fixture
def made_up(db, make_study, answers, member):
    """A made-up study in the field, with a lead who also leads its reference groups."""
    study = make_study(
        settings={"study_id": "pahittad", "extra": {"made_up": True}},
        responses=answers("1", "yes no"),
        recipients=[{"recipient_id": "r1", "unit_id": "03", "role": "ordförande"}],
    )  # fmt: skip
    project = save_study(study)
    Text.objects.create(project=project, path="report/01.md", content="# Ett\n")
    ROWS["recipients"].objects.filter(project=project).update(email="r1@example.org")
    Project.objects.filter(pk=project.pk).update(stage=Stage.FIELD)
    project.refresh_from_db()
    return project


@pytest.fixture
def lead(made_up, member):
    who = member(Role.LEAD, of=made_up)
    Membership.objects.create(user=who, project=made_up, role=Role.FACILITATOR)
    return who


@pytest.fixture
def client_of_lead(lead):
    client = Client()
    client.force_login(lead)
    return client


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def unmarked(client, beginning, values):
    """Give the pages among the addresses that begin so which do not bear the mark."""
    seen, without = 0, []
    for route in routes(get_resolver().url_patterns):
        if not route.startswith(beginning) or "logout" in route:
            continue
        path = re.sub(r"<(\w+):(\w+)>", lambda m: values.get(m[2]) or VALUES[m[1]], route)
        response = client.get(f"/{path}")
        kind = response.get("Content-Type", "")
        if response.status_code != 200 or "html" not in kind or response.streaming:
            continue
        seen += 1
        if MARK not in response.content.decode():
            without.append(path)
    return seen, without


def test_a_page_of_a_made_up_study_bears_the_mark_and_another_does_not(
    client_of_lead, made_up, make_study, lead
):
    assert MARK in client_of_lead.get(reverse("study", args=[made_up.slug])).content.decode()
    other = save_study(make_study(settings={"study_id": "verklig"}))
    Membership.objects.create(user=lead, project=other, role=Role.LEAD)
    assert MARK not in client_of_lead.get(reverse("study", args=["verklig"])).content.decode()


@pytest.mark.long
def test_every_page_of_a_made_up_study_bears_the_mark(client_of_lead, made_up):
    study = next(r for r in routes(get_resolver().url_patterns) if "<slug:slug>" in r)
    beginning = study.partition("<slug:slug>")[0] + "<slug:slug>"
    seen, without = unmarked(client_of_lead, beginning, {"slug": made_up.slug})
    assert seen > 50
    assert without == []


def test_every_page_of_its_officials_bears_the_mark(made_up):
    address = links.issue(made_up, "r1").removeprefix("http://localhost:8000")
    client = Client()
    assert MARK in client.get(address).content.decode()
    client.post(address)
    sheet = str(Sheet.objects.get().pk)
    seen, without = unmarked(client, "answer/<int:sheet>", {"sheet": sheet})
    assert seen > 6
    assert without == []
    secret = address.split("/")[2]
    seen, without = unmarked(client, "a/", {"secret": secret})
    assert seen > 1
    assert without == []


def test_its_mails_and_letters_and_copies_bear_the_mark(made_up, lead, mailoutbox):
    import datetime as dt

    enqueue(made_up, "r1", step="invitation", purpose=Purpose.INVITATION, subject="{study}",
            body="Hej!\n\n{link}")  # fmt: skip
    send_due(pause=lambda seconds: None)
    [mail] = mailoutbox
    assert mail.body.startswith(WORDS)
    assert WORDS in mail.alternatives[0][0]
    propose(made_up, dt.date(2021, 5, 19), actor=lead)
    step = Step.objects.get(key="reminder-1")
    assert WORDS in preview(step, addressees(step)[0])[1]
    letters = make(Step.objects.get(key="escalation"), actor=lead)
    for pdf in (letters, blank_pdf(made_up, "sv")):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
        assert WORDS in text
