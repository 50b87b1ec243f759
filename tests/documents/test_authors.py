"""A document that is published does not say who wrote it, and says the same as before."""

import io
import zipfile

import pikepdf
import pytest
from docx import Document

from belagg.documents.authors import without_authors

WHO = "Anna Påhittad"


def pdf():
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 300))
    page.obj.Annots = made.make_indirect(
        pikepdf.Array([
            made.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
                Contents="Se över", T=WHO,
            )),
            made.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], T="fält",
            )),
        ])
    )  # fmt: skip
    with made.open_metadata() as xmp:
        xmp["dc:creator"] = [WHO]
        xmp["dc:title"] = "Riktlinje"
    made.docinfo["/Title"] = "Riktlinje"
    made.docinfo["/Author"] = WHO
    made.docinfo["/Företag"] = WHO
    made.docinfo["/CreationDate"] = "D:20190501000000"
    target = io.BytesIO()
    made.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return target.getvalue()


def docx():
    made = Document()
    made.add_paragraph("Den som misstänks vara utsatt ska få frågan.")
    made.core_properties.author = WHO
    made.core_properties.last_modified_by = WHO
    made.core_properties.title = "Riktlinje"
    target = io.BytesIO()
    made.save(target)
    source = zipfile.ZipFile(target)
    parts = {name: source.read(name) for name in source.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"</w:p>",
        f'<w:ins w:author="{WHO}" w:date="2019-05-01T00:00:00Z"><w:r><w:t>Ny</w:t></w:r></w:ins>'
        "</w:p>".encode(), 1,
    )  # fmt: skip
    parts["docProps/app.xml"] = f"<Properties><Company>{WHO}</Company></Properties>".encode()
    return packed(parts)


def odt():
    return packed({
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "meta.xml": (
            f"<m><meta:initial-creator>{WHO}</meta:initial-creator><dc:creator>{WHO}</dc:creator>"
            "<dc:title>Riktlinje</dc:title></m>"
        ).encode(),
        "content.xml": (
            f"<c><office:annotation><dc:creator>{WHO}</dc:creator></office:annotation>Text</c>"
        ).encode(),
    })  # fmt: skip


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def everything(data):
    """Give all bytes of a document, unpacked."""
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return b"".join(archive.read(name) for name in archive.namelist())
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(
            target, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )  # fmt: skip
    return target.getvalue()


def names(data):
    found = everything(data)
    utf16 = WHO.encode("utf-16-be").hex().encode()
    return any(who in found for who in (WHO.encode(), WHO.encode("utf-16-be"), utf16, b"Anna P"))


@pytest.mark.parametrize("make", [pdf, docx, odt])
def test_no_name_is_left_and_the_rest_is_the_same(make):
    before = make()
    after = without_authors(before)
    assert names(before)
    assert not names(after)
    assert b"Riktlinje" in everything(after) or "Riktlinje".encode("utf-16-be") in everything(after)
    assert without_authors(after) == after


def test_a_pdf_keeps_its_dates_and_the_names_of_its_fields():
    with pikepdf.open(io.BytesIO(without_authors(pdf()))) as made:
        assert str(made.docinfo["/CreationDate"]) == "D:20190501000000"
        assert [str(note.get("/T", "")) for note in made.pages[0].Annots] == ["", "fält"]


def test_the_words_of_a_tracked_change_stay():
    assert b"<w:t>Ny</w:t>" in everything(without_authors(docx()))


def test_a_text_without_authors_is_the_same_bytes():
    assert without_authors("Bara text åäö".encode()) == "Bara text åäö".encode()


def test_an_old_word_document_cannot_be_cleaned():
    assert without_authors(b"\xd0\xcf\x11\xe0" + b"\x00" * 100) is None
