"""The areas of the bodies as GeoJSON, with the results as properties."""

import json
from typing import Any

from belagg.exchange.formats import Exported
from belagg.exchange.variables import MISSING_PLACES, Kind
from belagg.exchange.wide import Column, wide
from belagg.exchange.words import in_codes
from belagg.language import _
from belagg.study.geography import Geography, load_geography
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.study import Study
from belagg.study.vocabulary import Layer


def export_geojson(study: Study, _language: str | None) -> Exported:
    """Give `NAME.geojson`: a feature for each body in force, with its recoded values.

    A property has the study's code of the category; where the value is missing it is null and
    `NAME_missing` says why. A body without an area has a null geometry. Coordinates are as in the
    study's geography: planar ones name their system in `crs`, which GIS programs read though RFC
    7946 no longer has it. StudyError where the study has no geography.
    """
    if not study.settings.geography:
        message = _("the study names no geography, so there are no areas")
        where = Where("study.toml", column="geography")
        raise StudyError([Problem("no-geography", message, where)])
    geography = load_geography(study.settings.geography, study.files)
    made = wide(study)
    columns = [
        column
        for column in made.columns
        if column.variable.item is None
        or (column.variable.layer is Layer.RECODED and column.variable.kind is not Kind.TEXT)
    ]
    properties = _properties(columns)
    units = columns[0].values.to_list()
    content: dict[str, Any] = {"type": "FeatureCollection", "name": study.settings.study_id}
    if geography.planar:
        content["crs"] = _system(study)
    content["revision"] = study.revision
    if credit := geography.credit_in(study.settings.language):
        content["credit"] = credit
    content["features"] = [
        {"type": "Feature", "id": unit, "properties": of_unit, "geometry": _area(geography, unit)}
        for unit, of_unit in zip(units, properties, strict=True)
    ]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)
    left = [Left(unit, _("the geography has no area for it"))
            for unit in geography.without_area(units)]  # fmt: skip
    return Exported({f"{study.settings.study_id}.geojson": text.encode()}, (*made.left, *left))


def _system(study: Study) -> dict[str, Any]:
    """Name the coordinate system as the study's own file does, else SWEREF 99 TM."""
    own = study.files.get(study.settings.geography)
    if own is not None:
        named: dict[str, Any] = json.loads(own.read())["crs"]
        return named
    return {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}


def _properties(columns: list[Column]) -> list[dict[str, Any]]:
    properties: list[dict[str, Any]] = [{} for _value in columns[0].values]
    for column in columns:
        name = column.variable.name
        for made, value in zip(properties, in_codes(column), strict=True):
            made[name] = value
        if column.reasons is not None:
            for made, why in zip(properties, column.reasons, strict=True):
                if why is not None:
                    made[f"{name}_missing"] = MISSING_PLACES[why].value
    return properties


def _area(geography: Geography, unit: str) -> dict[str, Any] | None:
    polygons = geography.areas.get(unit)
    if not polygons:
        return None
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}
