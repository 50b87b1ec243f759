"""What a study does not hold is kept out, and said with its row."""

from belagg.study.questionnaire import ItemType, Questionnaire
from belagg.study.sheets import Cell, sheet_of
from belagg.study.xlsform.parse import Parsed, parse_form

Rows = list[list[Cell]]

YES_NO: Rows = [
    ["list name", "value", "caption"],
    ["yes_no", "yes", "Ja"],
    ["yes_no", "no", "Nej"],
]


def parse(**tables: Rows) -> Parsed:
    sheets = [
        sheet_of(name, [(n, tuple(row)) for n, row in enumerate(rows, start=1)], file="f.xlsx")
        for name, rows in tables.items()
    ]
    return parse_form(sheets, "f.xlsx")


def held(parsed: Parsed) -> Questionnaire:
    assert parsed.problems == ()
    assert parsed.questionnaire is not None
    return parsed.questionnaire


def left(parsed: Parsed) -> list[str]:
    return [str(left) for left in parsed.left]


def test_repeats_places_files_and_calculations_are_left_with_their_row() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label"],
            ["start", "start", ""],
            ["text", "q1", "Vad?"],
            ["geopoint", "place", "Var?"],
            ["begin repeat", "child", "Barn"],
            ["integer", "age", "Ålder?"],
            ["end repeat", "", ""],
            ["calculate", "sum", ""],
            ["image", "photo", "Bild?"],
            ["select_one_from_file towns.csv", "town", "Ort?"],
        ],
        choices=YES_NO,
    )
    assert [item.name for item in held(parsed).items] == ["q1"]
    assert left(parsed) == [
        "f.xlsx, sheet survey, row 2: start: the device fills it in, nobody answers it",
        "f.xlsx, sheet survey, row 4: place: a study holds no places on a map as answers",
        "f.xlsx, sheet survey, row 5: child: a study does not hold repeats: every body has one "
        "answer to an item",
        "f.xlsx, sheet survey, row 6: age: it stands in a repeat, which a study does not hold",
        "f.xlsx, sheet survey, row 8: sum: a study holds no calculations; figures are computed "
        "from the answers",
        "f.xlsx, sheet survey, row 9: photo: a study holds no pictures, recordings or files as "
        "answers",
        "f.xlsx, sheet survey, row 10: town: its choices stand in another file",
        "f.xlsx, sheet choices, row 2, column list name: yes_no: no item that is held uses the "
        "list",
    ]


def test_a_form_of_which_nothing_is_held_is_a_questionnaire_without_items() -> None:
    parsed = parse(survey=[["type", "name", "label"], ["geopoint", "place", "Var?"]])
    assert held(parsed).items == ()
    assert left(parsed) == [
        "f.xlsx, sheet survey: survey: the form has no item that a study can hold; the "
        "questionnaire is empty",
        "f.xlsx, sheet survey, row 2: place: a study holds no places on a map as answers",
    ]
    assert left(parse(survey=[["type", "name", "label"]])) == []


def test_a_condition_on_what_is_left_or_beyond_us_is_left_and_the_item_kept() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label", "relevant", "constraint"],
            ["geopoint", "place", "Var?", "", ""],
            ["integer", "q1", "Hur många i ${place}?", "${place} != ''", ". > 0 and . < 10"],
            ["integer", "q2", "Hur många?", "${q1} + 1 > 3", ". > ${place}"],
        ]
    )
    items = held(parsed).items
    assert [item.relevance for item in items] == [None, None]
    assert [item.constraint for item in items] == [". > 0 and . < 10", None]
    assert items[0].label == {"sv": "Hur många i [place]?"}
    assert left(parsed)[1:] == [
        "f.xlsx, sheet survey, row 3, column label: ${place}: the text refers to what is kept "
        "out; it shows [name]",
        "f.xlsx, sheet survey, row 3, column relevant: ${place} != '': the condition refers to "
        "“place”, which is kept out; it is left out",
        "f.xlsx, sheet survey, row 4, column relevant: ${q1} + 1 > 3: a study cannot hold “+” in "
        "a condition; it is left out",
        "f.xlsx, sheet survey, row 4, column constraint: . > ${place}: the condition refers to "
        "“place”, which is kept out; it is left out",
    ]


def test_columns_sheets_and_settings_that_are_not_held_are_listed_once() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label", "appearance", "kommentar", "media::image", "", "hint"],
            ["text", "q1", "Vad?", "multiline", "", "", "", ""],
            ["text", "q2", "Vem?", "multiline", "fråga jurist", "", "!", ""],
        ],
        notes=[["Kom ihåg"]],
        settings=[["form_title", "style"], ["Enkät", "pages"], ["Två", ""]],
    )
    assert held(parsed).title == "Enkät"
    assert left(parsed) == [
        "f.xlsx, sheet survey, row 2, column appearance: a study does not hold this column of "
        "XLSForm (rows 2 and 3)",
        "f.xlsx, sheet survey, row 3, column kommentar: XLSForm has no such column",
        "f.xlsx, sheet survey, row 3, column G: the column has no heading",
        "f.xlsx, sheet notes: notes: the sheet is no part of the form",
        "f.xlsx, sheet settings, row 2, column style: a study does not hold this column of XLSForm",
        "f.xlsx, sheet settings, row 3: row 3: settings have one row of values",
    ]


