"""The tab-separated structure of a survey as the tables it stands for.

A row says in `class` what it is: S and SL (settings), G (group), Q (question), SQ (part of one),
A (answer). The whole is repeated for each language. `id` and `related_id` are in newer files; in
older ones a row belongs to the nearest question above it.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from belagg.exchange.limesurvey.codes import OWN_CODE
from belagg.exchange.limesurvey.dump import Dump, Row
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

MAX_BYTES = 64 << 20
"""The largest file that is read, in bytes."""

NEEDED = ("class", "name", "text")
"""The columns without which there is no structure."""

_COLUMNS = frozenset(
    {
        "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
        "validation", "mandatory", "encrypted", "other", "default", "same_default", "same_script",
    }
)  # fmt: skip

_OTHER_TABLES = {
    "AS": "assessments", "QTA": "quota", "QTAM": "quota_members", "QTALS": "quota_languagesettings",
    "C": "conditions",
}  # fmt: skip


def is_structure(start: bytes) -> bool:
    """Say whether a file that begins so has the headings of the tab-separated structure."""
    line = _text(start).partition("\n")[0]
    headings = [cell.strip().strip('"') for cell in line.split("\t")]
    return "class" in headings and "type/scale" in headings


def structure_dump(path: Path) -> Dump:
    """Read a file of tab-separated structure; StudyError where it cannot be read."""
    data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    if not data:
        raise _refused(path, "file-too-large", _("the file is larger than 64 MB"))
    reader = csv.reader(io.StringIO(_text(data), newline=""), delimiter="\t")
    try:
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        message = _("the row cannot be read as CSV ({}); is a quotation mark missing?")
        raise StudyError(
            [
                Problem(
                    "csv-unreadable", message.format(error), Where(path.name, row=reader.line_num)
                )
            ]
        ) from error
    headings = [heading.strip() for heading in rows[0][1]]
    missing = [name for name in NEEDED if name not in headings]
    if missing:
        message = _("the file has no column “{}”").format(", ".join(missing))
        raise _refused(path, "missing-column", message)
    cells = (
        Row(line, {name: text for name, text in zip(headings, row, strict=False) if text})
        for line, row in rows[1:]
    )
    tables = _Tables(cells).read()
    return Dump(path.name, "Survey", 0, _languages(tables), tables)


def _languages(tables: Mapping[str, tuple[Row, ...]]) -> tuple[str, ...]:
    stated = [row.get("surveyls_language") for row in tables.get("surveys_languagesettings", ())]
    used = [row.get("language") for row in tables.get("questions", ())]
    return tuple(dict.fromkeys(filter(None, [*stated, *used])))


class _Tables:
    """Turns the rows into tables, keyed as LimeSurvey keys them."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.rows = rows
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.settings: dict[str, str] = {}
        self.languages: dict[str, dict[str, str]] = {}
        self.groups: dict[str, int] = {}
        self.count: dict[str, int] = defaultdict(int)
        self.group = ""
        self.question = ""

    def read(self) -> Mapping[str, tuple[Row, ...]]:
        for row in self.rows:
            match row.get("class").strip():
                case "S":
                    self.settings[row.get("name")] = row.get("text")
                case "SL":
                    texts = self.languages.setdefault(row.get("language"), {})
                    texts[row.get("name")] = row.get("text")
                case "G":
                    self.add_group(row)
                case "Q":
                    self.add_question(row)
                case "SQ":
                    self.add_part(row)
                case "A":
                    self.add_answer(row)
                case kind:
                    self.tables[_OTHER_TABLES.get(kind, f"class {kind}")].append(row)
        self.tables["surveys"] = [Row(2, self.settings)] if self.settings else []
        self.tables["surveys_languagesettings"] = [
            Row(2, {"surveyls_language": language, **texts})
            for language, texts in self.languages.items()
        ]
        return {name: tuple(rows) for name, rows in self.tables.items()}

    def add_group(self, row: Row) -> None:
        language = row.get("language")
        self.count[language] += 1
        order = row.get("type/scale") or str(self.count[language])
        self.group = row.get("id") or f"G{order}"
        place = self.groups.setdefault(self.group, len(self.groups))
        self.add("groups", row, {
            "gid": self.group, "group_order": str(place), "group_name": row.get("name"),
            "description": row.get("text"), "grelevance": row.get("relevance"),
            "language": language,
        })  # fmt: skip

    def add_question(self, row: Row) -> None:
        # A title is unique in a survey, and the same in every language.
        self.question = row.get("id") or f"Q{row.get('name')}"
        self.add("questions", row, {
            "qid": self.question, "gid": self.group, "parent_qid": "0",
            "type": row.get("type/scale"), "title": row.get("name"), "question": row.get("text"),
            "help": row.get("help"), "preg": row.get("validation"),
            "relevance": row.get("relevance"), "mandatory": row.get("mandatory"),
            "other": row.get("other"), "language": row.get("language"),
        })  # fmt: skip
        for name, value in row.cells.items():
            if name not in _COLUMNS and name:
                cells = {"attribute": name, "value": value, "language": row.get("language")}
                self.add("question_attributes", row, {"qid": self.question, **cells})
        if row.get("default"):
            cells = {"qid": self.question, "defaultvalue": row.get("default")}
            self.add("defaultvalues", row, cells)

    def add_part(self, row: Row) -> None:
        parent = row.get("related_id") or self.question
        self.add("subquestions", row, {
            "qid": row.get("id") or f"{parent}/{row.get('type/scale')}/{row.get('name')}",
            "parent_qid": parent, "title": row.get("name"), "question": row.get("text"),
            "scale_id": row.get("type/scale"), "relevance": row.get("relevance"),
            "language": row.get("language"), OWN_CODE: row.get(OWN_CODE),
        })  # fmt: skip

    def add_answer(self, row: Row) -> None:
        self.add("answers", row, {
            "qid": row.get("related_id") or self.question, "code": row.get("name"),
            "answer": row.get("text"), "scale_id": row.get("type/scale"),
            "language": row.get("language"), OWN_CODE: row.get(OWN_CODE),
        })  # fmt: skip

    def add(self, table: str, row: Row, cells: dict[str, str]) -> None:
        self.tables[table].append(Row(row.line, {k: v for k, v in cells.items() if v}))


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig")
        return data.decode("cp1252", "replace")


def _refused(path: Path, code: str, message: str) -> StudyError:
    return StudyError([Problem(code, message, Where(path.name))])
