"""Answers from a file into a study: what is new, changed and there already, without duplicates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from belagg.exchange.answers.account import Matched, Taken, Unmatched
from belagg.exchange.answers.guess import guess_map
from belagg.exchange.answers.mapping import AnswerMap, Use, render_map
from belagg.exchange.answers.source import Source
from belagg.exchange.answers.take import take
from belagg.language import _, ngettext
from belagg.study.problems import Left, Problem, StudyError
from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype

_CONTENT = ("unit_id", "recipient_id", "question_id", "category", "missing", "value", "text", "at")


@dataclass(frozen=True)
class Brought:
    """A study with the answers of a file in it, and how it came to be.

    `new`, `changed` and `same` count answers; `elsewhere` those that the study had under another
    id and that were not brought again; `gone` those of an earlier delivery of the same name that
    the file no longer has, which are kept. `formulas` counts texts by column that began like a
    formula and got an apostrophe before them. `left` is what stands in the file and was not taken.
    """

    study: Study
    answer_map: AnswerMap
    new: int
    changed: int
    same: int
    elsewhere: int
    gone: int
    matched: tuple[Matched, ...]
    unmatched: tuple[Unmatched, ...]
    keys: tuple[Unmatched, ...]
    formulas: dict[str, int]
    left: tuple[Left, ...]


def bring(source: Source, study: Study, answer_map: AnswerMap | None = None) -> Brought:
    """Put the answers of a file in the study; without a mapping one is guessed.

    The same file again changes nothing: an answer has an id made of the delivery's name, the body,
    the person and the item. Raises StudyError when no answer could be taken.
    """
    if answer_map is None:
        answer_map = _usable(guess_map(source, study), source, study)
    taken = take(source, study, answer_map)
    found = _typed(taken)
    if not len(found):
        raise StudyError(_nothing(source, taken, answer_map))
    had = study.tables["responses"]
    prefix = f"{answer_map.name}-"
    own = had["response_id"].str.starts_with(prefix)
    others = had.filter(~own).select(_CONTENT).unique()
    # An empty table costs a join all the same, and a first delivery finds three of them.
    fresh = (
        found.join(others, on=list(_CONTENT), how="anti", nulls_equal=True)
        if len(others)
        else found
    )
    before = had.join(fresh.select("response_id"), on="response_id", how="semi")
    kept = had.join(before.select("response_id"), on="response_id", how="anti")
    same = (
        len(fresh.join(before, on=fresh.columns, how="semi", nulls_equal=True))
        if len(before)
        else 0
    )
    gone = int(kept["response_id"].str.starts_with(prefix).sum())
    return Brought(
        study=study.with_table("responses", pl.concat([kept, fresh]) if len(kept) else fresh),
        answer_map=answer_map,
        new=len(fresh) - len(before),
        changed=len(before) - same,
        same=same,
        elsewhere=len(found) - len(fresh),
        gone=gone,
        matched=tuple(taken.matched),
        unmatched=tuple(taken.unmatched),
        keys=tuple(taken.keys),
        formulas=taken.formulas,
        left=tuple(_left(source, taken, answer_map)),
    )


def _typed(taken: Taken) -> pl.DataFrame:
    schema = {column.name: dtype(column) for column in TABLES["responses"].public_columns}
    if not taken.frames:
        return pl.DataFrame(schema=schema)
    found = pl.concat(taken.frames).select(pl.col(name).cast(kind) for name, kind in schema.items())
    taken.frames.clear()
    return found


def _usable(answer_map: AnswerMap, source: Source, study: Study) -> AnswerMap:
    """Give a guessed mapping, or say which of its two halves could not be guessed."""
    problems = []
    if answer_map.unit is None and answer_map.recipient is None:
        message = _(
            "no column has the codes or names of the bodies in units.csv; name it in a mapping"
        )
        problems.append(Problem("no-key", message, source.where(source.rows[0])))
    if not answer_map.columns and answer_map.question is None:
        names = [item.question_id for item in study.items][:5]
        message = _("no heading is an item of the questionnaire ({} …); name them in a mapping")
        where = source.where()
        problems.append(Problem("no-items", message.format(", ".join(names)), where))
    if answer_map.question is not None and answer_map.answer is None and answer_map.text is None:
        message = _("no column is headed “answer” or “text”; name it in a mapping")
        problems.append(Problem("no-answer", message, source.where()))
    if problems:
        raise StudyError(problems)
    return answer_map


def _nothing(source: Source, taken: Taken, answer_map: AnswerMap) -> list[Problem]:
    message = _("no answer in the file could be taken")
    problems = [Problem("no-answers", message, source.where())]
    problems += (
        Problem("unmatched", left.reason, left.where, left.what)
        for left in _left(source, taken, answer_map)
    )
    return problems


def _left(source: Source, taken: Taken, answer_map: AnswerMap) -> Iterator[Left]:
    for key in taken.keys:
        reason = ngettext(
            "“{}” is no body or person of the study; {} row has it",
            "“{}” is no body or person of the study; {} rows have it",
            key.count,
        ).format(key.value, key.count)
        yield Left(key.column, _hinted(reason, key), source.where(key.row, key.column))
    for value in taken.unmatched:
        reason = ngettext(
            "“{}” is no answer to item {}; {} row has it",
            "“{}” is no answer to item {}; {} rows have it",
            value.count,
        ).format(_short(value.value), value.item, value.count)
        yield Left(value.column, _hinted(reason, value), source.where(value.row, value.column))
    used = {answer_map.unit, answer_map.recipient, answer_map.respondent, answer_map.at}
    used |= {answer_map.question, answer_map.answer, answer_map.text}
    used |= {*answer_map.columns, *answer_map.leave}
    for name in source.frame.columns:
        if name not in used:
            reason = _("is neither a key nor an item of the study")
            yield Left(name, reason, source.where(column=name))


def _hinted(reason: str, found: Unmatched) -> str:
    return reason + _(" (nearest: “{}”)").format(found.nearest) if found.nearest else reason


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def saved_map(brought: Brought) -> str:
    """Give the mapping that was used as TOML, the values that fitted nothing to be filled in."""
    answer_map = brought.answer_map
    by_item = answer_map.question is not None
    columns = dict(answer_map.columns)
    waiting: dict[str, list[tuple[str, int]]] = {}
    for value in brought.unmatched:
        name = value.item if by_item else value.column
        if name is not None and value.item is not None:
            waiting.setdefault(name, []).append((value.value, value.count))
            columns.setdefault(name, Use(value.item))
    return render_map(replace(answer_map, columns=columns), waiting)