def test_gaps_in_other_languages_are_listed_and_the_item_kept() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label::Svenska (sv)", "label::English", "hint::English"],
            ["select_one yes_no", "q1", "Vad?", "What?", "Briefly"],
            ["text", "q2", "Vem?", "", ""],
        ],
        choices=[["list_name", "name", "label::Swedish"], *YES_NO[1:]],
        settings=[["default_language"], ["Svenska"]],
    )
    form = held(parsed)
    assert form.languages == ("sv", "en")
    assert form.item("q2").label == {"sv": "Vem?"}
    assert form.item("q1").hint == {"en": "Briefly"}
    assert left(parsed) == [
        "f.xlsx, sheet survey, row 3, column label::English: the text is missing in English (en); "
        "Svenska (sv) is shown",
        "f.xlsx, sheet choices, row 1: English (en): the sheet has no labels in this language",
    ]


def test_older_words_of_xlsform_and_loose_spelling_are_understood() -> None:
    parsed = parse(
        Survey=[
            ["Type", " NAME ", "Caption", "Relevance", "Required", "bind:constraint"],
            ["add integer prompt", "n", "Hur många?", "", "TRUE", ". >= 0"],
            ["Begin Group", "g", "Del", "", "", ""],
            ["select1  yes_no", "q1", "  Har ni\r\nriktlinjer? ", "", True, ""],
            ["select all that apply from yes_no or specify other", "q2", "Vilka?", "", 1.0, ""],
            ["END  GROUP", "", "", "", "", ""],
            ["note", "", "Tack", "${q1}=‘yes’", "", ""],
        ],
        CHOICES=YES_NO,
    )
    form = held(parsed)
    assert [item.type for item in form.items] == [
        ItemType.INTEGER,
        ItemType.SELECT_ONE,
        ItemType.SELECT_MULTIPLE,
        ItemType.NOTE,
    ]
    assert [item.required for item in form.items] == [True, True, True, False]
    assert form.item("n").constraint == ". >= 0"
    assert form.item("q1").label == {"sv": "Har ni\nriktlinjer?"}
    assert form.item("q1").group == ("g",)
    assert form.item("q2").codes == ("yes", "no", "other")
    assert form.item("q2").other
    assert [item.name for item in form.answerable] == ["n", "q1", "q2"]
    assert parsed.left == ()


def test_codes_that_are_numbers_stay_whole_numbers() -> None:
    parsed = parse(
        survey=[["type", "name", "label"], ["select_one scale", "q1", "Hur mycket?"]],
        choices=[["list_name", "name", "label"], ["scale", 1.0, 1.0], ["scale", 2.5, "2,5"]],
    )
    assert held(parsed).item("q1").codes == ("1", "2.5")
    assert held(parsed).item("q1").choice("1").label == {"sv": "1"}


def test_the_same_choice_twice_is_left_where_the_form_allows_it() -> None:
    parsed = parse(
        survey=[["type", "name", "label"], ["select_one yes_no", "q1", "Vad?"]],
        choices=[*YES_NO, ["yes_no", "yes", "Japp"]],
        settings=[["allow_choice_duplicates"], ["yes"]],
    )
    assert held(parsed).item("q1").choice("yes").label == {"sv": "Ja"}
    assert left(parsed)[-1] == (
        "f.xlsx, sheet choices, row 4, column value: yes: the list has the same choice in row 2 "
        "already"
    )


def test_a_row_that_is_switched_off_is_left() -> None:
    parsed = parse(
        survey=[
            ["type", "name", "label", "disabled"],
            ["text", "q1", "Vad?", ""],
            ["text", "q2", "Vem?", "yes"],
        ]
    )
    assert [item.name for item in held(parsed).items] == ["q1"]
    assert left(parsed) == [
        "f.xlsx, sheet survey, row 3: q2: the row is switched off in the column “disabled”"
    ]


def test_items_and_choices_without_label_show_their_name() -> None:
    parsed = parse(
        survey=[["type", "name", "label"], ["select_one a", "q1", ""], ["text", "q2", "Vad?"]],
        choices=[["list_name", "name"], ["a", "yes"]],
    )
    form = held(parsed)
    assert form.item("q1").label == {"sv": "q1"}
    assert form.item("q1").choice("yes").label == {"sv": "yes"}
    assert left(parsed) == [
        "f.xlsx, sheet survey, row 2, column label: q1: the item has no label; its name is shown",
        "f.xlsx, sheet choices, row 1: label: the sheet has no column “label”; names are shown",
    ]
