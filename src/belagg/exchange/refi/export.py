"""A study as a REFI-QDA project: codes, spans, answers and documents as sources, bodies as cases.

Valid against the XSD of 18 March 2019. Texts are UTF-8 with LF and no BOM; offsets count code
points, ends exclusive. GUIDs are the same in every revision.
"""

import io
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, cast

import polars as pl
from lxml import etree

from belagg.exchange.formats import Exported
from belagg.exchange.refi.codes_xml import printable, unique, write_codes
from belagg.exchange.refi.guids import guid_of
from belagg.exchange.refi.offsets import OWN
from belagg.exchange.refi.texts import read_contents
from belagg.language import _
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.questionnaire import worded
from belagg.study.study import Study

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def export_project(study: Study, language: str | None) -> Exported:
    """Give the project as one .qdpx; what it cannot hold is listed."""
    writing = _Writing(study, language or study.settings.language)
    data = writing.archive()
    return Exported({f"{study.settings.study_id}.qdpx": data}, tuple(writing.left))


def export_codebook(study: Study) -> bytes:
    """Give the code hierarchy as a .qdc; StudyError where the study has no codes."""
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap=_default(CODEBOOK), origin=OWN)
    if not write_codes(root, study.tables["codes"], CODEBOOK):
        message = _("the study has no codes, and a code book needs one")
        raise StudyError([Problem("no-codes", message, Where("codes.csv"))])
    return _serialised(root)


def _default(namespace: str) -> dict[str, str]:
    # lxml calls the default namespace None, which its types do not know.
    return cast("dict[str, str]", {None: namespace})


def _serialised(root: etree._Element) -> bytes:
    data = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return bytes(data)


