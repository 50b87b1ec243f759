"""The command line as a user meets it: real processes, exit codes, one clear line."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(
    *arguments: object, cwd: Path | None = None, lang: str = "en"
) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "belagg", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "BELAGG_LANG": lang, "COLUMNS": "200"},
    )


def test_a_new_package_builds_as_it_is_and_has_nothing_to_mend(tmp_path):
    made = run("new", tmp_path / "studie")
    assert made.returncode == 0, made.stderr
    built = run("build", tmp_path / "studie", "--out", tmp_path / "ut")
    assert built.returncode == 0, built.stderr
    assert {p.name for p in (tmp_path / "ut").iterdir()} == {
        "report.html", "report.pdf", "slides.pdf", "report.docx", "figures.json", "data", "site",
    }  # fmt: skip
    checked = run("check", tmp_path / "studie", "--json")
    assert checked.returncode == 0, checked.stdout
    assert [f for f in json.loads(checked.stdout)["findings"] if f["severity"] == "error"] == []


def test_new_never_writes_over_what_is_there(tmp_path):
    (tmp_path / "brev.txt").write_text("hej")
    made = run("new", tmp_path)
    assert made.returncode == 2
    assert "is there already" in made.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["brev.txt"]


def test_check_ends_with_1_when_a_finding_is_an_error():
    checked = run("check", EXAMPLES / "kse-2021-as-published", "--json")
    assert checked.returncode == 1
    found = json.loads(checked.stdout)
    assert found["format"] == 1
    assert set(found["findings"][0]) == {"code", "severity", "where", "message"}


def test_a_broken_package_ends_with_2_one_line_and_nothing_written(tmp_path):
    run("new", tmp_path / "studie")
    units = tmp_path / "studie" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("name", "naem", 1), encoding="utf-8")
    built = run("build", tmp_path / "studie", "--out", tmp_path / "ut")
    assert built.returncode == 2
    assert built.stderr.strip() == (
        "✗ units.csv, row 1: the column “naem” is not one of unit_id, name, kind, parent_id, "
        "valid_from, valid_to, aliases. Did you mean “name”?"
    )
    assert not (tmp_path / "ut").exists()


def test_a_typed_number_stops_the_build_and_leaves_the_last_one(tmp_path):
    run("new", tmp_path / "studie")
    run("build", tmp_path / "studie", "--out", tmp_path / "ut")
    before = (tmp_path / "ut" / "report.html").read_bytes()
    text = tmp_path / "studie" / "report" / "01-rapport.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nDet var 17 kommuner.\n", encoding="utf-8")
    built = run("build", tmp_path / "studie", "--out", tmp_path / "ut")
    assert built.returncode == 2
    assert "report/01-rapport.md, line" in built.stderr
    assert "17" in built.stderr
    assert (tmp_path / "ut" / "report.html").read_bytes() == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_study_that_is_not_there_is_one_line(command, tmp_path):
    more = ["--out", tmp_path / "ut"] if command == "build" else []
    tried = run(command, tmp_path / "ingenting", *more)
    assert tried.returncode == 2
    assert tried.stderr.strip() == f"✗ {tmp_path / 'ingenting'}: there is no such folder or zip"


def test_wrong_usage_ends_with_2():
    assert run("bygg").returncode == 2
    assert run("build", "x").returncode == 2


@pytest.mark.long
def test_diff_tells_which_figures_differ_and_why(tmp_path):
    run("new", tmp_path / "a")
    run("new", tmp_path / "b")
    answers = tmp_path / "b" / "responses.csv"
    answers.write_text(answers.read_text(encoding="utf-8").replace("p2-sn,1,no", "p2-sn,1,yes"))
    told = run("diff", tmp_path / "a", tmp_path / "b")
    assert told.returncode == 0
    assert "1.yes.count: 1 → 2" in told.stdout
    assert "Påhittade Byle kommun: no → yes" in told.stdout
    assert "response.rate" not in told.stdout
    assert run("diff", tmp_path / "a", tmp_path / "a").stdout == ""


def test_help_says_what_each_command_is_for():
    told = run("--help").stdout
    for command in ("new", "build", "check", "diff", "review"):
        assert command in told
    assert "Exit codes" in told


def test_a_form_goes_out_and_makes_a_new_study_that_builds(tmp_path):
    run("new", tmp_path / "studie")
    sent = run("export", "xlsform", tmp_path / "studie", tmp_path / "form.xlsx")
    assert sent.returncode == 0, sent.stderr
    taken = run("import", "xlsform", tmp_path / "form.xlsx", tmp_path / "ny")
    assert taken.returncode == 0, taken.stderr
    built = run("build", tmp_path / "ny", "--out", tmp_path / "ut")
    assert built.returncode == 0, built.stderr


def test_an_unknown_format_is_one_line_with_the_nearest(tmp_path):
    told = run("export", "pakage", tmp_path / "studie", tmp_path / "ut")
    assert told.returncode == 2
    assert "Did you mean “package”?" in told.stderr


def test_watch_builds_again_when_a_file_changes(tmp_path):
    run("new", tmp_path / "studie")
    page = tmp_path / "ut" / "report.html"
    text = tmp_path / "studie" / "report" / "01-rapport.md"
    before = text.read_text(encoding="utf-8")
    watching = subprocess.Popen(
        [sys.executable, "-m", "belagg", "build", tmp_path / "studie", "--out", tmp_path / "ut",
         "--watch"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for attempt in range(120):
            if page.exists():
                text.write_text(f"{before}\nNy mening{'.' * (attempt % 2 + 1)}\n", encoding="utf-8")
                if "Ny mening" in page.read_text(encoding="utf-8"):
                    break
            time.sleep(0.5)
        assert "Ny mening" in page.read_text(encoding="utf-8")
    finally:
        watching.kill()
        watching.wait()


@pytest.mark.long
def test_a_wave_is_started_with_its_mergers_and_builds_as_it_is(tmp_path):
    mergers = tmp_path / "m.csv"
    mergers.write_text("before_id,after_id,on\nP01,P02,2022-01-01\n", encoding="utf-8")
    told = ("--name", "2023", "--date", "2023-11-18", "--successions", mergers)
    made = run("wave", EXAMPLES / "exempelregioner", tmp_path / "w", *told)
    assert made.returncode == 0, made.stderr
    built = run("build", tmp_path / "w", "--out", tmp_path / "ut")
    assert built.returncode == 0, built.stderr
    again = run("wave", EXAMPLES / "exempelregioner", tmp_path / "w", *told)
    assert (again.returncode, "is there already" in again.stderr) == (2, True)


def test_a_wave_with_a_merger_of_nobody_is_refused_by_its_row(tmp_path):
    mergers = tmp_path / "m.csv"
    mergers.write_text("before_id,after_id,on\nP99,P02,2022-01-01\n", encoding="utf-8")
    told = ("--name", "2023", "--date", "2023-11-18", "--successions", mergers)
    made = run("wave", EXAMPLES / "exempelregioner", tmp_path / "w", *told)
    assert made.returncode == 2
    assert "m.csv, row 2, column before_id" in made.stderr
    assert not (tmp_path / "w").exists()
