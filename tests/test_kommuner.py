"""The made-up municipalities: made up everywhere, as their script makes them, and in order."""

import subprocess
import sys
from pathlib import Path

import pytest

from belagg.analysis.figures import figures_of
from belagg.study.geography import shipped_geography
from belagg.study.study import Study
from belagg.study.vocabulary import Fate

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def study() -> Study:
    return Study.load(ROOT / "examples" / "kommuner")


def test_every_body_is_marked_as_made_up_and_none_has_a_real_name(study):
    real = {
        name.removesuffix(" kommun")
        for name in shipped_geography("se-municipalities").names.values()
    }
    for wave in (study, study.last_wave):
        assert wave.settings.extra["made_up"] is True
        assert "påhittad" in wave.settings.title["sv"].casefold()
        names = list(wave.unit_names.values())
        assert all(name.endswith(" (påhittad)") for name in names)
        assert not {name.removesuffix(" kommun (påhittad)") for name in names} & real


def test_it_has_290_bodies_and_60_items_in_each_wave_with_mergers_and_splits_between(study):
    assert len(study.last_wave.units_in_force) == 290
    assert len(study.items) == len(study.last_wave.items) == 60
    figures = figures_of(study)
    for fate in (Fate.MERGED, Fate.SPLIT, Fate.REGROUPED):
        assert figures[f"change.units.{fate.value}.before.count"].value
    before, after = (figures[f"change.units.{when}.count"].value for when in ("before", "after"))
    assert (before, after) == (290, len(study.units_in_force))


def test_nobody_lacks_an_answer_to_the_one_question_asked_of_all(study):
    figures = figures_of(study)
    assert "change.1A.yes.p" not in figures
    assert "change.2D.yes.p" in figures


@pytest.mark.long
def test_the_package_is_as_its_script_makes_it(study, tmp_path):
    script = ROOT / "scripts" / "make_kommuner.py"
    subprocess.run([sys.executable, script, tmp_path / "made"], check=True, capture_output=True)
    assert Study.load(tmp_path / "made").revision == study.revision
