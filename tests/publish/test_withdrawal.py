"""A quotation that is taken back goes from everywhere it can go, and is found where it cannot."""

import datetime as dt

import pytest

from belagg.publish.withdrawal import standing, standing_rows, taken_out, where_left, with_erratum

DAY = dt.date(2026, 11, 25)
WORDS = "Jag fick vänta i elva månader."


@pytest.fixture
def quoting(make_study):
    return make_study(
        settings={"languages": ("sv", "en"), "title": {"sv": "Prov", "en": "Test"}},
        quotes=[
            {"quote_id": "q1", "kind": "verbatim", "text": WORDS, "speaker": "p1",
             "attribution": "En påhittad deltagare", "consent": "anonymous"},
            {"quote_id": "q2", "kind": "verbatim", "text": "Ett annat citat.",
             "consent": "anonymous"},
        ],
        texts={
            "report/01.md": "# Ett\n\n::: quote q1\n\n> ::: quote q1\n\n::: quote q2\n",
            "report/en/01.md": "# One\n\n::: quote q1\n",
        },
    )  # fmt: skip


def test_words_speaker_and_blocks_go_and_the_day_stands(quoting):
    study = taken_out(quoting, {"q1": DAY})
    row = study.tables["quotes"].row(0, named=True)
    assert (row["text"], row["speaker"], row["attribution"]) == ("[återtaget]", None, None)
    assert row["withdrawn_at"] == DAY
    assert "quote q1" not in "".join(study.texts.values())
    assert "::: quote q2" in study.texts["report/01.md"]
    assert "tagit tillbaka det" in study.texts["report/01.md"]
    assert "has taken it back" in study.texts["report/en/01.md"]
    assert standing(study) == {"q2"}


@pytest.mark.parametrize("typed", [WORDS, "> jag fick vänta\n> i elva månader!", f"”{WORDS}”"])
def test_words_that_somebody_typed_out_are_found(quoting, make_study, typed):
    study = make_study(texts={"report/01.md": f"# Ett\n\n{typed}\n"})
    assert list(where_left(study, WORDS)) == ["report/01.md"]


def test_words_in_another_table_are_found(make_study):
    study = make_study(findings=[{"finding_id": "f", "statement": f"En sade: {WORDS}"}])
    assert list(where_left(study, WORDS)) == ["findings.csv: statement"]


def test_one_or_two_words_are_anybodys(make_study):
    study = make_study(texts={"report/01.md": "# Ett\n\nJa, ofta.\n"})
    assert list(where_left(study, "Ja, ofta")) == []


def test_the_corrections_say_that_something_is_gone_and_not_what(quoting):
    study = with_erratum(with_erratum(quoting, "1", DAY), "1", DAY)
    (row,) = study.tables["errata"].iter_rows(named=True)
    assert (row["release"], row["date"]) == ("1", DAY)
    assert WORDS not in row["text"]


@pytest.mark.parametrize(
    "consent, stands", [("anonymous", True), ("named", True), ("internal", False), (None, True)]
)
def test_one_whose_speaker_no_longer_agrees_is_taken_back(consent, stands):
    row = {"quote_id": "q", "kind": "verbatim", "text": WORDS, "speaker": "p", "source": "",
           "attribution": "", "consent": consent, "withdrawn_at": None}  # fmt: skip
    assert (standing_rows([row]) == {"q"}) is stands
