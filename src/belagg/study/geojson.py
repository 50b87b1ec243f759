"""Reads areas from GeoJSON (RFC 7946) and says everything that is wrong with them at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
Box = tuple[float, float, float, float]

_LEAST_RING = 4


@dataclass(frozen=True, slots=True)
class Areas:
    """What a GeoJSON file holds: areas and names by id, and its foreign members that we use."""

    planar: bool
    areas: Mapping[str, tuple[Polygon, ...]]
    names: Mapping[str, str]
    credit: Mapping[str, str]
    insets: tuple[tuple[str, Box], ...]


def read_geojson(path: str, data: bytes) -> Areas:
    """Read a FeatureCollection of Polygons and MultiPolygons; `path` is named in problems.

    An area's id is the feature's `id`, else its property `unit_id`; its name the property `name`.
    StudyError with every feature that cannot be used, counted from 1.
    """
    try:
        content = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        message = _("is not JSON in UTF-8")
        raise StudyError([Problem("geography-json", message, Where(path, line=line))]) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        message = _("is not a GeoJSON FeatureCollection with features")
        raise StudyError([Problem("geography-collection", message, Where(path))])
    reader = _Reader(path, planar=_is_planar(content))
    for number, feature in enumerate(features, start=1):
        reader.read(number, feature)
    if reader.problems:
        raise StudyError(reader.problems)
    return Areas(
        planar=reader.planar,
        areas=reader.areas,
        names=reader.names,
        credit=_credit(content.get("credit")),
        insets=tuple(_insets(content.get("insets"))),
    )


def _is_planar(content: Mapping[str, Any]) -> bool:
    """Tell whether the file names a coordinate system other than longitude and latitude."""
    crs = content.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    return bool(name) and not name.endswith(("4326", "CRS84", "4258"))


def _credit(value: object) -> dict[str, str]:
    """Read the credit, given by language or as one text for all of them (under the key "")."""
    if isinstance(value, dict):
        return {str(language): str(text) for language, text in value.items()}
    return {"": str(value)} if value else {}


def _insets(value: object) -> Iterator[tuple[str, Box]]:
    for inset in value if isinstance(value, list) else []:
        match inset:
            case {"name": str(name), "box": [west, south, east, north]}:
                yield name, (float(west), float(south), float(east), float(north))
            case _:
                continue


class _Reader:
    """Takes features one by one and collects areas, names and problems."""

    def __init__(self, path: str, *, planar: bool) -> None:
        self.path = path
        self.planar = planar
        self.areas: dict[str, tuple[Polygon, ...]] = {}
        self.names: dict[str, str] = {}
        self.problems: list[Problem] = []

    def read(self, number: int, feature: object) -> None:
        """Read the feature of that number."""
        if not isinstance(feature, dict):
            return self._wrong(number, _("is not a feature"))
        properties = feature.get("properties") or {}
        identifier = feature.get("id", properties.get("unit_id"))
        if identifier in (None, ""):
            return self._wrong(number, _("has neither an id nor a property unit_id"))
        unit = str(identifier)
        if unit in self.areas:
            return self._wrong(number, _("has the same id as an earlier one"), unit)
        polygons = self._polygons(number, unit, feature.get("geometry"))
        self.areas[unit] = polygons
        self.names[unit] = str(properties.get("name") or unit)
        return None

    def _polygons(self, number: int, unit: str, geometry: object) -> tuple[Polygon, ...]:
        match geometry:
            case {"type": "Polygon", "coordinates": list(rings)}:
                polygons = [rings]
            case {"type": "MultiPolygon", "coordinates": list(many)}:
                polygons = many
            case {"type": other}:
                self._wrong(number, _("is neither a Polygon nor a MultiPolygon"), str(other))
                return ()
            case _:
                self._wrong(number, _("has no geometry"), unit)
                return ()
        try:
            read = tuple(
                tuple(tuple((float(p[0]), float(p[1])) for p in ring) for ring in polygon)
                for polygon in polygons
            )
        except (TypeError, ValueError, IndexError, KeyError):
            self._wrong(number, _("has coordinates that are not pairs of numbers"), unit)
            return ()
        self._check(number, unit, read)
        return read

    def _check(self, number: int, unit: str, polygons: tuple[Polygon, ...]) -> None:
        rings = [ring for polygon in polygons for ring in polygon]
        if not rings or any(not polygon for polygon in polygons):
            self._wrong(number, _("has no rings"), unit)
        elif any(len(ring) < _LEAST_RING or ring[0] != ring[-1] for ring in rings):
            message = _("has a ring that is not closed, or has fewer than four positions")
            self._wrong(number, message, unit)
        elif not self.planar and any(
            abs(x) > 180 or abs(y) > 90 for ring in rings for x, y in ring
        ):
            message = _("has coordinates that are not longitude and latitude; name their crs")
            self._wrong(number, message, unit)

    def _wrong(self, number: int, message: str, found: str | None = None) -> None:
        text = _("feature {number} {what}").format(number=number, what=message)
        self.problems.append(Problem("geography-feature", text, Where(self.path), found=found))
