"""A routine card is whole, decided, and rests on rules that hold; else it is not printed."""

import datetime as dt
import io
from pathlib import Path

import pikepdf
import polars as pl
import pypdfium2
import pytest
from lxml import html

from belagg.publish.cards import card_files
from belagg.publish.cards.card import ROUTINE, cards_of
from belagg.publish.cards.text import routine
from belagg.study.study import Study

EXAMPLE = Path(__file__).parents[3] / "examples" / "hitta-stod"
CARD = "norrvik-um"


@pytest.fixture(scope="module")
def study():
    return Study.load(EXAMPLE)


@pytest.fixture(scope="module")
def made(study):
    return card_files(study)


def changed(study, table, key, row, **cells):
    """Give the study with other cells in one row of a table."""
    frame = study.tables[table]
    columns = [
        pl.when(pl.col(key) == row)
        .then(pl.lit(value, dtype=frame.schema[name]))
        .otherwise(pl.col(name))
        .alias(name)
        for name, value in cells.items()
    ]
    return study.with_table(table, frame.with_columns(columns))


def blocked(study):
    return next(card.blocked for card in cards_of(study) if card.card_id == CARD)


def page_text(files, name=CARD):
    return str(html.document_fromstring(files[f"cards/{name}.html"]).xpath("string(//main)"))


def test_a_card_is_a_page_a_pocket_card_and_a_poster(made):
    assert {f"cards/{CARD}.html", f"cards/{CARD}-pocket.pdf", f"cards/{CARD}-poster.pdf"} <= set(
        made.files
    )


def test_every_card_begins_with_being_alone_the_interpreter_the_record_and_keeping_the_card(made):
    tree = html.document_fromstring(made.files[f"cards/{CARD}.html"])
    first = tree.xpath("//main//section")[0].text_content()
    for said in ("ensam med patienten", "professionell tolk", "vårdnadshavare", "tvingar",
                 "visas på nätet", "Lämna inte kortet till patienten"):  # fmt: skip
        assert said in first


@pytest.mark.parametrize("form", ["pocket", "poster"])
def test_the_printed_card_says_what_the_page_says(made, form):
    pdf = pypdfium2.PdfDocument(made.files[f"cards/{CARD}-{form}.pdf"])
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    words = set(text.split())
    tree = html.document_fromstring(made.files[f"cards/{CARD}.html"])
    shown = " ".join(tree.xpath("//main//h3/text() | //main//p[not(@class)]/text()")).split()
    assert sum(word in words for word in shown) / len(shown) > 0.95
    assert len(pdf) == (1 if form == "poster" else 4)


@pytest.mark.parametrize("form", ["pocket", "poster"])
def test_the_printed_card_is_tagged_titled_and_in_its_language(made, form):
    with pikepdf.open(io.BytesIO(made.files[f"cards/{CARD}-{form}.pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("sv")
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "Rutinfrågor" in pdf.open_metadata()["dc:title"]


def test_after_a_yes_all_of_the_routine_comes_in_order(study):
    card = next(card for card in cards_of(study) if card.card_id == CARD)
    assert [step.paragraphs[0] for step in routine(card)] == [
        card.routine[name] for name in ROUTINE
    ]


def test_by_offence_it_is_told_whether_the_police_may_be_told_without_consent(made):
    text = " ".join(page_text(made.files).split())
    assert (
        "inget lägsta straff. (Brottsbalken 6 kap. 11 § (i text utgiven 2026-04-29)). Samtycke"
        in text
    )
    assert "Grovt koppleri: lägst två års fängelse." in text
    assert text.count("Får anmälas utan samtycke.") == 3
    assert text.count("Samtycke behövs.") == 2


@pytest.mark.parametrize(
    ("table", "key", "row", "cells", "reason"),
    [
        ("legal_rules", "rule_id", "sol-19-1", {"review_by": dt.date(2026, 11, 24)},
         "sol-19-1 (Socialtjänstlagen (2025:400), 19 kap. 1 § (lydelse enligt 2025:1501)) "
         "was to be reviewed again by 2026-11-24"),
        ("legal_rules", "rule_id", "osl-10-23", {"valid_to": dt.date(2026, 10, 31)},
         "was in force until 2026-10-31"),
        ("legal_rules", "rule_id", "osl-10-21", {"valid_from": dt.date(2027, 1, 1)},
         "is in force from 2027-01-01"),
        ("legal_rules", "rule_id", "osl-12-2", {"reviewed_on": None}, "reviewed by nobody"),
        ("cards", "card_id", CARD, {"stays": None}, "the column `stays` is empty"),
        ("cards", "card_id", CARD, {"record_hidden": None}, "the column `record_hidden` is empty"),
        ("cards", "card_id", CARD, {"decided_on": None}, "the column `decided_on` is empty"),
        ("cards", "card_id", CARD, {"decided_on": dt.date(2026, 12, 1)}, "2026-12-01"),
        ("cards", "card_id", CARD, {"valid_to": dt.date(2026, 11, 24)}, "it held until 2026-11-24"),
        ("cards", "card_id", CARD, {"questions": None}, "no routine question is chosen"),
        ("cards", "card_id", CARD, {"rules": ["sol-19-1", "osl-10-21"]}, "`threshold`"),
        ("card_questions", "card_question_id", "ersattning", {"licence": None}, "licence"),
        ("card_questions", "card_question_id", "ersattning", {"definition": None}, "definition"),
        ("card_questions", "card_question_id", "sexit", {"wording": "Ändrad?"},
         "refers to an instrument"),
    ],
)  # fmt: skip
def test_what_keeps_a_card_from_being_printed(study, monkeypatch, table, key, row, cells, reason):
    monkeypatch.setenv("BELAGG_LANG", "en")
    assert any(reason in why for why in blocked(changed(study, table, key, row, **cells)))


def test_a_card_that_is_kept_back_says_why_and_nothing_else(study):
    late = changed(study, "legal_rules", "rule_id", "sol-19-1", review_by=dt.date(2026, 11, 24))
    made = card_files(late)
    assert not [name for name in made.files if name.endswith(".pdf")]
    text = page_text(made.files)
    assert "Kortet får inte användas eller tryckas nu." in text
    assert "skulle ha granskats på nytt senast 2026-11-24" in text
    assert "Har du någon gång" not in text
    assert any("norrvik-um" in notice for notice in made.notices)


def test_the_card_asks_nothing_and_stores_nothing(made):
    for name, data in made.files.items():
        if name.endswith(".html"):
            tree = html.document_fromstring(data)
            assert not tree.xpath("//form | //input | //textarea | //select | //script")


def test_no_words_of_sexit_are_in_the_study(study):
    row = study.tables["card_questions"].filter(pl.col("card_question_id") == "sexit")
    assert row.select("wording", "definition", "example").row(0) == (None, None, None)


def test_the_same_study_gives_the_same_bytes(study, made):
    assert card_files(study).files == made.files
