"""A rule that changes lists what was decided by it, and what it may now be about."""

from belagg.judging.coding.actions import Assign, Decide
from belagg.judging.coding.rules import Changed, Why, reopening, to_look_at
from belagg.judging.coding.states import Assigned, Case, Coders, Decision, Rule, Verdict
from belagg.judging.coding.step import begin, step
from belagg.study.vocabulary import Layer

NEW = Changed(Rule("r1", 2), "4A", frozenset({"no"}))


def coded(unit, category, rule=None, question="4A"):
    state = step(begin(Case(unit, question, Layer.RECODED)), Assign(Coders("anna")))
    return step(state, Decide(Decision("anna", Verdict(category), rule=rule)))


def test_what_was_decided_by_the_old_version_is_listed_then_what_has_its_category():
    states = [
        coded("03", "no"),
        coded("01", "no", Rule("r1", 1)),
        coded("02", "no", Rule("r1", 2)),
        coded("04", "yes"),
        coded("05", "yes", Rule("r1", 1)),
        coded("06", "no", question="4B"),
        begin(Case("07", "4A", Layer.RECODED)),
    ]
    assert [(found.case.unit_id, found.why) for found in to_look_at(states, NEW)] == [
        ("01", Why.BY_RULE),
        ("03", Why.SAME_CATEGORY),
        ("05", Why.BY_RULE),
    ]


def test_a_rule_for_every_item_lists_only_what_was_decided_by_it():
    every = Changed(Rule("r1", 2), None, frozenset({"no"}))
    states = [coded("01", "no"), coded("02", "no", Rule("r1", 1), "4B")]
    assert [found.case.unit_id for found in to_look_at(states, every)] == ["02"]


def test_a_case_is_opened_with_the_rule_and_the_reason():
    state = step(coded("01", "no", Rule("r1", 1)), reopening(NEW, "nej kräver ett uttalat nej"))
    assert isinstance(state, Assigned)
    assert state.before.reasons == ("r1 (2): nej kräver ett uttalat nej",)
