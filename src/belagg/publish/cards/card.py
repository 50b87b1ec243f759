"""A routine card as a value: its questions, its routine, the rules it rests on, and its faults.

The card asks nothing and stores nothing: no data of a patient has any place in it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from belagg.language import _
from belagg.publish.rules import LegalRule, RuleBook, Standing
from belagg.study.study import Study
from belagg.study.vocabulary import QuestionOrigin, RuleKind

ROUTINE = (
    "safety", "call", "child", "adult", "concern", "police", "barnahus", "treatment", "stays",
    "record", "told",
)  # fmt: skip
"""The columns of `cards` with the fixed routine after a yes, in the order it is done."""

_NEEDED = (RuleKind.DUTY, RuleKind.PERMISSION, RuleKind.THRESHOLD)


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """A routine question; a reference has no wording, and is never altered since it is not here."""

    question_id: str
    origin: QuestionOrigin
    title: str
    wording: str
    definition: str
    example: str
    source: str
    licence: str

    def faults(self) -> list[str]:
        """Say what keeps the question from a card."""
        name = self.question_id
        if self.origin is QuestionOrigin.REFERENCE:
            if self.wording or self.definition or self.example:
                message = _("the question {} refers to an instrument; its words may not stand here")
                return [message.format(name)]
            return []
        lacking = [
            _("the question {} has no {}").format(name, word)
            for word, text in (
                (_("wording"), self.wording),
                (_("definition"), self.definition),
                (_("example"), self.example),
            )
            if not text
        ]
        if self.origin is QuestionOrigin.BANK and not (self.source and self.licence):
            lacking.append(
                _("the question {} is from a bank but has no source or licence").format(name)
            )
        return lacking


@dataclass(frozen=True, slots=True)
class Card:
    """A routine card. `routine` has the text of each step of `ROUTINE`; empty where none is."""

    card_id: str
    title: str
    body: str
    record_hidden: str
    routine: Mapping[str, str]
    content: str
    questions: tuple[CardQuestion, ...]
    rules: tuple[LegalRule, ...]
    decided: str
    blocked: tuple[str, ...]


def cards_of(study: Study) -> tuple[Card, ...]:
    """Give every card of a study, each with what keeps it from being printed."""
    sources = dict(study.tables["sources"].select("source_id", "title").iter_rows())
    bank = {
        row["card_question_id"]: _question(row, sources)
        for row in study.tables["card_questions"].iter_rows(named=True)
    }
    book = RuleBook.of(study)
    rows = study.tables["cards"].iter_rows(named=True)
    return tuple(_card(row, bank, book, study) for row in rows)


def _question(row: Mapping[str, Any], sources: Mapping[str, str]) -> CardQuestion:
    return CardQuestion(
        row["card_question_id"],
        QuestionOrigin(row["origin"]),
        row["title"],
        row["wording"] or "",
        row["definition"] or "",
        row["example"] or "",
        sources.get(row["source_id"] or "", ""),
        row["licence"] or "",
    )


def _card(
    row: Mapping[str, Any], bank: Mapping[str, CardQuestion], book: RuleBook, study: Study
) -> Card:
    questions = tuple(bank[name] for name in row["questions"] or () if name in bank)
    rules, blocked = _rules(tuple(row["rules"] or ()), book)
    blocked += _incomplete(row, questions, book.day)
    for question in questions:
        blocked += question.faults()
    by, on = row["decided_by"], row["decided_on"]
    return Card(
        row["card_id"],
        row["title"],
        study.unit_names.get(row["unit_id"] or "", ""),
        row["record_hidden"] or "",
        {name: row[name] or "" for name in ROUTINE},
        row["content"] or "",
        questions,
        rules,
        _("Decided by {} on {}").format(by, on) if by and on else "",
        tuple(blocked),
    )


def _rules(names: tuple[str, ...], book: RuleBook) -> tuple[tuple[LegalRule, ...], list[str]]:
    rules, blocked = [], []
    for name in dict.fromkeys(names):
        found = book.latest(name)
        if found is None:
            blocked.append(_("the rule {} is not in the table of rules").format(name))
            continue
        rule, standing = found
        rules.append(rule)
        if standing is not Standing.SHOWN:
            blocked.append(_why(rule, standing))
    kinds = {rule.kind for rule in rules}
    for kind in _NEEDED:
        if kind not in kinds:
            message = _("no rule of the kind `{}` is named, and the routine cannot do without")
            blocked.append(message.format(kind.value))
    return tuple(rules), blocked


def _why(rule: LegalRule, standing: Standing) -> str:
    name = f"{rule.rule_id} ({rule.source}, {rule.section})"
    if standing is Standing.OVERDUE:
        return _("the rule {} was to be reviewed again by {}").format(name, rule.review_by)
    if standing is Standing.ENDED:
        return _("the rule {} was in force until {}").format(name, rule.valid_to)
    if standing is Standing.NOT_YET:
        return _("the rule {} is in force from {}").format(name, rule.valid_from)
    return _("the rule {} has been reviewed by nobody").format(name)


def _incomplete(
    row: Mapping[str, Any], questions: tuple[CardQuestion, ...], day: dt.date
) -> list[str]:
    missing = [
        _("the column `{}` is empty").format(name)
        for name in ("record_hidden", *ROUTINE, "decided_by", "decided_on")
        if not row[name]
    ]
    if not questions:
        missing.append(_("no routine question is chosen"))
    if row["decided_on"] and row["decided_on"] > day:
        missing.append(
            _("it is decided on {}, after the day of the study").format(row["decided_on"])
        )
    if row["valid_from"] and row["valid_from"] > day:
        missing.append(_("it holds from {}").format(row["valid_from"]))
    if row["valid_to"] and row["valid_to"] < day:
        missing.append(_("it held until {}").format(row["valid_to"]))
    return missing
