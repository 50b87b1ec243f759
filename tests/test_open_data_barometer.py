"""Real answers with long justifications go all the way: imported, coded twice, reported."""

import json
import shutil
import tomllib
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from belagg.analysis.figures import figures_of
from belagg.cli import app
from belagg.judging.coding.actions import Adjudicate, Decide
from belagg.judging.coding.assignment import drawn
from belagg.judging.coding.rows import assessment_rows
from belagg.judging.coding.states import Assigned, Case, Decision, Differs, HalfCoded, Verdict
from belagg.judging.coding.step import step
from belagg.judging.suggestions import suggest
from belagg.publish.build import build
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.study.vocabulary import Layer

EXAMPLE = Path(__file__).parent.parent / "examples" / "open-data-barometer"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def brought(needs, tmp_path_factory):
    """Give the example with the publisher's answers brought in, as a user does it."""
    place = tmp_path_factory.mktemp("odb") / "odb"
    shutil.copytree(EXAMPLE, place)
    file = needs("shared") / "data" / "odb2-context-impact.csv"
    result = run("import", "responses", file, place, "--map", place / "mapping.toml")
    assert result.exit_code == 0, result.output
    return place


def test_the_example_holds_no_answers_and_says_where_they_are():
    assert not (EXAMPLE / "responses.csv").exists()
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    for needed in ("opendatabarometer.org/2ndEdition", "CC BY 4.0", "(Second Edition), 2015"):
        assert needed in readme
    study = Study.load(EXAMPLE)
    assert (len(study.unit_names), len(study.items)) == (86, 13)
    mapping = tomllib.loads((EXAMPLE / "mapping.toml").read_text(encoding="utf-8"))
    assert set(mapping["columns"]) == {item.question_id for item in study.items}


def test_every_answer_is_brought_in_with_its_justification(brought):
    responses = Study.load(brought).tables["responses"]
    assert len(responses) == 86 * 13
    assert responses["category"].null_count() == 0
    assert responses["text"].str.len_chars().mean() > 900


def test_the_report_is_built_and_shows_the_figures(brought, tmp_path):
    result = run("build", brought, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "out" / "figures.json").read_text("utf-8"))["figures"]
    assert (figures["INIT.no.count"], figures["INC.no.count"]) == (13, 66)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for name in ("INIT.yes.count", "DPL.yes.count", "ACCOUNT.partly.count"):
        assert f'data-figure="{name}"' in page
    assert run("check", brought).exit_code == 0


def coded_twice(study, share=0.25):
    """Code one item by the state machine: the second coder reads *no* where no link is given."""
    answers = study.tables["responses"].filter(pl.col("question_id") == "ECON")
    stated = {u: (c, t) for u, c, t in answers["unit_id", "category", "text"].iter_rows()}
    cases = [Case(unit, "ECON", Layer.RECODED) for unit in sorted(stated)]
    plan = drawn(cases, ["KA", "KB"], share=share, seed=2015)
    states = []
    for case, coders in plan.coders.items():
        category, text = stated[case.unit_id]
        state = Assigned(case, coders)
        while isinstance(state, Assigned | HalfCoded):
            coder = coders.first if isinstance(state, Assigned) else coders.second
            said = "no" if coder == "KB" and "http" not in text else category
            state = step(state, Decide(Decision(coder, Verdict(said), "prov")))
        if isinstance(state, Differs):
            state = step(state, Adjudicate(Decision("lead", Verdict(category), "prov")))
        states.append(state)
    return states


def test_answers_coded_twice_are_told_with_how_far_the_coders_agree(brought):
    study = Study.load(brought)
    columns = TABLES["assessments"].public_columns
    rows = [
        {c.name: row.get(c.name) for c in columns} for row in assessment_rows(coded_twice(study))
    ]
    frame = pl.DataFrame(rows, schema={column.name: dtype(column) for column in columns})
    coded = study.with_table("assessments", frame)
    figures = figures_of(coded)
    assert figures["agreement.ECON.n"].value == 22
    assert figures["ECON@stated.no.count"].value == 52
    assert figures["agreement.ECON.percent"].value <= 100
    page = build(coded, lambda _said: None).files["report.html"].decode()
    assert "How far the coders agree" in page
    assert 'id="d-agreement-ECON"' in page


def test_suggestions_are_right_more_often_than_the_commonest_category_would_be(brought):
    study = Study.load(brought)
    measured = []
    for item in study.items:
        answers = study.tables["responses"].filter(pl.col("question_id") == item.question_id)
        texts = dict(answers["unit_id", "text"].iter_rows())
        measured.append(suggest(texts, dict(answers["unit_id", "category"].iter_rows())).accuracy)
    right, commonest, of = (
        sum(getattr(accuracy, name) for accuracy in measured)
        for name in ("right", "commonest", "of")
    )
    assert of == 86 * 13
    assert right > 1.1 * commonest
