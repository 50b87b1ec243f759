"""Points as pages show them: under their item, in the reader's language, with what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from belagg.web.factcheck.models import Objection, Point, PointKind
from belagg.web.factcheck.states import PointState


@dataclass(frozen=True)
class Shown:
    """A point in words."""

    point: Point
    kind: str
    value: str
    told: Mapping[str, Any]
    state: str
    objections: tuple[tuple[Objection, str], ...]


@dataclass(frozen=True)
class Under:
    """The points on one item; `question_id` is empty for what stands on none."""

    question_id: str
    label: str
    points: tuple[Shown, ...]


def shown(point: Point, language: str) -> Shown:
    """Give a point in words; its objections are read with it."""
    said = tuple(
        (one, PointState(one.outcome).label(language) if one.outcome else "")
        for one in point.objections.all()
    )
    told = point.shown
    return Shown(
        point, PointKind(point.kind).label(language), told["value"].get(language, ""), told,
        PointState(point.state).label(language), said,
    )  # fmt: skip


def by_item(points: Iterable[Point], language: str) -> list[Under]:
    """Put points under their items, in the order they were told."""
    found: dict[str, list[Point]] = {}
    for point in points:
        found.setdefault(point.question_id, []).append(point)
    return [
        Under(key, those[0].shown["label"].get(language, ""),
              tuple(shown(point, language) for point in those))
        for key, those in found.items()
    ]  # fmt: skip
