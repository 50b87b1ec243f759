"""Outcome rates after AAPOR, by unit and by recipient.

Source: American Association for Public Opinion Research, Standard Definitions, 10th edition
(2023). Response is RR2 (complete and partial of all eligible), refusal REF1, contact CON1. Cases of
unknown eligibility count as eligible.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from belagg.analysis.figure import Figure, FigureKind, no_units, these
from belagg.study.study import Study
from belagg.study.vocabulary import Basis, Disposition, Layer, Missing

_ANSWERED = (Disposition.COMPLETE, Disposition.PARTIAL)
_REFUSED = (Disposition.REFUSAL, Disposition.BREAK_OFF)
_REACHED = (*_ANSWERED, *_REFUSED, Disposition.OTHER_ELIGIBLE)
_RANK = (
    Disposition.COMPLETE, Disposition.PARTIAL, Disposition.BREAK_OFF, Disposition.REFUSAL,
    Disposition.OTHER_ELIGIBLE, Disposition.NON_CONTACT, Disposition.UNDELIVERABLE,
    Disposition.UNKNOWN, Disposition.SENT, Disposition.NOT_ELIGIBLE,
)  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """The final disposition of every unit asked, and of every recipient where it can be told."""

    units: Mapping[str, Disposition]
    recipients: Mapping[str, Disposition]


def outcomes(study: Study) -> Outcomes:
    """Give the final dispositions.

    A recipient's is the latest of its contacts that is not an interim one, or complete where it
    gave answers. A unit's is the best of its recipients', or complete where the unit gave answers
    though it is not known who did. Recipients' are left out altogether where the one who answered
    for some unit is not known.
    """
    recipients = dict(study.tables["recipients"].select("recipient_id", "unit_id").iter_rows())
    by_recipient = _by_contact(study)
    answered_by, answered_units = _who_answered(study)
    for recipient in answered_by:
        if by_recipient.get(recipient) not in _ANSWERED:
            by_recipient[recipient] = Disposition.COMPLETE
    units = list(study.units_in_force) if not recipients else sorted(set(recipients.values()))
    by_unit: dict[str, Disposition] = dict.fromkeys(units, Disposition.UNKNOWN)
    best: dict[str, list[Disposition]] = {}
    for recipient, unit in recipients.items():
        best.setdefault(unit, []).append(by_recipient.get(recipient, Disposition.UNKNOWN))
    for unit, found in best.items():
        by_unit[unit] = min(found, key=_RANK.index)
    known = {unit for unit, disposition in by_unit.items() if disposition in _ANSWERED}
    for unit in answered_units & set(by_unit):
        if by_unit[unit] not in _ANSWERED:
            by_unit[unit] = Disposition.COMPLETE
    told = not (answered_units & set(by_unit)) - known
    told_of = {r: by_recipient.get(r, Disposition.UNKNOWN) for r in recipients} if told else {}
    return Outcomes(by_unit, told_of)


def _by_contact(study: Study) -> dict[str, Disposition]:
    contacts = study.tables["contacts"].filter(
        pl.col("outcome").is_not_null() & (pl.col("outcome") != Disposition.SENT.value)
    )
    latest = contacts.sort("at", nulls_last=False, maintain_order=True).unique(
        "recipient_id", keep="last", maintain_order=True
    )
    return {
        recipient: Disposition(outcome)
        for recipient, outcome in latest.select("recipient_id", "outcome").iter_rows()
    }


def _who_answered(study: Study) -> tuple[set[str], set[str]]:
    said = (
        study.tables["responses"]
        .lazy()
        .filter(pl.any_horizontal(pl.col("category", "value", "text").is_not_null()))
    )
    silent = [
        code.value
        for code in (
            Missing.NO_ANSWER, Missing.REFUSED, Missing.NOT_ASKED, Missing.NOT_APPLICABLE
        )
    ]  # fmt: skip
    judged = (
        study.tables["assessments"]
        .lazy()
        .filter(
            pl.col("layer").is_in([Layer.STATED.value, Layer.RECODED.value])
            & pl.col("basis").ne_missing(pl.lit(Basis.DOCUMENT.value))
            & pl.col("missing").is_in(silent).fill_null(value=False).not_()
        )
    )
    return (
        _distinct(said, "recipient_id"),
        _distinct(said, "unit_id") | _distinct(judged, "unit_id"),
    )


def _distinct(rows: pl.LazyFrame, column: str) -> set[str]:
    return set(rows.select(pl.col(column).drop_nulls().unique()).collect()[column])


def response_figures(study: Study) -> Iterator[Figure]:
    """Give the figures `response.*`."""
    found = outcomes(study)
    eligible = {u: d for u, d in found.units.items() if d is not Disposition.NOT_ELIGIBLE}
    if not eligible:
        return
    yes = tuple(sorted(u for u, d in eligible.items() if d in _ANSWERED))
    no = tuple(sorted(u for u, d in eligible.items() if d not in _ANSWERED))
    n = len(eligible)
    yield Figure("response.n", FigureKind.COUNT, n, n, these(sorted(eligible)))
    yield Figure("response.count", FigureKind.COUNT, len(yes), n, these(yes))
    yield Figure("response.units", FigureKind.UNITS, (), n, these(yes))
    yield Figure("response.missing.count", FigureKind.COUNT, len(no), n, these(no))
    yield Figure("response.missing.units", FigureKind.UNITS, (), n, these(no))
    yield from _rates("response", list(eligible.values()), these(yes))
    people = [d for d in found.recipients.values() if d is not Disposition.NOT_ELIGIBLE]
    if people:
        answered = sum(d in _ANSWERED for d in people)
        prefix = "response.recipients"
        yield Figure(f"{prefix}.n", FigureKind.COUNT, len(people), len(people))
        yield Figure(f"{prefix}.count", FigureKind.COUNT, answered, len(people))
        yield from _rates(prefix, people, no_units)


def _rates(
    prefix: str, cases: Sequence[Disposition], units: Callable[[], tuple[str, ...]]
) -> Iterator[Figure]:
    n = len(cases)
    for name, kinds, behind in (
        ("rate", _ANSWERED, units),
        ("refusal.rate", _REFUSED, no_units),
        ("contact.rate", _REACHED, no_units),
    ):
        rate = 100 * sum(case in kinds for case in cases) / n
        yield Figure(f"{prefix}.{name}", FigureKind.PERCENT, rate, n, behind)


def dispositions(study: Study) -> Counter[Disposition]:
    """Count the units asked by final disposition, for the outcome table of a report."""
    return Counter(outcomes(study).units.values())
