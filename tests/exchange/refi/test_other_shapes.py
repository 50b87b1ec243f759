"""Projects as other programs shape them: paths, GUIDs and positions that the standard has not."""

import io
import zipfile

import docx
import pytest

from belagg.exchange.refi.bring import import_project
from belagg.study.study import Study

TEXT = "Vi har en rutin 😀.\r\nDen gäller vuxna i Åmål.\r\nSlut."
AT = TEXT.index("vuxna")
CODES = (
    '<CodeBook><Codes><Code guid="c1" name="Tema"><Code guid="c2" name="Under"/></Code></Codes>'
    "</CodeBook>"
)


def span(start=AT, end=AT + 5, guid=' guid="k"'):
    return (
        f'<PlainTextSelection guid="s" startPosition="{start}" endPosition="{end}">'
        f'<Coding{guid}><CodeRef targetGUID="c2"/></Coding></PlainTextSelection>'
    )


def xml(attributes, inner=None, origin="Annat"):
    inner = span() if inner is None else inner
    return (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}">{CODES}<Sources>'
        f"<TextSource {attributes}>{inner}</TextSource></Sources></Project>"
    ).encode()


def packed(project, **files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("project.qde", project)
        for name, data in files.items():
            archive.writestr(name, data if isinstance(data, bytes) else data.encode())
    return stream.getvalue()


INLINE = f"<PlainTextContent>{TEXT}</PlainTextContent>".replace("\r", "&#13;") + span()
SHAPES = {
    "a path that is relative": packed(
        xml('guid="d" name="A" plainTextPath="relative://a.txt"'), **{"Sources/a.txt": TEXT}
    ),
    "a name without a scheme": packed(
        xml('guid="d" name="A" plainTextPath="A.TXT"'), **{"a.txt": TEXT}
    ),
    "a name with escapes": packed(
        xml('guid="d" name="A" plainTextPath="internal://a%20b.txt"'), **{"sources/a b.txt": TEXT}
    ),
    "a source without a GUID": packed(
        xml('name="A" plainTextPath="internal://a.txt"'), **{"sources/a.txt": TEXT.encode("utf-16")}
    ),
    "a GUID that is a path": packed(
        xml('guid="../../d|1" name="A/../B" plainTextPath="internal://a.txt"'),
        **{"sources/a.txt": TEXT},
    ),
    "text within the XML": packed(xml('guid="d" name="A"', INLINE)),
    "the XML alone": xml('guid="d" name="A"', INLINE),
    "positions with decimals, end before start": packed(
        xml('guid="d" name="A" plainTextPath="internal://a.txt"', span(f"{AT + 5}.0", f" {AT} ")),
        **{"sources/a.txt": TEXT},
    ),
    "a coding without a GUID": packed(
        xml('guid="d" name="A" plainTextPath="internal://a.txt"', span(guid="")),
        **{"sources/a.txt": TEXT},
    ),
}  # fmt: skip


def brought(tmp_path, make_study, data):
    path = tmp_path / "p.qdpx"
    path.write_bytes(data)
    imported = import_project(path, make_study())
    imported.study.save(tmp_path / "s")
    return imported, Study.load(tmp_path / "s")


def marked(study):
    (row,) = study.tables["segments"].rows(named=True)
    documents = dict(study.tables["documents"].select("document_id", "file").iter_rows())
    data = study.files[f"documents/{documents[row['source'].removeprefix('document:')]}"].read()
    return data.decode()[row["start"] : row["end"]]


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES.keys())
def test_the_span_lands_on_its_word_and_the_study_loads(tmp_path, make_study, data):
    imported, study = brought(tmp_path, make_study, data)
    assert marked(study) == "vuxna"
    assert not imported.left
    again = import_project(tmp_path / "p.qdpx", study).study
    assert again.tables["segments"].equals(study.tables["segments"])
    assert again.tables["documents"].equals(study.tables["documents"])


def test_a_word_file_stands_for_a_source_without_plain_text(tmp_path, make_study):
    file, written = io.BytesIO(), docx.Document()
    written.add_paragraph("Den gäller vuxna i Åmål.")
    written.save(file)
    data = packed(
        xml('guid="d" name="A.docx" richTextPath="internal://a.docx"', span(11, 16)),
        **{"sources/a.docx": file.getvalue()},
    )
    _imported, study = brought(tmp_path, make_study, data)
    (document,) = study.tables["documents"]["file"]
    assert document.endswith(".docx")
    assert study.tables["segments"].select("start", "end").rows() == [(11, 16)]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (span(AT, AT), "is empty"),
        (span(-3, 4), "outside the text"),
        (span("nan", 4), "no positions"),
        (span("1e400", 4), "no positions"),
    ],
)
def test_a_span_without_words_is_listed(tmp_path, make_study, inner, said):
    attributes = 'guid="d" name="A" plainTextPath="internal://a.txt"'
    imported, study = brought(
        tmp_path, make_study, packed(xml(attributes, inner), **{"sources/a.txt": TEXT})
    )
    assert [said in str(one) for one in imported.left] == [True]
    assert not len(study.tables["segments"])
