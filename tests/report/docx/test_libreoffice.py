"""The document as another program shows it."""

import subprocess

import pypdfium2
import pytest


@pytest.fixture(scope="module")
def pages(word, needs, tmp_path_factory):
    """The text of every page that LibreOffice makes of the sample."""
    program = needs("soffice")
    folder = tmp_path_factory.mktemp("libreoffice")
    source = folder / "report.docx"
    source.write_bytes(word.data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with pypdfium2.PdfDocument(folder / "report.pdf") as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_libreoffice_shows_cover_contents_and_chapters_on_pages_of_their_own(pages):
    assert "Unga anhöriga i" in pages[0]
    assert "Sida" not in pages[0]
    assert "Innehåll" in pages[1]
    assert "1.2" in pages[1]
    assert "Sammanfattning" in pages[2]
    assert "1 Så gjordes kartläggningen" in pages[3]


def test_libreoffice_shows_footnotes_captions_and_lists(pages):
    whole = "\n".join(pages)
    assert "Särskilt stöd är stöd som är skrivet till gruppen" in pages[2]
    assert "Diagram 2 Särskilt stöd" in whole.replace("\u00a0", " ").replace("\u2002", " ")
    assert "4. Det som ingen vet." in whole
    assert "a) Varje region inför en rutin" in whole


def test_libreoffice_numbers_the_pages(pages):
    assert [f"Sida {number}" in page for number, page in enumerate(pages, start=1)][1:] == [
        True
    ] * (len(pages) - 1)
