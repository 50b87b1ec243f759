"""What counts as a hit: bounds of sentences, exclusions, neighbours, abbreviations, engines."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belagg.documents import scan_words
from belagg.documents.concepts import Concept
from belagg.documents.scan import Scanner, Texts
from belagg.documents.scan_engine import AhoCorasickEngine, HyperscanEngine, fastest_engine
from belagg.documents.scan_plan import Plan
from belagg.documents.scan_settle import settled
from belagg.documents.scan_words import Finder

KSE = Concept(
    "kse",
    "KSE",
    "CSE",
    ("kommersiell sexuell exploatering", "sexuell exploatering", "sälja sex", "prostitution"),
    abbreviations=("KSE",),
)


def found(text, *concepts, language=""):
    hits = Scanner(Plan(concepts or (KSE,))).scan(text, language)
    return [text[hit.start : hit.end] for hit in hits]


def concept(*terms, **bounds):
    return Concept("c", "c", "c", terms, **bounds)


@pytest.mark.parametrize(
    "text",
    [
        "Han studerade ekonomi vid KSE i tre år.",
        "KSE (Kyiv School of Economics) tar emot studenter. KSE är en högskola.",
        "Kyiv School of Economics (KSE) tar emot studenter. Alla talar om KSE.",
        "kse skrivs med små bokstäver",
        "Prostitution omnämns inte vid KSE (Kyiv School of Economics)"[12:],
    ],
)
def test_an_abbreviation_without_its_context_is_not_counted(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Kommersiell sexuell exploatering (KSE) är våld.", 2),
        ("Kommersiell sexuell exploatering.\nLångt senare nämns KSE igen.", 2),
        ("Den som utsätts för prostitution, det vill säga KSE, får stöd.", 2),
        ("Personer som är utsatta för KSE behöver vård.", 1),
        ("Vården möter KSE-utsatta barn.", 1),
        ("Kommersiell sexuell exploatering (KSE). KSE:s följder, KSE-frågor.", 4),
    ],
)
def test_an_abbreviation_in_its_context_is_counted(text, hits):
    assert len(found(text)) == hits


def test_the_longest_form_counts_once_for_a_concept():
    assert found("Kommersiell sexuell exploatering av barn") == ["Kommersiell sexuell exploatering"]


def test_a_phrase_does_not_reach_into_the_next_sentence():
    assert found("De säljer. Sex är tabu.") == []
    assert found("De säljer bl.a. sex.") == ["säljer bl.a. sex"]


def test_an_exclusion_covers_the_hit_it_touches():
    museum = concept("prostitution", exclude=("prostitutionsmuseum",))
    text = "Prostitutionsmuseet handlar om prostitution."
    assert found(text, concept("prostitution")) == ["Prostitutionsmuseet", "prostitution"]
    assert found(text, museum) == ["prostitution"]


def test_an_exclusion_of_other_words_holds_for_its_sentence():
    stage = concept("eskort", exclude=("militär",))
    text = "Militär eskort krävs. Eskort säljs på nätet."
    assert found(text, stage) == ["Eskort"]


def test_a_neighbour_must_stand_close_by():
    near = concept("exploatering", near=("barn",))
    assert found("Barn utsätts för exploatering.", near) == ["exploatering"]
    assert found("Exploatering av mark.\nBarn får stöd.", near) == []


def test_a_struck_form_is_not_counted():
    struck = concept("sälja sex", strike=frozenset({"säljer sex"}))
    assert found("De säljer sex. De sålde sex.", struck) == ["sålde sex"]


def test_an_english_term_of_both_languages_follows_the_language_of_the_document():
    assert found("trafficked girls", concept("trafficking"), language="en") == ["trafficked"]
    assert found("sex cars were sold", concept("sälja sex"), language="en") == []


def test_capitals_and_marks_of_several_bytes_hide_nothing():
    text = "VÅLD I NÄRA RELATIONER – “gatuprostitutionen” …och människohandel…"
    hits = found(text, concept("våld i nära relation", "prostitution", "människohandel"))
    assert hits == ["VÅLD I NÄRA RELATIONER", "gatuprostitutionen", "människohandel"]


# --- properties ---------------------------------------------------------------------------------

WORDS = """Kommersiell sexuell exploatering KSE KSE-utsatta säljer sex bussar SÅLDE klockan ÄR “ ” –
gatuprostitutionen människo- och handel bl.a. . , ; (KSE) é 🙂 utsatta för barn sexuellt
exploaterades köp av tjänster hälsa"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\u2029", "\xad"])
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)
BROAD = Plan((KSE, concept("människohandel", "köp av sexuella tjänster", near=("barn",))))
FAST, SLOW = Scanner(BROAD, HyperscanEngine), Scanner(BROAD, AhoCorasickEngine)
ALONE = Scanner(BROAD)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_both_engines_find_the_same(text):
    assert FAST.scan(text) == SLOW.scan(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_offsets_lie_in_the_text_and_on_whole_words(text):
    for hit in FAST.scan(text):
        assert 0 <= hit.start < hit.end <= len(text)
        assert text[hit.start].isalnum()
        assert hit.start == 0 or not text[hit.start - 1].isalnum()
        assert hit.end == len(text) or not text[hit.end].isalnum()


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_texts_scanned_together_give_what_each_gives_alone(texts):
    together = FAST.scan_many([text.encode() for text in texts], [""] * len(texts))
    assert together == [ALONE.scan(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_scanned(text):
    text = text.encode("utf-8", "ignore").decode()
    assert FAST.scan(text) == SLOW.scan(text)


def test_the_fallback_engine_knows_every_casing():
    text = "ÖVERGREPP Övergrepp övergrepp sex".encode()
    literals = ("sex", "övergrepp")
    fast, slow = HyperscanEngine(literals).places(text), AhoCorasickEngine(literals).places(text)
    assert [column.tolist() for column in fast] == [column.tolist() for column in slow]
    assert slow[1].tolist() == [1, 1, 1, 0]


class EveryWord:
    """An engine that points at the end of every letter, as if every literal were there."""

    def __init__(self, literals):
        self._count = len(literals)

    def places(self, data):
        ends = np.arange(1, len(data) + 1)
        return np.repeat(ends, self._count), np.tile(np.arange(self._count), len(data))


FILLING = st.sampled_from(
    ["Planen gäller till 2027.", "Nämnden beslutar.", "Se t.ex.", "i länet", "Åtgärder följs upp"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES | FILLING, max_size=60).map(" ".join))
def test_nothing_is_lost_by_looking_near_triggers_only(text):
    assert FAST.scan(text) == Scanner(BROAD, EveryWord).scan(text)


def test_every_match_holds_a_trigger_though_its_words_are_common():
    common = concept("våld i nära relation", "barn i behov av skydd", "skydd")
    text = "Planen. " * 300 + "Barn har behov av skydd mot våld i nära relationer. " + "Mål. " * 300
    hits = found(text, common)
    assert "våld i nära relationer" in hits
    assert "skydd" in hits


@pytest.mark.parametrize(
    "concepts",
    [
        (),
        (Concept("c", "c", "c", ()),),
        (Concept("c", "c", "c", (), exclude=("vapenhandel",), near=("barn",)),),
    ],
    ids=["no concept", "no term", "nothing but bounds"],
)
def test_a_list_without_a_term_finds_nothing(concepts):
    assert Scanner(Plan(concepts)).scan("Barn och vapenhandel.") == []


@pytest.mark.parametrize("texts", [[], [b""], [b"", b""], [b"", b"Prostitution.", b""]])
def test_empty_texts_are_scanned(texts):
    found = Scanner(Plan([KSE])).scan_many(texts, [""] * len(texts))
    assert [len(hits) for hits in found] == [text != b"" for text in texts]


def test_nothing_at_all_is_scanned():
    assert list(Scanner(Plan([KSE])).scan_joined([])) == []
    assert list(Scanner(Plan([KSE])).scan_joined([Texts(b"", [], [])])) == []


def test_words_that_only_bound_hits_are_no_triggers():
    bounded = concept("trafficking", exclude=("vapen",), near=("barn", "kommun"))
    assert Plan([bounded]).terms.literals == Plan([concept("trafficking")]).terms.literals


@pytest.mark.parametrize("before", ["", "Å" * 3000 + ". ", "Planen gäller. " * 400])
def test_what_bounds_a_hit_counts_however_far_into_a_document(before):
    near = concept("exploatering", near=("barn",), exclude=("markexploatering", "skog"))
    text = f"{before}Utsatta barn och exploatering. Exploatering av skog. Markexploatering."
    hits = Scanner(Plan([near])).scan(text)
    assert [(hit.start, text[hit.start : hit.end]) for hit in hits] == [
        (len(before) + len("Utsatta barn och "), "exploatering")
    ]


def plainly(plan, text):
    """Look at every word of a text, in no window and without a filter."""
    data = text.encode()
    every = [(end, 0, len(data)) for end in range(1, len(data) + 1)]
    searches = (plan.terms, plan.bounds)
    found = [find for search in searches for find in Finder(search).finds(data, every)]
    finds = [find for find in found if find.counts_in("")]
    at = {offset: len(data[:offset].decode()) for f in finds for offset in (f.start, f.end)}
    return settled(plan, [f._replace(start=at[f.start], end=at[f.end]) for f in finds], text)


BOUNDED = Plan(
    (
        concept("exploatering", near=("barn", "utsatt")),
        Concept("h", "h", "h", ("handel",), exclude=("vapenhandel", "skog", "handel med virke")),
        Concept("k", "k", "k", ("kommersiell exploatering",), near=("sex",), abbreviations=("KE",)),
    )
)
BOUNDED_SCANNERS = [Scanner(BOUNDED, e) for e in (HyperscanEngine, AhoCorasickEngine)]
BOUNDS = """Exploatering exploatering. kommersiell handel Vapenhandeln med virke skog barn Barn,
utsatta KE (KE) KE; sex och av Å–é. 🙂"""
BOUNDING = st.sampled_from([*BOUNDS.split(), "\n", "Mål. " * 60, "ö" * 350])


@settings(max_examples=60, deadline=None)
@given(st.lists(BOUNDING | FILLING, max_size=40))
def test_what_bounds_hits_is_found_around_them_as_in_the_whole_text(parts):
    text = " ".join(parts)
    hits = plainly(BOUNDED, text)
    for scanner in BOUNDED_SCANNERS:
        assert scanner.scan(text) == hits


def test_the_same_sentence_is_judged_by_the_language_of_each_document():
    sentence = b"They were trafficked girls. "
    scanner = Scanner(Plan([concept("trafficking")]))
    found = scanner.scan_many([sentence, sentence * 2, sentence], ["sv", "en", ""])
    assert [len(hits) for hits in found] == [0, 2, 0]


def test_forgetting_what_was_learnt_of_sentences_changes_nothing(monkeypatch):
    sentences = [f"Program {n} mot prostitution. Avtal {n} om att sälja sex. " for n in range(9)]
    texts = [("Planen gäller. " * n + s).encode() for n, s in enumerate(sentences * 2)]
    whole = Scanner(Plan([KSE])).scan_many(texts, [""] * len(texts))
    monkeypatch.setattr(scan_words, "_KEPT_SENTENCES", 3)
    scanner = Scanner(Plan([KSE]))
    assert [scanner.scan_many([text], [""])[0] for text in texts] == whole
    assert all(len(hits) == 2 for hits in whole)


@pytest.mark.parametrize(
    "text",
    ["PROſTITUTION", "\u212aommersiell sexuell exploatering", "MÄNNIſKOHANDEL", "SÅLDE SEX", "ſex"],
)
def test_letters_that_are_another_in_small_are_the_same_to_both_engines(text):
    text = f"Prostitution. {text} är sexuell exploatering."
    assert FAST.scan(text) == SLOW.scan(text) != []


def test_where_hyperscan_is_not_installed_the_other_engine_serves(monkeypatch):
    monkeypatch.setitem(sys.modules, "hyperscan", None)
    assert isinstance(fastest_engine(["sex"]), AhoCorasickEngine)
    assert Scanner(Plan([KSE])).scan("Unga som säljer sex.") != []
