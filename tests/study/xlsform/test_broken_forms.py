"""Groups, conditions, words and cells that are wrong: each with what to do about it."""

import datetime

import pytest
from tests.study.xlsform.forms import HEAD, YES_NO, Rows, sheets, survey, with_column

from belagg.study.xlsform.parse import parse_form

A_DATE = datetime.date(2021, 2, 1)

BROKEN: dict[str, tuple[dict[str, Rows], str]] = {
    "a group that is not closed": (
        {"survey": survey(["begin_group", "g", "Del 1"], ["text", "q1", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column type: the group “g” is never closed; add end_group "
        "after its last row",
    ),
    "a group that is not opened": (
        {"survey": survey(["text", "q1", "Vad?"], ["end_group", "", ""])},
        "f.xlsx, sheet survey, row 3, column type: nothing is open that could end here",
    ),
    "a group that ends as a repeat": (
        {
            "survey": survey(
                ["begin_group", "g", "Del 1"], ["text", "q1", "Vad?"], ["end_repeat", "", ""]
            )
        },
        "f.xlsx, sheet survey, row 4, column type: the group “g” from row 2 is open; it ends with "
        "end_group. Did you mean “end_group”?",
    ),
    "groups that cross": (
        {
            "survey": survey(
                ["begin_group", "a", "Del 1"],
                ["begin_group", "b", "Del 2"],
                ["text", "q1", "Vad?"],
                ["end_group", "a", ""],
                ["end_group", "b", ""],
            )
        },
        "f.xlsx, sheet survey, row 5, column name: “b” from row 3 must end before “a” does. "
        "Did you mean “b”?",
    ),
    "a group without name": (
        {"survey": survey(["begin_group", "", "Del 1"], ["text", "q1", "Vad?"], ["end group"])},
        "f.xlsx, sheet survey, row 2, column name: the group has no name",
    ),
    "a condition on an unknown item": (
        {"survey": with_column("relevant", "${q11} = 'yes'"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: there is no item “q11” to refer to. "
        "Did you mean “q1”?",
    ),
    "a condition that uses a question_id": (
        {
            "survey": survey(
                ["text", "q4A", "Vad?", "4A", ""],
                ["text", "q4B", "Vem?", "4B", "${4A} = 'x'"],
                head=[*HEAD, "belagg_id", "relevant"],
            )
        },
        "f.xlsx, sheet survey, row 3, column relevant: there is no item “4A” to refer to. "
        "Did you mean “q4A”?",
    ),
    "a condition on a later item": (
        {
            "survey": survey(
                ["text", "q1", "Vad?", "${q2} = 'x'"], ["text", "q2", "Vem?"],
                head=[*HEAD, "relevant"],
            )
        },
        "f.xlsx, sheet survey, row 2, column relevant: the condition refers to “q2”, which comes "
        "later; only earlier items are answered",
    ),
    "a condition on the item itself": (
        {"survey": with_column("relevant", "${q2} = 'x'"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: the condition refers to the item itself",
    ),
    "a condition with a code that is no choice": (
        {"survey": with_column("relevant", "selected(${q1}, 'yess')"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: “q1” has no choice “yess”. "
        "Did you mean “yes”?",
    ),
    "a condition without quotes": (
        {"survey": with_column("relevant", "${q1} = yes"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: the condition has the bare word “yes”; "
        "write 'yes' for a code and ${yes} for an item",
    ),
    "a condition of two equal signs": (
        {"survey": with_column("relevant", "${q1} == 'yes'"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: the condition cannot be read from "
        "“= 'yes'” on",
    ),
    "a condition with a parenthesis open": (
        {"survey": with_column("relevant", "(${q1} = 'yes'"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column relevant: the condition ends too early: a "
        "parenthesis, quotation mark or value is missing",
    ),
    "a constraint that is not XPath": (
        {"survey": with_column("constraint", ". > 0 och . < 10"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column constraint: the condition cannot be read from "
        "“och . < 10” on",
    ),
    "required that is neither yes nor no": (
        {"survey": with_column("required", "ja"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 3, column required: “ja” is neither yes, no nor a condition. "
        "Did you mean “yes”?",
    ),
    "a label that refers to nothing": (
        {"survey": survey(["text", "q1", "Vad menar ni med ${q0}?"])},
        "f.xlsx, sheet survey, row 2, column label: there is no item “q0” to refer to. "
        "Did you mean “q1”?",
    ),
    "a label with a brace open": (
        {"survey": survey(["text", "q1", "Vad menar ni med ${q0?"])},
        "f.xlsx, sheet survey, row 2, column label: the text has “${” with no “}” after it",
    ),
    "a text missing in the first language": (
        {
            "survey": [
                ["type", "name", "label::Svenska (sv)", "label::English (en)"],
                ["text", "q1", "Vad?", "What?"],
                ["text", "q2", "", "Who?"],
            ]
        },
        "f.xlsx, sheet survey, row 3, column label::Svenska (sv): the text is missing in Svenska "
        "(sv), the first language of the form",
    ),
    "a code that Excel made a date": (
        {
            "survey": survey(["select_one ages", "q1", "Vad?"]),
            "choices": [["list_name", "name", "label"], ["ages", A_DATE, "1–2 år"]],
        },
        "f.xlsx, sheet choices, row 2, column name: the spreadsheet program has made a date or "
        "time (2021-02-01) of what was written here; give the cell the format text and write it "
        "again",
    ),
    "a label that Excel made a date": (
        {"survey": survey(["text", "q1", A_DATE])},
        "f.xlsx, sheet survey, row 2, column label: the spreadsheet program has made a date or "
        "time (2021-02-01) of what was written here; give the cell the format text and write it "
        "again",
    ),
    "a formula that failed": (
        {"survey": survey(["text", "q1", "#REF!"])},
        "f.xlsx, sheet survey, row 2, column label: the formula in the cell has failed (#REF!)",
    ),
    "a control character": (
        {"survey": survey(["text", "q1", "Vad\x07?"])},
        "f.xlsx, sheet survey, row 2, column label: the text has a character that cannot be "
        "shown; write it again",
    ),
    "an unknown comparability": (
        {
            "survey": survey(
                ["text", "q1", "Vad?", "4A", "changd", "Ny lydelse"],
                head=[*HEAD, "belagg_same_as", "belagg_comparability", "belagg_reason"],
            )
        },
        "f.xlsx, sheet survey, row 2, column belagg_comparability: “changd” is not one of same, "
        "changed and broken. Did you mean “changed”?",
    ),
    "a change without reason": (
        {
            "survey": survey(
                ["text", "q1", "Vad?", "4A", "broken"],
                head=[*HEAD, "belagg_same_as", "belagg_comparability"],
            )
        },
        "f.xlsx, sheet survey, row 2, column belagg_reason: an item that is broken needs its "
        "reason in belagg_reason",
    ),
    "a change from no item": (
        {"survey": survey(["text", "q1", "Vad?", "same"], head=[*HEAD, "belagg_comparability"])},
        "f.xlsx, sheet survey, row 2, column belagg_same_as: “same” compares with an item "
        "of an earlier wave; name it here",
    ),
    "the text of other of an item that has none": (
        {
            "survey": survey(
                ["select_one yes_no", "q1", "Vad?"], ["text", "q1_other", "Vilken?", "q1"],
                head=[*HEAD, "belagg_part_of"],
            ),
            "choices": YES_NO,
        },
        "f.xlsx, sheet survey, row 3, column belagg_part_of: there is no item “q1” with a choice "
        "“other” that this text could be of",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_form_gives_one_clear_message(name: str) -> None:
    tables, expected = BROKEN[name]
    parsed = parse_form(sheets(**tables), "f.xlsx")
    assert [str(problem) for problem in parsed.problems] == [expected]
    assert parsed.questionnaire is None


def test_a_cell_merged_with_the_one_above_is_named_as_merged() -> None:
    form = sheets(
        merged=((2, 1, 3, 1),),
        survey=survey(["text", "q1", "Vad?"]),
        choices=[["list_name", "name", "label"], ["yes_no", "yes", "Ja"], ["", "no", "Nej"]],
    )
    assert [str(problem) for problem in parse_form(form, "f.xlsx").problems] == [
        "f.xlsx, sheet choices, row 3, column list_name: the cell is merged with row 2; split it "
        "and fill in every row"
    ]


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_sheets_and_rows() -> None:
    parsed = parse_form(
        sheets(
            survey=survey(
                ["select_one yess_no", "q1", "Vad?", ""],
                ["texxt", "q2", "Vem?", ""],
                ["text", "q 3", "Hur?", ""],
                ["text", "q4", "När?", "${q9} = 'x' and ${q1} = "],
                ["begin group", "g", "Del", ""],
                head=[*HEAD, "relevant"],
            ),
            choices=[*YES_NO, ["yes_no", "no", "Nä"], ["", "x", "X"]],
        ),
        "f.xlsx",
    )
    assert [(p.where.sheet, p.where.row, p.code) for p in parsed.problems] == [
        ("survey", 2, "missing-choice-list"),
        ("survey", 3, "unknown-type"),
        ("survey", 4, "bad-name"),
        ("survey", 5, "unknown-item"),
        ("survey", 6, "unclosed-group"),
        ("choices", 4, "duplicate-choice"),
        ("choices", 5, "missing-list-name"),
    ]
    assert parsed.questionnaire is None
