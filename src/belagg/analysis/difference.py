"""Which figures differ between two studies, or two revisions of one, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from belagg.analysis.figure import Figure, Value
from belagg.analysis.figures import Figures
from belagg.language import _
from belagg.study.typing_cells import to_texts
from belagg.study.vocabulary import Layer, Missing


@dataclass(frozen=True)
class Difference:
    """A figure that differs; `before` or `after` is None where it does not exist (or is withheld).

    `why` are short reasons: the units whose value differs, or the rows that do.
    """

    name: str
    before: Value
    after: Value
    why: tuple[str, ...]


def differences(before: Figures, after: Figures) -> list[Difference]:
    """Give the figures that differ, in order of name."""
    reasons = _Reasons(before, after)
    found = []
    for name in sorted(set(before) | set(after)):
        old = before.value(name) if name in before else None
        new = after.value(name) if name in after else None
        if old != new or (name in before) != (name in after):
            figure = after[name] if name in after else before[name]
            found.append(Difference(name, old, new, tuple(reasons.of(figure))))
    return found


class _Reasons:
    """Says why a figure differs, from the cells and rows that do."""

    def __init__(self, before: Figures, after: Figures) -> None:
        self.before = before
        self.after = after
        self._cells: dict[tuple[str, Layer], tuple[str, ...]] = {}
        self._tables: tuple[str, ...] | None = None

    def of(self, figure: Figure) -> tuple[str, ...]:
        if figure.layer is None or figure.cited_id:
            return self.tables()
        key = (figure.question_id, figure.layer)
        if key not in self._cells:
            self._cells[key] = tuple(self._changed_cells(*key))
        return self._cells[key] or self.tables()

    def _changed_cells(self, question_id: str, layer: Layer) -> Iterator[str]:
        old = _values(self.before, question_id, layer)
        new = _values(self.after, question_id, layer)
        names = {**self.before.study.unit_names, **self.after.study.unit_names}
        for unit in sorted(set(old) | set(new)):
            was, is_ = old.get(unit), new.get(unit)
            if was != is_:
                yield f"{names.get(unit, unit)}: {was or _('not there')} → {is_ or _('not there')}"

    def tables(self) -> tuple[str, ...]:
        """The tables whose rows differ, with how many rows came and went."""
        if self._tables is None:
            self._tables = tuple(self._changed_tables())
        return self._tables

    def _changed_tables(self) -> Iterator[str]:
        for name, old in self.before.study.tables.items():
            new = self.after.study.tables[name]
            was = set(to_texts(old).iter_rows())
            is_ = set(to_texts(new).iter_rows())
            if was != is_:
                yield _("{}.csv: {} rows gone, {} rows new").format(
                    name, len(was - is_), len(is_ - was)
                )


def _values(figures: Figures, question_id: str, layer: Layer) -> dict[str, str]:
    cells = figures.cells
    if question_id not in cells.items:
        return {}
    values = {
        unit: (Missing.NO_ANSWER if asked else Missing.NOT_ASKED).value
        for unit, asked in zip(cells.units, cells.asked, strict=True)
    }
    rows = cells.item_rows(layer, question_id)
    for place, *given in rows.select("unit", "category", "missing", "value").iter_rows():
        values[cells.units[place]] = next((value for value in given if value), "")
    return values
