"""Surveys as LimeSurvey saves them, in the shape of its older and its newer databases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

OLD, NEW = 146, 641
"""A database that keeps a text in a row for each language, and one that has tables of texts."""

Text = str | Mapping[str, str]


@dataclass
class Q:
    """A question of a survey in a test; texts are in the first language, or by language."""

    kind: str
    code: str
    text: Text = "Vad?"
    parts: Sequence[tuple[Any, ...]] = ()
    answers: Sequence[tuple[Any, ...]] = ()
    other: bool = False
    mandatory: str = "N"
    relevance: str = "1"
    help: Text = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def _in(text: Text, language: str, languages: Sequence[str]) -> str:
    if isinstance(text, str):
        return text if language == languages[0] else ""
    return text.get(language, "")


class _Writer:
    def __init__(self, version: int, languages: Sequence[str]) -> None:
        self.new = version >= 400
        self.version = version
        self.languages = languages
        self.tables: dict[str, list[dict[str, str]]] = {}
        self.qid = 10

    def row(self, table: str, **cells: object) -> None:
        self.tables.setdefault(table, []).append({k: str(v) for k, v in cells.items()})

    def worded(self, table: str, texts: str, key: str, words: Mapping[str, Text], **cells: object):
        if not self.new:
            for language in self.languages:
                said = {name: _in(text, language, self.languages) for name, text in words.items()}
                self.row(table, **cells, **said, language=language)
            return
        self.row(table, **cells)
        for language in self.languages:
            said = {name: _in(text, language, self.languages) for name, text in words.items()}
            self.row(texts, **{key: cells[key]}, **said, language=language)

    def group(self, number: int, name: Text, questions: Sequence[Q], relevance: str = "") -> None:
        self.worded(
            "groups", "group_l10ns", "gid", {"group_name": name, "description": ""},
            gid=number, sid=1, group_order=number, grelevance=relevance,
        )  # fmt: skip
        for order, question in enumerate(questions):
            self.question(question, number, order)

    def question(self, q: Q, gid: int, order: int) -> None:
        self.qid += 1
        qid = self.qid
        self.worded(
            "questions", "question_l10ns", "qid", {"question": q.text, "help": q.help},
            qid=qid, parent_qid=0, sid=1, gid=gid, type=q.kind, title=q.code, preg="",
            other="Y" if q.other else "N", mandatory=q.mandatory, question_order=order,
            scale_id=0, relevance=q.relevance,
        )  # fmt: skip
        for at, (code, text, *scale) in enumerate(q.parts):
            self.qid += 1
            self.worded(
                "subquestions", "question_l10ns", "qid", {"question": text},
                qid=self.qid, parent_qid=qid, sid=1, gid=gid, title=code, question_order=at,
                scale_id=scale[0] if scale else 0, relevance=scale[1] if len(scale) > 1 else "1",
            )  # fmt: skip
        for at, (code, text, *scale) in enumerate(q.answers):
            self.worded(
                "answers", "answer_l10ns", "aid" if self.new else "qid", {"answer": text},
                **({"aid": qid * 100 + at} if self.new else {}), qid=qid, code=code, sortorder=at,
                scale_id=scale[0] if scale else 0,
            )  # fmt: skip
        for name, value in q.attributes.items():
            self.row("question_attributes", qid=qid, attribute=name, value=value)

    def xml(self, kind: str) -> str:
        parts = [f"<LimeSurveyDocType>{kind}</LimeSurveyDocType>",
                 f"<DBVersion>{self.version}</DBVersion>",
                 "<languages>", *(f"<language>{x}</language>" for x in self.languages),
                 "</languages>"]  # fmt: skip
        for table, rows in self.tables.items():
            names = dict.fromkeys(name for row in rows for name in row)
            parts += [f"<{table}><fields>", *(f"<fieldname>{n}</fieldname>" for n in names)]
            parts.append("</fields><rows>")
            for row in rows:
                cells = (f"<{n}><![CDATA[{v}]]></{n}>" if v else f"<{n}/>" for n, v in row.items())
                parts.append(f"<row>{''.join(cells)}</row>")
            parts.append(f"</rows></{table}>")
        body = "\n".join(parts)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<document>\n{body}\n</document>\n'


def survey_xml(
    version: int,
    *groups: tuple[Any, ...],
    languages: Sequence[str] = ("sv",),
    title: Text = "En påhittad enkät",
    kind: str = "Survey",
    tables: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
) -> str:
    """Write a survey; a group is (name, questions) or (name, questions, relevance)."""
    writer = _Writer(version, languages)
    for number, (name, questions, *relevance) in enumerate(groups, start=1):
        writer.group(number, name, questions, *relevance)
    if kind == "Survey":
        writer.row(
            "surveys", sid=1, language=languages[0], additional_languages=" ".join(languages[1:])
        )
        for language in languages:
            writer.row(
                "surveys_languagesettings", surveyls_survey_id=1, surveyls_language=language,
                surveyls_title=_in(title, language, languages),
            )  # fmt: skip
    for table, rows in (tables or {}).items():
        for row in rows:
            writer.row(table, **row)
    return writer.xml(kind)


def rows_xml(kind: str, table: str, rows: Sequence[Mapping[str, str | None]]) -> str:
    """Write a file of answers (`.lsr`) or of participants; a cell that is None is not written."""
    names = dict.fromkeys(name for row in rows for name in row)
    fields = "".join(f"<fieldname>{name}</fieldname>" for name in names)

    def masked(name: str) -> str:
        return ("_" if name[0].isdigit() else "") + name.replace("#", "-")

    body = "".join(
        "<row>"
        + "".join(
            f"<{masked(n)}>{escape(v)}</{masked(n)}>" for n, v in row.items() if v is not None
        )
        + "</row>"
        for row in rows
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<document><LimeSurveyDocType>{kind}'
        f"</LimeSurveyDocType><DBVersion>{NEW}</DBVersion><languages><language>sv</language>"
        f"</languages><{table}><fields>{fields}</fields><rows>{body}</rows></{table}></document>"
    )


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a text to a file and give its path."""

    def write(text: str, name: str = "survey.lss") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
