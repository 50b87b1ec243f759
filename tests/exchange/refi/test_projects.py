"""Codes and spans go out to other programs and come in again on the same words."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from belagg.analysis.themes import code_by_body, code_by_item
from belagg.exchange.codebook import export_codebook
from belagg.exchange.refi.bring import import_project
from belagg.exchange.refi.export import export_project
from belagg.study.files import memory_file
from belagg.study.problems import StudyError
from belagg.study.study import Study

TEXT = (
    "Vi har 😀 en rutin.\n\nDen gäller bara vuxna 😀 i Åmål, och den är från 2019.\nSlut på svaret."
)
BODY = '<Project xmlns="{ns}" name="P"{origin}>{inner}</Project>'
G = "{:08x}-0000-4000-8000-000000000000".format


@pytest.fixture
def study(make_study: Callable[..., Study], make_item: Callable[..., Any]) -> Study:
    made = make_study(
        [make_item("1"), make_item("2", "text")],
        units=[
            {"unit_id": "01", "name": "Påhittad region", "attr_storlek": "stor & < liten"},
            {"unit_id": "02", "name": "Påhittad region"},
        ],
        responses=[
            {"response_id": "a", "unit_id": "01", "question_id": "2", "text": TEXT},
            {"response_id": "b", "unit_id": "02", "question_id": "2", "text": "Kort."},
        ],
        documents=[{"document_id": "plan", "unit_id": "02", "title": "Plan", "file": "plan.txt"}],
        codes=[
            {"code_id": "r", "name": "Rutin", "definition": "Det som sägs & görs",
             "memo": "Se även 1A.\nOch 2."},
            {"code_id": "r1", "parent_id": "r", "name": "Vuxna"},
            {"code_id": "r2", "parent_id": "r", "name": "vuxna"},
        ],
        segments=[
            {"segment_id": "s1", "code_id": "r1", "source": "response:a", "start": 39, "end": 44,
             "coder": "AB", "memo": "Bara vuxna?\nJa."},
            {"segment_id": "s2", "code_id": "r", "source": "document:plan", "start": 0, "end": 4},
        ],
    )  # fmt: skip
    text = b"Plan f\xc3\xb6r v\xc3\xa5rden\r\nsom g\xc3\xa4ller alla.\r\n"
    return Study(
        **{**vars(made), "files": {"documents/plan.txt": memory_file("documents/plan.txt", text)}}
    )


def only(exported: Any) -> bytes:
    return next(iter(exported.files.values()))


def saved(tmp_path: Path, data: bytes, name: str = "p.qdpx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def project_xml(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("project.qde")


def schema(needs: Callable[[str], Path], name: str) -> Path:
    return needs("shared") / "schemas" / "refi-qda" / name


def words(study: Study, texts: dict[str, str]) -> list[str]:
    rows = study.tables["segments"].select("source", "start", "end").rows()
    return sorted(texts[source][start:end] for source, start, end in rows)


def test_a_project_is_valid_for_lxml_and_xmllint(
    study: Study, needs: Callable[[str], Path], tmp_path: Path
) -> None:
    xml = project_xml(only(export_project(study, None)))
    xsd = schema(needs, "Project-mrt2019.xsd")
    etree.XMLSchema(file=str(xsd)).assertValid(etree.fromstring(xml))
    needs("xmllint")
    path = saved(tmp_path, xml, "project.qde")
    done = subprocess.run(
        [shutil.which("xmllint") or "xmllint", "--noout", "--nonet", "--schema", xsd, path],
        check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def test_a_code_book_is_valid(study: Study, needs: Callable[[str], Path]) -> None:
    qdc = export_codebook(study, None).files["prov.qdc"]
    xsd = schema(needs, "Codebook-mrt2019.xsd")
    etree.XMLSchema(file=str(xsd)).assertValid(etree.fromstring(qdc))


def test_the_same_study_gives_the_same_bytes(study: Study) -> None:
    assert only(export_project(study, None)) == only(export_project(study, None))


def test_the_own_project_read_again_changes_nothing(study: Study, tmp_path: Path) -> None:
    imported = import_project(saved(tmp_path, only(export_project(study, None))), study)
    for name in ("codes", "segments", "documents"):
        before = study.tables[name].drop("name") if name == "codes" else study.tables[name]
        after = imported.study.tables[name]
        assert (after.drop("name") if name == "codes" else after).equals(before)
    assert not imported.left


def test_what_was_lost_in_the_study_comes_back_from_the_project(
    study: Study, tmp_path: Path
) -> None:
    path = saved(tmp_path, only(export_project(study, None)))
    bare = study.with_table("segments", study.tables["segments"].clear())
    back = import_project(path, bare).study.tables["segments"]
    columns = ["source", "start", "end", "coder", "memo"]
    assert sorted(back.select(columns).rows()) == sorted(
        study.tables["segments"].select(columns).rows()
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_codes_and_spans_survive(
    data: st.DataObject, make_study: Callable[..., Study], make_item: Callable[..., Any],
    tmp_path: Path, needs: Callable[[str], Path],
) -> None:  # fmt: skip
    letters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n å😀")
    text = data.draw(st.text(letters, min_size=1, max_size=60).filter(str.strip))
    names = data.draw(
        st.lists(st.text("abåö &<😀", min_size=1).filter(str.strip), min_size=1, max_size=6)
    )
    codes = [
        {"code_id": f"c{n}", "name": " ".join(name.split()),
         "parent_id": data.draw(st.sampled_from([None, *(f"c{m}" for m in range(n))]))}
        for n, name in enumerate(names)
    ]  # fmt: skip
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=6)
    )
    segments = [
        {"segment_id": f"s{n}", "code_id": f"c{n % len(codes)}", "source": "response:a",
         "start": min(a, b), "end": max(a, b), "coder": "AB"}
        for n, (a, b) in enumerate(spans) if a != b
    ]  # fmt: skip
    study = make_study(
        [make_item("2", "text")],
        responses=[{"response_id": "a", "unit_id": "01", "question_id": "2", "text": text}],
        codes=codes, segments=segments,
    )  # fmt: skip
    exported = only(export_project(study, None))
    xsd = schema(needs, "Project-mrt2019.xsd")
    etree.XMLSchema(file=str(xsd)).assertValid(etree.fromstring(project_xml(exported)))
    empty = study.with_table("segments", study.tables["segments"].clear())
    back = import_project(saved(tmp_path, exported), empty).study
    columns = ["code_id", "source", "start", "end", "coder"]
    assert sorted(back.tables["segments"].select(columns).rows()) == sorted(
        study.tables["segments"].select(columns).rows()
    )
    assert (
        back.tables["codes"]
        .select("code_id", "parent_id")
        .equals(study.tables["codes"].select("code_id", "parent_id"))
    )


def foreign(
    origin: str, text: str, spans: list[tuple[int, int]], *, ns: str = "urn:QDA-XML:project:1.0",
    braces: bool = False, folder: str = "Sources", raw: bytes | None = None,
    qde: str = "project.qde", extra: str = "",
) -> bytes:  # fmt: skip
    def guid(number: int) -> str:
        return "{" + G(number).upper() + "}" if braces else G(number)

    selections = "".join(
        f'<PlainTextSelection guid="{guid(100 + n)}" startPosition="{a}" endPosition="{b}">'
        f'<Coding guid="{guid(200 + n)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
        "</PlainTextSelection>"
        for n, (a, b) in enumerate(spans)
    )
    inner = (
        f'<CodeBook><Codes><Code guid="{guid(1)}" name="Förälder" isCodable="true">'
        f'<Code guid="{guid(2)}" name="Barn" isCodable="false"/></Code></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid(3)}" name="Intervju å" '
        f'plainTextPath="internal://{G(3).upper()}.TXT">{selections}</TextSource></Sources>{extra}'
    )
    named = f" origin={quoteattr(origin)}" if origin else ""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(qde, BODY.format(ns=escape(ns), origin=named, inner=inner))
        archive.writestr(f"{folder}/{G(3)}.txt", raw if raw is not None else text.encode())
    return stream.getvalue()


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def spans_of(text: str, *found: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in found]


def document_words(imported: Any) -> list[str]:
    from belagg.exchange.refi.texts import read_contents

    documents = imported.study.tables["documents"].rows(named=True)
    files = imported.study.files
    read = read_contents({d["file"]: files[f"documents/{d['file']}"].read() for d in documents})
    texts = {f"document:{d['document_id']}": read[d["file"]] for d in documents}
    return words(imported.study, texts)


WANTED = ["2019", "Slut på svaret", "vuxna"]


def test_nvivo_counts_utf16_and_two_for_a_line_break(study: Study, tmp_path: Path) -> None:
    crlf = TEXT.replace("\n", "\r\n")
    spans = [(utf16(crlf, a), utf16(crlf, b)) for a, b in spans_of(crlf, *WANTED)]
    for raw in (crlf, TEXT):  # the file has CRLF, or LF while the offsets count two
        data = foreign(
            "NVivo 12",
            raw,
            spans,
            braces=True,
            raw=b"\xef\xbb\xbf" + raw.encode(),
            qde="Project.QDE",
        )
        imported = import_project(saved(tmp_path, data), study)
        own = imported.study.with_table(
            "segments", imported.study.tables["segments"].filter(
                imported.study.tables["segments"]["source"] == f"document:{G(3)}")
        )  # fmt: skip
        imported = type(imported)(own, imported.left, imported.taken)
        assert document_words(imported) == WANTED
        assert any("UTF-16" in line for line in imported.taken)


@pytest.mark.parametrize(
    ("origin", "folder", "ns"),
    [
        ("ATLAS.ti 23", "sources", "urn:QDA-XML:project:1.0"),
        ("MAXQDA 2022", "Sources", "urn:QDA-XML:project:1.0"),
        ("QualCoder-3.5", "Sources", "urn:QDA-XML:project:1.0"),
        ("", "SOURCES", "urn:QDA-XML:project:0:4"),
    ],
)
def test_other_programs_count_code_points(
    make_study: Callable[..., Study], tmp_path: Path, origin: str, folder: str, ns: str
) -> None:
    data = foreign(origin, TEXT, spans_of(TEXT, *WANTED), folder=folder, ns=ns)
    imported = import_project(saved(tmp_path, data), make_study())
    assert document_words(imported) == WANTED
    assert imported.study.tables["codes"].select("name", "parent_id").rows() == [
        ("Förälder", None), ("Barn", G(1)),
    ]  # fmt: skip


def test_the_words_decide_against_the_name_of_the_program(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    data = foreign("NVivo", TEXT, spans_of(TEXT, *WANTED))
    assert document_words(import_project(saved(tmp_path, data), make_study())) == WANTED


def test_a_foreign_project_makes_a_study_that_loads_and_nothing_doubles(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    path = saved(tmp_path, foreign("ATLAS.ti", TEXT, spans_of(TEXT, *WANTED)))
    first = import_project(path, make_study()).study
    first.save(tmp_path / "studien")
    again = import_project(path, Study.load(tmp_path / "studien")).study
    assert again == first


def test_what_has_no_place_is_listed(make_study: Callable[..., Study], tmp_path: Path) -> None:
    extra = (
        f'<Links><Link guid="{G(9)}" name="hör till"/></Links>'
        f'<Sets><Set guid="{G(8)}" name="mängd"/></Sets>'
    )
    data = foreign("ATLAS.ti", TEXT, [(0, 2), (5000, 5001)], extra=extra)
    left = [str(one) for one in import_project(saved(tmp_path, data), make_study()).left]
    assert len(left) == 3
    assert "hör till" in left[0] and "mängd" in left[1] and "5000–5001" in left[2]


def test_a_case_that_is_no_body_never_becomes_one(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    inner = f'<Cases><Case guid="{G(7)}" name="Intervjuperson 4"/></Cases>'
    study = make_study()
    imported = import_project(saved(tmp_path, foreign("", TEXT, [(0, 2)], extra=inner)), study)
    assert imported.study.tables["units"].equals(study.tables["units"])
    assert "Intervjuperson 4" in str(imported.left[0])


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


BILLION = b'<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>'
OUTSIDE = b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="p">&x;</Project>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 not a zip", "bad-zip"),
        (packed(readme=b"hej"), "no-project"),
        (packed(**{"project.qde": b"<Project"}), "bad-xml"),
        (packed(**{"project.qde": b"<html/>"}), "not-a-project"),
        (packed(**{"project.qde": b'<Project name="p"/>'}), "nothing-to-take"),
        (packed(**{"project.qde": BILLION}), "xml-entities"),
        (packed(**{"project.qde": OUTSIDE}), "xml-entities"),
        (packed(**{"project.qde": OUTSIDE.decode().encode("utf-16")}), "xml-entities"),
        (packed(**{"project.qde": b"<a>" * 5000}), "bad-xml"),
        (packed(**{"project.qde": b"x", "bomb": b"\0" * 30_000_000}), "too-large"),
        (b"<CodeBook/>", "not-a-codebook"),
        (b"plain text", "bad-xml"),
        (b"", "bad-xml"),
    ],
)
def test_broken_and_hostile_projects_are_refused_with_a_reason(
    make_study: Callable[..., Study], tmp_path: Path, data: bytes, code: str
) -> None:
    with pytest.raises(StudyError) as caught:
        import_project(saved(tmp_path, data), make_study())
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_source_whose_path_leads_outside_is_never_followed(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    for path in ("../../../etc/passwd", "file:///etc/passwd", "internal://../../etc/passwd"):
        xml = (
            f'<Project name="p"><CodeBook><Codes><Code guid="{G(1)}" name="k" isCodable="true"/>'
            f'</Codes></CodeBook><Sources><TextSource guid="{G(3)}" name="t" '
            f'plainTextPath="{path}"/></Sources></Project>'
        )
        data = packed(**{"project.qde": xml.encode(), "../../etc/x": b"x"})
        imported = import_project(saved(tmp_path, data), make_study())
        assert not imported.study.files
        assert len(imported.left) == 2


def test_a_code_book_of_an_older_version_is_read(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    xml = (
        '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:0:4" '
        f'origin="NVivo"><Codes><Code guid="{{{G(1).upper()}}}" name="Våld" isCodable="true">'
        f"<Description>Def &amp; ex</Description></Code></Codes></CodeBook>"
    )
    path = saved(tmp_path, b"\xef\xbb\xbf" + xml.encode(), "bok.qdc")
    codes = import_project(path, make_study()).study.tables["codes"]
    assert codes.select("code_id", "name", "definition").rows() == [(G(1), "Våld", "Def & ex")]


def test_the_code_book_opens_in_excel_and_runs_nothing(
    make_study: Callable[..., Study],
) -> None:
    study = make_study(
        codes=[{"code_id": "x", "name": "=cmd|'/C calc'!A0", "definition": "åäö 😀"}]
    )
    data = export_codebook(study, None).files["prov-codebook.csv"]
    assert data.startswith(b"\xef\xbb\xbfname,description,")
    assert "\n'=cmd|'/C calc'!A0,åäö 😀,x" in data.decode("utf-8-sig")


def test_codes_are_counted_by_body_and_by_item(study: Study) -> None:
    by_body = code_by_body(study).to_dict(as_series=False)
    assert by_body["code"] == ["Rutin", "Rutin / Vuxna", "Rutin / vuxna"]
    assert by_body["Påhittad region"] == [0, 1, 0]
    assert by_body["Påhittad region (02)"] == [1, 0, 0]
    assert code_by_item(study)["2"].to_list() == [0, 1, 0]
