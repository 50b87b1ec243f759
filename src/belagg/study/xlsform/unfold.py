"""Rows that stand for several items, or for a plain one with bounds or choices of its own.

Rankings, ratings, matrices and loops are several; ranges and acknowledgements one.

The programs that ask such a question put one field for every place, row or choice (pyxform for
loops and ranges, Kobo for its own types); a study has an item for each of these fields. What comes
out are rows of plain types, so that all later reading knows nothing of this.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from belagg.language import _
from belagg.study.questionnaire import Choice, Wording
from belagg.study.xlsform.choices import ChoiceList
from belagg.study.xlsform.columns import TRANSLATED, Key
from belagg.study.xlsform.findings import Findings, rows_named
from belagg.study.xlsform.table import Row, Table

_LOOP = re.compile(r"begin[ _](?:kobomatrix|loop(?: over (?P<list>\S+))?)", re.IGNORECASE)
_LOOP_END = re.compile(r"end[ _](?:kobomatrix|loop)", re.IGNORECASE)
_RATING = re.compile(r"(?P<edge>begin|end)[ _](?P<kind>score|rank)", re.IGNORECASE)
_RANK = re.compile(r"rank (?P<list>\S+)", re.IGNORECASE)

_FROM_FILE = re.compile(
    r"select[ _](?P<kind>one|multiple)[ _]from[ _]file (?P<list>[^\s/\\]+)\.\w+", re.IGNORECASE
)
_ACKNOWLEDGED = frozenset({
    "acknowledge", "trigger", "q acknowledge", "add acknowledge prompt",
})  # fmt: skip
_COUNTS = {
    "percentage": ("0", "100"),
    "number of days in last month": ("0", "31"),
    "number of days in last six months": ("0", "183"),
    "number of days in last year": ("0", "365"),
}
"""Older types of XLSForm that are whole numbers, with their bounds."""

_OK = "acknowledge--ok"
"""The list of the one choice of what is to be acknowledged."""

_NOT_IN_NAMES = re.compile(r"[^\w.-]")

_LIST_OF = {"score": "kobo--score-choices", "rank": "kobo--rank-items"}
_ROW_OF = {"score__row": "score", "rank__level": "rank"}

_BOUND = re.compile(r"(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)")
_USUAL_RANGE = {"start": "1", "end": "10", "step": "1"}


def unfolded(
    table: Table, lists: Mapping[str, ChoiceList], findings: Findings
) -> tuple[Table, dict[str, ChoiceList], frozenset[str]]:
    """Give the sheet `survey` with rows of plain types, their lists, and those that became rows.

    What was made of a row is noted.
    """
    ok = Choice("OK", dict.fromkeys(table.languages, "OK"))
    known = {_OK: ChoiceList((ok,), {}), **lists}
    made = _Unfolding(table, known, findings)
    rows = tuple(made.rows(table.rows))
    _leave_parameters(table, findings)
    return replace(table, rows=rows), known, frozenset(made.used)


class _Unfolding:
    """Goes through the rows, and knows the list of the rating that is open."""

    def __init__(self, table: Table, lists: Mapping[str, ChoiceList], findings: Findings) -> None:
        self.table = table
        self.lists = lists
        self.findings = findings
        self.rating = ""
        self.used: set[str] = set()

    def rows(self, rows: Sequence[Row]) -> Iterator[Row]:
        at = 0
        while at < len(rows):
            row, word = rows[at], _word(rows[at])
            begun = _LOOP.fullmatch(word)
            end = _end_of_loop(rows, at) if begun else None
            if begun and end is not None and (found := self.list_of(row, begun["list"])):
                yield from self.loop(row, found, rows[at + 1 : end])
                at = end
            elif rated := _RATING.fullmatch(word):
                yield self.edge(row, rated["edge"].lower(), rated["kind"].lower())
            elif word.lower() in _ROW_OF and self.rating:
                yield _with(row, type=f"select_one {self.rating}")
            elif ranked := _RANK.fullmatch(word):
                yield from self.ranking(row, ranked["list"])
            elif word.lower() == "range":
                yield _bounded(row)
            elif word.lower() in _COUNTS:
                yield _within(row, "integer", *_COUNTS[word.lower()])
            elif word.lower() in _ACKNOWLEDGED:
                reason = _("it is asked as one choice, OK")
                self.findings.leave(row.get("name"), reason, self.table.where(row, "type"))
                yield _with(row, type=f"select_one {_OK}")
            elif (filed := _FROM_FILE.fullmatch(word)) and filed["list"] in self.lists:
                reason = _("its choices are taken from the sheet choices, not from the file")
                self.findings.leave(row.get("name"), reason, self.table.where(row, "type"))
                yield _with(row, type=f"select_{filed['kind'].lower()} {filed['list']}")
            else:
                yield row
            at += 1

    def list_of(self, row: Row, name: str | None) -> ChoiceList | None:
        name = name or row.get("kobo--matrix_list")
        self.used.add(name)
        return self.lists.get(name)

    def edge(self, row: Row, edge: str, kind: str) -> Row:
        """Make a rating or ranking of Kobo's a group; its rows are then items of one list."""
        self.rating = row.get(_LIST_OF[kind]) if edge == "begin" else ""
        return _with(row, type=f"{edge}_group")

    def ranking(self, row: Row, name: str) -> Iterator[Row]:
        """Give an item for each place of a ranking."""
        places = len(self.lists[name].choices) if name in self.lists else 1
        self.note(row, [f"{row.get('name')}_{place}" for place in range(1, places + 1)])
        for place in range(1, places + 1):
            yield Row(
                row.number,
                {
                    (kind, language): f"{text} ({place})" if kind == "label" else text
                    for (kind, language), text in row.cells.items()
                }
                | {("type", ""): f"select_one {name}", ("name", ""): f"{row.get('name')}_{place}"},
            )

    def loop(self, row: Row, found: ChoiceList, inner: Sequence[Row]) -> Iterator[Row]:
        """Give the rows of a loop or matrix once for each choice, in a group of its own."""
        name = row.get("name") or f"loop_{row.number}"
        inner = tuple(self.rows(inner))
        yield _with(row, type="begin_group", name=name)
        made: list[str] = []
        for choice in found.choices:
            prefix = f"{name}_{_NOT_IN_NAMES.sub('_', choice.code)}"
            own = {one.get("name"): f"{prefix}_{one.get('name')}" for one in inner}
            own.pop("", None)
            made += own.values()
            labels = {
                ("label", language): choice.label.get(language, "")
                for language in self.table.languages
            }
            yield Row(row.number, {("type", ""): "begin_group", ("name", ""): prefix} | labels)
            for one in inner:
                yield _renamed(one, own, choice.code, choice.label)
            yield Row(row.number, {("type", ""): "end_group"})
        yield Row(row.number, {("type", ""): "end_group"})
        self.note(row, made)

    def note(self, row: Row, names: Sequence[str]) -> None:
        shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        reason = _("asked as {count} items: {names}").format(count=len(names), names=shown)
        self.findings.leave(row.get("name"), reason, self.table.where(row, "type"))


