"""The answers of a survey into a study, by token, person or body."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from belagg.exchange.answers.bring import Brought, bring
from belagg.exchange.answers.guess import guess_map
from belagg.exchange.answers.mapping import AnswerMap, Part, Use, map_in
from belagg.exchange.answers.source import MAX_CSV, Source, headed, read_source, tidied
from belagg.exchange.answers.words import Bodies, fold
from belagg.exchange.limesurvey.drafts import Column
from belagg.exchange.limesurvey.headings import Headings
from belagg.exchange.limesurvey.read import Archive
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.questionnaire import ItemType
from belagg.study.study import Study

NOT_SHOWN = "{question_not_shown}"
"""What stands in a vv file where a question was not shown."""

_OWN = frozenset(
    {
        "id", "response id", "submitdate", "date submitted", "lastpage", "last page", "seed",
        "startlanguage", "start language", "startdate", "date started", "datestamp",
        "date last action", "ipaddr", "ip address", "refurl", "referrer url", "token",
        "access code", "interviewtime", "total time", "tid", "participant_id", "emailstatus",
        "usesleft", "completed", "sent", "remindersent", "remindercount", "validfrom", "validuntil",
        "blacklisted", "mpid", "language",
    }
)  # fmt: skip
"""Columns of LimeSurvey's own, which nobody answers."""

_WHO = frozenset({"token", "access code"})
_TIMES = ("submitdate", "date submitted", "datestamp", "date last action")

_UNKNOWN_DAY = "1980-01-01"
_VV = (("{lbrace}", "{"), ("{newline}", "\n"), ("{cr}", "\r"), ("{tab}", "\t"))


@dataclass(frozen=True)
class Delivery:
    """A file of answers, and the headings it was read with."""

    source: Source
    headings: Headings


def delivered(path: Path, into: Study, sheet: str | None) -> Delivery:
    """Read a file of answers by itself: CSV, XLSX or vv."""
    source = _vv(path) or read_source(path, sheet)
    return _ready(source, Headings(into.questionnaire))


def archived(
    path: Path, archive: Archive, columns: Mapping[str, tuple[Column, ...]], into: Study
) -> Delivery:
    """Take the answers of a `.lsa`, with what is known of the participants beside their token."""
    if archive.responses is None:
        raise ValueError(path)
    frame = archive.responses.rename(lambda name: re.sub(r"^_(?=\d)", "", name))
    people = archive.participants
    if people is not None and "token" in frame.columns and "token" in people.columns:
        known = people.filter(pl.col("token").is_not_null() & (pl.col("token") != ""))
        known = known.unique("token", keep="first", maintain_order=True)
        new = [name for name in known.columns if name == "token" or name not in frame.columns]
        frame = frame.join(known.select(new), on="token", how="left", maintain_order="left")
    rows = pl.int_range(1, len(frame) + 1, eager=True)
    source = tidied(Source(f"{path.name}/responses", frame, rows))
    return _ready(source, Headings(into.questionnaire, columns))


def taken(delivery: Delivery, into: Study, mapping: Path | None = None) -> Brought:
    """Put the answers in the study, by the mapping in a file or by LimeSurvey's headings."""
    answer_map = _mapped(delivery, into) if mapping is None else map_in(mapping, into.questionnaire)
    return bring(delivery.source, into, answer_map)


def _mapped(delivery: Delivery, into: Study) -> AnswerMap:
    """Find the column of keys, and the item of every other column."""
    source = delivery.source
    uses: dict[str, Use] = {}
    seen: set[tuple[str, Part, str | None]] = set()
    for name in source.frame.columns:
        use = delivery.headings.of(name)
        if use is None and _own_name(name) not in _OWN and source.labels.get(name):
            use = delivery.headings.of(source.labels[name])
        if use is None:
            continue
        place = (use.item, use.part, use.choice)
        if use.part is Part.TEXT or place not in seen:
            seen.add(place)
            uses[name] = use
    free = [name for name in source.frame.columns if name not in uses]
    kept = [name for name in free if _own_name(name) not in _OWN or _own_name(name) in _WHO]
    # Running numbers of answers and of participants look like the codes of bodies.
    asked = replace(source, frame=source.frame.select(kept)) if kept else None
    guessed = guess_map(asked, into) if asked is not None else AnswerMap()
    answer_map = replace(
        guessed,
        question=None, answer=None, text=None,
        respondent=_first(free, ("id", "response id"), source),
        at=_first(free, _TIMES, source),
        columns=uses,
    )  # fmt: skip
    keys = {answer_map.unit, answer_map.recipient, answer_map.respondent, answer_map.at}
    own = tuple(name for name in free if _own_name(name) in _OWN and name not in keys)
    answer_map = replace(answer_map, leave=own)
    if answer_map.unit is None and answer_map.recipient is None:
        unit = _chosen_body(delivery, into, uses)
        if unit is None:
            message = _(
                "no column says whose answer a row is: give the people asked their tokens as "
                "recipient_id in recipients.csv, or ask for the body in the survey"
            )
            raise StudyError([Problem("no-key", message, source.where())])
        answer_map = replace(answer_map, unit=unit[0], units=unit[1])
    if not uses:
        message = _("no column of the file is an item of the study")
        raise StudyError([Problem("no-items", message, source.where())])
    return answer_map


