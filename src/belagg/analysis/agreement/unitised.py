"""Agreement on which passages of a text are marked, and with which code.

Source: Krippendorff, Mathet, Bouvry and Widlöcher, On the reliability of unitizing textual
continua: Further developments, Quality & Quantity 50 (2016).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from belagg.analysis.agreement.result import Coefficient, Known, Reason, Undefined

GAP = 0
"""The place among the values of what is not marked."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked passage: its code and its offsets in code points, the end exclusive."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Continuum:
    """One text: its length in code points, and what each coder who read it marked in it.

    A coder who read it and marked nothing is among the coders, with no spans.
    """

    length: int
    marked: Mapping[str, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class UnitisedAgreement:
    """Three measures of the same marking.

    `spans` (u-alpha) is of boundaries and codes together; `relevance` (|u-alpha) of what is marked
    at all; `coding` (cu-alpha) of the codes where both marked, whatever the boundaries. `coverage`
    is how much of the text `coding` is about, from 0 to 1.
    """

    spans: Coefficient
    relevance: Coefficient
    coding: Coefficient
    coverage: float


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut wherever anybody's marking begins or ends.

    `lengths` of the pieces; `values` by coder and piece; `unit` numbers each coder's spans from 1.
    """

    lengths: NDArray[np.int64]
    values: NDArray[np.int64]
    unit: NDArray[np.int64]


def unitised(texts: Iterable[Continuum]) -> UnitisedAgreement:
    """Measure the agreement over some texts; each counts that two coders or more have read.

    Spans of one coder with the same code that touch or overlap are one. Undefined where one coder
    has marked the same passage with two codes: measure such codes one at a time.
    """
    read = [text for text in texts if len(text.marked) > 1 and text.length]
    codes = sorted({span.code for text in read for spans in text.marked.values() for span in spans})
    if not read or not codes:
        reason = Reason.NOTHING_MARKED if read else Reason.NO_PAIRS
        return _undefined(reason)
    place = {code: number for number, code in enumerate(codes, start=1)}
    pieces = [_cut(text, place) for text in read]
    if any(part is None for part in pieces):
        return _undefined(Reason.OVERLAP)
    return _measured([part for part in pieces if part is not None], len(codes) + 1)


def _undefined(reason: Reason) -> UnitisedAgreement:
    none = Undefined(reason)
    return UnitisedAgreement(none, none, none, coverage=0.0)


def of_one_code(texts: Iterable[Continuum], code: str) -> UnitisedAgreement:
    """Measure the agreement on one code, as if there were no other."""
    return unitised(
        Continuum(
            text.length,
            {
                coder: [span for span in spans if span.code == code]
                for coder, spans in text.marked.items()
            },
        )
        for text in texts
    )


def _joined(spans: Sequence[Span]) -> list[Span]:
    made: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        last = made[-1] if made else None
        if last and last.code == span.code and span.start <= last.end:
            made[-1] = Span(last.code, last.start, max(last.end, span.end))
        elif span.end > span.start:
            made.append(span)
    return made


def _cut(text: Continuum, place: Mapping[str, int]) -> _Pieces | None:
    """Cut a text into pieces; None where a coder's spans overlap."""
    marked = [_joined(spans) for spans in text.marked.values()]
    for spans in marked:
        if any(a.end > b.start for a, b in pairwise(spans)):
            return None
    ends = [end for spans in marked for span in spans for end in (span.start, span.end)]
    cuts = np.unique(np.clip(np.array([0, text.length, *ends]), 0, text.length))
    values = np.full((len(marked), len(cuts) - 1), GAP, dtype=np.int64)
    unit = np.zeros_like(values)
    for coder, spans in enumerate(marked):
        for number, span in enumerate(spans, start=1):
            first, last = np.searchsorted(cuts, (span.start, span.end))
            values[coder, first:last] = place[span.code]
            unit[coder, first:last] = number
    return _Pieces(np.diff(cuts), values, unit)


def _measured(texts: Sequence[_Pieces], size: int) -> UnitisedAgreement:
    observed = np.zeros((size, size))
    squares, met = np.zeros(size), np.zeros(size)
    for text in texts:
        coders = len(text.values)
        counts = (text.values[:, :, None] == np.arange(size)).sum(axis=0)
        weighted = counts * (text.lengths / (coders - 1))[:, None]
        observed += weighted.T @ counts - np.diag(weighted.sum(axis=0))
        for values, unit in zip(text.values, text.unit, strict=True):
            squares += _span_lengths(unit, text.lengths) ** 2 @ _kinds(values, unit, size)
            squares[GAP] += text.lengths[values == GAP].sum()
        met += _meetings(text, size) / (coders - 1)
    coding, covered = _coding(observed, met)
    total = float(observed.sum())
    margins = observed.sum(axis=1)
    pairs = np.outer(margins, margins) - np.diag(squares)
    expected = total * pairs / (total**2 - squares.sum())
    return UnitisedAgreement(
        _alpha(total - np.trace(observed), total - np.trace(expected)),
        _alpha(observed[GAP, 1:].sum(), expected[GAP, 1:].sum()),
        coding,
        covered / total,
    )


def _span_lengths(unit: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the length of each span of a coder; what is no span comes first, with none."""
    made = np.bincount(unit, weights=lengths, minlength=int(unit.max(initial=0)) + 1)
    made[0] = 0
    return np.asarray(made, dtype=np.float64)


def _kinds(values: NDArray[np.int64], unit: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Give which value (column) each span (row) of a coder has."""
    made = np.zeros((int(unit.max(initial=0)) + 1, size))
    made[unit, values] = 1
    return made


def _meetings(text: _Pieces, size: int) -> NDArray[np.float64]:
    """Give by value the squared lengths of each span that any span of each other coder meets."""
    made = np.zeros(size)
    for coder, (values, unit) in enumerate(zip(text.values, text.unit, strict=True)):
        kinds = _kinds(values, unit, size)
        for other, theirs in enumerate(text.values):
            if other != coder:
                shared = np.where(theirs != GAP, text.lengths, 0)
                made += _span_lengths(unit, shared) ** 2 @ kinds
    return made


def _coding(observed: NDArray[np.float64], met: NDArray[np.float64]) -> tuple[Coefficient, float]:
    inner = observed[1:, 1:]
    margins = inner.sum(axis=1)
    total = float(margins.sum())
    if not total:
        return Undefined(Reason.NO_PAIRS), 0.0
    if (margins > 0).sum() < 2:
        return Undefined(Reason.NO_VARIATION), total
    divisor = total - met[1:].sum() / total
    if divisor < 1e-9:  # every passage that both marked is of one span: nothing to compare
        return Undefined(Reason.NO_VARIATION), total
    expected = (np.outer(margins, margins) - np.diag(met[1:])) / divisor
    return _alpha(total - np.trace(inner), total - np.trace(expected)), total


def _alpha(disagreement: float, expected: float) -> Coefficient:
    if expected <= 0:
        return Undefined(Reason.NO_VARIATION)
    return Known(float(1 - disagreement / expected))
