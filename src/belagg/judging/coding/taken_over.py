"""Decisions that came with a package: taken over as codings that are finished, or that differ."""

from collections.abc import Iterable, Mapping
from typing import Any

from belagg.judging.coding.states import (
    Adjudicated,
    Agreed,
    Case,
    Coded,
    Coders,
    Decision,
    Differs,
    Pass,
    Rule,
    State,
    Verdict,
)
from belagg.study.vocabulary import Basis, Missing, Round

OLDEST = 1
"""The version of a rule that a decision from elsewhere is taken to follow, since none is told:
the oldest, so that it is looked at again when the rule has a newer one."""


def taken_over(case: Case, rows: Iterable[Mapping[str, Any]]) -> State | None:
    """Give the state of a case from its rows of `assessments`; None where they fit no state.

    Decisions of one or two coders, and a third that settles what differs, fit; several of one
    coder, or of three, do not, and neither does a decision that settles nothing.
    """
    ordered = sorted(rows, key=lambda row: (_turn(row), row["at"] or "", row["assessment_id"]))
    first = [decision_of(row) for row in ordered if _turn(row) < 2]
    final = [decision_of(row) for row in ordered if _turn(row) == 2]
    match first, final:
        case [one], []:
            return Coded(case, Coders(one.coder), Pass(one))
        case [one, two], [] if one.coder != two.coder:
            coders = Coders(one.coder, two.coder)
            if one.verdict.agrees(two.verdict):
                return Agreed(case, coders, Pass(one, two))
            return Differs(case, coders, one, two)
        case [one, two], [third] if one.coder != two.coder:
            return Adjudicated(case, Coders(one.coder, two.coder), Pass(one, two, third))
        case _:
            return None


def decision_of(row: Mapping[str, Any]) -> Decision:
    """Give the decision that a row of `assessments` holds; the turn names one who is not named."""
    return Decision(
        coder=row["coder"] or row["round"] or Round.FIRST.value,
        verdict=Verdict(
            row["category"], Missing(row["missing"]) if row["missing"] else None, row["value"]
        ),
        rationale=row["rationale"] or "",
        evidence=row["evidence"] or "",
        basis=Basis(row["basis"]) if row["basis"] else None,
        rule=Rule(row["rule_id"], OLDEST) if row["rule_id"] else None,
        at=row["at"] or "",
    )


def _turn(row: Mapping[str, Any]) -> int:
    return {Round.SECOND.value: 1, Round.ADJUDICATED.value: 2}.get(row["round"], 0)
