"""The questionnaire goes out to LimeSurvey, and what comes back is the same."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from belagg.exchange.blank import blank_study
from belagg.exchange.formats import format_named, importable
from belagg.exchange.limesurvey.bring import import_limesurvey
from belagg.exchange.limesurvey.export_tsv import export_tsv
from belagg.study.questionnaire import Choice
from belagg.study.xlsform.conditions import parse_condition

MANY = (
    Choice("handlingsplan", {"sv": "Handlingsplan", "en": "Action plan"}),
    Choice("routine", {"sv": "Rutin", "en": "Routine"}),
    Choice("other", {"sv": "Annat", "en": "Other"}),
)


@pytest.fixture
def study(make_study, make_item):
    return make_study(
        [
            make_item("4A"),
            make_item("5", "select_multiple", MANY),
            make_item("6", "integer", constraint=". >= 0 and . <= 100"),
            make_item("7", "decimal"),
            make_item("8", "date"),
            replace(
                make_item("9", "text", relevance=parse_condition(
                    "${q4A} = 'partly' or selected(${q5}, 'routine')")),
                label={"sv": "Vad & <hur>?\nRad två {x}", "en": "What?"},
            ),
            replace(
                make_item("10", "note"), label={"sv": "Ni svarade ${q4A}", "en": "You: ${q4A}"}
            ),
        ],
        settings={"languages": ("sv", "en"), "title": {"sv": "Påhittad", "en": "Made up"}},
    )  # fmt: skip


def exported(study):
    made = export_tsv(study, None)
    (data,) = made.files.values()
    return data.decode("utf-8-sig"), made.left


def rows(text):
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def back(study, tmp_path):
    path = tmp_path / "ut.txt"
    path.write_bytes(next(iter(export_tsv(study, None).files.values())))
    return import_limesurvey(path, blank_study("prov", dt.date(2026, 1, 1), "sv"))


def test_a_row_for_each_group_question_and_choice_in_each_language(study):
    found = rows(exported(study)[0])
    for language in ("sv", "en"):
        of = [row["class"] for row in found if row["language"] == language]
        assert (of.count("G"), of.count("Q"), of.count("SQ")) == (1, 7, 2)
    assert {row["text"] for row in found if row["name"] == "surveyls_title"} == {
        "Påhittad", "Made up",
    }  # fmt: skip


def test_codes_are_those_limesurvey_takes(study):
    for row in rows(exported(study)[0]):
        if row["class"] in ("Q", "SQ", "A"):
            assert row["name"].isascii()
            assert row["name"].isalnum()
            assert len(row["name"]) <= (5 if row["class"] == "A" else 20)
            assert row["class"] != "Q" or row["name"][0].isalpha()


def test_a_code_that_had_to_be_shortened_is_listed(study):
    assert any("partly: is called partl" in str(one) for one in exported(study)[1])


def test_relevance_is_in_limesurveys_words(study):
    (nine,) = [
        r for r in rows(exported(study)[0]) if r["belagg_code"] == "9" and r["language"] == "sv"
    ]
    assert nine["relevance"] == 'q4A.NAOK == "partl" or q5_routine.NAOK == "Y"'
    assert "<br />" in nine["text"]
    assert "&lt;hur&gt;" in nine["text"]


def test_what_comes_back_is_the_same_questionnaire(study, tmp_path):
    made = back(study, tmp_path)
    before, after = study.questionnaire, made.study.questionnaire
    assert after.languages == before.languages
    assert [
        (i.question_id, i.type, dict(i.label), i.choices, i.constraint, i.required)
        for i in after.items
    ] == [
        (i.question_id, i.type, dict(i.label), i.choices, i.constraint, i.required)
        for i in before.items
    ]  # fmt: skip
    assert after.item("9").relevance.tree == before.item("9").relevance.tree


def test_answers_that_come_back_under_shortened_codes_find_their_choice(study, tmp_path):
    path = tmp_path / "svar.csv"
    name = study.unit_names["01"]
    path.write_text(f"id,region,q4A,q5[handlingsplan],q5[other]\n1,{name},partl,Y,Besök\n", "utf-8")
    made = import_limesurvey(path, study)
    frame = made.study.tables["responses"].sort("question_id")
    assert frame.select("question_id", "category", "text").rows() == [
        ("4A", "partly", None), ("5", "handlingsplan other", "Besök"),
    ]  # fmt: skip


def test_the_formats_are_named():
    assert format_named("limesurvey", importable()).importer
