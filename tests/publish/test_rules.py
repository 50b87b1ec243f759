"""The table of rules by date: what is shown is in force, reviewed, and reviewed lately enough."""

import datetime as dt
from pathlib import Path

import pytest

from belagg.publish.rules import LegalRule, RuleBook, Standing, may_be_reported
from belagg.study.study import Study
from belagg.study.vocabulary import RuleKind

EXAMPLE = Path(__file__).parents[2] / "examples" / "hitta-stod"


@pytest.fixture(scope="module")
def rules():
    rows = Study.load(EXAMPLE).tables["legal_rules"].iter_rows(named=True)
    return tuple(map(LegalRule.of, rows))


def in_force_on(rules, day):
    ended = (Standing.NOT_YET, Standing.ENDED)
    return {
        rule.rule_id for rule in rules if rule.standing(dt.date.fromisoformat(day)) not in ended
    }


@pytest.mark.parametrize(
    ("rule", "last_day_without", "first_day_with"),
    [
        ("osl-10-23", "2025-03-31", "2025-04-01"),
        ("brb-6-9", "2025-06-30", "2025-07-01"),
        ("osl-10-21", "2025-11-30", "2025-12-01"),
        ("sol-19-1", "2026-01-14", "2026-01-15"),
        ("sol-19-1-egna-barn", "2026-01-14", "2026-01-15"),
        ("sol-19-6", "2026-01-14", "2026-01-15"),
        ("hslf-2022-39", "2022-10-31", "2022-11-01"),
        ("brb-6-11", "2026-04-28", "2026-04-29"),
        ("brb-6-12", "2026-04-28", "2026-04-29"),
        ("brb-6-12-grovt", "2026-04-28", "2026-04-29"),
        ("brb-4-1a", "2026-04-28", "2026-04-29"),
        ("brb-4-1a-mindre", "2026-04-28", "2026-04-29"),
        ("osl-12-2", "2026-11-24", "2026-11-25"),
    ],
)
def test_a_rule_is_in_force_from_its_day_and_not_the_day_before(
    rules, rule, last_day_without, first_day_with
):
    assert rule not in in_force_on(rules, last_day_without)
    assert rule in in_force_on(rules, first_day_with)


def test_every_rule_of_the_example_has_a_test_by_date(rules):
    mark = test_a_rule_is_in_force_from_its_day_and_not_the_day_before.pytestmark[0]
    assert {rule.rule_id for rule in rules} == {case[0] for case in mark.args[1]}


def test_of_the_threshold_before_april_2025_nothing_is_told(rules):
    before = RuleBook(rules, dt.date(2025, 3, 31))
    assert before.shown([RuleKind.THRESHOLD]) == ()
    assert before.in_force([RuleKind.THRESHOLD]) == ()


@pytest.mark.parametrize(
    ("offence", "reaches"),
    [
        ("brb-6-11", False),
        ("brb-6-12", False),
        ("brb-6-12-grovt", True),
        ("brb-4-1a", True),
        ("brb-4-1a-mindre", True),
    ],
)
def test_whether_an_offence_against_an_adult_reaches_the_threshold(rules, offence, reaches):
    by_id = {rule.rule_id: rule for rule in rules}
    assert may_be_reported(by_id[offence], by_id["osl-10-23"]) is reaches


def a_rule(**changes):
    named = {
        "rule_id": "r", "valid_from": dt.date(2025, 1, 1), "valid_to": dt.date(2026, 6, 30),
        "source": "Påhittad lag", "section": "1 §", "text": "Påhittat", "plain": None,
        "kind": "duty", "to_whom": None, "age_from": None, "age_to": 17, "months": None,
        "reviewed_on": dt.date(2025, 2, 1), "reviewed_by": "Juristen",
        "review_by": dt.date(2026, 1, 31),
    }  # fmt: skip
    return LegalRule.of(named | changes)


@pytest.mark.parametrize(
    ("day", "changes", "standing"),
    [
        ("2025-02-01", {}, Standing.SHOWN),
        ("2026-01-31", {}, Standing.SHOWN),
        ("2026-02-01", {}, Standing.OVERDUE),
        ("2024-12-31", {}, Standing.NOT_YET),
        ("2026-07-01", {}, Standing.ENDED),
        ("2025-01-31", {}, Standing.UNREVIEWED),
        ("2025-03-01", {"reviewed_on": None}, Standing.UNREVIEWED),
        ("2025-03-01", {"review_by": None}, Standing.UNREVIEWED),
    ],
)
def test_how_a_rule_stands_on_a_day(day, changes, standing):
    assert a_rule(**changes).standing(dt.date.fromisoformat(day)) is standing


def test_of_two_wordings_the_one_in_force_counts():
    old = a_rule(valid_to=dt.date(2025, 5, 31))
    new = a_rule(valid_from=dt.date(2025, 6, 1), text="Ny lydelse")
    book = RuleBook((old, new), dt.date(2025, 6, 1))
    assert book.latest("r") == (new, Standing.SHOWN)
    assert RuleBook((old, new), dt.date(2025, 5, 31)).latest("r") == (old, Standing.SHOWN)
    assert book.latest("another") is None


@pytest.mark.parametrize(
    ("ages", "child", "adult"),
    [((None, 17), True, False), ((18, None), False, True), ((None, None), True, True)],
)
def test_a_rule_concerns_those_within_its_ages(ages, child, adult):
    rule = a_rule(age_from=ages[0], age_to=ages[1])
    assert (rule.concerns(child=True), rule.concerns(child=False)) == (child, adult)
