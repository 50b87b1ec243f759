"""The questionnaire goes out to other programs and comes in from them."""

import polars as pl
import pytest
from pyxform.xls2xform import convert

from belagg.exchange.blank import blank_study
from belagg.exchange.formats import format_named, importable
from belagg.exchange.xlsform import export_form, import_form
from belagg.publish.build import build
from belagg.study.problems import StudyError
from belagg.study.study import Study


def written(tmp_path, study):
    (data,) = export_form(study, None).files.values()
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    return path


def test_pyxform_takes_the_form_without_a_warning(make_study, make_item, tmp_path):
    study = make_study([make_item("4A"), make_item("5", "select_multiple"), make_item("6", "text")])
    assert convert(written(tmp_path, study)).warnings == []


def test_a_form_imported_into_its_own_study_changes_nothing(
    make_study, make_item, answers, tmp_path
):
    study = make_study([make_item("1", theme="t1"), make_item("2", "date")],
                       responses=answers("1", "yes no"))  # fmt: skip
    imported = import_form(written(tmp_path, study), study)
    assert imported.study == study
    assert imported.left == ()


def test_a_form_makes_a_study_of_its_own(make_study, make_item, tmp_path):
    form = written(tmp_path, make_study([make_item("1"), make_item("2", "text")]))
    made = import_form(form, blank_study("Min studie", make_study().settings.date, "en")).study
    assert made.settings.study_id == "min-studie"
    assert made.settings.languages == ("sv", "en")
    assert [item.question_id for item in made.items] == ["1", "2"]
    assert "::: question 1" in made.texts["report/01.md"]


def test_a_form_that_lacks_a_choice_with_answers_is_refused_with_the_place(
    make_study, make_item, answers, tmp_path
):
    study = make_study([make_item("1")], responses=answers("1", "partly"))
    fewer = make_study([make_item("1", choices=make_item("1").choices[:1])])
    with pytest.raises(StudyError) as refused:
        import_form(written(tmp_path, fewer), study)
    assert [p.where.file for p in refused.value.problems] == ["responses.csv"]


def test_what_a_form_holds_that_a_study_does_not_is_listed_with_its_row(tmp_path, make_study):
    path = tmp_path / "form.csv"
    path.write_text(
        "survey,,,\n,type,name,label\n,text,a,Vad?\n,geopoint,b,Var?\n", encoding="utf-8"
    )
    imported = import_form(path, blank_study("x", make_study().settings.date, "sv"))
    assert [item.name for item in imported.study.items] == ["a"]
    assert [one.where.row for one in imported.left] == [4]
    assert isinstance(imported.study.tables["units"], pl.DataFrame)


ONLY_PLACES = "survey,,,\n,type,name,label\n,geopoint,b,Var?\n"


def test_a_form_of_which_nothing_is_held_makes_a_study_and_is_listed(tmp_path, make_study):
    path = tmp_path / "form.csv"
    path.write_text(ONLY_PLACES, encoding="utf-8")
    imported = import_form(path, blank_study("x", make_study().settings.date, "sv"))
    assert imported.study.items == ()
    assert [one.where.row for one in imported.left] == [None, 3]
    imported.study.save(tmp_path / "study")
    built = build(Study.load(tmp_path / "study"), lambda _step: None)
    assert "report.pdf" in built.files


def test_a_form_of_which_nothing_is_held_takes_no_questionnaires_place(
    tmp_path, make_study, make_item
):
    path = tmp_path / "form.csv"
    path.write_text(ONLY_PLACES, encoding="utf-8")
    with pytest.raises(StudyError) as refused:
        import_form(path, make_study([make_item("1")]))
    assert [problem.where.row for problem in refused.value.problems] == [None, None, 3]


def test_a_format_that_is_not_there_is_told_with_the_nearest():
    with pytest.raises(StudyError, match="Did you mean “xlsform”"):
        format_named("xlsfrom", importable())
