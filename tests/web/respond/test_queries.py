"""What officials' pages ask of the database does not grow with items, answers or bodies."""

import pytest
from django.test import Client
from django.utils import timezone

from belagg.study.xlsform.conditions import parse_condition
from belagg.web.respond import links
from belagg.web.respond.answers import held_answers
from belagg.web.respond.models import AnswerVersion, Sheet
from belagg.web.respond.sending import send
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage


@pytest.fixture
def official(db, make_study, make_item):
    """One of two in a body of 290 that has answered 60 items, each five times over."""
    items = [make_item("1"), make_item("2", relevance=parse_condition("${q1} = 'yes'"))]
    items += [make_item(str(n), theme="t1" if n > 30 else "") for n in range(3, 61)]
    units = [{"unit_id": f"{n:03}", "name": f"Påhittad kommun {n}"} for n in range(290)]
    who = [{"recipient_id": f"{u['unit_id']}-{k}", "unit_id": u["unit_id"]}
           for u in units for k in "ab"]  # fmt: skip
    project = save_study(make_study(items, units=units, recipients=who))
    Project.objects.update(stage=Stage.FIELD)
    project.versions.update(frozen_at=timezone.now())
    project.refresh_from_db()
    client = Client()
    address = links.issue(project, "000-a").removeprefix("http://localhost:8000")
    sheet = Sheet.objects.get(pk=int(client.post(address)["Location"].split("/")[2]))
    AnswerVersion.objects.bulk_create(
        AnswerVersion(sheet=sheet, question_id=item.question_id, version=version, by="000-a",
                      category="yes" if version == 5 else "no")
        for item in items for version in range(1, 6)
    )  # fmt: skip
    return client, sheet


@pytest.mark.parametrize(
    "path, queries",
    [
        ("", 14), ("page/1/", 10), ("page/2/", 10), ("review/", 12), ("documents/", 10),
        ("colleagues/", 10), ("history/", 12), ("follow-ups/", 10), ("questions.pdf", 10),
    ],
)  # fmt: skip
def test_a_page_asks_a_fixed_number_of_queries(
    official, path, queries, django_assert_max_num_queries
):
    client, sheet = official
    client.get(f"/answer/{sheet.pk}/{path}")
    with django_assert_max_num_queries(queries):
        assert client.get(f"/answer/{sheet.pk}/{path}").status_code == 200


@pytest.mark.parametrize("item, queries", [("1", 4), ("3", 3)])
def test_a_save_asks_as_little_as_it_can(official, item, queries, django_assert_max_num_queries):
    client, sheet = official
    client.get(f"/answer/{sheet.pk}/")
    with django_assert_max_num_queries(queries):
        said = client.post(f"/answer/{sheet.pk}/save/{item}/", {f"{item}.version": 5, item: "no"})
    assert said.status_code == 200
    # Others are put or not by the answer to the first item alone.
    assert (said.json()["put"] is not None) == (item == "1")


def test_the_receipt_asks_a_fixed_number_of_queries(official, django_assert_max_num_queries):
    client, sheet = official
    send(sheet, by="000-a", signed="Ordförande", registry_number="")
    client.get(f"/answer/{sheet.pk}/receipt/")  # the study is read once after each change of it
    with django_assert_max_num_queries(12):
        assert client.get(f"/answer/{sheet.pk}/receipt/").status_code == 200


def test_of_each_answer_the_latest_version_counts(official):
    held = held_answers(official[1])
    assert len(held) == 60
    assert {(one.version, one.category) for one in held.values()} == {(5, "yes")}
