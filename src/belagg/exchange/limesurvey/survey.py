"""The parts of a survey put together from the rows of its tables: pure.

Until database version 400 or so a row of `questions`, `groups` and `answers` stood once for each
language, with its text; after that the texts stand in tables of their own whose names end in
`l10ns`. Both are read the same way, since some versions mix them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from belagg.exchange.limesurvey.codes import OWN_CODE
from belagg.exchange.limesurvey.dump import Dump, Row
from belagg.exchange.limesurvey.plain import plain
from belagg.study.questionnaire import Wording
from belagg.study.xlsform.languages import language_code


@dataclass(frozen=True)
class Answer:
    """An answer that can be chosen; a question with two scales has answers on each.

    `own` is the code that Belägg gave it, where the file went out from here.
    """

    code: str
    label: Wording = field(hash=False)
    scale: int = 0
    aid: str = ""
    line: int = 0
    own: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a question: a row or column of an array, or a choice among several."""

    qid: str
    code: str
    label: Wording = field(hash=False)
    scale: int = 0
    relevance: str = ""
    line: int = 0
    own: str = ""


@dataclass(frozen=True)
class Question:
    """A question; `attributes` has texts by language, and the empty language for the others."""

    qid: str
    gid: str
    sid: str
    kind: str
    code: str
    text: Wording = field(hash=False)
    help: Wording = field(hash=False)
    mandatory: str = ""
    other: bool = False
    relevance: str = ""
    pattern: str = ""
    parts: tuple[Part, ...] = ()
    answers: tuple[Answer, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    line: int = 0

    def attribute(self, name: str) -> str:
        """Give an attribute that has no language, empty where it is not set."""
        values = self.attributes.get(name, {})
        return values.get("") or next(iter(values.values()), "")


@dataclass(frozen=True)
class Condition:
    """A condition as it was set before LimeSurvey had expressions."""

    field: str
    method: str
    value: str
    scenario: str
    about: str


@dataclass(frozen=True)
class SurveyGroup:
    """A group of questions, in order."""

    gid: str
    name: Wording = field(hash=False)
    description: Wording = field(hash=False)
    relevance: str = ""
    questions: tuple[Question, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Survey:
    """A survey, or the part of one that a file holds; the first language is the survey's own."""

    file: str
    kind: str
    title: Wording = field(hash=False)
    languages: tuple[str, ...] = ()
    groups: tuple[SurveyGroup, ...] = ()
    conditions: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict, hash=False)


def survey_of(dump: Dump, fallback: str = "en") -> Survey:
    """Put a survey together; `fallback` is its language where the file names none."""
    languages = _languages(dump, fallback)
    settings = dump.rows("surveys_languagesettings")
    title = _wording(
        ((row.get("surveyls_language"), row.get("surveyls_title")) for row in settings), languages
    )
    questions: dict[str, list[Question]] = defaultdict(list)
    for question in _questions(dump, languages):
        questions[question.gid].append(question)
    groups = _groups(dump, languages, questions)
    if not title and dump.kind == "Group" and groups:
        title = dict(groups[0].name)
    conditions: dict[str, list[Condition]] = defaultdict(list)
    for row in dump.rows("conditions"):
        condition = Condition(
            row.get("cfieldname"), row.get("method").strip() or "==", row.get("value"),
            row.get("scenario") or "1", row.get("cqid"),
        )  # fmt: skip
        conditions[row.get("qid")].append(condition)
    return Survey(
        dump.file, dump.kind, title, languages, groups,
        {qid: tuple(found) for qid, found in conditions.items()},
    )  # fmt: skip


def _languages(dump: Dump, fallback: str) -> tuple[str, ...]:
    named: list[str] = []
    for row in dump.rows("surveys"):
        named += [row.get("language"), *row.get("additional_languages").split()]
    named += dump.languages
    named += (row.get("surveyls_language") for row in dump.rows("surveys_languagesettings"))
    for table in ("questions", "question_l10ns"):
        named += (row.get("language") for row in dump.rows(table))
    known = dict.fromkeys(language_code(name) for name in named if name)
    return tuple(known) or (fallback,)


def _wording(texts: Iterable[tuple[str, str]], languages: tuple[str, ...]) -> dict[str, str]:
    """Give texts in the order of the languages; a text without a language is in the first."""
    found: dict[str, str] = {}
    for language, text in texts:
        clean = plain(text)
        if clean:
            found.setdefault(language_code(language) if language else languages[0], clean)
    return {language: found[language] for language in languages if language in found}


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.get(key), []).append(row)
    return found


def _number(text: str) -> int:
    return int(text) if text.strip().lstrip("-").isdigit() else 0


