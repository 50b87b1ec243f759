"""What a body is told: its answers, how they were read and why, its claims against documents."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from belagg.analysis.cells import ANSWERED, Cells, resolve
from belagg.study.questionnaire import Item, worded
from belagg.study.study import Study
from belagg.study.vocabulary import Grade, Layer, Missing, Round
from belagg.web.factcheck.models import PointKind

LANGUAGES = ("sv", "en")
Row = Mapping[str, Any]
Value = tuple[str | None, str | None, str | None]

_KIND_OF = {Layer.RECODED: PointKind.RECODING, Layer.DOCUMENTED: PointKind.DOCUMENTED}


@dataclass(frozen=True)
class Told:
    """One thing to tell a body; see `Point` for what `shown` holds."""

    unit_id: str
    kind: PointKind
    key: str
    question_id: str
    shown: Mapping[str, Any]
    fingerprint: str


def told(study: Study) -> Iterator[Told]:
    """Give everything that will be said of each body, in order of body and item."""
    held = _Held.of(study)
    for unit in study.unit_names:
        for item in study.items:
            yield from held.of_item(unit, item)
        for claim in held.claims.get((unit, ""), ()):
            yield held.graded(unit, None, claim)


def grade_fingerprint(claim: Row) -> str:
    """Name what is said of a claim: what was found, on what grounds, on which page."""
    said = ("claim", "grade", "document_id", "page", "quote", "rationale")
    return _named([PointKind.GRADE.value, *(claim[name] for name in said)])


@dataclass(frozen=True)
class _Held:
    """The rows of a study, where they are found at once."""

    values: Mapping[Layer, Mapping[tuple[str, str], Value]]
    texts: Mapping[tuple[str, str], list[str]]
    decisions: Mapping[tuple[str, str, Layer], Row]
    claims: Mapping[tuple[str, str], list[Row]]
    documents: Mapping[str, str]
    rules: Mapping[str, str]

    @staticmethod
    def of(study: Study) -> "_Held":
        tables = study.tables
        texts: dict[tuple[str, str], list[str]] = {}
        for row in tables["responses"].iter_rows(named=True):
            cell = texts.setdefault((row["unit_id"], row["question_id"]), [])
            if row["text"] and row["text"] not in cell:
                cell.append(row["text"])
        claims: dict[tuple[str, str], list[Row]] = {}
        for row in tables["claims"].iter_rows(named=True):
            if row["unit_id"]:
                claims.setdefault((row["unit_id"], row["question_id"] or ""), []).append(row)
        rules = tables["codebook"].sort("version").select("rule_id", "when").iter_rows()
        return _Held(
            _values(resolve(study)), texts, _deciding(tables["assessments"].iter_rows(named=True)),
            claims, dict(tables["documents"].select("document_id", "title").iter_rows()),
            dict(rules),
        )  # fmt: skip

    def of_item(self, unit: str, item: Item) -> Iterator[Told]:
        cell = (unit, item.question_id)
        if cell in self.texts:
            yield self._answered(unit, item)
        for layer, kind in _KIND_OF.items():
            row = self.decisions.get((*cell, layer))
            if row is not None:
                yield self._decided(unit, item, layer, kind, row)
        for claim in self.claims.get(cell, ()):
            yield self.graded(unit, item, claim)

    def _answered(self, unit: str, item: Item) -> Told:
        cell = (unit, item.question_id)
        value, texts = self.values[Layer.STATED].get(cell), self.texts[cell]
        shown = {"label": _label(item), "value": _words(item, value), "texts": texts}
        named = _named([PointKind.ANSWER.value, value, texts])
        return Told(unit, PointKind.ANSWER, item.question_id, item.question_id, shown, named)

    def _decided(self, unit: str, item: Item, layer: Layer, kind: PointKind, row: Row) -> Told:
        value = self.values[layer].get((unit, item.question_id))
        grounds = {"reason": row["rationale"] or "", "evidence": row["evidence"] or "",
                   "rule": self.rules.get(row["rule_id"] or "", "")}  # fmt: skip
        shown = {"label": _label(item), "value": _words(item, value), **grounds}
        named = _named([kind.value, value, grounds])
        return Told(unit, kind, item.question_id, item.question_id, shown, named)

    def graded(self, unit: str, item: Item | None, claim: Row) -> Told:
        grade = Grade(claim["grade"] or Grade.NOT_REVIEWED)
        shown = {
            "label": _label(item), "value": {one: grade.label(one) for one in LANGUAGES},
            "grade": grade.value, "claim": claim["claim"], "reason": claim["rationale"] or "",
            "document": self.documents.get(claim["document_id"] or "", ""),
            "page": claim["page"], "quote": claim["quote"] or "",
        }  # fmt: skip
        return Told(unit, PointKind.GRADE, claim["claim_id"], item.question_id if item else "",
                    shown, grade_fingerprint(claim))  # fmt: skip


def _values(cells: Cells) -> dict[Layer, dict[tuple[str, str], Value]]:
    width = max(len(cells.items), 1)
    return {
        layer: {
            (cells.units[cell // width], cells.items[cell % width]): (category, missing, value)
            for cell, category, missing, value in frame.select(
                "cell", "category", "missing", "value"
            ).iter_rows()
        }
        for layer, frame in cells.layers.items()
    }


def _deciding(rows: Iterable[Row]) -> dict[tuple[str, str, Layer], Row]:
    """Give the decision that tells the reason for each value: an adjudication, else the latest."""
    found: dict[tuple[str, str, Layer], Row] = {}
    ordered = sorted(
        rows, key=lambda row: (row["round"] == Round.ADJUDICATED, row["at"] or "",
                               bool(row["rationale"]))
    )  # fmt: skip
    for row in ordered:
        found[row["unit_id"], row["question_id"], Layer(row["layer"])] = row
    return found


def _label(item: Item | None) -> dict[str, str]:
    return {one: worded(item.label, one) if item else "" for one in LANGUAGES}


def _words(item: Item, value: Value | None) -> dict[str, str]:
    return {one: _in_words(item, value, one) for one in LANGUAGES}


def _in_words(item: Item, held: Value | None, language: str) -> str:
    category, missing, value = held or (None, None, None)
    if category is not None:
        labels = {c.code: worded(c.label, language) for c in item.choices}
        return ", ".join(labels.get(code, code) for code in category.split(" "))
    if missing is not None:
        return Missing(missing).label(language)
    return "" if value in (None, ANSWERED) else str(value)


def _named(said: list[object]) -> str:
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
