"""The report as one HTML file."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from belagg.manuscript.tree import (
    Bound,
    Cell,
    CodeText,
    Document,
    FootnoteRef,
    Foreign,
    Heading,
    Link,
    ListBlock,
    PanelBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    Text,
)
from belagg.report.html import render_html
from belagg.report.printable import printable
from belagg.study.geography import Geography

Maker = Callable[..., Document]
GOLDEN = Path(__file__).with_name("small.html")


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def page(document: Document) -> html.HtmlElement:
    return html.document_fromstring(render_html(document, {}))


def body_markup(text: str) -> str:
    """Give what stands in the page's body; the head is styles and typefaces."""
    return text[text.index("<body>") : text.index("</html>")]


def one(node: html.HtmlElement, path: str) -> html.HtmlElement:
    (found,) = node.xpath(path)
    return found


def small_report(report_of: Maker) -> Document:
    return report_of(
        Heading(1, "svar", words("Svaren"), "1"),
        Paragraph(
            (
                Text("Av dem säger "),
                Bound("4A.no.count", "tretton", "data-4A.no.count"),
                Text(" nej & "),
                Bound("4A.yes.count", "4"),
                Text(" ja."),
                FootnoteRef("enkät", 1),
                Foreign("fr", words(" Bien")),
            ),
            lead=True,
        ),
        ListBlock(((Paragraph(words("Ett")),), (Paragraph(words("Två")),)), start=2),
        TableBlock(
            (Cell(()), Cell(words("Antal"))),
            ((Cell(words("Nej"), header=True, anchor="data-4A.no.count"), Cell(words("13"))),),
            ("left", "right"), words("Svar"), "Tabell 1", "tabell-1",
        ),
        footnotes={"enkät": (Paragraph(words("Enkäten.")),)},
        language="en",
    )  # fmt: skip


def test_a_small_report_is_this_page(report_of: Maker) -> None:
    made = body_markup(render_html(small_report(report_of), {}))
    lines = re.sub(r"(?<=>)(?=<(?!/|span|a |data|sup|br))", "\n", made)
    assert lines == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def test_the_same_report_gives_the_same_page(
    sample_document: Maker, geographies: Mapping[str, Geography]
) -> None:
    assert render_html(sample_document(), geographies) == render_html(
        sample_document(), geographies
    )


def test_a_figure_carries_its_name_and_leads_to_its_row(report_of: Maker) -> None:
    made = page(small_report(report_of))
    link = one(made, "//a[@data-figure='4A.no.count']")
    assert (link.get("href"), link.text) == ("#data-4A.no.count", "tretton")
    assert one(made, "//th[@id='data-4A.no.count']").text == "Nej"
    assert one(made, "//data[@data-figure='4A.yes.count']").text == "4"


def test_a_note_links_back_to_every_mark_of_it(report_of: Maker) -> None:
    mark = FootnoteRef("n", 1)
    made = page(
        report_of(
            Paragraph((Text("a"), mark)),
            QuoteBlock("q", (Paragraph((Text("b"), mark)),), "Någon", verbatim=True),
            footnotes={"n": (Paragraph(words("Noten.")),)},
        )
    )
    marks = made.xpath("//*[@role='doc-noteref']")
    backs = made.xpath("//*[@role='doc-endnotes']//*[@role='doc-backlink']")
    assert [mark.get("href") for mark in marks] == ["#note.1", "#note.1"]
    assert [back.get("href") for back in backs] == [f"#{mark.get('id')}" for mark in marks]
    assert one(made, "//li[@id='note.1']").text_content().startswith("Noten.")


def test_a_note_that_marks_another_note_gets_both_written(report_of: Maker) -> None:
    made = page(
        report_of(
            Paragraph((Text("a"), FootnoteRef("x", 1))),
            footnotes={
                "x": (Paragraph((Text("X"), FootnoteRef("y", 2))),),
                "y": (Paragraph(words("Y")),),
            },
        )
    )
    assert [item.get("id") for item in made.xpath("//*[@role='doc-endnotes']//li")] == [
        "note.1", "note.2",
    ]  # fmt: skip


