"""The areas of the units: Sweden's regions and municipalities, or those a study brings.

Two geographies come with the package, made by `scripts/make_geography.py`: `se-regions` and
`se-municipalities`. A study of anything else has a GeoJSON file (RFC 7946) in its package, whose
features have the unit's id; coordinates are longitude and latitude, unless a `crs` member (GeoJSON
2008) names a planar system such as EPSG:3006.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path

from belagg.language import _
from belagg.study.files import File
from belagg.study.geojson import Polygon, read_geojson
from belagg.study.problems import Problem, StudyError, Where, nearest

_DATA = Path(__file__).parent / "data"

SHIPPED = ("se-regions", "se-municipalities")
"""The names of the geographies that come with the package."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A part of the country that a map also shows enlarged: its name and its box.

    `box` is west, south, east, north in the coordinates of the geography.
    """

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Geography:
    """Areas by unit id; equal only to itself, so that what is drawn of it can be kept.

    `planar` is true where coordinates are metres (x to the east, y to the north), false for
    longitude and latitude in degrees. A polygon is rings, the first its outline and the others
    holes; `credit` says by language where the areas come from.
    """

    geography_id: str
    planar: bool
    areas: Mapping[str, tuple[Polygon, ...]]
    names: Mapping[str, str]
    credit: Mapping[str, str] = field(default_factory=dict)
    insets: tuple[Inset, ...] = ()

    def credit_in(self, language: str) -> str:
        """Say where the areas come from, in the language if it is said in that one."""
        return self.credit.get(language, next(iter(self.credit.values()), ""))

    def without_area(self, unit_ids: Iterable[str]) -> tuple[str, ...]:
        """Give those of the units that have no area here, in the order given."""
        return tuple(unit for unit in unit_ids if unit not in self.areas)


def load_geography(name: str, files: Mapping[str, File]) -> Geography:
    """Give the geography that a study names: one that comes with the package, or one of `files`.

    StudyError when there is none of that name, or with everything wrong in the study's file.
    """
    if name in SHIPPED:
        return shipped_geography(name)
    if name in files:
        return _geography(name, files[name].read())
    message = _("there is no geography of that name, and no such file in the package")
    near = nearest(name, [*SHIPPED, *(path for path in files if path.endswith("json"))])
    where = Where("study.toml", column="geography")
    raise StudyError([Problem("no-geography", message, where, found=name, nearest=near)])


@cache
def shipped_geography(name: str) -> Geography:
    """Give one of the geographies that come with the package."""
    return _geography(name, (_DATA / f"{name}.geojson").read_bytes())


@cache
def official_register(name: str) -> tuple[Mapping[str, str], ...]:
    """Give the official register behind a shipped geography, in order of code.

    Regions have `code` (of the county), `letter`, `county`, `name` (of the region) and
    `iso_3166_2`; municipalities `code`, `short_name`, `name` and `county_code`.
    """
    text = (_DATA / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text)))


def _geography(name: str, data: bytes) -> Geography:
    content = read_geojson(name, data)
    return Geography(
        geography_id=name,
        planar=content.planar,
        areas=content.areas,
        names=content.names,
        credit=content.credit,
        insets=tuple(Inset(inset, box) for inset, box in content.insets),
    )
