"""Charts, maps, pictures and tables in the Word document."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from belagg.manuscript.tree import Cell, ChartBlock, ImageBlock, MapBlock, TableBlock, Text
from belagg.report.docx.style import WIDE
from belagg.report.docx.tables import column_widths
from belagg.report.measure import longest_word
from belagg.report.walk import blocks_of
from belagg.study.problems import StudyError

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    b'<rect width="40" height="9"/></svg>'
)


def cells(*texts):
    return tuple(Cell((Text(text),)) for text in texts)


def table(header, *rows, **more):
    return TableBlock(header, rows, ("left",) * len(header), **more)


def test_captions_are_numbered_by_word_as_the_report_numbers_them(word):
    fields = word.find("//w:instrText[contains(., 'SEQ')]/text()")
    assert fields == [
        " SEQ Tabell \\* ARABIC ",
        *[" SEQ Diagram \\* ARABIC "] * 3,
        " SEQ Karta \\* ARABIC ",
        " SEQ Bild \\* ARABIC ",
        " SEQ Tabell \\* ARABIC ",
    ]
    captions = list(word.paragraphs("Caption"))
    assert captions[0] == "Tabell\u00a01\u2002Utfall av utskicket"
    assert captions[4] == "Karta\u00a01\u2002Regioner med särskilt stöd till unga anhöriga"


def test_a_number_that_is_not_the_next_one_begins_anew(render_blocks):
    made = render_blocks(
        table(cells("a"), cells("b"), number="Tabell 3", caption=(Text("Tre"),)),
        table(cells("a"), cells("b"), number="Tabell 4"),
        table(cells("a"), cells("b"), number="Tabell B1"),
    )
    fields = made.find("//w:instrText[contains(., 'SEQ')]/text()")
    assert fields == [" SEQ Tabell \\* ARABIC \\r 3 ", " SEQ Tabell \\* ARABIC "]
    assert list(made.paragraphs("Caption")) == ["Tabell 3\u2002Tre", "Tabell 4", "Tabell B1"]


def test_every_picture_has_its_text_alternative(word, sample):
    alts = [
        block.alt
        for block in blocks_of(sample)
        if isinstance(block, ChartBlock | MapBlock | ImageBlock)
    ]
    assert word.find("//wp:docPr/@descr") == alts
    assert word.find("//wp:docPr/@title")[:1] == ["Särskilt stöd till unga anhöriga"]


def test_pictures_are_within_the_text_and_keep_their_shape(word):
    for extent in word.find("//wp:extent"):
        width, height = int(extent.get("cx")), int(extent.get("cy"))
        assert 0 < width <= 130 * 36000
        assert 0 < height <= 180 * 36000


def test_the_same_picture_is_kept_once(render_blocks, image):
    once = replace(image, anchor=None)
    made = render_blocks(once, once)
    assert len([name for name in made.zip().namelist() if "media" in name]) == 1
    assert len(set(made.find("//wp:docPr/@id"))) == 2


def test_an_svg_of_the_package_is_shown_as_png(render_blocks):
    made = render_blocks(ImageBlock(SVG, "image/svg+xml", "En rektangel."))
    (name,) = (name for name in made.zip().namelist() if "media" in name)
    assert made.zip().read(name).startswith(b"\x89PNG")


def test_a_webp_of_the_package_is_shown_as_png(render_blocks):
    data = BytesIO()
    Image.new("RGB", (40, 20)).save(data, "WEBP")
    made = render_blocks(ImageBlock(data.getvalue(), "image/webp", "En ruta."))
    (name,) = (name for name in made.zip().namelist() if "media" in name)
    assert Image.open(BytesIO(made.zip().read(name))).size == (40, 20)


@pytest.mark.parametrize("media", ["image/png", "image/svg+xml", "image/webp"])
def test_a_picture_that_word_cannot_show_is_told_of(render_blocks, media):
    with pytest.raises(StudyError) as caught:
        render_blocks(ImageBlock(b"inget alls", media, "En trasig bild."))
    assert caught.value.problems[0].found == "En trasig bild."


def test_the_header_row_is_repeated_on_every_page(word):
    tables = word.find("//w:tbl")
    assert tables
    for made in tables:
        headers = made.xpath("w:tr[w:trPr/w:tblHeader]", namespaces=made.nsmap)
        assert headers == made.xpath("w:tr[1]", namespaces=made.nsmap)


def test_a_table_without_words_in_its_header_has_no_header_row(render_blocks):
    made = render_blocks(table(cells("", ""), cells("a", "b")))
    assert len(made.find("//w:tr")) == 1
    assert made.find("//w:tblLook/@w:firstRow") == ["0"]


def test_two_tables_in_a_row_stay_two(render_blocks):
    made = render_blocks(table(cells("a"), cells("1")), table(cells("b"), cells("2")))
    (first, _) = made.find("//w:tbl")
    assert first.getnext().tag.endswith("}p")


def test_numbers_stand_to_the_right_in_figures_of_one_width(word):
    aligned = word.find("//w:tc//w:jc/@w:val")
    assert set(aligned) == {"right"}
    assert b'w14:numSpacing w14:val="tabular"' in word.zip().read("word/styles.xml")


@pytest.mark.parametrize(
    "block",
    [
        table(cells("Svar", "Antal"), cells("ja", "4")),
        table(cells("Område", "Kommentar"), cells("ett", "en mycket lång text " * 20)),
        table(cells(*"abcdefgh"), cells(*["kommunikationsdepartementet"] * 8)),
        table(cells("", ""), cells("", "")),
        table(cells("ensam"), cells("text " * 300)),
    ],
)
def test_columns_never_leave_the_page(block):
    widths = column_widths(block)
    assert min(widths) > 0
    assert sum(widths) <= WIDE + len(widths)


def test_columns_have_room_for_their_words_and_long_texts_get_the_rest():
    block = table(
        cells("Utfall", "Kommentar", "Källa"), cells("Ja", "ord " * 200, "rapport 1, rapport 2")
    )
    outcome, comment, source = column_widths(block)
    assert outcome >= longest_word("Utfall", 9.5, bold=True) * 20
    assert source >= longest_word("rapport", 9.5) * 20
    assert comment > 2 * (outcome + source)


def test_the_table_of_a_chart_stays_on_its_page(word):
    (note, *_) = word.find("//w:p[w:pPr/w:pStyle/@w:val='FigureNote']")
    rows = note.getnext().xpath("w:tr", namespaces=note.nsmap)
    kept = [bool(row.xpath(".//w:keepNext", namespaces=row.nsmap)) for row in rows[1:]]
    assert note.xpath("w:pPr/w:keepNext", namespaces=note.nsmap)
    assert kept == [True, True, True, False]


def test_a_row_stays_on_one_page_unless_it_is_long(render_blocks):
    made = render_blocks(table(cells("a"), cells("kort"), cells("lång " * 200)))
    kept = [
        bool(row.xpath("w:trPr/w:cantSplit", namespaces=row.nsmap)) for row in made.find("//w:tr")
    ]
    assert kept == [True, True, False]
