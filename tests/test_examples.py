"""The example packages hold the published facts: all of them, and nothing else."""

import csv
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from belagg.analysis.figures import Figures, figures_of
from belagg.publish.check import check_study
from belagg.study.study import Study

EXAMPLES = Path(__file__).parent.parent / "examples"
GOOD, FAULTY = "kse-2021", "kse-2021-as-published"
KALMAR = "08"


@cache
def study(name: str) -> Study:
    return Study.load(EXAMPLES / name)


@cache
def figures(name: str) -> Figures:
    return figures_of(study(name))


def recoded(name: str) -> dict[tuple[str, str], str]:
    rows = study(name).tables["assessments"].filter(pl.col("layer") == "recoded")
    decided = rows.drop_nulls("category").select("unit_id", "question_id", "category")
    return {(unit, question): category for unit, question, category in decided.iter_rows()}


def facts(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("4A.yes.count", 4),
        ("4A.partly.count", 3),
        ("4A.no.count", 13),
        ("4A.no.percent", 65),
        ("4A.n", 20),
        ("4B.yes.count", 4),
        ("4B.partly.count", 7),
        ("4B.no.count", 9),
        ("7.yes.count", 15),
        ("7.yes.percent", 75),
        ("7.partly.count", 3),
        ("7.no.count", 2),
        ("3.yes.count", 1),
        ("3.partly.count", 14),
        ("3.no.count", 5),
        ("3.n", 20),
        ("units.count", 21),
        ("recipients.count", 42),
        ("items.count", 14),
        ("recommendations.national.count", 4),
        ("recommendations.regional.count", 6),
        ("cited.prior-exposed", 228),
        ("documents.kronoberg-plan.pages", 43),
        ("documents.kronoberg-plan.kse.lines", 5),
        ("groups.coordinators.size", 18),
        ("groups.experience.size", 6),
    ],
)
def test_the_model_case_has_the_published_figure(figure: str, value: float) -> None:
    assert figures(GOOD).value(figure) == value


def test_twenty_of_twenty_one_regions_answered_and_kalmar_did_not() -> None:
    made = figures(GOOD)
    assert round(float(str(made.value("response.rate"))), 1) == 95.2
    assert made["response.missing.units"].units == (KALMAR,)
    rows = study(GOOD).tables["assessments"].filter(pl.col("unit_id") == KALMAR)
    assert set(rows["missing"]) == {"no_answer"}
    assert set(rows["question_id"]) == {item.question_id for item in study(GOOD).items}


def test_the_regions_with_specialised_care_are_the_four_named() -> None:
    names = study(GOOD).unit_names
    units = figures(GOOD)["4A.yes.units"].units
    assert [names[unit] for unit in units] == [
        "Region Stockholm",
        "Region Sörmland",
        "Västra Götalandsregionen",
        "Region Västerbotten",
    ]


@pytest.mark.parametrize("item", ["1A", "1B", "6B", "8B"])
def test_an_item_that_was_never_published_has_no_figure(item: str) -> None:
    assert not [name for name in figures(GOOD) if name.startswith(f"{item}.")]


@pytest.mark.parametrize("package", [GOOD, FAULTY])
def test_every_published_answer_is_held_and_no_other(
    package: str, needs: Callable[[str], Path]
) -> None:
    published = facts(needs("shared"), "kse-2021-answers")
    expected = {(row["unit_id"], row["question"]): row["category"] for row in published}
    assert recoded(package) == expected


def test_every_told_text_answer_is_held_as_evidence(needs: Callable[[str], Path]) -> None:
    told = facts(needs("shared"), "kse-2021-text-answers")
    rows = study(GOOD).tables["assessments"].drop_nulls("evidence")
    held = set(rows.select("unit_id", "question_id").iter_rows())
    assert {(row["unit_id"], row["question"]) for row in told} <= held


