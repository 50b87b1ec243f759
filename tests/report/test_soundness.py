"""What stops a report before any renderer begins."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from belagg.manuscript.tree import (
    Bound,
    Cell,
    Clause,
    Document,
    FootnoteRef,
    Heading,
    ImageBlock,
    Link,
    MapBlock,
    PanelBlock,
    Paragraph,
    RecommendationBlock,
    TableBlock,
    Text,
)
from belagg.report.html import render_html
from belagg.report.pdf import render_pdf
from belagg.report.soundness import document_problems, is_safe_address
from belagg.study.geography import Geography
from belagg.study.problems import StudyError

Maker = Callable[..., Document]


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def codes(document: Document, *geographies: str) -> list[str]:
    return [problem.code for problem in document_problems(document, geographies)]


def test_the_sample_report_has_no_problem(sample_document: Maker) -> None:
    assert codes(sample_document(), "se-regions") == []


def test_a_picture_without_alternative_text_is_named(report_of: Maker) -> None:
    picture = ImageBlock(b"", "image/png", " ", words("Huset"), "Bild\u00a03")
    (problem,) = document_problems(report_of(PanelBlock("note", "x", (picture,), "sv")), ())
    assert problem.code == "alt-missing"
    assert "Bild\u00a03 “Huset”" in problem.message


@pytest.mark.parametrize("render", [render_html, render_pdf])
def test_both_renderers_stop_at_a_missing_alternative_text(
    render: Callable[[Document, Mapping[str, Geography]], object],
    sample_document: Maker,
    geographies: Mapping[str, Geography],
) -> None:
    whole = sample_document()
    body = tuple(
        replace(block, alt="") if isinstance(block, MapBlock | ImageBlock) else block
        for block in whole.body
    )
    with pytest.raises(StudyError) as stopped:
        render(replace(whole, body=body), geographies)
    assert [problem.code for problem in stopped.value.problems] == ["alt-missing"] * 2
    assert "Karta\u00a01" in str(stopped.value)


def test_a_map_of_areas_that_are_not_there_says_which_are(sample_document: Maker) -> None:
    (problem,) = document_problems(sample_document(), ["se-region"])
    assert (problem.code, problem.found, problem.nearest) == (
        "geography-unknown", "se-regions", "se-region",
    )  # fmt: skip


def test_a_link_to_no_place_in_the_report_says_the_nearest(report_of: Maker) -> None:
    document = report_of(
        Heading(1, "metoden", words("Metod")),
        Paragraph((Link("#metod", words("se metoden")),)),
    )
    (problem,) = document_problems(document, ())
    assert (problem.code, problem.found, problem.nearest) == ("link-lost", "#metod", "#metoden")


def test_a_figure_without_its_row_in_the_appendix_is_no_problem(report_of: Maker) -> None:
    assert codes(report_of(Paragraph((Bound("4A.n", "20", "data-4A.n"),)))) == []


def test_what_a_recommendation_rests_on_must_be_in_the_report(report_of: Maker) -> None:
    block = RecommendationBlock(
        "r1", "r1", "1", "Alla", "Gör det", (Clause("Gör.", (("Fynd", "#f9"),)),), "Bygger på"
    )
    assert codes(report_of(block)) == ["link-lost"]


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d", "HTTP://example.org", "mailto:a@example.org", "tel:+4680",
        "data/4A.csv",
    ],
)  # fmt: skip
def test_addresses_of_pages_mail_and_telephones_are_safe(target: str) -> None:
    assert is_safe_address(target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "\x01javascript:x",
    ],
)  # fmt: skip
def test_addresses_that_could_run_something_stop_the_build(target: str, report_of: Maker) -> None:
    assert not is_safe_address(target)
    assert codes(report_of(Paragraph((Link(target, words("x")),)))) == ["link-unsafe"]


def test_every_problem_is_told_at_once(report_of: Maker) -> None:
    document = report_of(
        Heading(1, "a", words("A")),
        Heading(1, "a", words("B")),
        Heading(2, "tom", (FootnoteRef("not", 1), *words(" "))),
        TableBlock((Cell(words("x")),), ((),), ("left", "left")),
        ImageBlock(b"", "image/tiff", "Alt"),
        date="1 mars",
        title="",
    )
    assert codes(document) == [
        "title-missing", "date", "anchor-twice", "heading-empty", "footnote-missing",
        "table-ragged", "table-ragged", "media-unknown",
    ]  # fmt: skip