def _groups(
    dump: Dump, languages: tuple[str, ...], questions: Mapping[str, list[Question]]
) -> tuple[SurveyGroup, ...]:
    texts = _by(dump.rows("group_l10ns"), "gid")
    found = []
    for gid, rows in _by(dump.rows("groups"), "gid").items():
        both = [*rows, *texts.get(gid, ())]
        group = SurveyGroup(
            gid,
            _wording(((row.get("language"), row.get("group_name")) for row in both), languages),
            _wording(((row.get("language"), row.get("description")) for row in both), languages),
            rows[0].get("grelevance"),
            tuple(questions.get(gid, ())),
            rows[0].line,
        )
        found.append((_number(rows[0].get("group_order")), group))
    found.sort(key=lambda pair: pair[0])
    groups = [group for _order, group in found]
    known = {group.gid for group in groups}
    # A file of one question has no group, and a damaged one may lack some.
    groups += (
        SurveyGroup(gid, {}, {}, questions=tuple(members))
        for gid, members in questions.items()
        if gid not in known
    )
    return tuple(groups)


def _questions(dump: Dump, languages: tuple[str, ...]) -> list[Question]:
    is_part = {
        row.get("qid") for row in dump.rows("questions") if _number(row.get("parent_qid")) > 0
    }
    texts = _by(dump.rows("question_l10ns"), "qid")
    parts = _parts(dump, languages, is_part, texts)
    answers = _answers(dump, languages)
    attributes: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in dump.rows("question_attributes"):
        language = language_code(row.get("language")) if row.get("language") else ""
        attributes[row.get("qid")][row.get("attribute")][language] = row.get("value")
    found = []
    for qid, rows in _by(dump.rows("questions"), "qid").items():
        if qid in is_part:
            continue
        first = rows[0]
        both = [*rows, *texts.get(qid, ())]
        question = Question(
            qid=qid,
            gid=first.get("gid"),
            sid=first.get("sid"),
            kind=first.get("type"),
            code=first.get("title"),
            text=_wording(((row.get("language"), row.get("question")) for row in both), languages),
            help=_wording(((row.get("language"), row.get("help")) for row in both), languages),
            mandatory=first.get("mandatory"),
            other=first.get("other") == "Y",
            relevance=first.get("relevance"),
            pattern=first.get("preg"),
            parts=parts.get(qid, ()),
            answers=answers.get(qid, ()),
            attributes=attributes.get(qid, {}),
            line=first.line,
        )
        found.append((_number(first.get("question_order")), question))
    found.sort(key=lambda pair: pair[0])
    return [question for _order, question in found]


def _parts(
    dump: Dump, languages: tuple[str, ...], is_part: set[str], texts: Mapping[str, list[Row]]
) -> dict[str, tuple[Part, ...]]:
    rows = [row for row in dump.rows("questions") if row.get("qid") in is_part]
    found: dict[str, list[tuple[int, int, Part]]] = defaultdict(list)
    for qid, same in _by([*dump.rows("subquestions"), *rows], "qid").items():
        first = same[0]
        both = [*same, *texts.get(qid, ())]
        part = Part(
            qid,
            first.get("title"),
            _wording(((row.get("language"), row.get("question")) for row in both), languages),
            _number(first.get("scale_id")),
            first.get("relevance"),
            first.line,
            first.get(OWN_CODE),
        )
        order = (part.scale, _number(first.get("question_order")))
        found[first.get("parent_qid")].append((*order, part))
    return {
        parent: tuple(part for _s, _o, part in sorted(made, key=lambda p: p[:2]))
        for parent, made in found.items()
    }


def _answers(dump: Dump, languages: tuple[str, ...]) -> dict[str, tuple[Answer, ...]]:
    texts = _by(dump.rows("answer_l10ns"), "aid")
    by_key: dict[tuple[str, int, str], list[Row]] = {}
    for row in dump.rows("answers"):
        key = (row.get("qid"), _number(row.get("scale_id")), row.get("code"))
        by_key.setdefault(key, []).append(row)
    found: dict[str, list[tuple[int, int, Answer]]] = defaultdict(list)
    for (qid, scale, code), rows in by_key.items():
        first = rows[0]
        aid = first.get("aid")
        both = [*rows, *(texts.get(aid, ()) if aid else ())]
        label = _wording(((row.get("language"), row.get("answer")) for row in both), languages)
        answer = Answer(code, label, scale, aid, first.line, first.get(OWN_CODE))
        found[qid].append((scale, _number(first.get("sortorder")), answer))
    return {
        qid: tuple(answer for _s, _o, answer in sorted(made, key=lambda a: a[:2]))
        for qid, made in found.items()
    }
