"""Data files say to SPSS, Stata, pandas and spreadsheets what the study says."""

import datetime as dt
import math
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.exchange.names import MAX_NAME, Names
from belagg.exchange.shorten import Shortener
from belagg.exchange.spss import export_spss, missing_code
from belagg.exchange.table_csv import csv_bytes, frame_csv
from belagg.exchange.variables import Kind
from belagg.exchange.wide import wide
from belagg.language import translate
from belagg.study.problems import StudyError
from belagg.study.vocabulary import Missing

LONG = "Åäö och é i ett långt svar. " * 1143


def sav(path, **options):
    return pyreadstat.read_sav(path, user_missing=True, **options)


def test_spss_has_the_layers_as_variables_with_labels_in_the_first_language(every_kind, export):
    _exported, paths = export("spss", every_kind)
    frame, meta = sav(paths["prov.sav"])
    assert frame["unit_id"].tolist() == ["01", "02", "03", "04"]
    assert frame["q1"].tolist() == [1, -92, 2, -91]
    assert frame["q1_stated"].tolist() == [1, -92, 3, -91]
    assert frame["q1_documented"].tolist() == [3, -91, -91, -91]
    assert meta.column_names_to_labels["q1_stated"] == "1 (uppgett). Fråga 1?"
    assert meta.variable_value_labels["q1"] == {
        1: "Ja", 2: "Delvis", 3: "Nej",
        **{-90 - place: code.sv for place, code in enumerate(Missing, start=1)},
    }  # fmt: skip
    assert meta.missing_ranges["q1"] == [{"lo": -97, "hi": -91}]
    assert meta.file_label == "En påhittad kartläggning"
    assert meta.creation_time == dt.datetime(2021, 9, 1)


def test_spss_labels_are_in_the_second_language_in_a_file_of_its_own(every_kind, export):
    exported, paths = export("spss", every_kind)
    assert list(exported.files) == ["prov.sav", "prov.en.sav", "prov.codebook.csv"]
    _frame, meta = sav(paths["prov.en.sav"])
    assert meta.column_names_to_labels["q1_documented"] == "1 (documented). Question 1?"
    assert meta.variable_value_labels["q1"][-92] == "refused"
    exported, _paths = export("spss", every_kind, "en")
    assert list(exported.files) == ["prov.sav", "prov.codebook.csv"]


def test_missing_codes_give_way_to_a_number_that_looks_like_one(every_kind, export):
    _exported, paths = export("spss", every_kind)
    frame, meta = sav(paths["prov.sav"])
    assert frame["q3"].tolist() == [-91, -997, 12, -991]
    assert meta.missing_ranges["q3"] == [{"lo": -997, "hi": -991}]


def test_spss_drops_user_missing_where_it_computes(every_kind, export):
    _exported, paths = export("spss", every_kind)
    frame, _meta = pyreadstat.read_sav(paths["prov.sav"])
    assert frame["q3"].mean() == (-91 + 12) / 2


def test_several_choices_are_a_variable_each(every_kind, export):
    _exported, paths = export("spss", every_kind)
    frame, meta = sav(paths["prov.sav"])
    assert frame["q2_plan"].tolist() == [1, 0, -93, -91]
    assert frame["q2_routine_stated"].tolist() == [1, 1, -93, -91]
    assert meta.column_names_to_labels["q2_plan"] == "2, Handlingsplan. Fråga 2?"


def test_dates_are_dates_before_1960_too(every_kind, export):
    _exported, paths = export("spss", every_kind)
    frame, _meta = pyreadstat.read_sav(paths["prov.sav"])
    assert frame["q5"][0] == dt.date(1959, 5, 19)
    assert sav(paths["prov.sav"], disable_datetime_conversion=True)[0]["q5"][1] == -92
    _exported, paths = export("stata", every_kind)
    assert pd.read_stata(paths["prov.dta"])["q5"][0] == pd.Timestamp("1959-05-19")


def test_long_answers_with_swedish_letters_are_whole(every_kind, export):
    exported, paths = export("spss", every_kind)
    frame, _meta = sav(paths["prov.sav"])
    pieces = [name for name in frame.columns if name.startswith("q6_text")]
    assert pieces == ["q6_text", "q6_text2"]
    assert frame["q6_text"][0] + frame["q6_text2"][0] == LONG.rstrip(" ")
    assert frame["q6_text"][1] + frame["q6_text2"][1] == "å" * 32_000
    assert max(len(text.encode()) for text in frame["q6_text"]) <= 32_767
    assert any(one.what == "q6_text" for one in exported.left)
    _exported, paths = export("stata", every_kind)
    assert pd.read_stata(paths["prov.dta"])["q6_text"][0] == LONG
    _exported, paths = export("parquet", every_kind)
    assert pl.read_parquet(paths["prov.parquet"])["q6_text"][0] == LONG


