"""Conditions go out to LimeSurvey and come back meaning the same; no text stops the reader."""

from hypothesis import given
from hypothesis import strategies as st

from belagg.exchange.limesurvey.conditions_out import Expressions
from belagg.exchange.limesurvey.plain import plain
from belagg.exchange.limesurvey.relevance import Mark, Value, expression_of, written
from belagg.study.expression import And, Compare, Expression, Literal, Not, Or, Ref, Selected
from belagg.study.questionnaire import Choice, Item, ItemType
from belagg.study.xlsform.conditions import NotHeld, parse_condition

CHOICES = tuple(Choice(code, {"sv": code}) for code in ("a", "b", "c"))
ITEMS = {
    "one": Item("one", "one", ItemType.SELECT_ONE, {"sv": "Ett"}, choices=CHOICES),
    "many": Item("many", "many", ItemType.SELECT_MULTIPLE, {"sv": "Flera"}, choices=CHOICES),
    "number": Item("number", "number", ItemType.INTEGER, {"sv": "Tal"}),
}
EXPRESSIONS = Expressions(ITEMS, {name: name for name in ITEMS})


def means(word):
    name, _line, code = word.partition("_")
    if name == "many" and code in ITEMS["many"].codes:
        return Mark("many", code, frozenset(ITEMS["many"].codes))
    return Value(name, {}) if name in ITEMS and not code else NotHeld(word)


CODES = st.sampled_from(["a", "b", "c"])
LEAVES = st.one_of(
    st.builds(Compare, st.sampled_from(["=", "!="]), st.just(Ref("one")),
              CODES.map(Literal)),
    st.builds(Compare, st.sampled_from(["=", "!="]), st.just(Ref("one")), st.just(Literal(""))),
    st.builds(Compare, st.sampled_from(["<", ">", "<=", ">=", "=", "!="]),
              st.just(Ref("number")), st.integers(0, 99).map(float).map(Literal)),
    st.builds(Selected, st.just("many"), CODES),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(Or),
        inner.map(Not),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {
        "one": st.sampled_from([None, "a", "b", "c"]),
        "many": st.sets(CODES).map(sorted),
        "number": st.one_of(st.none(), st.integers(0, 99)),
    }
)


@given(TREES, ANSWERS)
def test_a_condition_that_went_out_and_came_back_holds_for_the_same_answers(tree, answers):
    back = expression_of(EXPRESSIONS.written(tree), means)
    assert isinstance(back, Expression)
    assert back.evaluate(answers) == Expression("", tree).evaluate(answers)
    again = parse_condition(back.text)
    assert isinstance(again, Expression)
    assert again.evaluate(answers) == back.evaluate(answers)


@given(st.text(alphabet="onemayb_.NAOK()!&|=<>\"' 01+-,", max_size=60))
def test_no_text_stops_the_reader(text):
    found = expression_of(text, means)
    assert isinstance(found, NotHeld) or isinstance(
        parse_condition(written(found.tree)), Expression
    )


@given(st.text(max_size=200))
def test_any_text_becomes_words_without_markup_of_ours(text):
    assert "${" not in plain(text)
