"""The figures `change.*`: what has become of bodies and answers since the last wave."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from belagg.analysis.cells import Cells, resolve
from belagg.analysis.figure import Figure, FigureKind, no_units, these
from belagg.analysis.waves.compared import Counterpart, Standing, counterparts
from belagg.analysis.waves.exact import mcnemar
from belagg.analysis.waves.flow import MISSING, UNIT, Flow, Units, flow, standings
from belagg.analysis.waves.lineage import Lineage, lineages_of
from belagg.study.study import Study
from belagg.study.vocabulary import Fate, Missing


@dataclass(frozen=True)
class Since:
    """A study held against the last wave of it."""

    study: Study
    earlier: Study
    cells: Cells

    @cached_property
    def kin(self) -> tuple[Lineage, ...]:
        """Which bodies became which."""
        return lineages_of(self.study, self.earlier)

    @cached_property
    def counterparts(self) -> tuple[Counterpart, ...]:
        """The items, each with its counterpart."""
        return counterparts(self.study, self.earlier)

    @cached_property
    def earlier_cells(self) -> Cells:
        """What each body counted as in the last wave."""
        return resolve(self.earlier)

    @property
    def withheld(self) -> bool:
        """Say whether either wave withholds small numbers: flows are small, and then not told."""
        return max(w.settings.suppress_below for w in (self.study, self.earlier)) > 1

    def flow(self, pair: Counterpart) -> Flow | None:
        """Give how bodies moved on an item; None where that may not be told, or nobody answered."""
        if not pair.flows or self.withheld or pair.item is None or pair.earlier is None:
            return None
        before = standings(self.earlier_cells, pair.earlier.question_id)
        after = standings(self.cells, pair.item.question_id)
        if all(end.startswith(MISSING) for end in after.values()):
            return None
        if f"{MISSING}{Missing.NOT_PUBLISHED.value}" in {*before.values(), *after.values()}:
            return None
        return flow(self.kin, before, after)


def since(study: Study, cells: Cells) -> Since | None:
    """Hold a study against its last wave; None where it has none."""
    return Since(study, study.last_wave, cells) if study.last_wave is not None else None


def change_figures(study: Study, cells: Cells) -> Iterator[Figure]:
    """Give `change.*`; nothing where there is no earlier wave."""
    held = since(study, cells)
    if held is None:
        return
    yield from _bodies(held)
    yield from _verdicts(held)
    for pair in held.counterparts:
        found = held.flow(pair)
        if found is not None and pair.item is not None and pair.earlier is not None:
            codes = tuple(dict.fromkeys((*pair.earlier.codes, *pair.item.codes)))
            yield from _item(pair.item.question_id, codes, found)


def _bodies(held: Since) -> Iterator[Figure]:
    """Give `change.units.*`: how many bodies there were and are, by what has become of them."""
    for when in ("before", "after"):
        units = [unit for one in held.kin for unit in getattr(one, when)]
        yield _count(f"change.units.{when}.count", units, listed=when == "after")
        for fate in Fate:
            those = [u for one in held.kin if one.fate is fate for u in getattr(one, when)]
            if those:
                name = f"change.units.{fate.value}.{when}.count"
                yield _count(name, those, listed=when == "after")


def _verdicts(held: Since) -> Iterator[Figure]:
    """Give `change.items.*`: how many items there are of each verdict."""
    found = Counter(pair.standing for pair in held.counterparts)
    for standing in Standing:
        if found[standing]:
            name = f"change.items.{standing.value}.count"
            yield Figure(name, FigureKind.COUNT, found[standing])


def _item(question_id: str, codes: Units, found: Flow) -> Iterator[Figure]:
    prefix = f"change.{question_id}"
    everybody = sorted(unit for units in found.compared.values() for unit in units)
    yield _count(f"{prefix}.n", everybody, question_id)
    for code in codes:
        yield from _category(f"{prefix}.{code}", code, found, question_id)
    befores = dict.fromkeys(before for before, _after in found.strands)
    for before in sorted(end for end in befores if not end.startswith(UNIT)):
        units = found.coming_from(before)
        yield _count(f"{prefix}.earlier.{before}.count", units, question_id, listed=False)
    for (before, after), units in sorted(found.strands.items()):
        name = f"{prefix}.from.{before}.to.{after}.count"
        yield _count(name, units, question_id, listed=not after.startswith(UNIT))


def _category(prefix: str, code: str, found: Flow, question_id: str) -> Iterator[Figure]:
    """Give how many of the bodies compared had a category and have it, and how many moved."""
    pairs = found.compared.items()
    n = sum(len(units) for _pair, units in pairs)
    had = [u for (before, _to), units in pairs if before == code for u in units]
    have = [u for (_from, after), units in pairs if after == code for u in units]
    gained = sorted(set(have) - set(had))
    lost = sorted(set(had) - set(have))
    for name, units in (("before", had), ("after", have)):
        yield _count(f"{prefix}.{name}.count", units, question_id)
        if n:
            share = 100 * len(units) / n
            yield Figure(f"{prefix}.{name}.percent", FigureKind.PERCENT, share, n,
                         these(sorted(units)), question_id=question_id)  # fmt: skip
    yield _count(f"{prefix}.gained.count", gained, question_id)
    yield _count(f"{prefix}.lost.count", lost, question_id)
    if n:
        points = 100 * (len(have) - len(had)) / n
        yield Figure(f"{prefix}.points", FigureKind.NUMBER, points, n, question_id=question_id)
    if n and not found.complete:
        p = mcnemar(len(gained), len(lost))
        yield Figure(f"{prefix}.p", FigureKind.PROBABILITY, p, n, question_id=question_id)


def _count(
    name: str, units: Iterable[str], question_id: str = "", *, listed: bool = True
) -> Figure:
    """Give a count; bodies of the last wave are counted and not `listed`, some have no name now."""
    those = sorted(units)
    behind = these(those) if listed else no_units
    return Figure(name, FigureKind.COUNT, len(those), None, behind, question_id=question_id)