@dataclass
class _Writing:
    study: Study
    language: str
    left: list[Left] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def archive(self) -> bytes:
        root = etree.Element(
            f"{{{PROJECT}}}Project",
            nsmap=_default(PROJECT),
            name=printable(worded(self.study.settings.title, self.language)) or "Belägg",
            origin=OWN,
            creationDateTime=self._moment(),
        )
        self._users(root)
        self._codebook(root)
        sources = etree.Element(self._tag("Sources"))
        of_unit = self._sources(sources)
        self._cases(root, of_unit)
        if len(sources):
            root.append(sources)
        if self.notes:
            holder = self._under(root, "Notes")
            for guid, text in self.notes:
                note = self._under(holder, "Note", guid=guid)
                self._under(note, "PlainTextContent").text = printable(text)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {"project.qde": _serialised(root), **self.files}.items():
                info = zipfile.ZipInfo(name, _ZIP_TIME)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return stream.getvalue()

    def _moment(self) -> str:
        return f"{self.study.settings.date.isoformat()}T00:00:00Z"

    def _tag(self, name: str) -> str:
        return f"{{{PROJECT}}}{name}"

    def _under(self, parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
        return etree.SubElement(parent, self._tag(name), attributes)

    def _users(self, root: etree._Element) -> None:
        coders = self.study.tables["segments"]["coder"].drop_nulls().unique().sort().to_list()
        if coders:
            holder = self._under(root, "Users")
            for coder in coders:
                sign = printable(coder)
                self._under(holder, "User", guid=guid_of("user", coder), name=sign, id=sign)

    def _codebook(self, root: etree._Element) -> None:
        codes = self.study.tables["codes"]
        if len(codes):
            write_codes(self._under(root, "CodeBook"), codes, PROJECT, self.notes)

    def _sources(self, holder: etree._Element) -> dict[str, list[str]]:
        """Write the sources, and give their GUIDs by body."""
        segments: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self.study.tables["segments"].sort("start", "end", "segment_id").to_dicts():
            segments[row["source"]].append(row)
        of_unit: dict[str, list[str]] = defaultdict(list)
        answers = self.study.tables["responses"].filter(pl.col("text").is_not_null())
        for response, unit, question, text in answers.select(
            "response_id", "unit_id", "question_id", "text"
        ).iter_rows():
            guid = guid_of("response", response)
            name = f"{self.study.unit_names.get(unit, unit)} – {question}"
            self._text_source(holder, guid, name, text, segments.pop(f"response:{response}", []))
            of_unit[unit].append(guid)
        self._documents(holder, segments, of_unit)
        for source, rows in segments.items():
            reason = _("the text of “{}” is not in the study").format(source)
            self.left += (
                Left(row["segment_id"], reason, Where("segments.csv", column="source"))
                for row in rows
            )
        return of_unit

    def _documents(
        self,
        holder: etree._Element,
        segments: dict[str, list[dict[str, Any]]],
        of_unit: dict[str, list[str]],
    ) -> None:
        rows = [
            (document, title, unit, path)
            for document, title, unit, file in self.study.tables["documents"]
            .select("document_id", "title", "unit_id", "file")
            .iter_rows()
            if file and (path := f"documents/{file}") in self.study.files
        ]
        contents = {path: self.study.files[path].read() for *_rest, path in rows}
        texts = read_contents(contents)
        for document, title, unit, path in rows:
            if path not in texts:
                reason = _("the document cannot be read, so it did not go with")
                self.left.append(Left(document, reason, Where(path)))
                continue
            guid = guid_of("document", document)
            found = segments.pop(f"document:{document}", [])
            if contents[path].startswith(b"%PDF"):
                ending = PurePosixPath(path).suffix or ".pdf"
                self.files[f"sources/{guid}{ending}"] = contents[path]
                pdf = self._under(
                    holder, "PDFSource", guid=guid, name=self._name(title),
                    path=f"internal://{guid}{ending}",
                )  # fmt: skip
                inner = guid_of("representation", f"text of {document}")
                self._text_source(pdf, inner, title, texts[path], found, "Representation")
            else:
                self._text_source(holder, guid, title, texts[path], found)
            if unit:
                of_unit[unit].append(guid)

    def _name(self, name: str) -> str:
        return unique(printable(name) or "-", self.names)

    def _text_source(
        self,
        holder: etree._Element,
        guid: str,
        name: str,
        text: str,
        segments: list[dict[str, Any]],
        tag: str = "TextSource",
    ) -> None:
        self.files[f"sources/{guid}.txt"] = text.encode()
        source = self._under(
            holder, tag, guid=guid, name=self._name(name), plainTextPath=f"internal://{guid}.txt"
        )
        for row in segments:
            self._selection(source, row, text)

    def _selection(self, source: etree._Element, row: dict[str, Any], text: str) -> None:
        where = Where("segments.csv", column="start")
        segment, start, end = row["segment_id"], row["start"], row["end"]
        if not 0 <= start <= end <= len(text):
            reason = _("the span {}–{} lies outside the text").format(start, end)
            self.left.append(Left(segment, reason, where))
            return
        if row["tags"]:
            reason = _("its free words have no place in the format")
            self.left.append(Left(segment, reason, Where("segments.csv", column="tags")))
        shown = " ".join(printable(text[start:end]).split())[:60]
        selection = self._under(
            source, "PlainTextSelection", guid=guid_of("selection", f"selection of {segment}"),
            name=shown, startPosition=str(start), endPosition=str(end),
        )  # fmt: skip
        coding = self._under(selection, "Coding", guid=guid_of("segment", segment))
        if row["coder"]:
            coding.set("creatingUser", guid_of("user", row["coder"]))
        coding.set("creationDateTime", self._moment())
        self._under(coding, "CodeRef", targetGUID=guid_of("code", row["code_id"]))
        if row["memo"]:
            note = guid_of("memo", f"memo of {segment}")
            self.notes.append((note, row["memo"]))
            self._under(coding, "NoteRef", targetGUID=note)

    def _cases(self, root: etree._Element, of_unit: dict[str, list[str]]) -> None:
        units = self.study.tables["units"]
        columns = [
            name
            for name in ("kind", *(c for c in units.columns if c.startswith("attr_")))
            if units[name].null_count() < len(units)
        ]
        if not len(units):
            return
        if columns:
            variables = self._under(root, "Variables")
            for name in columns:
                guid = guid_of("variable", name)
                shown = name.removeprefix("attr_")
                self._under(variables, "Variable", guid=guid, name=shown, typeOfVariable="Text")
        cases = self._under(root, "Cases")
        taken: set[str] = set()
        for row in units.to_dicts():
            unit = row["unit_id"]
            name = unique(printable(row["name"]) or unit, taken)
            case = self._under(cases, "Case", guid=guid_of("unit", unit), name=name)
            for column in columns:
                if row[column] is not None:
                    value = self._under(case, "VariableValue")
                    self._under(value, "VariableRef", targetGUID=guid_of("variable", column))
                    self._under(value, "TextValue").text = printable(row[column])
            for guid in of_unit.get(unit, ()):
                self._under(case, "SourceRef", targetGUID=guid)
