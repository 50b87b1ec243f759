"""Rankings, ratings, matrices, loops and ranges become the items that they stand for."""

from belagg.study.questionnaire import Item, ItemType, Questionnaire
from belagg.study.sheets import Cell, sheet_of
from belagg.study.xlsform.parse import Parsed, parse_form
from belagg.study.xlsform.read import form_of
from belagg.study.xlsform.write import write_xlsform

Rows = list[list[Cell]]

CARS: Rows = [
    ["list_name", "name", "label"],
    ["cars", "small", "Liten bil"],
    ["cars", "big one", "Stor bil"],
]
SCALE: Rows = [["list_name", "name", "label"], ["s", "low", "Låg"], ["s", "high", "Hög"]]


def parse(survey: Rows, choices: Rows) -> Parsed:
    sheets = [
        sheet_of(name, [(n, tuple(row)) for n, row in enumerate(rows, start=1)], file="f.xlsx")
        for name, rows in {"survey": survey, "choices": choices}.items()
    ]
    return parse_form(sheets, "f.xlsx")


def held(parsed: Parsed) -> Questionnaire:
    assert parsed.problems == ()
    assert parsed.questionnaire is not None
    again = form_of(write_xlsform(parsed.questionnaire), "f.xlsx")
    assert again.left == ()
    assert again.questionnaire == parsed.questionnaire
    return parsed.questionnaire


def shown(items: tuple[Item, ...]) -> list[tuple[str, str, str]]:
    return [(item.name, item.type.value, item.label["sv"]) for item in items]


def left(parsed: Parsed) -> list[str]:
    return [str(one).removeprefix("f.xlsx, sheet ") for one in parsed.left]


def test_a_range_is_a_number_within_its_bounds() -> None:
    parsed = parse(
        [
            ["type", "name", "label", "parameters", "constraint"],
            ["range", "a", "Hur nöjd?", "start=0 end=100 step=5", ""],
            ["range", "b", "Hur stor?", "start=0.5;end=2.5;step=0.5", ". != 1"],
            ["range", "c", "Hur många?", "", ""],
            ["text", "d", "Varför?", "rows=5", ""],
        ],
        CARS,
    )
    items = held(parsed).items
    assert [(item.type, item.constraint) for item in items] == [
        (ItemType.INTEGER, ". >= 0 and . <= 100"),
        (ItemType.DECIMAL, "(. != 1) and . >= 0.5 and . <= 2.5"),
        (ItemType.INTEGER, ". >= 1 and . <= 10"),
        (ItemType.TEXT, None),
    ]
    assert left(parsed)[0] == (
        "survey, row 5, column parameters: a study does not hold this column of XLSForm"
    )


def test_a_ranking_is_an_item_for_each_place() -> None:
    parsed = parse(
        [["type", "name", "label", "relevant"], ["integer", "n", "Antal?", ""],
         ["rank cars", "order", "Ordna dem", "${n} > 1"]],
        CARS,
    )  # fmt: skip
    items = held(parsed).items[1:]
    assert shown(items) == [
        ("order_1", "select_one", "Ordna dem (1)"),
        ("order_2", "select_one", "Ordna dem (2)"),
    ]
    assert [item.codes for item in items] == [("small", "big one")] * 2
    assert all(item.relevance for item in items)
    assert left(parsed) == ["survey, row 3, column type: order: asked as 2 items: order_1, order_2"]


def test_a_rating_and_a_ranking_of_kobo_are_a_group_of_items_with_one_list() -> None:
    parsed = parse(
        [
            ["type", "name", "label", "kobo--score-choices", "kobo--rank-items"],
            ["begin_score", "g", "Hur bra är", "s", ""],
            ["score__row", "food", "Maten?", "", ""],
            ["score__row", "room", "Rummet?", "", ""],
            ["end_score", "", "", "", ""],
            ["begin_rank", "r", "Ordna", "", "s"],
            ["rank__level", "first", "Först", "", ""],
            ["end_rank", "", "", "", ""],
        ],
        SCALE,
    )
    form = held(parsed)
    assert shown(form.items) == [
        ("food", "select_one", "Maten?"),
        ("room", "select_one", "Rummet?"),
        ("first", "select_one", "Först"),
    ]
    assert [item.group for item in form.items] == [("g",), ("g",), ("r",)]
    assert form.item("food").codes == ("low", "high")
    assert left(parsed) == []


def test_a_matrix_of_kobo_has_its_columns_once_for_each_row() -> None:
    parsed = parse(
        [
            ["type", "name", "label", "kobo--matrix_list", "relevant"],
            ["begin_kobomatrix", "m", "Fordon", "cars", ""],
            ["integer", "many", "Hur många?", "", ""],
            ["integer", "used", "Hur många används?", "", "${many} > 0"],
            ["end_kobomatrix", "", "", "", ""],
        ],
        CARS,
    )
    form = held(parsed)
    assert [item.name for item in form.items] == [
        "m_small_many", "m_small_used", "m_big_one_many", "m_big_one_used"
    ]  # fmt: skip
    assert [group.label["sv"] for group in form.groups] == ["Fordon", "Liten bil", "Stor bil"]
    condition = form.item("m_big_one_used").relevance
    assert condition is not None
    assert condition.names == {"m_big_one_many"}
    assert left(parsed) == [
        "survey, row 2, column type: m: asked as 4 items: m_small_many, m_small_used, "
        "m_big_one_many …"
    ]


def test_a_loop_has_its_rows_once_for_each_choice_with_the_choice_in_their_words() -> None:
    parsed = parse(
        [
            ["type", "name", "label"],
            ["begin loop over cars", "c", ""],
            ["integer", "n", "Antal, %(label)s?"],
            ["end loop", "", ""],
        ],
        CARS,
    )
    assert shown(held(parsed).items) == [
        ("c_small_n", "integer", "Antal, Liten bil?"),
        ("c_big_one_n", "integer", "Antal, Stor bil?"),
    ]


def test_a_loop_over_a_list_that_is_not_there_is_kept_out() -> None:
    parsed = parse(
        [
            ["type", "name", "label"],
            ["text", "a", "Vad?"],
            ["begin loop over bikes", "c", ""],
            ["integer", "n", "Antal?"],
            ["end loop", "", ""],
        ],
        CARS,
    )
    assert [item.name for item in held(parsed).items] == ["a"]


def test_a_time_of_day_is_answered_as_text() -> None:
    parsed = parse(
        [["type", "name", "label"], ["time", "t", "När öppnar ni?"], ["dateTime", "d", "Sist?"]],
        CARS,
    )
    assert [item.type for item in held(parsed).items] == [ItemType.TEXT, ItemType.TEXT]
    assert left(parsed)[0] == (
        "survey, row 2, column type: t: a study has no times of day; it is answered as text"
    )
