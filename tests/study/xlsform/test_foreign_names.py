"""Names of somebody else's form that cannot stand are made good, with what refers to them."""

import pytest

from belagg.study.questionnaire import ItemType, Questionnaire
from belagg.study.sheets import Cell, sheet_of
from belagg.study.xlsform.parse import Parsed, parse_foreign_form, parse_form
from belagg.study.xlsform.read import form_of
from belagg.study.xlsform.write import write_xlsform

Rows = list[list[Cell]]
CHOICES: Rows = [["list_name", "name", "label"], ["yn", "yes", "Ja"], ["yn", "no", "Nej"]]


def sheets(**tables: Rows):
    return [
        sheet_of(name, [(n, tuple(row)) for n, row in enumerate(rows, start=1)], file="f.xlsx")
        for name, rows in tables.items()
    ]


def parse(**tables: Rows) -> Parsed:
    return parse_foreign_form(sheets(**tables), "f.xlsx")


def held(parsed: Parsed) -> Questionnaire:
    assert parsed.problems == ()
    assert parsed.questionnaire is not None
    again = form_of(write_xlsform(parsed.questionnaire), "f.xlsx")
    assert again.questionnaire == parsed.questionnaire
    return parsed.questionnaire


def left(parsed: Parsed) -> list[str]:
    return [str(one).removeprefix("f.xlsx, sheet ") for one in parsed.left]


SHARED: Rows = [
    ["type", "name", "label", "relevant"],
    ["begin_group", "region", "Region", ""],
    ["select_one yn", "plan", "Har ni en plan?", ""],
    ["text", "which", "Vilken, om ${plan}?", "${plan} = 'yes'"],
    ["end_group", "", "", ""],
    ["begin_group", "kommun", "Kommun", ""],
    ["select_one yn", "plan", "Har ni en plan?", ""],
    ["text", "why", "Varför?", "${ plan } = 'no'"],
    ["end_group", "", "", ""],
    ["text", "last", "Sist?", "${plan} = 'yes'"],
]


def test_the_same_name_in_two_groups_has_the_groups_name_before_it() -> None:
    parsed = parse(survey=SHARED, choices=CHOICES)
    form = held(parsed)
    assert [item.name for item in form.items] == [
        "region_plan", "which", "kommun_plan", "why", "last",
    ]  # fmt: skip
    assert form.item("which").label == {"sv": "Vilken, om ${region_plan}?"}
    assert form.item("which").relevance.names == {"region_plan"}
    assert form.item("why").relevance.names == {"kommun_plan"}
    assert form.item("last").relevance is None
    assert left(parsed) == [
        "survey, row 3, column name: plan: items in other groups have the name “plan” too; it is "
        "called “region_plan” here",
        "survey, row 7, column name: plan: items in other groups have the name “plan” too; it is "
        "called “kommun_plan” here",
        "survey, row 10, column relevant: ${plan} = 'yes': there is no item “plan” to refer to; "
        "it is left out",
    ]


def test_in_a_studys_own_questionnaire_it_is_a_problem() -> None:
    assert "duplicate-name" in {p.code for p in parse_form(sheets(survey=SHARED), "f").problems}


def test_the_same_name_twice_in_one_group_is_a_problem_still() -> None:
    rows = [["type", "name", "label"], ["text", "a", "A"], ["text", "a", "B"]]
    assert [p.code for p in parse(survey=rows).problems] == ["duplicate-name"]


@pytest.mark.parametrize(
    ("rows", "names", "said"),
    [
        ([["text", "", "Vad?"]], ["q_2"], "the item has no name; it is called “q_2” here"),
        ([["text", "", ""], ["text", "b", "B"]], ["b"], "the row has neither name nor label"),
        ([["text", "ert namn", "Vem?"]], ["ert_namn"], "it is called “ert_namn” here"),
        ([["text", "a", "A"], ["text", "A", "B"]], ["a", "A_2"], "differs from “a” in capitals"),
        ([["begin_group", "", ""], ["text", "a", "A"], ["end_group", "", ""]], ["a"],
         "the group has no name; it is called “group_2” here"),
    ],
)  # fmt: skip
def test_a_name_that_is_missing_or_bad_is_made_good(rows, names, said) -> None:
    parsed = parse(survey=[["type", "name", "label"], *rows])
    assert [item.name for item in held(parsed).items] == names
    assert any(said in one for one in left(parsed))


