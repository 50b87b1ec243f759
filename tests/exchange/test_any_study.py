"""Whatever study the model can hold goes out and comes back, up to the losses the docs list."""

import datetime as dt
import io
import tempfile
from pathlib import Path

import polars as pl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.study.xlsform.test_round_trip import questionnaires

from belagg.exchange.package import export_package
from belagg.exchange.parquet import export_parquet
from belagg.exchange.spss import MAX_VALUE_LABEL, export_spss, missing_code
from belagg.exchange.variables import MISSING_PLACES, Kind
from belagg.exchange.wide import wide
from belagg.exchange.xlsform import export_form, import_form
from belagg.study.files import memory_file
from belagg.study.package import read_package
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.settings import Settings, Theme
from belagg.study.sheets import clean
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.study.vocabulary import Layer, Missing

pytestmark = pytest.mark.long

UNITS = ("01", "02", "Åmål 3")
WORDS = (
    st.text(
        st.sampled_from("åäö 😀\U0001f469\u200d\U0001f680\"'=+-@;,\t\n<&|\u00a0e\u0301")
        | st.characters(exclude_categories=("Cs", "Cc")),
        min_size=1,
        max_size=40,
    )
    | st.just("Ett långt svar om vård. " * 1500)
).map(clean).filter(bool)  # fmt: skip
SAID = {
    ItemType.INTEGER: st.integers(-(10**15), 10**15).map(str),
    ItemType.DECIMAL: st.floats(-1e9, 1e9).map(repr),
    ItemType.DATE: st.dates(dt.date(1700, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat),
}


@st.composite
def answer(draw: st.DrawFn, item: Item) -> dict[str, str | None]:
    """What one body says on an item: choices, a value, words, or why it says nothing."""
    if draw(st.integers(0, 3)) == 0:
        return {"missing": draw(st.sampled_from(list(Missing))).value}
    words = draw(st.none() | WORDS)
    if item.type is ItemType.SELECT_ONE:
        return {"category": draw(st.sampled_from(item.codes)), "text": words}
    if item.type is ItemType.SELECT_MULTIPLE:
        chosen = draw(st.sets(st.sampled_from(item.codes), min_size=1))
        return {"category": " ".join(c for c in item.codes if c in chosen), "text": words}
    if item.type is ItemType.TEXT:
        return {"text": draw(WORDS)}
    return {"value": draw(SAID[item.type])}


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """Any questionnaire, answered by some bodies, in any of its languages."""
    # A study's languages are known by their codes.
    form = draw(
        questionnaires(("sv", "en", "fr", "pt-BR"), most=6).filter(
            lambda form: not any("." in question_id for question_id in form.by_id)
        )
    )
    rows = [
        {"response_id": f"{unit}|{item.question_id}".replace("|", "-"), "unit_id": unit,
         "question_id": item.question_id, "origin": "survey", **draw(answer(item))}
        for item in form.answerable
        for unit in UNITS
        if draw(st.booleans())
    ]  # fmt: skip
    title = {language: draw(WORDS)[:60].strip() or "x" for language in form.languages}
    units = [{"unit_id": unit, "name": draw(WORDS)[:50].strip() or "x"} for unit in UNITS]
    return Study(
        Settings("prov", dt.date(2021, 9, 1), form.languages, title,
                 themes=(Theme("vård", {form.languages[0]: "Vård"}),)),
        form,
        complete_tables({"units": framed("units", units), "responses": framed("responses", rows)}),
        texts={"report/01.md": "# Rubrik\n"},
    )  # fmt: skip


def framed(name: str, rows: list[dict[str, str | None]]) -> pl.DataFrame:
    schema = {column.name: dtype(column) for column in TABLES[name].public_columns}
    return pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema).sort(
        list(TABLES[name].key)
    )


