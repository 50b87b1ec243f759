"""`belagg import responses`, as a user runs it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from belagg.cli import app
from belagg.study.study import Study


@pytest.fixture
def place(make_study: Callable[..., Study], tmp_path: Path) -> Path:
    make_study().save(tmp_path / "studien")
    (tmp_path / "svar.csv").write_text("unit_id;1\n01;Ja\n02;Kanske\n77;Nej\n", encoding="utf-8")
    return tmp_path


def run(place: Path, *more: str) -> Any:
    file, study = str(place / "svar.csv"), str(place / "studien")
    return CliRunner().invoke(app, ["import", "responses", file, study, *more])


def test_a_dry_run_tells_and_writes_nothing(place: Path) -> None:
    before = Study.load(place / "studien")
    result = run(place, "--dry-run", "--save-mapping", str(place / "m.toml"))
    assert result.exit_code == 0
    assert "Kanske" in result.output and "77" in result.output
    assert Study.load(place / "studien") == before
    assert (place / "m.toml").exists()


def test_the_saved_mapping_is_used_again_and_nothing_doubles(place: Path) -> None:
    run(place, "--save-mapping", str(place / "m.toml"))
    first = Study.load(place / "studien")
    assert run(place, "--map", str(place / "m.toml")).exit_code == 0
    assert Study.load(place / "studien") == first
    assert len(first.tables["responses"]) == 1


def test_options_of_answers_are_refused_for_other_formats(place: Path) -> None:
    arguments = ["import", "xlsform", "x.xlsx", str(place / "studien"), "--map", "m.toml"]
    assert CliRunner().invoke(app, arguments).exit_code == 2