def _own_name(heading: str) -> str:
    """Give the name of a column of LimeSurvey's own, which may be headed by code and text."""
    return fold(heading.partition(". ")[0])


def _first(names: list[str], wanted: tuple[str, ...], source: Source) -> str | None:
    """Give the first of the wanted columns that is there and has something in it."""
    by_name = {_own_name(name): name for name in reversed(names)}
    for word in wanted:
        name = by_name.get(word)
        if name is not None and source.frame[name].null_count() < len(source.frame):
            return name
    return None


def _chosen_body(
    delivery: Delivery, into: Study, uses: Mapping[str, Use]
) -> tuple[str, dict[str, str]] | None:
    """Find a column where the body was chosen from a list, and what each of its answers means."""
    bodies = Bodies(into, {})
    for name, use in uses.items():
        item = into.questionnaire.item(use.item)
        if item.type is not ItemType.SELECT_ONE or use.part is not Part.ANSWER:
            continue
        units = {
            choice.code: unit
            for choice in item.choices
            for text in choice.label.values()
            if (unit := bodies.unit(text)) is not None
        }
        if len(units) * 2 >= len(item.choices):
            stored = {value: units[code] for value, code in use.values.items() if code in units}
            return name, units | stored
    return None


def unsent(source: Source) -> list[str]:
    """Tell which answers were begun and not sent, where the file tells it."""
    for name in source.frame.columns:
        if _own_name(name) in ("submitdate", "date submitted"):
            sent = source.frame[name].is_not_null()
            rows = source.rows.filter(~sent).to_list()
            if rows and sent.any():
                shown = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
                message = _("answers that were begun and not sent were taken too: rows {}")
                return [message.format(shown)]
    return []


def _ready(source: Source, headings: Headings) -> Delivery:
    """Let values be as the mapping expects them: what was not shown is empty, numbers are short."""
    columns = []
    for column in source.frame.iter_columns():
        use = headings.of(column.name) or headings.of(source.labels.get(column.name, ""))
        columns.append(_valued(column, use))
    return Delivery(replace(source, frame=pl.DataFrame(columns)), headings)


def _valued(column: pl.Series, use: Use | None) -> pl.Series:
    column = column.set(column == NOT_SHOWN, None)
    if use is None:
        # A survey that keeps no dates stores a day that means none.
        return column.set(column.str.starts_with(_UNKNOWN_DAY), None)
    if use.part is Part.TEXT:
        return column
    column = column.set(column == "N/A", None)
    if use.part is Part.CHOICE:
        distinct = set(column.drop_nulls().unique())
        if distinct <= {"1", "2"} and "2" in distinct:
            # “Convert Y to 1 and N to 2”.
            column = column.set(column == "2", None)
        return column
    return column.str.replace(r"^(-?\d+)\.0+$", "$1").str.replace(r"^(-?\d+\.\d*?[1-9])0+$", "$1")


def _vv(path: Path) -> Source | None:
    """Read a vv file: with tabs, a row of questions, a row of codes, then the answers."""
    try:
        with path.open("rb") as stream:
            start = stream.read(1 << 20)
        size = path.stat().st_size
    except OSError as error:
        reason = str(error.strerror or error)
        raise StudyError([Problem("file-unreadable", reason, Where(path.name))]) from error
    lines = _decoded(start).splitlines()
    if len(lines) < 2 or "\t" not in lines[1]:
        return None
    codes = [cell.strip().strip('"').lower() for cell in lines[1].split("\t")]
    if codes[0] != "id" or not {"submitdate", "startlanguage", "lastpage"} & set(codes):
        return None
    if size > MAX_CSV:
        message = _("the file is larger than {} MB; deliver it in parts").format(MAX_CSV >> 20)
        raise StudyError([Problem("file-too-large", message, Where(path.name))])
    reader = csv.reader(io.StringIO(_decoded(path.read_bytes()), newline=""), delimiter="\t")
    try:
        labels, names, *rows = list(reader)
    except csv.Error as error:
        message = _("the row cannot be read as CSV ({}); is a quotation mark missing?")
        where = Where(path.name, row=reader.line_num)
        raise StudyError([Problem("csv-unreadable", message.format(error), where)]) from error
    names = headed(names, len(names))
    columns = [
        pl.Series(name, [_unmasked(row[at]) if at < len(row) else None for row in rows], pl.String)
        for at, name in enumerate(names)
    ]
    told = {name: label for name, label in zip(names, labels, strict=False) if label != name}
    places = pl.int_range(3, len(rows) + 3, eager=True)
    return tidied(Source(path.name, pl.DataFrame(columns), places, labels=told))


def _unmasked(text: str) -> str | None:
    if text == NOT_SHOWN:
        return None
    # The brace is put back last, since it stands in the others.
    for mask, meant in (*_VV[1:], _VV[0]):
        text = text.replace(mask, meant)
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8-sig", "replace")
        return data.decode("cp1252", "replace")