def _word(row: Row) -> str:
    return "" if row.get("disabled") else " ".join(row.get("type").split())


def _with(row: Row, **cells: str) -> Row:
    return Row(row.number, {**row.cells, **{(kind, ""): text for kind, text in cells.items()}})


def _end_of_loop(rows: Sequence[Row], begun: int) -> int | None:
    depth = 0
    for at in range(begun, len(rows)):
        word = _word(rows[at])
        depth += bool(_LOOP.fullmatch(word)) - bool(_LOOP_END.fullmatch(word))
        if depth == 0:
            return at
    return None


def _renamed(row: Row, own: Mapping[str, str], code: str, label: Wording) -> Row:
    def told(key: Key, text: str) -> str:
        kind, language = key
        if kind == "name":
            return own.get(text, text)
        for name, new in own.items():
            text = text.replace(f"${{{name}}}", f"${{{new}}}")
        if kind in TRANSLATED:
            text = text.replace("%(name)s", code).replace("%(label)s", label.get(language, code))
        return text

    return Row(row.number, {key: told(key, text) for key, text in row.cells.items()})


def _bounded(row: Row) -> Row:
    """Give a range as a number that may not be less than its start or more than its end."""
    bounds = _USUAL_RANGE | dict(_BOUND.findall(row.get("parameters").lower()))
    whole = all("." not in bound for bound in bounds.values())
    return _within(row, "integer" if whole else "decimal", bounds["start"], bounds["end"])


def _within(row: Row, kind: str, least: str, most: str) -> Row:
    within = f". >= {least} and . <= {most}"
    own = row.get("constraint")
    return _with(row, type=kind, constraint=f"({own}) and {within}" if own else within)


def _leave_parameters(table: Table, findings: Findings) -> None:
    """Note parameters of other rows than ranges, once for the column."""
    rows = [row for row in table.rows if row.get("parameters") and _word(row).lower() != "range"]
    if rows:
        reason = _("a study does not hold this column of XLSForm")
        if len(rows) > 1:
            reason += f" ({rows_named([row.number for row in rows])})"
        where = table.where(rows[0], "parameters")
        findings.leave(str(where.column), reason, where)
