"""What in a quote tells who said it is found, in Swedish, and what does not is let be."""

import pytest

from belagg.judging.voices.consent import Quote
from belagg.judging.voices.recognisable import Detail, known_names, recognisable, traces
from belagg.study.vocabulary import Consent, QuoteKind


@pytest.fixture
def known(make_study):
    """Give the names of a study with one service."""
    service = {"service_id": "s", "name": "Påhittade Linden", "place": "Storstaden"}
    return known_names(make_study(services=[service]))


@pytest.mark.parametrize(
    ("text", "detail", "words"),
    [
        ("Jag var 17 år.", Detail.AGE, "17 år"),
        ("Jag var sjutton år gammal då.", Detail.AGE, "sjutton år gammal"),
        ("en 15-åring", Detail.AGE, "15-åring"),
        ("som femtonåring", Detail.AGE, "femtonåring"),
        ("när jag var tretton kom det", Detail.AGE, "när jag var tretton"),
        ("innan jag fyllde arton", Detail.AGE, "fyllde arton"),
        ("jag gick i sjuan", Detail.AGE, "i sjuan"),
        ("hösten 2019 flyttade jag", Detail.DATE, "hösten 2019"),
        ("den 3 maj", Detail.DATE, "den 3 maj"),
        ("i november", Detail.DATE, "i november"),
        ("sedan 2018-05-03", Detail.DATE, "2018-05-03"),
        ("Jag bodde i Växjö.", Detail.PLACE, "Växjö"),
        ("Växjös torg", Detail.PLACE, "Växjös"),
        ("i Kronoberg", Detail.PLACE, "Kronoberg"),
        ("Region Skåne svarade", Detail.PLACE, "Region Skåne"),
        ("Påhittad region 1s mottagning", Detail.PLACE, "Påhittad region 1s"),
        ("på Storgatan", Detail.PLACE, "Storgatan"),
        ("hos Påhittade Linden", Detail.SERVICE, "Påhittade Linden"),
        ("i Storstaden", Detail.PLACE, "Storstaden"),
        ("på Lindmottagningen", Detail.SERVICE, "Lindmottagningen"),
        ("mejla a.b@exempel.se", Detail.CONTACT, "a.b@exempel.se"),
        ("ring 070-123 45 67", Detail.CONTACT, "070-123 45 67"),
    ],
)
def test_a_detail_is_found_with_its_kind(known, text, detail, words):
    assert [(trace.detail, trace.words) for trace in traces(text, known)] == [(detail, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Det tog lång tid innan någon frågade.",
        "Vi var tre som satt där i många år.",
        "På mottagningen visste ingen vad de skulle göra.",
        "De borde fråga alla, både barn och vuxna.",
        "Jag fick vänta och vänta. I en av två regioner är det så.",
        "Socialtjänsten och polisen pratade inte med varandra.",
    ],
)
def test_ordinary_words_tell_nothing(known, text):
    assert traces(text, known) == []


def quote(name, text, speaker="A", consent=Consent.ANONYMOUS, **more):
    return Quote(name, QuoteKind.VERBATIM, text, "meeting:m", speaker, consent=consent, **more)


def test_details_of_one_speaker_are_taken_together_from_words_and_attribution(known):
    quotes = [
        quote("1", "Jag var 17 år."),
        quote("2", "Det tog tid.", attribution="Kvinna i Växjö"),
        quote("3", "Inget särskilt.", speaker="B"),
        quote("4", "Det var i Lund.", speaker=None),
    ]
    found = recognisable(quotes, known)
    assert [(one.speaker, sorted(one.details)) for one in found] == [
        (None, ["place"]), ("A", ["age", "place"]),
    ]  # fmt: skip


def test_who_speaks_in_an_office_is_let_be(known):
    assert recognisable([quote("1", "I Växjö.", consent=Consent.NAMED)], known) == []
