"""The report as PDF: what it says, how it is tagged, what can be copied out of it."""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from belagg.manuscript.tree import (
    Block,
    Bound,
    Cell,
    CodeText,
    Document,
    FootnoteRef,
    Heading,
    ImageBlock,
    Link,
    ListBlock,
    PanelBlock,
    Paragraph,
    QuoteBlock,
    TableBlock,
    Text,
)
from belagg.report.pdf import render_pdf
from belagg.report.pdf.coverage import in_words
from belagg.report.printable import printable
from belagg.study.geography import Geography
from belagg.study.problems import StudyError

Maker = Callable[..., Document]


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def copied(pdf: bytes) -> str:
    """Give the text as a browser copies it, words broken over lines joined."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub("[\ufffe\u00ad](\r?\n)?", "", text)


def solid(text: str) -> str:
    """Give text without white space."""
    return re.sub(r"\s", "", text)


def comparable(text: str) -> str:
    """Give text as every reader of PDF gives it: ligatures as letters, no spaces, no hyphens."""
    return re.sub("[-\u00ad\u2010]", "", solid(unicodedata.normalize("NFKC", text)))


def nodes(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Give every node of the structure tree, in order."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        node = stack.pop()
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        stack.extend(kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary))


@pytest.fixture(scope="session")
def sample_pdf(sample_document: Maker, geographies: Mapping[str, Geography]) -> bytes:
    return render_pdf(sample_document(extra_rows=60), geographies)


@pytest.fixture(scope="session")
def long_pdf(long_report: Maker, geographies: Mapping[str, Geography]) -> bytes:
    return render_pdf(long_report(), geographies)


def test_verapdf_finds_reports_pdf_ua_1_and_pdf_a_2a(
    sample_pdf: bytes, long_pdf: bytes, needs: Callable[[str], Path], tmp_path: Path
) -> None:
    needs("java")
    checker = needs("shared") / "tools" / "verapdf"
    files = [tmp_path / "sample.pdf", tmp_path / "long.pdf"]
    for file, made in zip(files, (sample_pdf, long_pdf), strict=True):
        file.write_bytes(made)
    ran = subprocess.run([checker, *files], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("PASS") == 4


def test_the_long_report_is_set_whole(long_pdf: bytes, long_report: Maker) -> None:
    """The first and the last forty letters: two lines at least stand together on a page."""
    text = comparable(copied(long_pdf))
    for block in long_report().body:
        if isinstance(block, Heading | Paragraph):
            for part in block.children:
                if isinstance(part, Text):
                    wanted = comparable(part.text)
                    assert wanted[:40] in text
                    assert wanted[-40:] in text


def test_no_heading_or_title_of_a_table_stands_last_on_a_page(long_pdf: bytes) -> None:
    for page in pypdfium2.PdfDocument(long_pdf):
        lines = page.get_textpage().get_text_range().split("\r\n")
        body = [line for line in lines if line.strip() and "Påhittade institutet" not in line]
        assert not body or not re.match(r"(Tabell|Diagram|Karta) \d|\d\.\d ", body[-1]), body[-1]


def test_a_table_whose_head_has_a_mark_is_set_though_it_breaks(report_of: Maker) -> None:
    """PDF/UA lets no link stand in the repeated head of a table."""
    document = report_of(
        TableBlock(
            (Cell((Text("Kolumn"), FootnoteRef("n", 1))),),
            tuple((Cell(words(f"Rad {n}")),) for n in range(90)), ("left",),
        ),
        footnotes={"n": (Paragraph(words("Noten.")),)},
    )  # fmt: skip
    text = copied(render_pdf(document, {}))
    assert "Rad 89" in text
    assert text.count("Noten.") == 1


def test_the_same_report_gives_the_same_bytes(
    sample_pdf: bytes, sample_document: Maker, geographies: Mapping[str, Geography]
) -> None:
    assert render_pdf(sample_document(extra_rows=60), geographies) == sample_pdf


def test_the_file_says_what_it_is(sample_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(sample_pdf)) as pdf, pdf.open_metadata() as about:
        assert about["dc:title"] == "Unga anhöriga i regionerna"
        assert about["dc:creator"] == ["Påhittade Byrån, Exempel Exempelsson"]
        assert about["dc:language"] == {"sv"}
        assert about["pdf:Keywords"] == "unga anhöriga, regioner, kartläggning"
        assert about["dc:description"].startswith("En påhittad rapport")
        assert about["xmp:CreateDate"] == "2024-03-01T00:00:00Z"
        assert (about["pdfuaid:part"], about["pdfaid:part"]) == ("1", "2")
        assert about["pdfaid:conformance"] == "A"
        assert pdf.Root.Lang == "sv"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked


def test_it_is_tagged_for_those_who_listen(sample_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        tree = list(nodes(pdf))
        kinds = Counter(str(node.S) for node in tree)
        assert {"/Title", "/H1", "/H2", "/H3", "/TOC", "/TOCI", "/Note", "/BlockQuote"} <= set(
            kinds
        )
        figures = [node for node in tree if node.S == "/Figure"]
        assert len(figures) == 5
        assert all(str(node.Alt).strip() for node in figures)
        tables = [node for node in tree if node.S == "/Table"]
        assert len(tables) == 7
        for table in tables:
            head = next(child for child in table.K if child.S == "/THead")
            assert {str(cell.S) for row in head.K for cell in row.K} == {"/TH"}
        assert {str(node.Lang) for node in tree if "/Lang" in node} >= {"en"}


def test_all_that_is_drawn_is_tagged_or_marked_as_decoration(sample_pdf: bytes) -> None:
    painting = {"Tj", "TJ", "Do", "S", "f", "f*", "B", "b", "s", "sh"}
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        for page in pdf.pages:
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in {"BDC", "BMC"}:
                    depth += 1
                elif name == "EMC":
                    depth -= 1
                elif name in painting:
                    assert depth > 0, f"{name} {operands} outside every tag"


def test_every_typeface_is_embedded(sample_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(sample_pdf)) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        ]
        described = [font for font in fonts if font.Subtype != "/Type0"]
        assert len(described) >= 5
        for font in described:
            assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()), font
            assert "Belagg" in str(font.BaseFont)
        assert all("/ToUnicode" in font for font in fonts if font.Subtype == "/Type0")


def test_bookmarks_hold_every_heading_with_its_number(sample_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(sample_pdf)) as pdf, pdf.open_outline() as outline:
        chapters = [item.title for item in outline.root]
        assert chapters[1:5] == [
            "Sammanfattning", "1 Så gjordes kartläggningen", "2 Vad regionerna svarade",
            "3 Rekommendationer",
        ]  # fmt: skip
        assert [item.title for item in outline.root[4].children] == [
            "Skriv in de unga i rutinerna", "Låt någon följa utvecklingen",
        ]  # fmt: skip


def test_running_heads_and_page_numbers_stand_on_the_pages(sample_pdf: bytes) -> None:
    pages = pypdfium2.PdfDocument(sample_pdf)
    last = pages[len(pages) - 1].get_textpage().get_text_range()
    assert "Unga anhöriga i regionerna" in last
    assert "Bilaga: metod och data" in last
    assert last.split()[-1] == str(len(pages))


def test_the_head_of_a_long_table_stands_on_every_page(sample_pdf: bytes) -> None:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sample_pdf)]
    with_rows = [text for text in pages if "Exempelregion 1, 2, 3, 5, 8" in text]
    assert len(with_rows) >= 2
    assert all("Gränser" in text for text in with_rows)


def test_notes_are_numbered_as_the_tree_numbers_them(report_of: Maker) -> None:
    first, second = FootnoteRef("b", 1), FootnoteRef("a", 2)
    document = report_of(
        Heading(1, "x", (Text("Rubrik"), first)),
        Paragraph((Text("Brödtext"), second, Text(" igen"), first)),
        TableBlock((Cell((Text("Kolumn"), second)),), ((Cell((Text("rad"), first)),),), ("left",)),
        footnotes={"a": (Paragraph(words("Not a.")),), "b": (Paragraph(words("Not b.")),)},
    )
    text = solid(copied(render_pdf(document, {})))
    assert "Brödtext2igen1" in text
    assert "Kolumn2rad1" in text
    assert "1Notb." in text
    assert "2Nota." in text
    assert text.count("Notb.") == 1


def test_a_heading_keeps_its_mark_out_of_contents_and_bookmarks(report_of: Maker) -> None:
    document = report_of(
        Heading(1, "x", (Text("Kapitlet"), FootnoteRef("n", 1)), "7"),
        footnotes={"n": (Paragraph(words("Noten.")),)},
    )
    made = render_pdf(document, {})
    contents = pypdfium2.PdfDocument(made)[1].get_textpage().get_text_range()
    assert "Kapitlet 3" in re.sub(r"\s+", " ", contents)


LONG = (
    "Samverkansöverenskommelserna om hälso- och sjukvårdens kunskapsstyrningsorganisation visar "
    "att verksamhetsutvecklingen, kompetensförsörjningen och patientsäkerhetsarbetet i "
    "12-årsperioden sällan omfattar e-tjänsterna eller covid-19-vården. "
)


@pytest.mark.parametrize("reader", ["pdfium", "pdftotext"])
def test_copied_text_has_no_broken_words(
    reader: str, report_of: Maker, needs: Callable[[str], Path], tmp_path: Path
) -> None:
    """Every shift of the text breaks other words; a break is a soft hyphen, never a hyphen."""
    paragraphs = [Paragraph(words("x" * shift + " " + LONG * 6)) for shift in range(1, 30)]
    row = (Cell(words("Kunskapsstyrningsorganisationen")), Cell(words(LONG)))
    table = TableBlock((Cell(words("Svar")), Cell(words("Vad"))), (row,) * 9, ("left", "left"))
    made = render_pdf(
        report_of(Heading(1, "a", words("A")), *paragraphs, table, publisher="", title="A"), {}
    )
    if reader == "pdfium":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
        joined = "\n".join(re.sub(r"\A(A A\s*)?|\s*\d+\s*\Z", "", page) for page in pages[2:])
        text = re.sub("\ufffe\n?", "", joined)
    else:
        file = tmp_path / "report.pdf"
        file.write_bytes(made)
        run = [needs("pdftotext"), "-f", "3", file, "-"]
        pages = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split("\f")
        joined = "\n".join(re.sub(r"\A(A\s+A\s+)?|\s*\d+\s*\Z", "", page) for page in pages)
        text = re.sub("\u00ad\n*", "", joined)
    known = {*re.findall(r"[\w-]+", LONG), "Svar", "Vad", "A", row[0].children[0].text}
    strange = {word for word in re.findall(r"[\w-]+", text) if word.strip("x") not in known}
    assert strange <= {"x" * shift for shift in range(1, 30)}


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["M", "Cs"]), max_size=5))
@example(text='#panic("x") ] } $ ` \\ " // /* <a> @a -- ... ~ [')
@example(text='\\"); panic("x")//')
@example(text="å" * 200)
@example(text="привет 😀 漢字 α")
def test_any_text_can_be_copied_out_as_it_was_written(text: str, report_of: Maker) -> None:
    document = report_of(
        Heading(1, "a", words("A")),
        Heading(2, "b", words(f"Rubrik ({text})")),
        Paragraph((Text(f"Stycke ({text})"), CodeText(f"Kod ({text})"), Bound(text, f"B({text})"))),
        ListBlock(((Paragraph(words(f"Led ({text})")),),)),
        TableBlock((Cell(words(f"Cell ({text})")),), ((Cell(words(f"Rad ({text})")),),), ("left",)),
        QuoteBlock("q", (Paragraph(words("Citat")),), f"Av ({text})", verbatim=False, label=text),
        Paragraph((Link("https://example.org/" + "a", words(f"Länk ({text})")),)),
        title=f"Titel ({text})",
    )
    made = comparable(copied(render_pdf(document, {})))
    want = comparable(in_words(printable(text)))
    for name in ("Titel", "Rubrik", "Stycke", "Kod", "B", "Led", "Cell", "Rad", "Av", "Länk"):
        assert f"{name}({want})" in made


def test_letters_outside_our_typefaces_stand_by_their_name(report_of: Maker) -> None:
    text = copied(render_pdf(report_of(Paragraph(words("hej 😀 då"))), {}))
    assert "hej [GRINNING FACE] då" in text


def test_a_panel_may_hold_a_chapter_heading(report_of: Maker) -> None:
    inner: tuple[Block, ...] = (Heading(1, "h", words("Inuti")), Paragraph(words("Text")))
    document = report_of(
        Heading(1, "a", words("A")), PanelBlock("note", "Ruta", inner, "sv", anchor="ruta")
    )
    assert "Inuti" in copied(render_pdf(document, {}))


def test_a_picture_that_cannot_be_read_is_named(report_of: Maker) -> None:
    document = report_of(ImageBlock(b"not a picture", "image/png", "Ett hus vid en sjö."))
    with pytest.raises(StudyError, match="Ett hus vid en sjö") as stopped:
        render_pdf(document, {})
    assert stopped.value.problems[0].code == "picture-unreadable"


def test_a_chapter_does_not_end_with_a_few_lines_on_a_page(report_of: Maker) -> None:
    """Whatever its length: one that would is set a little tighter."""
    sentence = "Av de regioner som svarade har de flesta inget stöd alls för gruppen. "
    ends = []
    for lines in range(33, 45):
        whole = tuple(Paragraph(words(sentence * 3)) for _ in range(lines // 3))
        last = Paragraph(words(sentence * (lines % 3) + "Slutet."))
        made = render_pdf(report_of(Heading(1, "a", words("Kapitel")), *whole, last), {})
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]
        ends.append((len(pages) - 2, pages[-1].count("\n")))
    assert {count for count, _lines in ends} >= {1, 2}
    assert all(count == 1 or lines > 3 for count, lines in ends), ends