def test_stata_has_extended_missing_values_with_labels(every_kind, export):
    _exported, paths = export("stata", every_kind)
    frame, meta = pyreadstat.read_dta(paths["prov.dta"], user_missing=True)
    assert frame["q1"].tolist() == [1, "b", 2, "a"]
    assert frame["q3_stated"].tolist() == [-91, "g", 12, "a"]
    assert meta.variable_value_labels["q1"]["b"] == "avböjde att svara"
    assert meta.variable_value_labels["q1"][3] == "Nej"
    with pd.io.stata.StataReader(paths["prov.dta"]) as reader:
        assert reader.time_stamp == "01 Sep 2021 00:00"
        assert reader.data_label == "En påhittad kartläggning"
        assert reader.variable_labels()["q1_stated"] == "1 (uppgett). Fråga 1?"


def test_labels_too_long_are_cut_at_a_word_and_listed(make_study, make_item, export):
    question = "Ställs definierade frågor om våld rutinmässigt i vården? " * 9
    item = make_item("1")
    item = type(item)(**{**vars(item), "label": {"sv": question.strip()}})
    exported, paths = export("spss", make_study([item]))
    label = sav(paths["prov.sav"])[1].column_names_to_labels["q1"]
    assert len(label.encode()) <= 256
    assert label.endswith("…")
    assert question.startswith(label.removeprefix("1. ").removesuffix("…"))
    assert question[len(label.removeprefix("1. ").removesuffix("…"))] == " "
    assert [one.what for one in exported.left] == ["q1"]
    exported, paths = export("stata", make_study([item]))
    with pd.io.stata.StataReader(paths["prov.dta"]) as reader:
        assert 60 < len(reader.variable_labels()["q1"]) <= 80


def test_csv_is_tidy_and_wide_and_no_cell_is_a_formula(every_kind, export):
    exported, paths = export("csv", every_kind)
    tidy = pd.read_csv(paths["prov.tidy.csv"], dtype=str, keep_default_na=False)
    assert not tidy.duplicated(["unit_id", "variable"]).any()
    one = tidy[(tidy.unit_id == "03") & (tidy.question_id == "1")].set_index("layer")
    assert one.loc["stated", "value"] == "no"
    assert one.loc["recoded", "value"] == "partly"
    assert one.loc["documented", "missing"] == "no_answer"
    beside = pd.read_csv(paths["prov.wide.csv"], dtype=str, keep_default_na=False)
    assert beside["q1_text"][0] == "'=cmd|' /C calc'!A0"
    assert beside["q3"].tolist() == ["-91", "", "12", ""]
    assert beside["q3_missing"].tolist() == ["", "not_published", "", "no_answer"]
    assert "q1_text" in [one.what for one in exported.left]
    codebook = pd.read_csv(paths["prov.codebook.csv"], dtype=str, keep_default_na=False)
    labels = codebook.set_index(["variable", "value"])
    assert labels.loc[("q1", "partly"), "value_label_en"] == "Partly"
    assert labels.loc[("q1", "refused"), "missing"] == "yes"


def test_the_workbook_has_a_sheet_for_each_table_and_formulas_are_texts(every_kind, export):
    _exported, paths = export("xlsx", every_kind)
    book = openpyxl.load_workbook(paths["prov.xlsx"])
    assert book.sheetnames == ["data", "data codebook", "units", "responses", "assessments"]
    data = book["data"]
    heads = [cell.value for cell in data[1]]
    row = {name: cell.value for name, cell in zip(heads, data[3], strict=True)}
    assert row["q1"] == "avböjde att svara"
    assert row["q2_routine"] == translate("chosen", "sv")
    cell = data.cell(2, heads.index("q1_text") + 1)
    assert (cell.data_type, cell.value) == ("s", "=cmd|' /C calc'!A0")
    assert data.cell(2, heads.index("q5") + 1).value == dt.datetime(1959, 5, 19)
    assert book.properties.created == dt.datetime(2021, 9, 1)


def test_parquet_gives_every_table_back_as_it_was(every_kind, export):
    _exported, paths = export("parquet", every_kind)
    for name, frame in every_kind.tables.items():
        path = paths.get(f"tables/{name}.parquet")
        assert (path is not None) == (len(frame) > 0)
        if path is not None:
            assert pl.read_parquet(path).equals(frame)


