"""Maps: every unit painted by its category, a key with counts, shared borders kept shared."""

import json
import runpy
from dataclasses import replace
from math import cos, radians
from pathlib import Path

import pytest
from lxml import etree

from belagg.manuscript.tree import Area, MapBlock, Tone
from belagg.report.maps import map_svg
from belagg.report.projection import FINE, sheets_of
from belagg.report.tokens import FIGURE_WIDTH
from belagg.study.files import memory_file
from belagg.study.geography import load_geography, shipped_geography

GALLERY = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "gallery.py"))
GOLDEN = Path(__file__).with_name("golden")
SVG = "{http://www.w3.org/2000/svg}"
ISLANDS = {"09", "0980", "0125", "0186", "1407", "1419"}
"""Gotland, Ekerö, Lidingö, Öckerö and Tjörn have no neighbour on land."""
EACH = pytest.mark.parametrize("name", ["se-regions", "se-municipalities"])


def draw(name: str) -> etree._Element:
    return etree.fromstring(map_svg(GALLERY["country"](name, 5), shipped_geography(name), "sv"))


def corners(path: str) -> set[tuple[int, int]]:
    """The corners of a path made of relative steps."""
    found = set()
    for ring in path.replace("-", " -").split("z"):
        if ring:
            start, steps = ring[1:].split("l")
            x, y = map(int, start.split())
            found.add((x, y))
            numbers = list(map(int, steps.split()))
            for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
                x, y = x + dx, y + dy
                found.add((x, y))
    return found


@EACH
def test_every_unit_is_painted_in_the_colour_of_its_category(name: str) -> None:
    block = GALLERY["country"](name, 5)
    painted = {}
    for group in draw(name).iter(f"{SVG}g"):
        for title in group.findall(f"{SVG}path/{SVG}title"):
            painted.setdefault(title.text, set()).add(group.get("class"))
    assert painted == {
        f"{area.name}: {area.label}": {"fill-" + area.tone.value.replace("_", "-")}
        for area in block.areas
    }


@EACH
def test_the_key_counts_every_category_and_names_its_figure(name: str) -> None:
    block = GALLERY["country"](name, 5)
    counted = {
        span.get("data-figure"): int(span.text)
        for span in draw(name).iter(f"{SVG}tspan")
        if span.get("data-figure")
    }
    assert sum(counted.values()) == len(block.areas)
    assert counted["4A.refused.count"] == sum(area.code == "refused" for area in block.areas)


@EACH
def test_identifiers_are_unique_and_every_reference_has_its_target(name: str) -> None:
    root = draw(name)
    ids = [element.get("id") for element in root.iter("{*}*") if element.get("id")]
    assert len(ids) == len(set(ids))
    used = {use.get("href")[1:] for use in root.iter(f"{SVG}use")}
    used |= {g.get("clip-path")[5:-1] for g in root.iter(f"{SVG}g") if g.get("clip-path")}
    assert used <= set(ids)


def test_the_map_of_the_regions_is_small() -> None:
    svg = map_svg(GALLERY["country"]("se-regions", 5), shipped_geography("se-regions"), "sv")
    assert len(svg.encode()) < 60_000


@EACH
def test_neighbours_share_their_border(name: str) -> None:
    sheet = sheets_of(shipped_geography(name))[0]
    by_unit = {unit: corners(path) for unit, path in sheet.paths.items()}
    islands = [
        unit
        for unit, points in by_unit.items()
        if not any(len(points & other) > 1 for u, other in by_unit.items() if u != unit)
    ]
    assert set(islands) == ISLANDS & set(by_unit)


@EACH
def test_no_unit_vanishes(name: str) -> None:
    geography = shipped_geography(name)
    whole = sheets_of(geography)[0]
    assert set(whole.paths) == set(geography.areas)
    assert all(whole.paths.values())


def square(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def own_geography(**more: object) -> bytes:
    features = [
        {"type": "Feature", "id": unit, "properties": {"name": f"Påhittad {unit}"},
         "geometry": {"type": "Polygon", "coordinates": square(x, 60, x + 2, 61)}}
        for unit, x in (("A", 10), ("B", 12))
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def test_degrees_are_drawn_with_the_proportions_of_the_middle_latitude() -> None:
    files = {"land.geojson": memory_file("land.geojson", own_geography())}
    (sheet,) = sheets_of(load_geography("land.geojson", files))
    assert sheet.width / sheet.height == pytest.approx(4 * cos(radians(60.5)))
    assert sheet.boxes["A"][2] == sheet.boxes["B"][0] == pytest.approx(sheet.width * FINE / 2)


def test_planar_coordinates_are_drawn_as_they_are() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    files = {"land.geojson": memory_file("land.geojson", own_geography(crs=crs))}
    (sheet,) = sheets_of(load_geography("land.geojson", files))
    assert sheet.width / sheet.height == pytest.approx(4)


def test_a_country_wider_than_high_fills_the_width_and_has_its_key_below() -> None:
    files = {"land.geojson": memory_file("land.geojson", own_geography())}
    geography = load_geography("land.geojson", files)
    block = replace(
        GALLERY["country"]("se-regions", 5),
        areas=(Area("A", "Påhittad A", "yes", "Ja", Tone.YES),),
    )
    root = etree.fromstring(map_svg(block, geography, "sv"))
    (sheet,) = sheets_of(geography)
    assert sheet.width > FIGURE_WIDTH * 0.9
    assert all(float(text.get("y")) > sheet.height for text in root.iter(f"{SVG}text"))


def test_areas_outside_the_study_stay_blank_and_units_without_area_count_in_the_key() -> None:
    block: MapBlock = GALLERY["country"]("se-regions", 5)
    block = replace(block, areas=(*block.areas[1:], replace(block.areas[0], unit_id="99")))
    root = etree.fromstring(map_svg(block, shipped_geography("se-regions"), "sv"))
    blank = [g for g in root.iter(f"{SVG}g") if g.get("class") == "paper"]
    assert [title.text for g in blank for title in g.iter(f"{SVG}title")] == ["Region Stockholm"]
    counts = [span.text for span in root.iter(f"{SVG}tspan") if span.get("data-figure")]
    assert sum(map(int, counts)) == 21


def test_the_map_looks_as_when_last_looked_at() -> None:
    """After a wanted change: `scripts/gallery.py`, look, and copy build/gallery/NAME.svg here."""
    svg = map_svg(GALLERY["country"]("se-regions", 5), shipped_geography("se-regions"), "sv")
    assert svg == (GOLDEN / "map-se-regions.svg").read_text(encoding="utf-8")
