"""The figures of how far coders agree: `agreement.4A.alpha` and the like."""

from collections.abc import Iterator
from dataclasses import replace

from belagg.analysis.agreement.coders import ItemAgreement, agreements
from belagg.analysis.agreement.result import Coefficient, Known
from belagg.analysis.agreement.spans import span_agreement
from belagg.analysis.cells import Cells
from belagg.analysis.figure import Figure, FigureKind, these
from belagg.analysis.item_figures import stem
from belagg.analysis.themes import bodies_by_code, code_counts, within
from belagg.study.study import Study


def agreement_figures(study: Study, cells: Cells) -> Iterator[Figure]:
    """Give `agreement.*` for every item and layer in which units were judged by two coders."""
    items = 0
    for measured in agreements(study, cells):
        items += 1
        yield from _of_item(measured)
    if items:
        yield Figure("agreement.items.count", FigureKind.COUNT, items)


def segment_figures(study: Study) -> Iterator[Figure]:
    """Give `segments.*` and `agreement.segments.*`: spans by code, and how far markers agree.

    Lengths of documents are not known here: the text of one ends where its last span does.
    """
    segments = study.tables["segments"]
    if segments.is_empty():
        return
    yield Figure("segments.count", FigureKind.COUNT, len(segments))
    bodies = bodies_by_code(study)
    for code, count in sorted(code_counts(study).items()):
        units = these(bodies.get(code, ()))
        yield Figure(f"segments.{code}.count", FigureKind.COUNT, count, None, units)
        yield Figure(f"segments.{code}.units", FigureKind.UNITS, (), None, units)
    for code, (count, held) in sorted(within(study).items()):
        yield Figure(f"segments.{code}.within.count", FigureKind.COUNT, count, None, these(held))
        yield Figure(f"segments.{code}.within.units", FigureKind.UNITS, (), None, these(held))
    measured = span_agreement(study)
    if not measured.n:
        return
    base = Figure("", FigureKind.COUNT, None, measured.n)
    yield replace(base, name="agreement.segments.n", value=measured.n)
    for name, found in (
        ("alpha", measured.together.spans),
        ("relevance", measured.together.relevance),
        ("coding", measured.together.coding),
    ):
        yield from _coefficient(f"agreement.segments.{name}", found, base)
    for code, of_code in measured.by_code.items():
        yield from _coefficient(f"segments.{code}.alpha", of_code.spans, base)


def _of_item(measured: ItemAgreement) -> Iterator[Figure]:
    prefix = f"agreement.{stem(measured.item, measured.layer)}"
    n = len(measured.doubled)
    base = Figure("", FigureKind.COUNT, None, n)
    coders = len(measured.ratings.coders)
    yield replace(base, name=f"{prefix}.n", value=n, unit_ids=these(measured.doubled))
    yield replace(base, name=f"{prefix}.coders.count", value=coders, n=None)
    for name, units in (("agreed", measured.agreed), ("differs", measured.disputed)):
        kept = replace(base, unit_ids=these(units))
        yield replace(kept, name=f"{prefix}.{name}.count", value=len(units))
        yield replace(kept, name=f"{prefix}.{name}.units", kind=FigureKind.UNITS, value=())
    shared = measured.percent
    value = 100 * shared.value if isinstance(shared, Known) else None
    yield replace(base, name=f"{prefix}.percent", kind=FigureKind.PERCENT, value=value)
    measures = {
        "alpha": measured.alpha,
        "ordinal.alpha": measured.ordinal_alpha,
        "kappa": measured.kappa,
        "ac1": measured.ac1,
    }
    for name, found in measures.items():
        if found is not None:
            yield from _coefficient(f"{prefix}.{name}", found, base)


def _coefficient(name: str, found: Coefficient, base: Figure) -> Iterator[Figure]:
    made = replace(base, name=name, kind=FigureKind.COEFFICIENT)
    if not isinstance(found, Known):
        yield replace(made, undefined=found.reason)
        return
    interval = found.interval
    if interval is None:
        yield replace(made, value=found.value)
        return
    yield replace(made, value=found.value, low=interval.low, high=interval.high)
    yield replace(made, name=f"{name}.low", value=interval.low)
    yield replace(made, name=f"{name}.high", value=interval.high)
