"""Slides say what the report says, and can be read by everybody."""

import datetime as dt
import io

import pikepdf
import pypdfium2
import pytest

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.publish.site.build import site_of
from belagg.publish.slides import deck, slides_pdf


@pytest.fixture
def made(make_study, make_item, answers):
    study = make_study(
        [make_item("1", theme="t1"), make_item("2", theme="t1"), make_item("3")],
        responses=[*answers("1", "yes no no no"), *answers("2", "yes yes no"),
                   *answers("3", "no no no partly")],
        findings=[{"finding_id": "f", "statement": "Bara {{ 1.yes.count }} av {{ 1.n }} gör det."}],
        recommendations=[{"recommendation_id": f"r{n}", "number": n, "level": "regional",
                          "title": f"Råd {n}"} for n in (10, 2, 1)],
        settings={"description": {"sv": "En påhittad <mapp> om #inget."}, "licence": "CC0-1.0",
                  "extra": {"made_up": True}, "date": dt.date(2021, 9, 1)},
    )  # fmt: skip
    subject = Subject(study, figures_of(study), (compose(study, figures_of(study), "sv"),))
    return deck(site_of(subject, check(subject), "sv"), {})


def pages(data):
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_findings_charts_and_recommendations_have_their_slides(made):
    said = pages(slides_pdf(made))
    assert len(said) == len(made.slides) + 1
    assert "Påhittat" in said[0]
    assert any("Bara 1 av 4 gör det." in page for page in said)
    assert any("En påhittad <mapp> om #inget." in page for page in said)
    order = next(page for page in said if "Råd 10" in page)
    assert order.index("Råd 1") < order.index("Råd 2") < order.index("Råd 10")


def test_a_chart_is_named_by_its_question_or_by_the_theme_it_shares(made):
    titles = [slide.title for slide in made.slides if slide.picture]
    assert titles[0] == "Tema ett"
    assert "Fråga\N{NO-BREAK SPACE}3?" in titles[1]


def test_they_conform_to_pdf_ua_and_every_chart_has_an_alternative(made):
    with pikepdf.open(io.BytesIO(slides_pdf(made))) as pdf:
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang).startswith("sv")
        alternatives = [str(node.Alt) for node in pdf.objects
                        if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]  # fmt: skip
    charts = [slide.picture.alt for slide in made.slides if slide.picture]
    assert sorted(alternatives) == sorted(charts)


def test_the_same_study_gives_the_same_bytes(made):
    assert slides_pdf(made) == slides_pdf(made)
