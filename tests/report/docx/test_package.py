"""The file itself: sound by Word's rules, the same every time, saying what it is."""

import posixpath
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openxml_audit import FileFormat
from openxml_audit.validator import OpenXmlValidator


@pytest.fixture(scope="module")
def complaints(tmp_path_factory) -> Callable[[bytes], list[str]]:
    """Give what the rules of Microsoft's SDK have against a document."""
    validator = OpenXmlValidator(FileFormat.MICROSOFT_365)
    folder = tmp_path_factory.mktemp("word")

    def validate(data: bytes) -> list[str]:
        path = Path(folder) / "report.docx"
        path.write_bytes(data)
        found = [str(error) for error in validator.validate(path).errors]
        # List 0 is how a paragraph leaves the list of its style (ISO/IEC 29500-1, 17.9.18).
        return [one for one in found if "Numbering definition '0'" not in one]

    return validate


def test_the_report_keeps_every_rule_of_the_format(word, complaints):
    assert complaints(word.data) == []


def test_a_broken_rule_would_be_found(word, complaints):
    document = docx.Document(BytesIO(word.data))
    properties = document.paragraphs[0]._p.pPr
    properties.append(properties.pStyle)
    properties.insert(0, properties.makeelement(properties.tag.replace("pPr", "jc")))
    broken = BytesIO()
    document.save(broken)
    assert complaints(broken.getvalue())


def test_an_empty_report_keeps_every_rule(render_blocks, complaints):
    assert complaints(render_blocks().data) == []


def test_identifiers_are_unique(word):
    for path in ("//wp:docPr/@id", "//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name"):
        twice = [name for name, times in Counter(word.find(path)).items() if times > 1]
        assert not twice
    controls = word.find("//w:sdtPr/w:id/@w:val")
    controls += word.find("//w:sdtPr/w:id/@w:val", "word/footnotes.xml")
    assert len(controls) == len(set(controls))


def test_every_bookmark_that_is_opened_is_closed(word):
    for part in ("word/document.xml", "word/footnotes.xml"):
        opened = word.find("//w:bookmarkStart/@w:id", part)
        assert sorted(opened) == sorted(word.find("//w:bookmarkEnd/@w:id", part))


def test_every_link_within_the_report_has_its_bookmark(word):
    marked = set(word.find("//w:bookmarkStart/@w:name"))
    for part in ("word/document.xml", "word/footnotes.xml"):
        assert set(word.find("//w:hyperlink/@w:anchor", part)) <= marked


def test_every_style_and_list_that_is_used_exists(word):
    styles = set(word.find("//w:style/@w:styleId", "word/styles.xml"))
    lists = {"0", *word.find("//w:num/@w:numId", "word/numbering.xml")}
    for part in ("word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/styles.xml"):
        used = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
        used += " | //w:basedOn/@w:val | //w:next/@w:val"
        assert set(word.find(used, part)) <= styles
        assert set(word.find("//w:numId/@w:val", part)) <= lists


def test_every_part_is_reached_typed_and_used(word):
    names = set(word.zip().namelist())
    reached = set()
    for relations in (name for name in names if name.endswith(".rels")):
        base = posixpath.dirname(posixpath.dirname(relations))
        source = posixpath.join(base, posixpath.basename(relations).removesuffix(".rels"))
        used = set(word.find("//@r:id | //@r:embed", source)) if source in names else set()
        for relation in word.find("//rel:Relationship", relations):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", base, relation.get("Target")))
                reached.add(target.lstrip("/"))
            if relation.get("Type").rpartition("/")[2] in {
                "image",
                "hyperlink",
                "header",
                "footer",
            }:
                assert relation.get("Id") in used
    assert {"[Content_Types].xml", *reached} == {n for n in names if not n.endswith(".rels")}
    typed = {
        name.lstrip("/") for name in word.find("//ct:Override/@PartName", "[Content_Types].xml")
    }
    extensions = set(word.find("//ct:Default/@Extension", "[Content_Types].xml"))
    assert all(name in typed or name.rpartition(".")[2] in extensions for name in reached)


def test_the_same_report_gives_the_same_bytes(word, sample, render):
    assert render(sample).data == word.data


def test_no_clock_is_read(word):
    assert {entry.date_time for entry in word.zip().infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(BytesIO(word.data)).core_properties
    assert properties.created == properties.modified == datetime(2024, 3, 1, tzinfo=UTC)


def test_the_file_says_what_it_is(word):
    properties = docx.Document(BytesIO(word.data)).core_properties
    assert properties.title == "Unga anhöriga i regionerna"
    assert properties.author == "Påhittade Byrån; Exempel Exempelsson"
    assert properties.subject == "En påhittad kartläggning av stödet i 21 regioner"
    assert properties.keywords == "unga anhöriga, regioner, kartläggning"
    assert properties.language == "sv-SE"
    assert properties.identifier == "3f9a1c0e5b7d"


def test_the_cover_stands_first_and_pages_are_numbered(word):
    assert list(word.paragraphs("Title")) == ["Unga anhöriga i regionerna"]
    assert list(word.paragraphs("CoverColophon"))[1] == "Revision 3f9a1c0e5b7d · CC BY 4.0"
    assert word.find("//w:titlePg")
    assert list(word.paragraphs("Header", "word/header1.xml")) == ["Unga anhöriga i regionerna"]
    assert word.find("//w:instrText/text()", "word/footer1.xml") == [" PAGE "]


def test_a_title_too_long_for_the_properties_is_cut_there(sample, render):
    cover = replace(sample.cover, title="Lång " * 100)
    made = render(replace(sample, cover=cover))
    assert len(docx.Document(BytesIO(made.data)).core_properties.title) == 255
