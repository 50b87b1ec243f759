"""Suggestions come from answers alike, say how good they are, and are never decisions."""

import pytest

from belagg.judging.suggestions import NoSuggestion, suggest

YES = [
    "Ja, det finns en skriftlig rutin som personalen följer.",
    "Vi har en rutin för personalen, beslutad 2019.",
    "Rutinen finns och följs av all personal.",
    "Personalens rutiner är skriftliga.",
    "En skriftlig rutin finns på varje mottagning.",
    "Rutin finns, beslutad av nämnden.",
]
NO = [
    "Nej, något sådant har vi inte.",
    "Ingenting är beslutat och inget är på gång.",
    "Det saknas helt hos oss.",
    "Vi saknar detta i dag.",
    "Inget sådant finns, det saknas.",
    "Nej, det saknas.",
]
TEXTS = {f"j{n}": text for n, text in enumerate(YES)} | {f"n{n}": text for n, text in enumerate(NO)}
DECIDED = {key: "yes" if key[0] == "j" else "no" for key in TEXTS}


def test_an_answer_gets_the_category_of_those_most_like_it_and_they_are_named():
    made = suggest(TEXTS | {"x": "Skriftliga rutiner finns för personalen."}, DECIDED)
    assert made.by_key.keys() == {"x"}
    assert made.by_key["x"].category == "yes"
    assert 0.5 < made.by_key["x"].share <= 1
    assert len(made.by_key["x"].like) == 3
    assert all(key.startswith("j") for key in made.by_key["x"].like)


def test_how_often_they_would_have_been_right_comes_with_them():
    made = suggest(TEXTS, DECIDED)
    assert (made.accuracy.of, made.accuracy.commonest) == (12, 6)
    assert made.accuracy.right >= 9
    assert made.accuracy.share == made.accuracy.right / 12


def test_a_decided_answer_has_no_say_in_its_own_suggestion():
    shuffled = {key: "yes" if place % 2 else "no" for place, key in enumerate(sorted(TEXTS))}
    assert suggest(TEXTS, shuffled).accuracy.share < 0.75


def test_the_same_answers_give_the_same_suggestions_in_whatever_order():
    more = TEXTS | {"x": "Rutin saknas.", "y": "Beslutad rutin."}
    backwards = dict(reversed(more.items()))
    assert suggest(more, DECIDED) == suggest(backwards, dict(reversed(DECIDED.items())))


@pytest.mark.parametrize(
    ("decided", "reason"),
    [
        (dict(list(DECIDED.items())[:9]), NoSuggestion.FEW),
        (dict.fromkeys(DECIDED, "yes"), NoSuggestion.ONE_CATEGORY),
    ],
)
def test_with_too_little_to_go_by_nothing_is_suggested(decided, reason):
    assert suggest(TEXTS, decided) is reason


def test_an_answer_without_words_gets_no_suggestion():
    assert suggest(TEXTS | {"x": " – "}, DECIDED).by_key == {}
