"""Which bodies of one wave became which bodies of the next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from belagg.study.study import Study
from belagg.study.vocabulary import Fate


@dataclass(frozen=True, slots=True)
class Lineage:
    """Bodies that belong together over time: all that went into, or came out of, one another."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def fate(self) -> Fate:
        """What has become of them."""
        match len(self.before), len(self.after):
            case 1, 1:
                return Fate.SAME
            case _, 0:
                return Fate.ENDED
            case 0, _:
                return Fate.NEW
            case _, 1:
                return Fate.MERGED
            case 1, _:
                return Fate.SPLIT
            case _:
                return Fate.REGROUPED


def lineages(
    before: Collection[str], after: Collection[str], successions: Iterable[tuple[str, str]]
) -> tuple[Lineage, ...]:
    """Group the bodies of two waves, in order of their ids.

    A body that is in both goes on as itself; `successions` join a body to one it went on in. What
    is joined in any number of steps is one lineage, so every body stands in exactly one.
    """
    parent: dict[str, str] = {unit: unit for unit in (*before, *after)}

    def root(unit: str) -> str:
        parent.setdefault(unit, unit)
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    for old, new in successions:
        one, other = sorted((root(old), root(new)))
        parent[other] = one
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for place, units in enumerate((before, after)):
        for unit in sorted(units):
            groups.setdefault(root(unit), ([], []))[place].append(unit)
    found = (Lineage(tuple(old), tuple(new)) for old, new in groups.values())
    return tuple(sorted(found, key=lambda one: one.before or one.after))


def lineages_of(study: Study, earlier: Study) -> tuple[Lineage, ...]:
    """Group the bodies of a study and of an earlier wave of it.

    Only successions after the day of the earlier wave and up to that of the study count.
    """
    since, day = earlier.settings.as_of, study.settings.as_of
    rows = study.tables["successions"].iter_rows()
    between = [(old, new) for old, new, on in rows if since < on <= day]
    return lineages(earlier.units_in_force, study.units_in_force, between)
