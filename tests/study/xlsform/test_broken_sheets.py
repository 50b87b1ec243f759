"""Sheets, rows, names and choices that are wrong: each a small table, and what to do about it."""

import pytest
from tests.study.xlsform.forms import HEAD, YES_NO, Rows, sheets, survey, with_column

from belagg.study.xlsform.parse import parse_form

BROKEN: dict[str, tuple[dict[str, Rows], str]] = {
    "no sheet survey": (
        {"enkät": survey(), "choices": YES_NO},
        "f.xlsx: there is no sheet “survey”",
    ),
    "the sheet survey is misspelt": (
        {"surveys": survey(["text", "q1", "Vad?"]), "choices": YES_NO},
        "f.xlsx: there is no sheet “survey”; rename “surveys”",
    ),
    "the sheet choices is misspelt": (
        {"survey": survey(["text", "q1", "Vad?"]), "choises": YES_NO},
        "f.xlsx: there is no sheet “choices”; rename “choises”",
    ),
    "two sheets of one name": (
        {"survey": survey(["text", "q1", "Vad?"]), "Survey": survey()},
        "f.xlsx, sheet Survey: there are two sheets “survey” and “Survey”; remove one",
    ),
    "no column type": (
        {"survey": [["typ", "label", "name"], ["text", "Vad?", "q1"]]},
        "f.xlsx, sheet survey, row 1, column typ: there is no column “typ” in XLSForm. "
        "Did you mean “type”?",
    ),
    "no column name": (
        {"survey": [["type", "label"], ["text", "Vad?"]]},
        "f.xlsx, sheet survey, row 1: the sheet has no column “name”",
    ),
    "no column list_name": (
        {
            "survey": survey(["select_one yes_no", "q1", "Vad?"]),
            "choices": [["list", "name", "label"], ["yes_no", "yes", "Ja"]],
        },
        "f.xlsx, sheet choices, row 1: the sheet has no column “list_name”",
    ),
    "a column twice": (
        {"survey": survey(["text", "q1", "Vad?", "Va?"], head=[*HEAD, "label"])},
        "f.xlsx, sheet survey, row 1, column label: the column “label” stands twice; "
        "remove one of the two",
    ),
    "a column by two names": (
        {"survey": survey(["text", "q1", "Vad?"], head=[*HEAD, "relevant", "Relevance"])},
        "f.xlsx, sheet survey, row 1, column Relevance: the columns “relevant” and “Relevance” "
        "are the same; remove one",
    ),
    "a language twice": (
        {
            "survey": [
                ["type", "name", "label::Svenska (sv)", "label::Swedish (sv)"],
                ["text", "q1", "Vad?", "Vad?"],
            ]
        },
        "f.xlsx, sheet survey, row 1, column label::Swedish (sv): the columns “label::Svenska "
        "(sv)” and “label::Swedish (sv)” are the same; remove one",
    ),
    "a misspelt column": (
        {"survey": with_column("relevent", "${q1} = 'yes'"), "choices": YES_NO},
        "f.xlsx, sheet survey, row 1, column relevent: there is no column “relevent” in XLSForm. "
        "Did you mean “relevant”?",
    ),
    "an unknown type": (
        {"survey": survey(["intger", "q1", "Hur många?"])},
        "f.xlsx, sheet survey, row 2, column type: there is no type “intger”. "
        "Did you mean “integer”?",
    ),
    "an unknown type with a list": (
        {"survey": survey(["selekt_one yes_no", "q1", "Vad?"]), "choices": YES_NO},
        "f.xlsx, sheet survey, row 2, column type: there is no type “selekt_one yes_no”. "
        "Did you mean “select_one yes_no”?",
    ),
    "more rows than any form": (
        {"survey": survey(*[["note", "", "x"]] * 100_001)},
        "f.xlsx, sheet survey: the sheet has 100001 rows; a form has at most 100000",
    ),
    "a row without type": (
        {"survey": survey(["text", "q1", "Vad?"], ["", "q2", "Vem?"])},
        "f.xlsx, sheet survey, row 3, column type: the row has no type",
    ),
    "an item without name": (
        {"survey": survey(["text", "", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column name: the item has no name",
    ),
    "a name with a blank": (
        {"survey": survey(["text", "min fråga", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column name: the name “min fråga” cannot be used: a name "
        "begins with a letter or underscore, and has letters, digits, underscores, hyphens and "
        "full stops only. Did you mean “min_fråga”?",
    ),
    "a name that begins with a digit": (
        {"survey": survey(["text", "4A", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column name: the name “4A” cannot be used: a name begins "
        "with a letter or underscore, and has letters, digits, underscores, hyphens and full "
        "stops only. Did you mean “q4A”?",
    ),
    "the name meta": (
        {"survey": survey(["text", "meta", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column name: the name “meta” is taken: XLSForm keeps its "
        "own data there",
    ),
    "a name twice": (
        {"survey": survey(["text", "q1", "Vad?"], ["text", "q1", "Vem?"])},
        "f.xlsx, sheet survey, row 3, column name: the name “q1” stands in row 2 already",
    ),
    "a name twice but for capitals": (
        {"survey": survey(["text", "q1", "Vad?"], ["text", "Q1", "Vem?"])},
        "f.xlsx, sheet survey, row 3, column name: the name “Q1” differs from “q1” in row 2 in "
        "capitals only, which SPSS and Stata cannot tell apart",
    ),
    "a question_id twice": (
        {
            "survey": survey(
                ["text", "q1", "Vad?", "4A"],
                ["text", "q2", "Vem?", "4A"],
                head=[*HEAD, "belagg_id"],
            )
        },
        "f.xlsx, sheet survey, row 3, column belagg_id: the item in row 2 has the question_id "
        "“4A” already",
    ),
    "a question_id with a full stop": (
        {"survey": survey(["text", "q1", "Vad?", "4.A"], head=[*HEAD, "belagg_id"])},
        "f.xlsx, sheet survey, row 2, column belagg_id: “4.A” cannot be used: a question_id has "
        "letters, digits, hyphens and underscores only",
    ),
    "a question_id that is taken": (
        {"survey": survey(["text", "claims", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column belagg_id: “claims” is the first word of other "
        "figures and cannot name an item",
    ),
    "a select without list": (
        {"survey": survey(["select_one", "q1", "Vad?"])},
        "f.xlsx, sheet survey, row 2, column type: a select_one needs the name of its list of "
        "choices, as in “select_one yes_no”",
    ),
    "a list name with a blank": (
        {"survey": survey(["select_one yes no", "q1", "Vad?"]), "choices": YES_NO},
        "f.xlsx, sheet survey, row 2, column type: the name of a list of choices has no blanks; "
        "“yes no” does. Did you mean “yes_no”?",
    ),
    "a list that is missing": (
        {"survey": survey(["select_one yes_noo", "q1", "Vad?"]), "choices": YES_NO},
        "f.xlsx, sheet survey, row 2, column type: there is no list of choices “yes_noo” in the "
        "sheet choices. Did you mean “yes_no”?",
    ),
    "a choice without list": (
        {"survey": survey(["text", "q1", "Vad?"]), "choices": [*YES_NO, ["", "maybe", "Kanske"]]},
        "f.xlsx, sheet choices, row 4, column list_name: the choice stands in no list; write the "
        "name of its list",
    ),
    "a choice without name": (
        {"survey": survey(["text", "q1", "Vad?"]), "choices": [*YES_NO, ["yes_no", "", "Kanske"]]},
        "f.xlsx, sheet choices, row 4, column name: the choice has no name; the name is the code "
        "that answers are counted by",
    ),
    "a choice twice": (
        {
            "survey": survey(["select_one yes_no", "q1", "Vad?"]),
            "choices": [*YES_NO, ["yes_no", "yes", "Japp"]],
        },
        "f.xlsx, sheet choices, row 4, column name: the list “yes_no” has the choice “yes” in "
        "row 2 already",
    ),
    "a choice that is a missing code": (
        {
            "survey": survey(["select_one yes_no", "q1", "Vad?"]),
            "choices": [*YES_NO, ["yes_no", "refused", "Vill inte svara"]],
        },
        "f.xlsx, sheet choices, row 4, column name: “refused” says why an answer is missing and "
        "cannot be a choice: missing is never a category. Give the choice another name",
    ),
    "a code with a blank among several": (
        {
            "survey": survey(["select_multiple yes_no", "q1", "Vad?"]),
            "choices": [*YES_NO, ["yes_no", "vet ej", "Vet ej"]],
        },
        "f.xlsx, sheet survey, row 2, column type: the choice “vet ej” has a blank in its name, "
        "and “q1” takes several choices, which are written with blanks between them. "
        "Did you mean “vet_ej”?",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_sheet_gives_one_clear_message(name: str) -> None:
    tables, expected = BROKEN[name]
    parsed = parse_form(sheets(**tables), "f.xlsx")
    assert [str(problem) for problem in parsed.problems] == [expected]
    assert parsed.questionnaire is None
