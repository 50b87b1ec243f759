"""Findings, recommendations and their support, with figures live and checks beside."""

import pytest

from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.publish.argument import next_key
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

PAGE = "/studies/prov/publish/argument/"


@pytest.fixture
def project(db, make_study, answers):
    return save_study(make_study(
        responses=answers("1", "yes yes no no"),
        findings=[
            {"finding_id": "f1", "statement": "I {{ 1.yes.count | words }} regioner finns det.",
             "rests_on": ["figure:1.yes.count"]},
            {"finding_id": "f2", "statement": "Det saknas."},
        ],
        recommendations=[
            {"recommendation_id": "r1", "number": 1, "level": "regional", "title": "Ordna det"},
        ],
        clauses=[{"clause_id": "r1a", "recommendation_id": "r1", "text": "Ordna det snart."}],
        supports=[{"clause_id": "r1a", "finding_id": "f1"}],
    ))  # fmt: skip


@pytest.fixture
def lead(logged_in):
    return logged_in(Role.LEAD)


def change(lead, path, **cells):
    version = lead.get(f"{PAGE}{path}").context["version"]
    return lead.post(f"{PAGE}{path}", {"version": version, **cells})


def test_every_sentence_has_its_figures_its_grounds_and_its_checks(lead):
    page = lead.get(PAGE).content.decode()
    assert "I två regioner finns det." in page
    assert "figure:1.yes.count</code> 2" in page
    assert "finding-on-nothing" in page
    assert "Ordna det snart." in page


def test_a_sentence_is_shown_as_it_would_stand_before_it_is_kept(lead):
    shown = lead.post(f"{PAGE}findings/f1/", {
        "finding_id": "f1", "statement": "Nej svarade {{ 1.no.count }} regioner.",
        "rests_on": "figure:1.no.count", "show": "1"})  # fmt: skip
    assert "Nej svarade 2 regioner." in shown.content.decode().replace("\u00a0", " ")
    assert ROWS["findings"].objects.get(finding_id="f1").statement.startswith("I {{")


def test_a_figure_that_is_not_there_is_told_beside_the_sentence(lead):
    wrong = {"finding_id": "f1", "statement": "I {{ 1.jo.count }}.", "show": "1"}
    shown = lead.post(f"{PAGE}findings/f1/", wrong)
    page = shown.content.decode()
    assert "1.jo.count" in page
    codes = {one["code"] for one in shown.context["live"]["checks"]}
    assert {"finding-on-nothing", "figure-unknown"} <= codes


def test_a_finding_is_changed_and_one_is_added(lead, project):
    change(lead, "findings/f2/", finding_id="f2", statement="Det saknas än.",
           rests_on="figure:1.no.count")  # fmt: skip
    assert ROWS["findings"].objects.get(finding_id="f2").rests_on == ["figure:1.no.count"]
    assert next_key(load_study(project), "findings", "f") == "f3"
    assert 'value="f3"' in lead.get(f"{PAGE}findings/").content.decode()
    change(lead, "findings/", finding_id="f3", statement="Nytt.", rests_on="")
    assert ROWS["findings"].objects.count() == 3
    verbs = list(AuditEvent.objects.values_list("verb", "key"))
    assert verbs == [("row changed", "f2"), ("row added", "f3")]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(lead):
    version = lead.get(f"{PAGE}findings/f2/").context["version"]
    change(lead, "findings/f2/", finding_id="f2", statement="Deras.")
    mine = {"finding_id": "f2", "statement": "Mitt.", "version": version}
    assert lead.post(f"{PAGE}findings/f2/", mine).status_code == 200
    assert ROWS["findings"].objects.get(finding_id="f2").statement == "Deras."


def test_a_clause_is_supported_by_the_findings_chosen(lead):
    change(lead, "clauses/r1a/", clause_id="r1a", recommendation_id="r1", text="Ordna det nu.",
           supported_by=["f2"])  # fmt: skip
    held = ROWS["supports"].objects.values_list("clause_id", "finding_id")
    assert list(held) == [("r1a", "f2")]
    change(lead, "clauses/?of=r1", clause_id="r1b", recommendation_id="r1", text="Och följ upp.",
           supported_by=["f1", "f2"])  # fmt: skip
    assert held.filter(clause_id="r1b").count() == 2


def test_what_others_rest_on_is_not_removed_and_a_clause_goes_with_its_support(lead):
    lead.post(f"{PAGE}findings/f1/remove/")
    assert ROWS["findings"].objects.filter(finding_id="f1").exists()
    lead.post(f"{PAGE}clauses/r1a/remove/")
    assert not ROWS["clauses"].objects.exists()
    assert not ROWS["supports"].objects.exists()
    lead.post(f"{PAGE}findings/f1/remove/")
    assert not ROWS["findings"].objects.filter(finding_id="f1").exists()


def test_a_recommendation_with_a_level_that_is_none_is_refused_at_its_field(lead):
    response = lead.post(f"{PAGE}recommendations/", {
        "recommendation_id": "r2", "level": "galaktisk", "title": "Ordna"})  # fmt: skip
    assert response.status_code == 200
    assert "level" in response.context["form"].errors
    assert ROWS["recommendations"].objects.count() == 1


def test_only_those_who_write_the_report_see_it(logged_in):
    for role in (Role.COORDINATOR, Role.CODER, Role.FACILITATOR, Role.VIEWER):
        assert logged_in(role).get(PAGE).status_code == 403


def test_other_tables_are_not_reached_here(lead):
    assert lead.get(f"{PAGE}quotes/").status_code == 404
    assert lead.get(f"{PAGE}findings/f99/").status_code == 404


def test_the_page_asks_a_bounded_number_of_times(lead, django_assert_max_num_queries):
    lead.get(PAGE)
    with django_assert_max_num_queries(10):
        lead.get(PAGE)
