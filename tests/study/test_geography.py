"""Areas come with the package or the study; a faulty file is told of feature by feature."""

import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from belagg.study.files import memory_file
from belagg.study.geography import (
    Geography,
    load_geography,
    official_register,
    shipped_geography,
)
from belagg.study.geojson import Ring
from belagg.study.problems import StudyError

SQUARE = [[[10, 60], [11, 60], [11, 61], [10, 60]]]


def feature(**changes: object) -> dict[str, object]:
    made = {"type": "Feature", "id": "A", "properties": {"name": "Påhittad"},
            "geometry": {"type": "Polygon", "coordinates": SQUARE}}  # fmt: skip
    return {key: value for key, value in {**made, **changes}.items() if value is not None}


def read(*features: object, **more: object) -> Geography:
    content = {"type": "FeatureCollection", "features": list(features), **more}
    return of_bytes(json.dumps(content).encode())


def of_bytes(data: bytes) -> Geography:
    return load_geography("map/land.geojson", {"map/land.geojson": memory_file("", data)})


def message(make: Callable[[], object]) -> str:
    with pytest.raises(StudyError) as caught:
        make()
    return str(caught.value)


def area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def test_sweden_has_21_regions_with_official_names() -> None:
    regions = shipped_geography("se-regions")
    assert len(regions.areas) == 21
    assert regions.planar
    assert regions.names["04"] == "Region Sörmland"
    assert regions.names["06"] == "Region Jönköpings län"
    assert regions.names["14"] == "Västra Götalandsregionen"
    assert "SCB:s digitala gränser" in regions.credit_in("sv")
    assert "Statistics Sweden" in regions.credit_in("en")


def test_sweden_has_290_municipalities_each_in_a_county() -> None:
    municipalities = shipped_geography("se-municipalities")
    register = official_register("se-municipalities")
    counties = {row["code"] for row in official_register("se-regions")}
    assert len(municipalities.areas) == len(register) == 290
    assert {row["county_code"] for row in register} == counties
    names = {row["short_name"]: row["name"] for row in register}
    assert names["Österåker"] == "Österåkers kommun"
    assert names["Kalmar"] == "Kalmar kommun"
    assert names["Falun"] == "Falu kommun"
    assert names["Borås"] == "Borås kommun"


def test_the_areas_add_up_to_sweden() -> None:
    """Statistics Sweden: 407 thousand square km of land, 447 with lakes and the inner sea."""
    for name in ("se-regions", "se-municipalities"):
        areas = shipped_geography(name).areas.values()
        outlines = sum(area(polygon[0]) for polygons in areas for polygon in polygons)
        holes = sum(area(hole) for polygons in areas for p in polygons for hole in p[1:])
        assert 407e9 < outlines - holes < 450e9


def test_the_areas_are_those_of_the_reference(request: pytest.FixtureRequest) -> None:
    shared = Path(os.environ.get("BELAGG_SHARED", Path(__file__).parents[3] / "shared")) / "geo"
    if not shared.is_dir():
        if os.environ.get("BELAGG_REQUIRE_ALL") == "1":
            pytest.fail("the reference areas in ../shared are not there")
        pytest.skip("the reference areas in ../shared are not there")
    for name, file in (("se-regions", "lan"), ("se-municipalities", "kommuner")):
        content = json.loads((shared / f"{file}_sweref99tm.geojson").read_text(encoding="utf-8"))
        ours = shipped_geography(name).areas
        for reference in content["features"]:
            coordinates = reference["geometry"]["coordinates"]
            many = reference["geometry"]["type"] == "MultiPolygon"
            expected = sum(area(p[0]) for p in (coordinates if many else [coordinates]))
            found = sum(area(p[0]) for p in ours[reference["id"]])
            assert found == pytest.approx(expected, rel=0.08, abs=3e6), reference["id"]


def test_a_study_brings_its_own_areas() -> None:
    geography = read(
        feature(),
        feature(id=None, properties={"unit_id": "B"}, geometry={
            "type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}),
    )  # fmt: skip
    assert geography.names == {"A": "Påhittad", "B": "B"}
    assert not geography.planar
    assert len(geography.areas["B"]) == 2
    assert geography.without_area(["A", "C", "B"]) == ("C",)


def test_a_study_says_whose_areas_they_are_in_one_language_or_several() -> None:
    assert read(feature()).credit_in("sv") == ""
    assert read(feature(), credit="Påhittad källa").credit_in("en") == "Påhittad källa"
    several = read(feature(), credit={"sv": "Källa", "en": "Source"})
    assert [several.credit_in(language) for language in ("sv", "en", "fr")] == [
        "Källa", "Source", "Källa"]  # fmt: skip


def test_a_numeric_id_is_read_as_text() -> None:
    assert list(read(feature(id=7)).areas) == ["7"]


def test_every_faulty_feature_is_told_of_at_once() -> None:
    text = message(
        lambda: read(
            feature(),
            feature(),
            feature(id="B", geometry={"type": "Point", "coordinates": [10, 60]}),
            feature(id="C", geometry={"type": "Polygon", "coordinates": [[[10, 60], [11, 60]]]}),
            feature(id="D", geometry={"type": "Polygon", "coordinates": [[["a", 1]]]}),
            feature(id=None),
            feature(id="E", geometry={"type": "Polygon", "coordinates": [
                [[600000, 6500000], [600100, 6500000], [600100, 6500100], [600000, 6500000]]]}),
            feature(id="F", geometry=None),
            feature(id="G", geometry={"type": "MultiPolygon", "coordinates": []}),
            "feature",
        )
    )  # fmt: skip
    lines = text.splitlines()
    assert len(lines) == 9
    assert all(line.startswith("map/land.geojson: ") for line in lines)
    for number, line in enumerate(lines, start=2):
        assert str(number) in line
    assert "crs" in lines[5]


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[]", b"{}", b'{"features": []}', b"7"])
def test_a_file_that_is_no_feature_collection_is_refused_in_one_line(data: bytes) -> None:
    assert len(message(lambda: of_bytes(data)).splitlines()) == 1


def test_a_geography_that_does_not_exist_suggests_the_nearest() -> None:
    text = message(lambda: load_geography("se-region", {}))
    assert "se-regions" in text
    assert "study.toml" in text