def test_what_refers_to_a_badly_named_item_follows_it() -> None:
    rows = [
        ["type", "name", "label", "relevant"],
        ["select_one yn", "har plan", "Plan?", ""],
        ["text", "A", "A", "${har plan} = 'yes'"],
        ["text", "a", "Efter ${A}", ""],
    ]
    form = held(parse(survey=rows, choices=CHOICES))
    assert form.item("A").relevance.names == {"har_plan"}
    assert form.item("a_2").label == {"sv": "Efter ${A}"}


@pytest.mark.parametrize("name", ["q1.1", "services", "Units", "items"])
def test_an_item_whose_name_is_no_name_of_figures_has_an_id_that_is(name) -> None:
    parsed = parse(survey=[["type", "name", "label"], ["text", name, "Vad?"]])
    (item,) = held(parsed).items
    assert item.name == name
    assert item.question_id == f"item-{name}".replace(".", "-")


def test_a_form_without_names_has_items_named_by_their_row() -> None:
    parsed = parse(survey=[["type", "label"], ["text", "Vad?"], ["integer", "Hur många?"]])
    assert [item.name for item in held(parsed).items] == ["q_2", "q_3"]


@pytest.mark.parametrize(
    "choices",
    [
        [["yn", "yes", "Ja då"], ["yn", "no", "Nej"]],
        [["yn", "Ja då", "yes"], ["yn", "Nej", "no"]],
    ],
)
def test_choices_without_headings_are_read_by_their_place(choices) -> None:
    parsed = parse(survey=[["type", "name", "label"], ["select_one yn", "a", "A"]], choices=choices)
    assert held(parsed).item("a").codes == ("yes", "no")
    assert any("has no headings" in one for one in left(parsed))


@pytest.mark.parametrize("heading", ["label::Español", "label::Espanol", "label::Spanish (es)"])
def test_a_language_is_known_with_and_without_its_accents(heading) -> None:
    parsed = parse(survey=[["type", "name", heading], ["text", "a", "¿Qué?"]])
    assert held(parsed).languages == ("es",)


def test_a_language_without_a_code_gets_one_that_a_study_can_hold() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label::Påhittiska", "label::English", "hint::Låtsasspråk"],
            ["select_one yn", "a", "Vodå?", "What?", "Plip"],
        ],
        choices=[["list_name", "name", "label::Påhittiska"], ["yn", "yes", "Jo"]],
    )
    form = held(parsed)
    assert form.languages == ("qaa", "en", "qab")
    assert form.item("a").label == {"qaa": "Vodå?", "en": "What?"}
    assert form.item("a").hint == {"qab": "Plip"}
    assert form.item("a").choice("yes").label == {"qaa": "Jo"}
    said = "Påhittiska: the language has no known code; it is called “qaa” here"
    assert any(said in one for one in left(parsed))


def test_what_is_to_be_acknowledged_or_counted_becomes_a_plain_item() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label"],
            ["acknowledge", "read", "Jag har läst"],
            ["percentage", "share", "Hur stor andel?"],
            ["number of days in last month", "days", "Hur många dagar?"],
            ["barcode", "code", "Vilken kod?"],
            ["select_one_from_file yn.csv", "plan", "Har ni en plan?"],
        ],
        choices=CHOICES,
    )
    form = held(parsed)
    assert [(item.type, item.codes, item.constraint) for item in form.items] == [
        (ItemType.SELECT_ONE, ("OK",), None),
        (ItemType.INTEGER, (), ". >= 0 and . <= 100"),
        (ItemType.INTEGER, (), ". >= 0 and . <= 31"),
        (ItemType.TEXT, (), None),
        (ItemType.SELECT_ONE, ("yes", "no"), None),
    ]
    assert left(parsed) == [
        "survey, row 2, column type: read: it is asked as one choice, OK",
        "survey, row 5, column type: code: a study reads no barcodes; it is answered as text",
        "survey, row 6, column type: plan: its choices are taken from the sheet choices, not from "
        "the file",
    ]
