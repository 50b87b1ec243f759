"""Forms that others made: taken as far as they go, and never met with a traceback."""

import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belagg.study.sheets import Cell, Sheet, sheet_of
from belagg.study.xlsform.parse import parse_foreign_form, parse_form
from belagg.study.xlsform.read import form_of
from belagg.study.xlsform.write import write_xlsform

Rows = list[list[Cell]]


def sheets(**tables: Rows) -> list[Sheet]:
    return [
        sheet_of(name, [(n, tuple(row)) for n, row in enumerate(rows, start=1)], file="f.xlsx")
        for name, rows in tables.items()
    ]


FAULTY = sheets(
    survey=[
        ["type", "name", "label::English", "label::Français", "relevant", "required", "hnt"],
        ["select_one yn", "q1", "", "Pourquoi ${nobody}?", "${q2} = 'x'", "ja", "!"],
        ["text", "documents", "Which?", "Lesquels?", "${q1} = 'yess'", "", ""],
        ["text", "q3", "Why?", "Pourquoi?", "${q1} = = 'yes'", "", ""],
        ["text", "q4", "Who?", "Qui?", "${q1} = yes", "", ""],
    ],
    choices=[
        ["list_name", "name", "label::English", "label::Français"],
        ["yn", "yes", "Yes", "Oui"],
        ["yn", "dont_know", "I do not know", "Je ne sais pas"],
    ],
)


def test_small_faults_of_somebody_elses_form_are_mended_and_listed() -> None:
    parsed = parse_foreign_form(FAULTY, "f.xlsx")
    assert parsed.problems == ()
    form = parsed.questionnaire
    assert form is not None
    assert [item.question_id for item in form.items] == ["q1", "item-documents", "q3", "q4"]
    assert form.item("q1").label == {"en": "Pourquoi [nobody]?", "fr": "Pourquoi [nobody]?"}
    assert form.item("q1").codes == ("yes",)
    assert form.item("q1").required is False
    assert [item.relevance is None for item in form.items] == [True, False, True, True]
    assert [str(left).removeprefix("f.xlsx, sheet ") for left in parsed.left] == [
        "survey, row 1, column hnt: there is no column “hnt” in XLSForm; the column is left out",
        "survey, row 2, column hnt: XLSForm has no such column",
        "survey, row 2, column label::English: the text is missing in English (en), the first "
        "language of the form; another language stands in its place",
        "survey, row 2, column label::Français: Pourquoi ${nobody}?: there is no item “nobody” to "
        "refer to; it is left out",
        "survey, row 2, column required: ja: “ja” is neither yes, no nor a condition; an answer "
        "is not required",
        "survey, row 2, column relevant: ${q2} = 'x': there is no item “q2” to refer to; it is "
        "left out",
        "survey, row 3, column belagg_id: documents: “documents” is the first word of other "
        "figures and cannot name an item; it has another question_id here",
        "survey, row 3, column relevant: ${q1} = 'yess': “q1” has no choice “yess”; the condition "
        "is kept, and may never hold",
        "survey, row 4, column relevant: ${q1} = = 'yes': the condition cannot be read from "
        "“= 'yes'” on; it is left out",
        "survey, row 5, column relevant: ${q1} = yes: the condition has the bare word “yes”; "
        "write 'yes' for a code and ${yes} for an item; the condition is left out",
        "choices, row 3, column name: dont_know: “dont_know” says why an answer is missing and "
        "cannot be a choice: missing is never a category. Give the choice another name; the "
        "choice is left out, so that such answers are missing",
    ]


def test_the_same_faults_in_a_studys_own_questionnaire_are_problems() -> None:
    parsed = parse_form(FAULTY, "f.xlsx")
    assert parsed.questionnaire is None
    assert len(parsed.problems) == 10


WORDS: list[Cell] = [
    "", "", "text", "note", "select_one yn", "select_multiple yn or_other", "begin group",
    "end group", "begin repeat", "end repeat", "calculate", "geopoint", "q1", "q2", "Q1", "g",
    "meta", "4A", "å ä", "yn", "yes", "other", "refused", "Vad?", "${q1} = 'yes'", "${q2",
    "${q1} = yes", "selected(${q1}, 'x')", "${g} > 3", ". > 3", "yes", "TRUE", True, 1.0, 2.5, -3,
    datetime.date(2021, 2, 1), datetime.time(1, 2), datetime.timedelta(days=2), "#REF!", "\x00",
    "same", "broken", "x" * 50, "Svenska (sv)", "'=1+1", "\u00a0", "a\nb", "${", "}",
]  # fmt: skip
HEADINGS: list[Cell] = [
    "type", "name", "label", "label::Svenska (sv)", "label::English", "label::", "::", "hint",
    "hint::sv", "relevant", "relevance", "required", "constraint", "constraint_message::x",
    "belagg_id", "belagg_theme", "belagg_same_as", "belagg_comparability", "belagg_reason",
    "belagg_part_of", "disabled", "list_name", "list name", "appearance", "", 3.0, "nam", "bind::",
    "form_title", "default_language", "version", "allow_choice_duplicates", "media::image::sv",
]  # fmt: skip

GRIDS = st.builds(
    lambda heading, rows: [heading, *rows],
    st.lists(st.sampled_from(HEADINGS), max_size=10),
    st.lists(st.lists(st.sampled_from(WORDS), max_size=11), max_size=8),
)
USUAL = st.builds(
    lambda rows: [["type", "name", "label", "relevant", "belagg_id", "required"], *rows],
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=10),
)


SHEETS = st.sampled_from(["survey", "choices", "settings", "Survey "])


@pytest.mark.parametrize(
    ("name", "given", "question_id"),
    [("q1", "select_one yn", "q1"), ("a.b", "x y", "item-a-b"), ("claims", "", "item-claims")],
)
def test_an_item_whose_question_id_cannot_be_used_gets_a_good_one(name, given, question_id):
    rows = [["type", "name", "label", "belagg_id"], ["text", name, "Fråga?", given]]
    parsed = parse_foreign_form(sheets(survey=rows), "f.xlsx")
    assert [item.question_id for item in parsed.questionnaire.items] == [question_id]
    assert form_of(write_xlsform(parsed.questionnaire), "f.xlsx").problems == ()


@given(st.dictionaries(SHEETS, GRIDS | USUAL))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_the_cells_there_is_a_form_or_a_list_of_reasons(
    tables: dict[str, Rows],
) -> None:
    for parse in (parse_form, parse_foreign_form):
        parsed = parse(sheets(**tables), "f.xlsx")
        assert (parsed.questionnaire is None) == bool(parsed.problems)
        for said in (*parsed.problems, *parsed.left):
            assert str(said)
        if parsed.questionnaire is not None:
            again = form_of(write_xlsform(parsed.questionnaire), "f.xlsx")
            assert again.questionnaire == parsed.questionnaire


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data))
@settings(deadline=None)
def test_whatever_stands_in_the_file_there_is_a_form_or_a_list_of_reasons(data: bytes) -> None:
    parsed = form_of(data, "f.xlsx")
    assert (parsed.questionnaire is None) == bool(parsed.problems)


def test_what_pyxform_takes_for_one_form_we_take_for_the_same() -> None:
    from pyxform.xls2xform import convert

    form = parse_foreign_form(FAULTY, "f.xlsx").questionnaire
    assert form is not None
    warnings: list[str] = []
    converted = convert(io.BytesIO(write_xlsform(form)), warnings=warnings)
    assert warnings == []
    assert "Pourquoi [nobody]?" in converted.xform
