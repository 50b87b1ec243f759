"""Figures of the study itself: claims, documents, cited figures, and how many there are of each."""

from collections.abc import Iterator

import polars as pl

from belagg.analysis.figure import Figure, FigureKind, these
from belagg.analysis.tally import slug
from belagg.study.study import Study
from belagg.study.vocabulary import CitedUnit, Grade


def claim_figures(study: Study) -> Iterator[Figure]:
    """Give `claims.*`: claims by grade, all and by item; the units are the bodies behind them."""
    claims = study.tables["claims"].with_columns(
        pl.col("grade").fill_null(Grade.NOT_REVIEWED.value)
    )
    if not len(claims):
        return
    yield from _graded("claims", claims, "")
    for (question,), rows in sorted(
        claims.drop_nulls("question_id").partition_by("question_id", as_dict=True).items()
    ):
        yield from _graded(f"claims.{question}", rows, str(question))


def _graded(prefix: str, claims: pl.DataFrame, question_id: str) -> Iterator[Figure]:
    n = len(claims)
    yield Figure(f"{prefix}.n", FigureKind.COUNT, n, n, question_id=question_id)
    for grade in Grade:
        rows = claims.filter(pl.col("grade") == grade.value)
        units = tuple(rows["unit_id"].drop_nulls().unique().sort())
        name = f"{prefix}.{grade.value}"
        for end, kind, value in (
            ("count", FigureKind.COUNT, len(rows)),
            ("percent", FigureKind.PERCENT, 100 * len(rows) / n),
            ("units", FigureKind.UNITS, ()),
        ):
            yield Figure(
                f"{name}.{end}", kind, value, n, these(units),
                question_id=question_id, category=grade.value,
            )  # fmt: skip


def document_figures(study: Study) -> Iterator[Figure]:
    """Give `documents.*`: their number, pages, and what they say on each concept."""
    documents = study.tables["documents"]
    if not len(documents):
        return
    yield Figure("documents.count", FigureKind.COUNT, len(documents))
    for name, pages, unit in documents.select("document_id", "pages", "unit_id").iter_rows():
        if pages is not None:
            behind = (unit,) if unit else ()
            yield Figure(f"documents.{name}.pages", FigureKind.COUNT, pages, None, these(behind))
    coverage = study.tables["coverage"]
    measures = ("pages", "lines", "words", "passages")
    for name, concept, *values in coverage.select("document_id", "concept", *measures).iter_rows():
        for measure, value in zip(measures, values, strict=True):
            if value is not None:
                yield Figure(f"documents.{name}.{concept}.{measure}", FigureKind.COUNT, value)


_CITED_KINDS = {
    CitedUnit.COUNT.value: FigureKind.COUNT,
    CitedUnit.PERCENT.value: FigureKind.PERCENT,
}


def cited_figures(study: Study) -> Iterator[Figure]:
    """Give `cited.ID` for every row of `cited`."""
    for row in study.tables["cited"].iter_rows(named=True):
        yield cited_figure(f"cited.{row['cited_id']}", row)


def cited_figure(name: str, row: dict[str, object]) -> Figure:
    """Give a figure of that name from a row of `cited`."""
    kind = _CITED_KINDS.get(str(row["unit"]), FigureKind.NUMBER)
    value = float(str(row["value"]))
    whole = value.is_integer() and kind is not FigureKind.PERCENT
    n = row["n"]
    return Figure(
        name, kind, int(value) if whole else value, n if isinstance(n, int) else None,
        cited_id=str(row["cited_id"]),
    )  # fmt: skip


def size_figures(study: Study) -> Iterator[Figure]:
    """Give how many there are of each: units, items, recipients, themes and so on."""
    tables = study.tables
    units = study.units_in_force
    yield Figure("units.count", FigureKind.COUNT, len(units), None, these(units))
    there = tables["units"].filter(pl.col("unit_id").is_in(units))
    kinds = there.select("unit_id", "kind").drop_nulls()
    for (kind,), rows in sorted(kinds.partition_by("kind", as_dict=True).items()):
        those = tuple(rows["unit_id"])
        name = f"units.{slug(str(kind))}.count"
        yield Figure(name, FigureKind.COUNT, len(those), None, these(those))
    sizes = {
        "items": len(study.items),
        "recipients": len(tables["recipients"]),
        "themes": sum(theme.parent is None for theme in study.settings.themes),
        "recommendations": len(tables["recommendations"]),
        "services": len(tables["services"]),
        "follow_ups": len(tables["follow_ups"]),
        "follow_ups.answered": tables["follow_ups"]["answered"].count(),
    }
    types = [item.type.value for item in study.items]
    sizes |= {f"items.{kind}": types.count(kind) for kind in sorted(set(types))}
    levels = tables["recommendations"]["level"].to_list()
    sizes |= {f"recommendations.{level}": levels.count(level) for level in sorted(set(levels))}
    for name, size in sizes.items():
        yield Figure(f"{name}.count", FigureKind.COUNT, size)
    for group, size in tables["groups"].select("group_id", "size").drop_nulls().iter_rows():
        yield Figure(f"groups.{group}.size", FigureKind.COUNT, size)
