"""A REFI-QDA project into a study: codes, sources as documents, spans on their words.

Everything keeps the GUID it had, or the id it had when the project came from this study, so that
the same project read again changes nothing.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from belagg.exchange.answers.words import Bodies
from belagg.exchange.formats import Imported
from belagg.exchange.refi.align import Folded, carried
from belagg.exchange.refi.archive import Archive, no_archive, open_archive, parse_xml, refused
from belagg.exchange.refi.codes_xml import Code, child, local, read_codes
from belagg.exchange.refi.guids import by_guid
from belagg.exchange.refi.offsets import Decision, RawText, decide
from belagg.exchange.refi.project import Case, Coding, Project, Source, read_project
from belagg.exchange.refi.texts import read_contents
from belagg.language import _, ngettext
from belagg.study.files import File, memory_file
from belagg.study.problems import Left, Where
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype


def import_project(path: Path, into: Study) -> Imported:
    """Read a .qdpx project, or a .qdc code book, into a study."""
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise refused(path.name, "file-unreadable", str(error.strerror or error)) from error
    if not start.startswith(b"PK"):
        return _import_xml(path, into)
    archive = open_archive(path)
    with archive.zip:
        project = read_project(parse_xml(archive.project(), path.name), path.name)
        return _Bringing(project, archive, into).done()


def _import_xml(path: Path, into: Study) -> Imported:
    """Read a .qdc code book, of any version of the standard, or a project.qde that came alone."""
    root = parse_xml(path.read_bytes(), path.name)
    if local(root) == "Project":
        return _Bringing(read_project(root, path.name), no_archive(path.name), into).done()
    if local(root) != "CodeBook" or child(root, "Codes") is None:
        message = _("the XML is <{}> and no REFI-QDA code book").format(local(root))
        raise refused(path.name, "not-a-codebook", message)
    codes, left = read_codes(root, path.name)
    if not codes:
        raise refused(path.name, "no-codes", _("the code book has no codes"))
    study, _ids = with_codes(into, codes)
    told = ngettext("{} code", "{} codes", len(codes)).format(len(codes))
    return Imported(study, tuple(left), (told,))


def with_codes(study: Study, codes: Iterable[Code]) -> tuple[Study, dict[str, str]]:
    """Give the study with the codes in it, and the id of each code by its GUID."""
    known = by_guid("code", study.tables["codes"]["code_id"])
    memos = dict(study.tables["codes"].select("code_id", "memo").iter_rows())
    listed = list(codes)
    ids = known | {code.guid: known.get(code.guid, code.guid) for code in listed}
    rows = [
        {
            "code_id": ids[code.guid],
            "parent_id": ids[code.parent] if code.parent else None,
            "name": unicodedata.normalize("NFC", code.name),
            "definition": _clean(code.definition),
            "memo": _clean(code.memo) or memos.get(ids[code.guid]),
        }
        for code in listed
    ]
    return _merged(study, "codes", rows), ids


def _clean(text: str | None) -> str | None:
    if text is None:
        return None
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return unicodedata.normalize("NFC", plain) or None


def _merged(study: Study, name: str, rows: list[dict[str, Any]]) -> Study:
    """Put rows in a table; a row with the same key takes the place of the one there."""
    if not rows:
        return study
    table, had = TABLES[name], study.tables[name]
    schema = {column.name: dtype(column) for column in table.public_columns}
    fresh = pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)
    fresh = fresh.unique(list(table.key), keep="last", maintain_order=True)
    kept = had.join(fresh, on=list(table.key), how="anti")
    return study.with_table(name, pl.concat([kept, fresh], how="diagonal"))


@dataclass
class _Home:
    """Where a source of the project stands in the study, and how its text is counted there."""

    source: str
    raw: RawText
    raw_folded: Folded
    target: Folded


@dataclass
class _Bringing:
    """One import: what is known of the project's parts, and what was left."""

    project: Project
    archive: Archive
    study: Study
    left: list[Left] = field(default_factory=list)

    def done(self) -> Imported:
        project = self.project
        self.left += project.left
        self._leave_names()
        study, ids = with_codes(self.study, [self._with_notes(code) for code in project.codes])
        self.study = study
        bodies = Bodies(study, {})
        unit_of = {
            guid: unit
            for case in project.cases
            if (unit := self._unit(case, bodies)) is not None
            for guid in case.sources
        }
        homes, documents, files = self._homes(unit_of)
        decision = decide(
            project.origin,
            [
                (homes[source.guid].raw, [c.span for c in source.codings if c.span is not None])
                for source in project.sources
                if source.guid in homes
            ],
        )
        rows = self._segments(homes, decision, ids)
        if not (project.codes or documents or rows):
            message = _("the project has no codes and no texts, so there is nothing to take")
            raise refused(project.file, "nothing-to-take", message)
        study = replace(study, files={**study.files, **files})
        study = _merged(_merged(study, "documents", documents), "segments", rows)
        return Imported(study, tuple(self.left), tuple(self._told(documents, rows, decision)))

    def _leave_names(self) -> None:
        for name in self.archive.names:
            if ".." in name.split("/"):
                reason = _("the name leads out of the archive; it was not followed")
                self.left.append(Left(name, reason, Where(self.project.file)))

    def _with_notes(self, code: Code) -> Code:
        memos = [memo for guid in code.notes if (memo := self._memo(self.project.notes.get(guid)))]
        return replace(code, memo="\n\n".join(memos) or None)

    def _memo(self, text: str | None) -> str | None:
        if text and text.startswith(("internal://", "relative://")):
            data = self.archive.find(text)
            return _decoded(data) if data is not None else None
        return text

    def _unit(self, case: Case, bodies: Bodies) -> str | None:
        known = by_guid("unit", bodies.ids)
        unit = known.get(case.guid) or bodies.unit(case.name)
        where = Where(self.project.file, line=case.line)
        if unit is None:
            # A case is often a person; nobody becomes a public body by an import.
            reason = _("the case is no body in units.csv, by code, name or alias")
            self.left.append(Left(case.name or case.guid, reason, where))
            return None
        had = self.study.tables["units"]
        columns = {
            column: value
            for name, value in case.values.items()
            if (column := _attribute(name)) not in ("attr_name", "attr_kind")
        }
        frame = had.with_columns(
            pl.when(pl.col("unit_id") == unit)
            .then(pl.lit(_clean(value)))
            .otherwise(pl.col(column) if column in had.columns else pl.lit(None, pl.String))
            .alias(column)
            for column, value in columns.items()
        )
        self.study = self.study.with_table("units", frame)
        return unit

    def _homes(
        self, unit_of: dict[str, str]
    ) -> tuple[dict[str, _Home], list[dict[str, Any]], dict[str, File]]:
        """Find or make a place in the study for every source that has a text."""
        responses = self.study.tables["responses"].filter(pl.col("text").is_not_null())
        answers = by_guid("response", responses["response_id"])
        texts = dict(responses.select("response_id", "text").iter_rows())
        known = by_guid("document", self.study.tables["documents"]["document_id"])
        paths = dict(self.study.tables["documents"].select("document_id", "file").iter_rows())
        homes: dict[str, _Home] = {}
        documents: list[dict[str, Any]] = []
        contents: dict[str, bytes] = {}
        waiting: list[tuple[Source, str, str, str]] = []
        for source in self.project.sources:
            raw = self._raw(source)
            if source.guid in answers:
                answer = answers[source.guid]
                if raw is not None:
                    homes[source.guid] = _home(f"response:{answer}", raw, texts[answer])
                continue
            document = known.get(source.guid, source.guid)
            path = paths.get(document)
            if path and f"documents/{path}" in self.study.files:
                data: bytes | None = self.study.files[f"documents/{path}"].read()
                name = path
            else:
                name, data = self._file(source, raw)
                if data is not None:
                    documents.append(_document(source, name, data, unit_of.get(source.guid)))
            if data is None:
                where = Where(self.project.file, line=source.line)
                reason = _("the text is not in the archive, or no text at all")
                self.left.append(Left(source.name, reason, where))
                continue
            contents[name] = data
            waiting.append((source, document, name, raw or ""))
        read = read_contents(contents)
        for source, document, name, raw in waiting:
            text = read.get(name)
            if text is None:
                where = Where(self.project.file, line=source.line)
                reason = _("no text could be read from it, so spans on it were left")
                self.left.append(Left(source.name, reason, where))
            else:
                homes[source.guid] = _home(f"document:{document}", raw or text, text)
        files = {
            f"documents/{row['file']}": memory_file(
                f"documents/{row['file']}", contents[row["file"]]
            )
            for row in documents
        }
        return homes, documents, files

    def _raw(self, source: Source) -> str | None:
        if source.text is not None:
            return source.text
        data = self.archive.find(source.text_path) if source.text_path else None
        return _decoded(data) if data is not None else None

    def _file(self, source: Source, raw: str | None) -> tuple[str, bytes | None]:
        """Give the file that stands for a source: the PDF itself, else its plain text."""
        stem = re.sub(r"[^\w-]+", "-", Path(source.name).stem).strip("-")[:60] or "source"
        if source.file_path is not None:
            data = self.archive.find(source.file_path)
            if data is not None and data.startswith(b"%PDF"):
                return f"{stem}-{source.guid[:8]}.pdf", data
        if raw is None and source.rich_path is not None:
            data = self.archive.find(source.rich_path)
            if data is not None:
                return f"{stem}-{source.guid[:8]}{_ending(source.rich_path)}", data
        if raw is None or not raw.strip():
            return "", None
        return f"{stem}-{source.guid[:8]}.txt", (_clean(raw) or "").encode()

    def _segments(
        self, homes: dict[str, _Home], decision: Decision, ids: dict[str, str]
    ) -> list[dict[str, Any]]:
        known = by_guid("segment", self.study.tables["segments"]["segment_id"])
        tags = dict(self.study.tables["segments"].select("segment_id", "tags").iter_rows())
        rows = []
        for source in self.project.sources:
            home = homes.get(source.guid)
            for coding in source.codings if home is not None else ():
                reason, span = self._span(home, coding, decision, ids)
                if span is None:
                    where = Where(self.project.file, line=coding.line)
                    self.left.append(Left(source.name, reason, where))
                    continue
                guid = coding.guid or f"{coding.selection}-{coding.code}"
                segment = known.get(guid, guid)
                rows.append(
                    {
                        "segment_id": segment,
                        "code_id": ids[coding.code],
                        "source": home.source if home else None,
                        "start": span[0],
                        "end": span[1],
                        "coder": self.project.users.get(coding.user or ""),
                        "tags": tags.get(segment),
                        "memo": _clean(self._memo(coding.memo)),
                    }
                )
        return rows

    def _span(
        self, home: _Home | None, coding: Coding, decision: Decision, ids: dict[str, str]
    ) -> tuple[str, tuple[int, int] | None]:
        if home is None or coding.code not in ids:
            return _("its code is not in the project"), None
        if coding.span is None:
            return "", (0, len(home.target.text))
        start, end = (home.raw.place(offset, decision.way) for offset in coding.span)
        text = home.raw.text
        if not 0 <= start <= end <= len(text):
            return _("the span {}–{} lies outside the text").format(*coding.span), None
        if start == end:
            return _("the span at {} is empty").format(coding.span[0]), None
        words = text[start:end]
        span = carried(start, end, home.raw_folded, home.target)
        if span is None:
            shown = words if len(words) <= 40 else f"{words[:39]}…"
            return _("the words “{}” are not in the document as it is read here").format(
                shown
            ), None
        return "", span

    def _told(
        self, documents: list[dict[str, Any]], rows: list[dict[str, Any]], decision: Decision
    ) -> Iterable[str]:
        yield _("codes: {}; sources that became documents: {}; spans: {}").format(
            len(self.project.codes), len(documents), len(rows)
        )
        if documents:
            yield _("documents are published with the study; take out those that may not be")
        if decision.spans:
            way = _("offsets were read as {}, line breaks {} ({}: {} of {} spans at words)").format(
                _(decision.way.unit.value), _(decision.way.newline.value),
                self.project.origin or _("no program named"), decision.sound, decision.spans,
            )  # fmt: skip
            yield way + (
                _("; another reading fits as well: look at some") if decision.doubtful else ""
            )


def _ending(path: str) -> str:
    """Give the ending of a file's name, where it is one of documents that are read here."""
    ending = Path(path).suffix.lower()
    return ending if ending in (".docx", ".odt", ".rtf", ".doc", ".html", ".pdf") else ".txt"


def _home(source: str, raw: str, target: str) -> _Home:
    text = RawText(raw)
    return _Home(source, text, Folded(text.text), Folded(target))


def _attribute(name: str) -> str:
    plain = unicodedata.normalize("NFC", name).strip().lower().removeprefix("attr_")
    return "attr_" + (re.sub(r"[^\w]+", "_", plain).strip("_") or "x")


def _document(source: Source, name: str, data: bytes, unit: str | None) -> dict[str, Any]:
    return {
        "document_id": source.guid,
        "unit_id": unit,
        "title": unicodedata.normalize("NFC", " ".join(source.name.split())) or source.guid,
        "file": name,
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
