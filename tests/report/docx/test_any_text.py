"""Whatever a person has written, the document opens and says it."""

import re
from io import BytesIO

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.manuscript.tree import (
    Bound,
    Cell,
    Heading,
    ImageBlock,
    Link,
    PanelBlock,
    Paragraph,
    QuestionBlock,
    RecommendationBlock,
    TableBlock,
    Text,
)
from belagg.report.docx.context import Bookmarks, address
from belagg.report.docx.markup import characters, clean

ANY = st.text(st.characters(exclude_categories=()))
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def readable(text):
    """What is left of a text once what XML cannot hold is gone and its spaces are one."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def shown(element):
    """The text of an element as Word reads it."""
    marks = {"tab": " ", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}
    parts = (
        node.text if node.tag.endswith("}t") else marks.get(node.tag.rpartition("}")[2], "")
        for node in element.iter()
    )
    return readable("".join(part or "" for part in parts))


@QUIET
@given(text=ANY)
def test_any_text_survives_wherever_it_stands(render_blocks, image, text):
    inlines = (Text(text),)
    made = render_blocks(
        Heading(2, text + "z", (Text("R" + text),)),
        Paragraph((*inlines, Bound(text, text), Link(f"#{text}z", inlines))),
        TableBlock(
            (Cell(inlines),), ((Cell(inlines, anchor=text + "x"),),), ("left",), inlines, text
        ),
        PanelBlock("note", text, (Paragraph(inlines),), text),
        QuestionBlock("1", text, text, text, (text,), text),
        RecommendationBlock("r", text + "y", text, text, "R" + text, (), text, ((text, text),)),
        ImageBlock(image.data, image.media, text + "x", inlines, text),
    )
    docx.Document(BytesIO(made.data))
    wanted = readable(text)
    (heading,) = made.find("//w:p[w:pPr/w:pStyle/@w:val='Heading2']")
    cells = made.find("//w:tc")
    assert shown(heading) == readable("R" + text)
    assert {shown(cell) for cell in cells} == {wanted}


@given(text=ANY)
def test_the_characters_of_a_run_are_text_and_nothing_else(text):
    inside = re.sub(r'<w:t xml:space="preserve">|</w:t>', "", characters(text))
    assert not re.search(r"<(?!w:tab/>|w:softHyphen/>|w:noBreakHyphen/>)", inside)


@given(anchors=st.lists(ANY, max_size=8))
def test_bookmarks_have_names_that_word_takes_each_its_own(anchors):
    bookmarks = Bookmarks(anchors)
    names = {anchor: bookmarks.name(anchor) for anchor in anchors}
    assert len({name.casefold() for name in names.values()}) == len(set(anchors))
    assert all(re.fullmatch(r"[^\W\d_]\w{0,39}", name) for name in names.values())


@given(text=ANY)
def test_an_address_has_only_the_characters_of_one(text):
    made = address(f"https://example.org/{text}")
    assert made is None or re.fullmatch(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", made)
