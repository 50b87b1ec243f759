"""What a coding gives the study: the rows of `assessments` that count."""

from collections.abc import Iterable, Iterator

from belagg.judging.coding.states import Decision, State, standing
from belagg.study.vocabulary import Round


def assessment_rows(states: Iterable[State]) -> Iterator[dict[str, object]]:
    """Give the rows of the latest finished pass of each case, in the columns of the table.

    The second decision of a pass that is not finished, or that differs, is not among them, nor the
    first: what is made from the study cannot tell one coder what another decided. Decisions of
    earlier passes stay in the history of the case. A grade has no row here: it stands on its claim.
    """
    for state in states:
        held = standing(state)
        if held is None or state.case.claim_id:
            continue
        rounds = (
            (Round.FIRST, held.first), (Round.SECOND, held.second), (Round.ADJUDICATED, held.final),
        )  # fmt: skip
        for round_, decision in rounds:
            if decision is not None:
                yield _row(state, round_, decision)


def _row(state: State, round_: Round, decision: Decision) -> dict[str, object]:
    case, verdict = state.case, decision.verdict
    return {
        "assessment_id": "-".join((case.unit_id, case.question_id, case.layer.value, round_.value)),
        "unit_id": case.unit_id,
        "question_id": case.question_id,
        "layer": case.layer.value,
        "category": verdict.category,
        "missing": verdict.missing.value if verdict.missing else None,
        "value": verdict.value,
        "basis": decision.basis.value if decision.basis else None,
        "coder": decision.coder,
        "round": round_.value,
        "rule_id": decision.rule.rule_id if decision.rule else None,
        "rationale": decision.rationale or None,
        "evidence": decision.evidence or None,
        "at": decision.at or None,
    }
