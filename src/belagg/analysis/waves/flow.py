"""How bodies moved between the categories of an item from the last wave to this one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from belagg.analysis.cells import Cells
from belagg.analysis.waves.lineage import Lineage
from belagg.study.vocabulary import Fate, Layer, Missing

MISSING = "missing."
"""What the end of a strand begins with where a body has no category: `missing.no_answer`."""

UNIT = "unit."
"""What the end of a strand begins with where bodies did not go on as one: `unit.merged`."""

Units = tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """One item: every body of either wave stands in one strand, by where it came from and went.

    An end is a category, `missing.` and why there is none, or `unit.` and what became of a body
    that did not go on as one, or how one came about that did not come of one. The ids are those of
    this wave, but for bodies that did not go on: those of the last.
    """

    strands: Mapping[tuple[str, str], Units]

    @property
    def complete(self) -> bool:
        """Say whether every body of both waves has a category: nothing is left to chance."""
        return not any(end.startswith(MISSING) for pair in self.strands for end in pair)

    @cached_property
    def compared(self) -> Mapping[tuple[str, str], Units]:
        """The strands of the bodies that went on as one and have a category both times."""
        return {
            pair: units
            for pair, units in self.strands.items()
            if not any(end.startswith((MISSING, UNIT)) for end in pair)
        }

    def coming_from(self, end: str) -> Units:
        """Give the bodies with that end on the side of the last wave."""
        return tuple(u for (before, _to), units in self.strands.items() if before == end
                     for u in units)  # fmt: skip

    def going_to(self, end: str) -> Units:
        """Give the bodies with that end on the side of this wave."""
        return tuple(u for (_from, after), units in self.strands.items() if after == end
                     for u in units)  # fmt: skip


def flow(kin: Iterable[Lineage], before: Mapping[str, str], after: Mapping[str, str]) -> Flow:
    """Give the flow of bodies from what they answered to what they answer (see `standings`)."""
    strands: dict[tuple[str, str], list[str]] = {}
    for one in kin:
        if one.fate is Fate.SAME:
            (old,), (new,) = one.before, one.after
            strands.setdefault((before[old], after[new]), []).append(new)
            continue
        apart = UNIT + one.fate.value
        for unit in one.before:
            strands.setdefault((before[unit], apart), []).append(unit)
        for unit in one.after:
            strands.setdefault((apart, after[unit]), []).append(unit)
    return Flow({pair: tuple(sorted(units)) for pair, units in strands.items()})


def standings(cells: Cells, question_id: str) -> dict[str, str]:
    """Give what each body counts as on an item as recoded: a category, or `missing.` and why."""
    found = {
        unit: MISSING + (Missing.NO_ANSWER if asked else Missing.NOT_ASKED).value
        for unit, asked in zip(cells.units, cells.asked, strict=True)
    }
    rows = cells.item_rows(Layer.RECODED, question_id)
    for place, category, missing in rows.select("unit", "category", "missing").iter_rows():
        if category or missing:
            found[cells.units[place]] = category or f"{MISSING}{missing}"
    return found