def test_every_published_total_is_cited(needs: Callable[[str], Path]) -> None:
    tables = study(GOOD).tables
    values = {
        (unit, float(value)) for unit, value in tables["cited"].select("unit", "value").iter_rows()
    }
    values |= {("count", float(size)) for size in tables["groups"]["size"]}
    values |= {("count", float(pages)) for pages in tables["documents"]["pages"].drop_nulls()}
    for row in facts(needs("shared"), "kse-2021-figures"):
        for unit in ("count", "percent"):
            if row[unit]:
                assert (unit, float(row[unit])) in values, row


def test_official_names_are_those_of_the_facts(needs: Callable[[str], Path]) -> None:
    names = study(GOOD).unit_names
    for row in facts(needs("shared"), "kse-2021-answers"):
        assert names[row["unit_id"]] == row["region"]


@pytest.mark.parametrize("package", [GOOD, FAULTY])
def test_no_words_of_a_person_are_set_as_a_verbatim_quotation(package: str) -> None:
    for row in study(package).tables["quotes"].iter_rows(named=True):
        stand_in = row["text"].startswith("[Ersättningstext")
        assert stand_in or row["kind"] == "paraphrase", row["quote_id"]


def test_no_private_part_is_shipped() -> None:
    for package in (GOOD, FAULTY):
        assert not (EXAMPLES / package / "private").exists()


def test_the_readme_of_the_faulty_package_names_every_fault_once() -> None:
    text = (EXAMPLES / FAULTY / "README.md").read_text(encoding="utf-8")
    assert [int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == list(range(1, 24))


FAULTS = [
    (1, "counts-differ", "f01-items"),
    (2, "counts-differ", "f02-nineteen"),
    (3, "no-that-is-not-no", "7/19"),
    (3, "no-that-is-not-no", "7/24"),
    (4, "finding-on-nothing", "f04-almost"),
    (5, "counts-differ", "f05-three"),
    (6, "same-evidence-differs", "4B/18+21"),
    (7, "counts-differ", "f07-four"),
    (8, "counts-differ", "f08-two"),
    (9, "counts-differ", "f09-none"),
    (10, "quote-differs", "phrase-b"),
    (11, "another-construct", "f11-training"),
    (12, "instrument-misdescribed", "envalsfrågor"),
    (13, "item-unreported", "6B"),
    (13, "item-unreported", "8B"),
    (13, "item-without-theme", "8B"),
    (13, "nonrespondent-without-disposition", "08"),
    (14, "undocumented-recode", "4A"),
    (15, "missing-merged", "f15-together"),
    (16, "counts-differ", "f16-twelve"),
    (16, "counts-differ", "f16-seven"),
    (17, "name-varies", "Region Södermanland"),
    (18, "unsupported-clause", "r9-3"),
    (19, "quote-without-attribution", "authors"),
    (19, "speaker-recognisable", "11"),
    (20, "counts-differ", "f20-trauma"),
    (21, "counts-differ", "f21-fourteen"),
    (22, "counts-differ", "f22-social"),
    (23, "counts-differ", "f23-children"),
]
"""Fault by its number in the facts, the check that finds it, and a part of what it says."""


@cache
def found(package: str) -> tuple[tuple[str, str], ...]:
    checked = check_study(study(package))
    return tuple((f.code, f"{f.where} {f.subject} {f.message}") for f in checked.findings)


@pytest.mark.parametrize(("number", "code", "said"), FAULTS)
def test_the_check_finds_the_fault_of_the_published_report(
    number: int, code: str, said: str
) -> None:
    assert [text for each, text in found(FAULTY) if each == code and said in text], number


def test_at_least_eighteen_of_the_twenty_three_faults_are_found() -> None:
    assert len({number for number, _code, _said in FAULTS}) >= 18


def test_the_readme_says_which_check_finds_which_fault() -> None:
    text = (EXAMPLES / FAULTY / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", text, re.MULTILINE))
    for number, code, _said in FAULTS:
        assert f"`{code}`" in rows[str(number)]


def test_the_model_case_is_clean_but_for_what_it_allows_with_a_reason() -> None:
    checked = check_study(study(GOOD))
    assert checked.findings == ()
    assert all(len(allowed.reason) > 20 for allowed in checked.allowed)
