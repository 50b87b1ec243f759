"""What conditions say, and which are told to be beyond us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.study.expression import Answer, Expression
from belagg.study.questionnaire import Choice, Group, Item, ItemType, Questionnaire
from belagg.study.xlsform.conditions import BareWord, NotHeld, Unreadable, parse_condition

ANSWERS: dict[str, Answer] = {
    "q1": "yes",
    "many": ("a", "c"),
    "one_of_many": ("a",),
    "number": 12,
    "decimal": "3.5",
    "day": "2021-05-01",
    "blank": "",
    "none": None,
    "text": "vård i Luleå",
}


def condition(text: str) -> Expression:
    parsed = parse_condition(text)
    assert isinstance(parsed, Expression), parsed
    return parsed


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("${q1} = 'yes'", True),
        ('${q1} = "yes"', True),
        ("${q1} = ‘yes’", True),
        ("${q1}='no'", False),
        ("${q1} != 'no'", True),
        ("not(${q1} = 'no')", True),
        ("not (${q1} = 'yes')", False),
        ("selected(${many}, 'a')", True),
        ("selected(${many}, 'b')", False),
        ("selected( ${q1} , 'yes' )", True),
        ("${one_of_many} = 'a'", True),
        ("${many} = 'a'", False),
        ("${many} = 'a c'", True),
        ("count-selected(${many}) = 2", True),
        ("count-selected(${none}) = 0", True),
        ("${number} > 9", True),
        ("${number} = 12", True),
        ("${number} = '12'", True),
        ("${number} < -1", False),
        ("${decimal} >= 3.5", True),
        ("${decimal} <= .5", False),
        ("${day} > '2021-04-30'", True),
        ("${day} < '2021-04-30'", False),
        ("${blank} = ''", True),
        ("${none} = ''", True),
        ("${never_answered} = ''", True),
        ("${none} < 3", False),
        ("${none} != 3", True),
        ("${text} > 3", False),
        ("${q1} = 'no' or ${number} > 9 and ${blank} = ''", True),
        ("(${q1} = 'no' or ${number} > 9) and ${blank} != ''", False),
        ("${q1} = 'yes' = true()", True),
        ("${q1} != '${q1}'", True),
        ("${q1} = ${q1}", True),
        ("${number} = ${decimal}", False),
        ("true() and not(false())", True),
        ("${q1}", True),
        ("${blank}", False),
    ],
)
def test_a_condition_means_what_xpath_says(text: str, holds: bool) -> None:
    assert condition(text).evaluate(ANSWERS) is holds


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("if(${q1} = 'yes', 1, 2) = 1", "if()"),
        ("${number} + 1 > 2", "+"),
        ("${number} div 2 > 2", "div"),
        ("../q1 = 'yes'", "../q1"),
        ("/data/q1 = 'yes'", "/data/q1"),
        (". > 3", "."),
        ("position(..) = 1", "position()"),
        ("selected(., 'a')", "selected()"),
        ("regex(${text}, '^[a-z]+$')", "regex()"),
        ("instance('a')/root/item[name = ${q1}]/label = 'x'", "/"),
        ("${last-saved#q1} = 'yes'", "${last-saved#q1}"),
        ("today() > ${day}", "today()"),
        ("(" * 200 + "1" + ")" * 200, "((("),
    ],
)
def test_a_well_written_condition_that_is_beyond_us_is_told_from_a_bad_one(
    text: str, part: str
) -> None:
    assert parse_condition(text) == NotHeld(part)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("${q1} = ", ""),
        ("${q1", "${q1"),
        ("${q1} = 'yes", "'yes"),
        ("${q1} AND ${q2}", "AND ${q2}"),
    ],
)
def test_a_badly_written_condition_is_shown_from_where_it_fails(text: str, rest: str) -> None:
    assert parse_condition(text) == Unreadable(rest)


def test_a_word_without_quotes_is_a_bare_word() -> None:
    assert parse_condition("${q1} = yes") == BareWord("yes")


def test_the_items_a_condition_asks_for_are_named() -> None:
    names = condition(
        "${q1} = 'a' or not(selected(${q2}, 'b') and count-selected(${q3}) > 1)"
    ).names
    assert names == {"q1", "q2", "q3"}


@given(st.text(alphabet="${}q1'\" =<>!()andortselcd,.+-*/[]@0", max_size=40))
def test_no_text_makes_the_reader_of_conditions_fail(text: str) -> None:
    parsed = parse_condition(text)
    if isinstance(parsed, Expression):
        assert parsed.evaluate({}) in (True, False)


YES_NO = (Choice("yes", {"sv": "Ja"}), Choice("no", {"sv": "Nej"}))


def test_an_item_is_asked_when_its_condition_and_those_of_its_groups_hold() -> None:
    form = Questionnaire(
        "Enkät",
        "enkat",
        "1",
        ("sv",),
        (
            Item("1", "q1", ItemType.SELECT_ONE, {"sv": "?"}, choices=YES_NO),
            Item("2", "q2", ItemType.SELECT_ONE, {"sv": "?"}, choices=YES_NO, group=("g",)),
            Item(
                "3", "q3", ItemType.TEXT, {"sv": "?"}, group=("g", "h"),
                relevance=condition("${q2} = 'yes'"),
            ),
            Item("4", "q4", ItemType.TEXT, {"sv": "?"}, relevance=condition("${q3} = ''")),
        ),
        (Group(("g",), {}, condition("${q1} = 'yes'")), Group(("g", "h"), {}, None)),
    )  # fmt: skip
    assert form.asked({}) == {"1", "4"}
    assert form.asked({"1": "yes"}) == {"1", "2", "4"}
    assert form.asked({"1": "yes", "2": "yes", "3": "plan"}) == {"1", "2", "3"}
    # an answer left from before its item was hidden counts as none
    assert form.asked({"1": "no", "2": "yes", "3": "plan"}) == {"1", "4"}
