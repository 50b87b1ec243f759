"""What bodies said, held against what their documents show: said x found, item by item."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from belagg.analysis.cells import Cells
from belagg.analysis.figure import Figure, FigureKind, these
from belagg.analysis.suppression import withheld
from belagg.study.study import Study
from belagg.study.vocabulary import Grade, Layer, Missing

NO_CATEGORY = "missing"
"""Stands in figure names for a body that made a claim and has no category on the item."""

_READ_ALIKE = (Grade.CONFIRMED, Grade.PARTLY)


@dataclass(frozen=True)
class SaidFound:
    """One item: the layer that tells what was said, and each body with its claims.

    `said` has the category of every body that has one (several codes with spaces), `found` the
    grade of every body that has made a claim on the item, `silent` why the others have no category.
    """

    question_id: str
    layer: Layer
    said: Mapping[str, str]
    found: Mapping[str, Grade]
    silent: Mapping[str, Missing]

    def grade(self, unit: str) -> Grade:
        """Give what was found for a body: not reviewed where nothing was."""
        return self.found.get(unit, Grade.NOT_REVIEWED)

    def who_said(self, code: str) -> tuple[str, ...]:
        """Give the bodies that said a category, in order; `NO_CATEGORY`: claims and no category."""
        if code == NO_CATEGORY:
            return tuple(unit for unit in sorted(self.found) if unit not in self.said)
        return tuple(unit for unit in sorted(self.said) if code in self.said[unit].split(" "))


def grade_of_all(grades: Collection[Grade]) -> Grade:
    """Give the one grade that says what was found for several claims of a body on an item.

    Claims not reviewed are left aside where others are. Claims that got the same grade have it;
    where some part holds and some does not, the body is partly confirmed; else what was found
    against it is told before what could not be found.
    """
    reviewed = set(grades) - {Grade.NOT_REVIEWED}
    if not reviewed:
        return Grade.NOT_REVIEWED
    if len(reviewed) == 1:
        return next(iter(reviewed))
    if reviewed & set(_READ_ALIKE):
        return Grade.PARTLY
    return next(grade for grade in Grade if grade in reviewed)


def said_found(study: Study, cells: Cells, question_id: str) -> SaidFound:
    """Hold what was said on an item against what was found.

    What was said is the stated category; in a study without a stated layer on the item, the
    recoded one.
    """
    claims = study.tables["claims"].filter(pl.col("question_id") == question_id)
    return _held(cells, question_id, claims)


def _held(cells: Cells, question_id: str, claims: pl.DataFrame) -> SaidFound:
    layer = Layer.STATED
    if cells.item_rows(layer, question_id)["category"].drop_nulls().is_empty():
        layer = Layer.RECODED
    rows = cells.item_rows(layer, question_id)
    silent = {
        unit: Missing.NO_ANSWER if asked else Missing.NOT_ASKED
        for unit, asked in zip(cells.units, cells.asked, strict=True)
    }
    said: dict[str, str] = {}
    for place, category, missing in rows["unit", "category", "missing"].iter_rows():
        unit = cells.units[place]
        if category is not None:
            said[unit] = category
            del silent[unit]
        elif missing is not None:
            silent[unit] = Missing(missing)
    grades: dict[str, list[Grade]] = {}
    for unit, grade in claims.drop_nulls("unit_id")["unit_id", "grade"].iter_rows():
        grades.setdefault(unit, []).append(Grade(grade) if grade else Grade.NOT_REVIEWED)
    found = {unit: grade_of_all(given) for unit, given in sorted(grades.items())}
    return SaidFound(question_id, layer, said, found, silent)


def said_found_figures(study: Study, cells: Cells) -> Iterator[Figure]:
    """Give `claims.Q.said.CATEGORY.*` for every item on which a named body has made a claim.

    None where what some body said is not published, nor where the study withholds a number of those
    who said each category: from these it could be had back.
    """
    claims = study.tables["claims"].drop_nulls(["question_id", "unit_id"])
    parts = claims.partition_by("question_id", as_dict=True)
    for question_id in sorted({str(key[0]) for key in parts} & set(cells.items)):
        held = _held(cells, question_id, parts[question_id,])
        if Missing.NOT_PUBLISHED in held.silent.values():
            continue
        codes = sorted({code for said in held.said.values() for code in said.split(" ")})
        counts = {code: len(held.who_said(code)) for code in codes}
        if withheld(counts, [codes], study.settings.suppress_below):
            continue
        for code in [*codes, NO_CATEGORY]:
            units = held.who_said(code)
            if units:
                yield from _of_category(held, code, units)


def _of_category(held: SaidFound, code: str, units: tuple[str, ...]) -> Iterator[Figure]:
    prefix = f"claims.{held.question_id}.said.{code}"
    n = len(units)
    yield Figure(f"{prefix}.n", FigureKind.COUNT, n, n, these(units), question_id=held.question_id)
    for grade in Grade:
        those = tuple(unit for unit in units if held.grade(unit) is grade)
        for end, kind, value in (
            ("count", FigureKind.COUNT, len(those)),
            ("percent", FigureKind.PERCENT, 100 * len(those) / n),
            ("units", FigureKind.UNITS, ()),
        ):
            yield Figure(
                f"{prefix}.{grade.value}.{end}", kind, value, n, these(those),
                question_id=held.question_id, category=grade.value,
            )  # fmt: skip
