"""The text of the report in Word: headings, contents, notes, lists, links, languages."""

from io import BytesIO

import docx
import pytest

from belagg.manuscript.tree import (
    Bound,
    Emphasis,
    FootnoteRef,
    Foreign,
    Heading,
    Link,
    ListBlock,
    PanelBlock,
    Paragraph,
    Strong,
    Text,
)
from belagg.report.walk import blocks_of, inlines_of
from belagg.study.problems import StudyError


def text(value):
    return (Text(value),)


def paragraph(*inlines):
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def test_headings_are_words_own_headings_of_their_level(word):
    opened = docx.Document(BytesIO(word.data))
    headings = [(p.style.name, p.text) for p in opened.paragraphs if p.style.name[:7] == "Heading"]
    assert headings[:4] == [
        ("Heading 1", "Sammanfattning"),
        ("Heading 1", "Så gjordes kartläggningen"),
        ("Heading 2", "Vilka som frågades"),
        ("Heading 2", "Hur svaren tolkades i tre lager"),
    ]


@pytest.mark.parametrize(
    ("headings", "typed"),
    [
        ([(1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1")], []),
        ([(1, ""), (1, "1"), (2, ""), (2, "1.1")], []),
        ([(1, "1"), (1, "3"), (2, "3.1")], ["3 ", "3.1 "]),
        ([(1, "A"), (2, "A.1"), (1, "1")], ["A ", "A.1 "]),
        ([(2, "1.1")], ["1.1 "]),
    ],
)
def test_word_counts_headings_where_it_counts_as_the_report_does(render_blocks, headings, typed):
    made = render_blocks(
        *(
            Heading(level, f"h{position}", text("Rubrik"), number)
            for position, (level, number) in enumerate(headings)
        )
    )
    lines = [*made.paragraphs("Heading1"), *made.paragraphs("Heading2")]
    assert [line.removesuffix("Rubrik") for line in lines if line != "Rubrik"] == typed


def test_a_heading_without_number_gets_none_from_its_style(render_blocks):
    made = render_blocks(Heading(1, "a", text("Utan")), Heading(1, "b", text("Med"), "1"))
    numbers = [
        p.xpath("string(.//w:numId/@w:val)", namespaces=p.nsmap)
        for p in made.find("//w:p[w:pPr/w:pStyle/@w:val='Heading1']")
    ]
    assert numbers == ["0", ""]


def test_the_contents_are_filled_in_and_lead_to_the_headings(word):
    assert list(word.paragraphs("TOCHeading")) == ["Innehåll"]
    assert list(word.paragraphs("TOC2")) == [
        "1.1\u2002Vilka som frågades",
        "1.2\u2002Hur svaren tolkades i tre lager",
        "2.1\u2002Stöd till unga",
        "Underlag",
    ]
    targets = word.find("//w:sdtContent//w:hyperlink[starts-with(@w:anchor, '_Toc')]/@w:anchor")
    marked = word.find("//w:bookmarkStart/@w:name")
    assert len(targets) == 9
    assert set(targets) <= set(marked)


def test_word_opens_the_report_without_asking_to_update_fields(word):
    assert not word.find("//@w:dirty")
    assert not word.find("//w:updateFields", "word/settings.xml")


def test_footnotes_are_words_own_and_in_order(word):
    marks = word.find("//w:footnoteReference/@w:id")
    notes = word.find("//w:footnote[not(@w:type)]/@w:id", "word/footnotes.xml")
    assert marks == notes == ["1", "2", "3"]
    shown = list(word.paragraphs("FootnoteText", "word/footnotes.xml"))
    assert shown[0] == " Särskilt stöd är stöd som är skrivet till gruppen, se kapitel 1."
    assert len(word.find("//w:footnoteRef", "word/footnotes.xml")) == 3


def test_a_second_mark_of_a_footnote_repeats_its_number(word):
    again = word.find("//w:instrText[contains(., 'NOTEREF')]/text()")
    assert again == [" NOTEREF _Note1 \\f \\h "]
    assert word.find("//w:bookmarkStart[@w:name='_Note1']/following-sibling::w:r[1]"
                     "/w:footnoteReference/@w:id") == ["1"]  # fmt: skip


def test_a_footnote_of_a_footnote_stands_in_brackets(render_blocks):
    made = render_blocks(
        paragraph("Text.", FootnoteRef("a", 1)),
        footnotes={
            "a": (paragraph("Not", FootnoteRef("b", 2)),),
            "b": (paragraph("till noten", FootnoteRef("a", 1), FootnoteRef("b", 2)),),
        },
    )
    (note,) = made.paragraphs("FootnoteText", "word/footnotes.xml")
    assert note == " Not [till noten1]"


def test_a_footnote_that_nothing_refers_to_is_left_out(render_blocks):
    made = render_blocks(paragraph("Text."), footnotes={"a": (paragraph("Not"),)})
    assert not made.find("//w:footnote[not(@w:type)]", "word/footnotes.xml")


def test_every_figure_is_a_content_control_with_its_name_that_cannot_be_typed_over(word, sample):
    bound = [
        (inline.name, inline.text)
        for block in blocks_of(sample)
        for inline in inlines_of(block)
        if isinstance(inline, Bound)
    ]
    made = [
        (
            "".join(control.xpath("w:sdtPr/w:tag/@w:val", namespaces=control.nsmap)),
            "".join(control.xpath("w:sdtContent//w:t/text()", namespaces=control.nsmap)),
        )
        for part in ("word/document.xml", "word/footnotes.xml")
        for control in word.find("//w:sdt[w:sdtPr/w:tag]", part)
    ]
    assert sorted(made) == sorted(bound)
    locks = word.find("//w:sdtPr[w:tag]/w:lock/@w:val")
    assert set(locks) == {"contentLocked"}


def test_a_figure_leads_to_its_row_in_the_appendix(word):
    (target, *_) = word.find("//w:sdt[w:sdtPr/w:tag/@w:val='4A.no.count']//w:hyperlink/@w:anchor")
    (row,) = word.find(f"//w:tr[.//w:bookmarkStart[@w:name='{target}']]")
    shown = row.xpath(".//w:t/text()", namespaces=row.nsmap)
    assert shown == ["4A.no.count", "13", "Exempelregion 8–20", "11–15"]


def test_a_name_longer_than_word_allows_is_cut_but_stays_its_own(render_blocks):
    names = [f"4A.by.kind.{'x' * 60}.{category}.count" for category in ("yes", "no")]
    made = render_blocks(paragraph(*(Bound(name, "1") for name in names)))
    tags = made.find("//w:sdtPr/w:tag/@w:val")
    assert len(set(tags)) == 2
    assert all(len(tag) <= 64 for tag in tags)


def test_links_go_to_their_address_or_place(word):
    relations = {
        relation.get("Id"): relation.get("Target")
        for relation in word.find("//rel:Relationship", "word/_rels/document.xml.rels")
    }
    addresses = [relations[link] for link in word.find("//w:hyperlink/@r:id")]
    assert addresses == ["https://example.org/rapport?a=1&b=2"]
    (place,) = word.find("//w:hyperlink[.//w:t='diagram 1']/@w:anchor")
    (caption,) = word.find(f"//w:p[w:bookmarkStart/@w:name='{place}']")
    assert "Diagram" in "".join(caption.xpath(".//w:t/text()", namespaces=caption.nsmap))


@pytest.mark.parametrize("target", ["http://[fel", "http://a:b:c/", "bilaga.html", ""])
def test_an_address_that_word_would_refuse_is_text(render_blocks, target):
    made = render_blocks(paragraph(Link(target, text("länk"))))
    assert not made.find("//w:hyperlink")
    assert list(made.paragraphs("BodyText")) == ["länk"]


@pytest.mark.parametrize("target", ["#ingenstans", "javascript:alert(1)"])
def test_a_link_that_leads_nowhere_stops_the_document(render_blocks, target):
    with pytest.raises(StudyError) as caught:
        render_blocks(paragraph(Link(target, text("länk"))))
    assert caught.value.problems[0].found == target


def test_an_address_is_written_as_word_needs_it(render_blocks):
    made = render_blocks(paragraph(Link("https://example.org/åä{1}", text("länk"))))
    (address,) = made.find("//rel:Relationship[@TargetMode]/@Target",
                           "word/_rels/document.xml.rels")  # fmt: skip
    assert address == "https://example.org/%C3%A5%C3%A4%7B1%7D"


def test_lists_are_words_own_and_begin_where_they_should(render_blocks):
    items = ((paragraph("ett"), paragraph("mer")), (paragraph("två"),))
    made = render_blocks(ListBlock(items, start=4), ListBlock(items), ListBlock(items, start=1))
    opened = docx.Document(BytesIO(made.data))
    assert [p.style.name for p in opened.paragraphs if p.text in {"ett", "mer", "två"}] == [
        *["List Number", "List Continue", "List Number"],
        *["List Bullet", "List Continue", "List Bullet"],
        *["List Number", "List Continue", "List Number"],
    ]
    used = made.find("//w:p[.//w:t='ett']//w:numId/@w:val")
    starts = [
        made.find(f"//w:num[@w:numId={number}]//w:startOverride/@w:val", "word/numbering.xml")
        for number in used
    ]
    assert starts == [["4"], [], ["1"]]


def test_a_list_as_deep_as_anyone_writes_stays_within_words_levels(render_blocks):
    block = ListBlock(((paragraph("innerst"),),))
    for _ in range(12):
        block = ListBlock(((paragraph("ett"), block),), start=1)
    levels = render_blocks(block).find("//w:ilvl/@w:val")
    assert max(map(int, levels)) == 8


def test_the_language_of_every_passage_is_told(word, render_blocks):
    assert word.find("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["sv-SE"]
    made = render_blocks(
        paragraph("på svenska ", Foreign("en", text("in English"))),
        PanelBlock("summary", "Summary", (paragraph("In English, ", Foreign("sv", text("kse"))),),
                   "en"),
        PanelBlock("summary", "Lättläst", (paragraph("På svenska."),), "sv-easy"),
    )  # fmt: skip
    told = {
        "".join(run.xpath("w:t/text()", namespaces=run.nsmap)): run.xpath(
            "string(w:rPr/w:lang/@w:val)", namespaces=run.nsmap
        )
        for run in made.find("//w:r[w:t]")
    }
    assert told["in English"] == told["Summary"] == told["In English, "] == "en-GB"
    assert told["kse"] == "sv-SE"
    assert told["på svenska "] == told["På svenska."] == ""


def test_words_are_hyphenated(word):
    assert word.find("//w:autoHyphenation", "word/settings.xml")


def test_stressed_text_is_stressed_within_stressed_text(render_blocks):
    made = render_blocks(paragraph(Strong((Text("a"), Emphasis(text("b"))))))
    looks = [
        {child.tag.rpartition("}")[2] for child in run.xpath("w:rPr/*", namespaces=run.nsmap)}
        for run in made.find("//w:p[w:pPr/w:pStyle/@w:val='BodyText']/w:r")
    ]
    assert looks == [{"b", "bCs"}, {"b", "bCs", "i", "iCs"}]


def test_what_is_set_apart_has_styles_of_its_own(word):
    assert list(word.paragraphs("Quote"))[1] == (
        "Det här är en påhittad replik av en påhittad tjänsteman."
    )
    assert list(word.paragraphs("QuoteLabel")) == ["Återgivet med andra ord"]
    assert next(word.paragraphs("QuoteSource")) == "Referensgrupp 1, påhittad"
    assert list(word.paragraphs("QuestionChoice")) == ["ja", "delvis", "nej", "annat"]
    assert list(word.paragraphs("PanelHeading"))[2] == "Gott exempel: en mottagning utan remiss"
    assert next(word.paragraphs("RecommendationHeading")) == "1. Skriv in de unga i rutinerna"
    assert list(word.paragraphs("RecommendationSupport"))[1] == "Bygger på: Fynd 2; Fynd 3"
