"""Old Word files and scans are read by other programs, and kindly left where those are missing."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
import typst
from typer.testing import CliRunner

from belagg.cli import app
from belagg.documents import conversion
from belagg.documents.conversion import OCR, OLD_WORD, RICH_TEXT, convert, converter_for
from belagg.documents.media import DOC, RTF
from belagg.documents.review_read import read_files
from belagg.documents.text import Reason, Unreadable

RTF_TEXT = rb"{\rtf1\ansi Den som s\'e4ljer sex ska f\'e5 v\'e5rd. P\'e5hittat.\par}"
CONCEPTS = '[[concept]]\nid = "sex"\nlabel.sv = "Sex"\nterms = ["sälja sex"]\n'
office = pytest.mark.skipif(not OLD_WORD.installed, reason="LibreOffice is not installed")
ocr = pytest.mark.skipif(not OCR.installed, reason="OCRmyPDF or Tesseract is not installed")


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "-gammal plan.rtf"
    path.write_bytes(RTF_TEXT)
    return path


def scan(path: Path) -> Path:
    """Print a page and photograph it: a PDF that holds a picture alone."""
    source = path.with_suffix(".typ")
    source.write_text(
        '#set page(paper: "a6")\n#set text(size: 14pt)\n'
        "Den som säljer sex ska få vård.\n\nVarje verksamhet har en rutin. Påhittat.",
        encoding="utf-8",
    )
    page = pypdfium2.PdfDocument(typst.compile(str(source)))[0]
    page.render(scale=300 / 72).to_pil().convert("L").save(path, resolution=300)
    return path


@pytest.mark.parametrize(
    ("error", "converter"),
    [
        (None, None),
        (Unreadable(Reason.NO_TEXT_LAYER, "2 pages are pictures"), OCR),
        (Unreadable(Reason.UNSUPPORTED, DOC), OLD_WORD),
        (Unreadable(Reason.UNSUPPORTED, RTF), RICH_TEXT),
        (Unreadable(Reason.UNSUPPORTED, "a ZIP archive that is no document"), None),
        (Unreadable(Reason.PASSWORD), None),
    ],
)
def test_which_program_may_read_it(error, converter):
    assert converter_for(error) is converter


@pytest.mark.long
@office
def test_an_old_word_file_is_read_by_paragraphs(rtf, tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    subprocess.run(
        [
            shutil.which("soffice"), f"-env:UserInstallation={folder.as_uri()}/p", "--headless",
            "--convert-to", "doc:MS Word 97", "--outdir", str(folder), f"{rtf.parent}/{rtf.name}",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    (doc,) = folder.glob("*.doc")
    for path in (rtf, doc):
        ((_, document),) = read_files([path], 1)
        assert document.error is None
        assert "Den som säljer sex ska få vård. Påhittat." in document.text
        assert len(document.pages) == 0


@pytest.mark.long
@office
def test_an_old_file_that_is_damaged_says_so(tmp_path):
    path = tmp_path / "trasig.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    ((_, document),) = read_files([path], 1)
    assert document.error is not None
    assert document.error.reason in {Reason.DAMAGED, Reason.EMPTY}


@pytest.mark.long
@ocr
def test_a_scan_is_read_with_its_page_and_place(tmp_path):
    ((_, document),) = read_files([scan(tmp_path / "skannad.pdf")], 1)
    assert document.error is None
    assert "säljer sex ska få vård" in document.text
    assert document.lines.page[0] == 1
    left, bottom, right, top = document.lines.box[0]
    width, height = document.pages[0]
    assert 0 < left < right < width
    assert height / 2 < bottom < top < height


def test_a_converter_that_does_not_end_is_ended(rtf, tmp_path):
    slow = conversion.Converter(
        "Slow", lambda: shutil.which("sh"), lambda *_: ("-c", "sleep 60 & wait"), "x", 0,
        Reason.DAMAGED,
    )  # fmt: skip
    folder = tmp_path / "folder"
    folder.mkdir()
    assert convert(slow, rtf, folder) == Unreadable(Reason.TIMEOUT, "Slow: 0 s")


@pytest.fixture
def command(rtf, tmp_path) -> list[str]:
    """A review of a folder with an old file and a scan."""
    scan(tmp_path / "skannad.pdf")
    concepts = tmp_path / "begrepp.toml"
    concepts.write_text(CONCEPTS, encoding="utf-8")
    return [
        "review", str(tmp_path), "--concepts", str(concepts), "--json",
        "--corpus", str(tmp_path / "c.corpus"), "--workers", "1",
    ]  # fmt: skip


def without_programs(command, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr(conversion.shutil, "which", lambda *_args, **_named: None)
        without.setattr(conversion, "_reads_swedish", lambda: False)
        return CliRunner().invoke(app, command)


def test_without_the_programs_the_user_is_told_what_would_help(command, monkeypatch):
    told = without_programs(command, monkeypatch)
    assert told.exit_code == 0
    assert '"error": "unsupported"' in told.stdout
    assert '"error": "no_text_layer"' in told.stdout
    assert "LibreOffice" in told.stderr
    assert "belagg[ocr]" in told.stderr


@pytest.mark.long
@office
@ocr
def test_once_the_programs_are_there_the_next_review_reads_what_was_left(command, monkeypatch):
    without_programs(command, monkeypatch)
    told = CliRunner().invoke(app, command)
    assert '"error": "' not in told.stdout
    assert told.stdout.count('"text": "säljer sex"') == 2