few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(studies())
def test_a_package_has_all_of_it(study: Study) -> None:
    files = export_package(study, None).files
    again = read_package({path: memory_file(path, data) for path, data in files.items()}, "p")
    assert again == study
    assert again.revision == study.revision


@few
@given(studies())
def test_the_form_of_a_study_comes_back_to_it_without_a_change(study: Study) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(next(iter(export_form(study, None).files.values())))
        imported = import_form(path, study)
    assert imported.study == study
    assert all("the text is missing in" in one.reason for one in imported.left)


@few
@given(studies())
def test_parquet_has_every_table_as_it_is_and_every_value(study: Study) -> None:
    files = export_parquet(study, None).files
    for name, frame in study.tables.items():
        if len(frame):
            assert pl.read_parquet(io.BytesIO(files[f"tables/{name}.parquet"])).equals(frame)
    data = pl.read_parquet(io.BytesIO(files["prov.parquet"]))
    for name, row in said(study):
        assert data[name][row["place"]] == row["parquet"]


@few
@given(studies())
def test_spss_has_every_value_under_its_label_in_every_language(study: Study) -> None:
    languages = study.settings.languages
    files = export_spss(study, None).files
    columns = {column.variable.name: column for column in wide(study).columns}
    for place, language in enumerate(languages):
        name = "prov.sav" if place == 0 else f"prov.{language}.sav"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.sav"
            path.write_bytes(files[name])
            frame, meta = pyreadstat.read_sav(path, user_missing=True,
                                              disable_datetime_conversion=True)  # fmt: skip
        for name, row in said(study):
            column = columns[name]
            found = frame[name][row["place"]]
            if row["missing"]:
                number = {why: at for at, why in MISSING_PLACES.items()}[Missing(row["missing"])]
                assert found == missing_code(column, number)
                told = meta.variable_value_labels[name][found]
                assert told == Missing(row["missing"]).label(language)
            elif column.variable.kind is Kind.CATEGORY:
                meant = next(c for c in column.variable.categories if c.number == found)
                assert meant.code == row["code"]
                label = meta.variable_value_labels[name][found]
                whole = worded(meant.label, language)
                assert label == whole or (
                    whole.startswith(label.removesuffix("…").rstrip())
                    and len(whole.encode()) > MAX_VALUE_LABEL
                )
            elif column.variable.kind is Kind.DATE:
                day = dt.date(1582, 10, 14) + dt.timedelta(seconds=found)
                assert day.isoformat() == row["code"]
            else:
                assert found == pytest.approx(float(row["code"]), rel=1e-15)


def said(study: Study):
    """Give what every row of answers is, by variable: whose, its code, why it is missing."""
    variables = {
        (column.variable.item.question_id, column.variable.choice): column.variable
        for column in wide(study).columns
        if column.variable.item is not None
        and column.variable.layer is Layer.RECODED
        and column.variable.kind is not Kind.TEXT
    }
    places = {unit: place for place, unit in enumerate(study.units_in_force)}
    for row in study.tables["responses"].iter_rows(named=True):
        item = study.questionnaire.item(row["question_id"])
        about = {"place": places[row["unit_id"]], "missing": row["missing"], "code": None}
        if item.type is ItemType.SELECT_MULTIPLE:
            chosen = (row["category"] or "").split(" ")
            for code in item.codes:
                one = None if row["missing"] else str(int(code in chosen))
                yield (
                    variables[item.question_id, code].name,
                    about | {"code": one, "parquet": None if one is None else int(one)},
                )
            continue
        variable = variables[item.question_id, None]
        code = row["category"] or row["value"] or (None if row["missing"] else "text")
        yield variable.name, about | {"code": code, "parquet": typed(variable.kind, code)}


def typed(kind: Kind, code: str | None) -> object:
    if code is None or kind is Kind.CATEGORY:
        return code
    return {Kind.INTEGER: int, Kind.DECIMAL: float, Kind.DATE: dt.date.fromisoformat}[kind](code)