def test_no_heading_level_is_left_out_and_the_title_is_the_only_first(report_of: Maker) -> None:
    made = page(
        report_of(
            Heading(3, "a", words("A")), Heading(1, "b", words("B")), Heading(4, "c", words("C")),
            Heading(2, "d", words("D")),
        )
    )  # fmt: skip
    main = one(made, "//main")
    assert [node.tag for node in main.iter("h1", "h2", "h3", "h4")] == ["h2", "h2", "h3", "h3"]
    assert len(made.xpath("//h1")) == 1


def test_contents_list_chapters_and_their_sections_without_marks(report_of: Maker) -> None:
    made = page(
        report_of(
            Heading(1, "a", (Text("A"), FootnoteRef("n", 1)), "1"),
            Heading(2, "b", words("B"), "1.1"),
            Heading(3, "c", words("C")),
            Heading(1, "d", words("D")),
            footnotes={"n": (Paragraph(words("x")),)},
        )
    )
    links = made.xpath("//nav//a")
    assert [(link.get("href"), link.text_content()) for link in links] == [
        ("#a", "1 A"), ("#b", "1.1 B"), ("#d", "D"),
    ]  # fmt: skip


def test_foreign_words_and_panels_say_their_language(report_of: Maker) -> None:
    made = page(
        report_of(
            Paragraph((Foreign("en", words("grooming")),)),
            PanelBlock("summary", "Summary", (Paragraph(words("In short.")),), "en"),
            PanelBlock("summary", "Lättläst", (Paragraph(words("Kort.")),), "sv-easy"),
        )
    )
    assert made.get("lang") == "sv"
    assert [node.tag for node in made.xpath("//*[@lang='en']")] == ["span", "div"]
    assert one(made, "//div[@aria-label='Lättläst']").get("lang") is None


def test_a_wide_table_stands_in_a_region_one_can_reach_and_scroll(report_of: Maker) -> None:
    wide = TableBlock(
        tuple(Cell(words(name)) for name in "abcd"), (), ("left",) * 4, words("Bred"), "", "t"
    )
    region = one(page(report_of(wide)), "//*[@role='region']")
    assert region.get("tabindex") == "0"
    assert one(region, f"//*[@id='{region.get('aria-labelledby')}']").text_content() == "Bred"


def test_the_page_asks_no_address_and_allows_itself_none(
    sample_document: Maker, geographies: Mapping[str, Geography]
) -> None:
    text = render_html(sample_document(), geographies)
    made = html.document_fromstring(text)
    assert not made.xpath("//script | //link | //iframe | //object | //embed | //@style")
    assert not made.xpath("//@*[starts-with(name(), 'on')]")
    assert all(source.startswith("data:") for source in made.xpath("//@src"))
    sheet = one(made, "//style").text
    assert not re.findall(r"@import|url\((?!data:|#)", sheet)
    policy = one(made, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy


def test_every_id_is_there_once_and_every_inner_link_finds_its_place(
    sample_document: Maker, geographies: Mapping[str, Geography]
) -> None:
    made = html.document_fromstring(render_html(sample_document(), geographies))
    ids = made.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in made.xpath("//@href") if href.startswith("#")}
    assert inner <= set(ids)
    assert {i for ref in made.xpath("//@aria-labelledby") for i in ref.split()} <= set(ids)


def test_text_of_every_kind_is_escaped(report_of: Maker) -> None:
    bad = "<script>alert('&')</script>\"]]>\x00"
    made = page(
        report_of(
            Heading(1, "a\"><b>", words(bad), bad),
            Paragraph((CodeText(bad), Link("https://x.org/\"><i>", words(bad)), Bound(bad, bad))),
            title=bad, subtitle=bad, authors=(bad,), description=bad, revision=bad,
        )
    )  # fmt: skip
    assert not made.xpath("//script | //b | //i")
    assert one(made, "//title").text == printable(bad)
    assert one(made, "//h1").text == printable(bad)


@given(text=st.text())
def test_any_text_is_in_the_page_as_it_was_written(text: str, report_of: Maker) -> None:
    table = TableBlock((Cell(words(f"|{text}|")),), (), ("left",))
    made = page(report_of(Paragraph(words(f"|{text}|")), table))
    assert made.xpath("string(//main//p)") == f"|{printable(text)}|"
    assert made.xpath("string(//main//th)") == f"|{printable(text)}|"
