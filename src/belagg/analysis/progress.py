"""How far each body has come with each recommendation: as it or the team reports, else as measured.

The last report stands, whatever wave it is of. Where there is none, and the recommendation names an
item that measures it, the body's answer as recoded does: yes is done, partly is partly done, no is
not started.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from belagg.analysis.cells import Cells
from belagg.analysis.figure import Figure, FigureKind, these
from belagg.analysis.tally import slug
from belagg.study.study import Study
from belagg.study.vocabulary import ActionStatus, Layer

_MEASURED = {
    "yes": ActionStatus.DONE,
    "partly": ActionStatus.PARTLY,
    "no": ActionStatus.NOT_STARTED,
}

NONE = "none"
"""The end of the name of a figure on bodies of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a body on a recommendation.

    `report` is the row of `actions` that says so, None where the answer to `measured_by` does.
    """

    status: ActionStatus
    report: Mapping[str, Any] | None
    measured_by: str = ""


def standings(study: Study, cells: Cells) -> dict[tuple[str, str], Standing]:
    """Give the status by recommendation and body, where anything is known."""
    found = dict(_measured(study, cells))
    rows = study.tables["actions"].iter_rows(named=True)
    for row in sorted(rows, key=lambda row: (str(row["at"] or ""), str(row["action_id"]))):
        key = str(row["recommendation_id"]), str(row["unit_id"])
        found[key] = Standing(ActionStatus(row["status"]), row)
    return {key: held for key, held in found.items() if key[1] in set(cells.units)}


def _measured(study: Study, cells: Cells) -> Iterator[tuple[tuple[str, str], Standing]]:
    if study.settings.suppress_below > 1:
        # A status would tell what a single body answered.
        return
    wanted = study.tables["recommendations"].drop_nulls("measured_by")
    for name, item in wanted.select("recommendation_id", "measured_by").iter_rows():
        if item not in cells.items:
            continue
        rows = cells.item_rows(Layer.RECODED, item).select("unit", "category")
        for place, category in rows.iter_rows():
            if category in _MEASURED:
                yield (name, cells.units[place]), Standing(_MEASURED[category], None, item)


def progress_figures(study: Study, cells: Cells) -> Iterator[Figure]:
    """Give `progress.ID.STATUS` for every recommendation of which some body's status is known."""
    held = standings(study, cells)
    n = len(cells.units)
    for name in study.tables["recommendations"]["recommendation_id"]:
        mine = {unit: one.status.value for (of, unit), one in held.items() if of == name}
        if not mine:
            continue
        prefix = f"progress.{slug(str(name))}"
        yield Figure(f"{prefix}.n", FigureKind.COUNT, n, None, these(cells.units))
        for status in (*(one.value for one in ActionStatus), NONE):
            units = tuple(unit for unit in cells.units if mine.get(unit, NONE) == status)
            count = len(units)
            yield Figure(f"{prefix}.{status}.count", FigureKind.COUNT, count, n, these(units))
            yield Figure(
                f"{prefix}.{status}.percent", FigureKind.PERCENT, 100 * count / n, n, these(units)
            )