def test_pandas_reads_the_parquet_with_categories(every_kind, export):
    _exported, paths = export("parquet", every_kind)
    frame = pl.read_parquet(paths["prov.parquet"])
    assert frame["q1"].to_list() == ["yes", None, "partly", None]
    assert frame["q1_missing"].to_list() == [None, "refused", None, "no_answer"]
    assert frame["q2_plan"].to_list() == [1, 0, None, None]
    assert frame["q5"].to_list()[0] == dt.date(1959, 5, 19)


def test_a_language_the_study_lacks_is_refused_with_those_it_has(every_kind):
    with pytest.raises(StudyError, match="sv, en"):
        export_spss(every_kind, "fi")


@given(st.lists(st.text(max_size=40), max_size=30), st.sampled_from(["", "_documented", "_text"]))
def test_names_suit_every_program_and_are_never_given_twice(wanted, suffix):
    names = Names()
    given_out = [names.give(word, suffix) for word in [*wanted, "all", "q1", "Q1", "åäö"]]
    assert len({name.lower() for name in given_out}) == len(given_out)
    for name in given_out:
        assert name.isascii() and name.isidentifier() and name[0].isalpha()
        assert len(name) <= MAX_NAME and not name.endswith("_")
        assert name.lower() not in ("all", "by", "if", "with")


@given(st.text(max_size=200), st.integers(4, 60))
def test_what_is_cut_fits_and_is_a_beginning(text, room):
    shortener = Shortener()
    kept = shortener.cut(text, room, "q1", "the label")
    assert len(kept.encode()) <= room
    assert kept == text or text.startswith(kept.removesuffix("…"))
    assert (kept != text) == bool(shortener.left)


@given(st.lists(st.sampled_from(["=1+1", "-1", "-2.5", "@x", "+x", "-x", "'=x", "å"]), min_size=1))
def test_whole_columns_are_guarded_as_single_cells_are(cells):
    frame, _left = frame_csv(pl.DataFrame({"a": cells}))
    assert frame == csv_bytes([["a"], *([cell] for cell in cells)])


_text = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60
).filter(lambda text: text.strip())


@st.composite
def _answers(draw):
    kinds = {
        "1": st.sampled_from(["yes", "partly", "no"]).map(lambda code: {"category": code}),
        "3": st.integers(-2000, 2**50).map(lambda number: {"value": str(number)}),
        "4": st.floats(-1e9, 1e9).map(lambda number: {"value": repr(number)}),
        "5": st.dates(dt.date(1700, 1, 1)).map(lambda day: {"value": day.isoformat()}),
        "6": _text.map(lambda text: {"text": text}),
    }
    rows = []
    for question, good in kinds.items():
        for unit in ("01", "02", "03", "04"):
            missing = st.sampled_from([*Missing]).map(lambda code: {"missing": code.value})
            said = draw(st.none() | good | missing)
            if said is not None:
                rows.append(
                    {"response_id": f"{unit}-{question}", "unit_id": unit,
                     "question_id": question, "origin": "survey", **said}
                )  # fmt: skip
    return rows


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=_answers())
def test_any_answers_survive_spss(rows, make_study, make_item):
    kinds = {"1": "select_one", "3": "integer", "4": "decimal", "5": "date", "6": "text"}
    study = make_study([make_item(name, kind) for name, kind in kinds.items()], responses=rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.sav"
        path.write_bytes(export_spss(study, None).files["prov.sav"])
        frame, meta = sav(path, disable_datetime_conversion=True)
    for column in wide(study).columns:
        back = frame[column.variable.name].tolist()
        values = column.values.to_list()
        if column.variable.kind is Kind.TEXT:
            # SPSS does not tell an empty text from none, and drops spaces at the end.
            assert back == [(text or "").rstrip(" ") for text in values]
            continue
        if column.variable.kind is Kind.DATE:
            first = dt.date(1582, 10, 14)
            values = [v and (v - first).days * 86_400 for v in values]
        reasons = column.reasons.to_list()
        told = [missing_code(column, why) if why else v
                for v, why in zip(values, reasons, strict=True)]  # fmt: skip
        assert all(
            math.isclose(a, b, rel_tol=1e-15) if b is not None else math.isnan(a)
            for a, b in zip(back, told, strict=True)
        )
        lowest, highest = (meta.missing_ranges[column.variable.name][0][e] for e in ("lo", "hi"))
        assert [lowest <= a <= highest for a in back] == [why is not None for why in reasons]


def test_a_name_of_the_greatest_length_has_its_labels_in_stata(
    make_study, make_item, answers, export
):
    item = replace(make_item("1"), name="q" * 40)
    study = make_study([item], responses=answers("1", "yes no"))
    _exported, paths = export("stata", study)
    _frame, meta = pyreadstat.read_dta(paths["prov.dta"])
    name = next(name for name in meta.column_names if len(name) == MAX_NAME)
    assert meta.variable_value_labels[name][1] == "Ja"
