"""Forms of a word, names of bodies and questions that join two things."""

import pytest

from belagg.checks.inflections import is_form
from belagg.checks.names import Names
from belagg.checks.rules.double_barrelled_question import joined_in

FORMS = {
    "missbrukare": (
        "missbrukaren missbrukarna missbrukarens missbrukarvård narkotikamissbrukare",
        "missbruk missbrukar missbruksvård missbrukade",
    ),
    "brukare": ("brukaren brukarna brukares", "bruk brukar missbrukare"),
    "prostituerad": (
        "prostituerade prostituerades prostituerat gatuprostituerade",
        "prostitution prostituera prostituerar",
    ),
    "självskadebeteende": ("självskadebeteenden självskadebeteendets", "självskada"),
    "klient": ("klienter klienterna klientens klientarbete", "klinik"),
    "hora": ("horor horan horans", "horisont horn"),
    "offer": ("offren offret brottsoffer", "offert"),
    "sugardejting": ("sugardejtingen sugardejtingens", "dejting"),
}


@pytest.mark.parametrize("word", FORMS)
def test_swedish_words_are_known_in_every_form(word) -> None:
    forms, others = (words.split() for words in FORMS[word])
    assert [token for token in forms if not is_form(token, word, "sv")] == []
    assert [token for token in others if is_form(token, word, "sv")] == []


def test_english_words_are_known_by_their_lemma() -> None:
    assert is_form("Addicts", "addict", "en")
    assert not is_form("addiction", "addict", "en")


def test_words_of_another_language_must_be_equal() -> None:
    assert is_form("Klient", "klient", "fi")
    assert not is_form("klientit", "klient", "fi")


NAMES = Names(
    [
        ("Region Skogs län", "1", 0),
        ("Skogs län", "1", 1),
        ("Skog", "1", 2),
        ("Upplands-Bro", "2", 0),
        ("Ås", "3", 0),
        ("Delat", "4", 0),
        ("Delat", "5", 1),
    ]
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I Region Skogs läns plan", ["Region Skogs läns"]),
        ("Skogs län och Skog", ["Skogs län", "Skog"]),
        ("Skogs bästa", ["Skogs"]),
        ("Skogen, Skogsbruk", []),
        ("Upplands-Bros skolor", ["Upplands-Bros"]),
        ("Ås, inte Åsa", ["Ås"]),
        ("Delat är delat", []),
        ("", []),
    ],
)
def test_bodies_are_found_by_their_longest_name(text, named) -> None:
    assert [text[m.start : m.end] for m in NAMES.find(text)] == named


def test_a_study_without_bodies_names_none() -> None:
    assert list(Names([]).find("Region Skog")) == []


JOINED = (
    "Ingår sex mot ersättning eller sex som självskada i frågorna?",
    "Hur får en patient tillgång till behandling, och hur ser vårdkedjan ut?",
    "Hur görs polisanmälan och orosanmälan?",
    "Hur arbetar ni kring barn och kring vuxna?",
    "Har regionen rutiner och utbildning för personalen?",
    "Finns det en plan eller rutin?",
)
ONE = (
    "Ställs frågor om psykiskt, fysiskt och sexuellt våld?",
    "Har regionen en rutin för barn och unga?",
    "Har region och kommun en plan?",
    "Finns det hälso- och sjukvård?",
    "Vilka rutiner finns för att bedöma och behandla smärta, ångest och beroende?",
    "Vilken traumafokuserad behandling, eller behandling av PTSD, erbjuds?",
    "Används särskilda metoder?",
)


@pytest.mark.parametrize("wording", JOINED)
def test_a_question_that_asks_two_things_is_found(wording) -> None:
    assert joined_in(wording, "sv")


@pytest.mark.parametrize("wording", ONE)
def test_a_question_that_asks_one_thing_is_let_be(wording) -> None:
    assert joined_in(wording, "sv") == ""
