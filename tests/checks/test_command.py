"""`belagg check` as its users and their scripts meet it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
FAULTY, GOOD = EXAMPLES / "kse-2021-as-published", EXAMPLES / "kse-2021"


def run(*arguments: object, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "belagg", "check", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "BELAGG_LANG": lang, "COLUMNS": "200"},
    )


def as_json(study: Path, lang: str = "en") -> dict[str, Any]:
    return json.loads(run(study, "--json", lang=lang).stdout)


def test_a_study_with_errors_ends_with_1_and_a_line_for_each_finding() -> None:
    done = run(FAULTY)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == len(as_json(FAULTY)["findings"])
    assert all(line.startswith(("error ", "warning ", "hint ")) for line in lines)
    assert "item-unreported" in done.stdout


def test_a_study_whose_findings_are_all_allowed_ends_with_0() -> None:
    done = run(GOOD)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 findings" in done.stderr


def test_warnings_and_hints_alone_end_with_0(make_study, answers, tmp_path) -> None:
    text = "::: chart 1\n\nRiktlinjerna nämner nästan aldrig gruppen.\n"
    study = make_study(
        texts={"report/01.md": text},
        settings={"themes": ()},
        responses=answers("1", "yes no no yes"),
    )
    study.save(tmp_path / "studie")
    done = run(tmp_path / "studie")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("hint vague-quantity report/01.md, line 3: ")


def test_what_is_no_study_ends_with_2(tmp_path) -> None:
    done = run(tmp_path / "finns-inte")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_json_is_the_contract_of_format_1() -> None:
    told = as_json(GOOD)
    assert list(told) == ["format", "findings", "allowed"]
    assert told["format"] == 1
    assert told["findings"] == []
    for allowed in told["allowed"]:
        assert list(allowed) == ["code", "severity", "where", "message", "reason"]
    faulty = as_json(FAULTY)
    severities = [finding["severity"] for finding in faulty["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "hint"].index)
    assert {tuple(finding) for finding in faulty["findings"]} == {
        ("code", "severity", "where", "message")
    }


@pytest.mark.parametrize("study", [GOOD, FAULTY], ids=lambda path: path.name)
def test_the_findings_are_the_same_in_every_language(study) -> None:
    told = {lang: as_json(study, lang) for lang in ("sv", "en")}
    for part in ("findings", "allowed"):
        codes = {
            lang: [(one["code"], one["severity"]) for one in told[lang][part]] for lang in told
        }
        assert codes["sv"] == codes["en"]


def test_the_same_study_gives_the_same_findings_again() -> None:
    assert run(FAULTY, "--json").stdout == run(FAULTY, "--json").stdout
