"""Thematic analysis: how often each code stands where, with which others, and in which words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import polars as pl

from belagg.study.study import Study


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """A marked span with where it stands: its source, offsets, body and item (of an answer).

    `text` is the words, None where the text of a document is not at hand.
    """

    segment_id: str
    code_id: str
    source: str
    start: int
    end: int
    unit_id: str | None
    question_id: str | None
    coder: str | None
    memo: str | None
    text: str | None


def code_paths(study: Study) -> dict[str, str]:
    """Give the path of every code by id: its name after those above it, with ` / ` between."""
    codes = study.tables["codes"].select("code_id", "parent_id", "name").rows()
    above = {code: (parent, name) for code, parent, name in codes}
    paths: dict[str, str] = {}
    for code in above:
        names: list[str] = []
        seen: set[str] = set()
        at: str | None = code
        while at is not None and at in above and at not in seen:
            seen.add(at)
            at, name = above[at]
            names.append(name)
        paths[code] = " / ".join(reversed(names))
    return paths


def with_those_below(study: Study, code_ids: Collection[str]) -> frozenset[str]:
    """Give some codes and all that stand under them."""
    below: dict[str | None, list[str]] = {}
    for code, parent in study.tables["codes"].select("code_id", "parent_id").iter_rows():
        below.setdefault(parent, []).append(code)
    found: set[str] = set()
    todo = list(code_ids)
    while todo:
        code = todo.pop()
        if code not in found:
            found.add(code)
            todo += below.get(code, [])
    return frozenset(found)


def code_counts(study: Study) -> dict[str, int]:
    """Give how many spans have each code, those of the codes below it not counted."""
    return dict(study.tables["segments"].group_by("code_id").len().iter_rows())


def within(study: Study) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Give for each code that has others under it how many spans have it or one of those, and in
    whose answers and documents they stand, in order of id."""  # fmt: skip
    above = dict(study.tables["codes"].select("code_id", "parent_id").iter_rows())
    counts = dict.fromkeys((parent for parent in above.values() if parent in above), 0)
    units: dict[str, set[str]] = {code: set() for code in counts}
    for start, unit in _placed(study).select("code_id", "unit_id").iter_rows():
        code, seen = start, set[str]()
        while code in above and code not in seen:
            seen.add(code)
            if code in counts:
                counts[code] += 1
                units[code] |= {unit} if unit else set()
            code = above[code]
    return {code: (count, tuple(sorted(units[code]))) for code, count in counts.items()}


def bodies_by_code(study: Study) -> dict[str, tuple[str, ...]]:
    """Give the bodies in whose answers or documents each code stands, in order of id."""
    placed = (
        _placed(study).drop_nulls("unit_id").select("code_id", "unit_id").unique().sort("unit_id")
    )
    found: dict[str, list[str]] = {}
    for code, unit in placed.iter_rows():
        found.setdefault(code, []).append(unit)
    return {code: tuple(units) for code, units in found.items()}


def code_by_body(study: Study) -> pl.DataFrame:
    """Count the spans of each code by body; a document without a body counts nowhere.

    A row to a code, in order of path: `code` (its path), `code_id`, and a column for each body.
    """
    placed = _placed(study).filter(pl.col("unit_id").is_not_null())
    return _crossed(study, placed, "unit_id", dict(study.unit_names))


def code_by_item(study: Study) -> pl.DataFrame:
    """Count the spans of each code by the item they answer; spans of documents count nowhere.

    The columns are those of `code_by_body`, with an item each.
    """
    items = {item.question_id: item.question_id for item in study.items}
    placed = _placed(study).filter(pl.col("question_id").is_not_null())
    return _crossed(study, placed, "question_id", items)


def cooccurrence(study: Study) -> dict[tuple[str, str], int]:
    """Count for every two codes the places where spans of both overlap, by whoever marked them.

    A pair is in order of id, and pairs that never meet are left out. One span that meets several
    of the other code counts for each.
    """
    found: dict[tuple[str, str], int] = {}
    spans = study.tables["segments"].select("source", "start", "end", "code_id")
    for _source, part in spans.group_by("source"):
        for first, second in _meeting(part):
            pair = (min(first, second), max(first, second))
            found[pair] = found.get(pair, 0) + 1
    return dict(sorted(found.items()))


def _meeting(spans: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Give the codes of each two spans of one source that overlap and are not of the same code."""
    open_: list[tuple[int, str]] = []
    for start, end, code in spans.sort("start", "end", "code_id")["start", "end", "code_id"].rows():
        open_ = [(other_end, other) for other_end, other in open_ if other_end > start]
        yield from ((other, code) for _end, other in open_ if other != code)
        open_.append((end, code))


def retrieve(
    study: Study,
    code_ids: Collection[str],
    units: Collection[str] | None = None,
    questions: Collection[str] | None = None,
) -> list[CodedSpan]:
    """Give the spans with some code or one below it, in order of source and place.

    `units` and `questions` keep those of some bodies (by any attribute, which the caller looks up)
    and items; None keeps all, those of documents without a body or item too.
    """
    wanted = sorted(with_those_below(study, code_ids))
    rows = _placed(study).filter(pl.col("code_id").is_in(wanted))
    if units is not None:
        rows = rows.filter(pl.col("unit_id").is_in(sorted(units)))
    if questions is not None:
        rows = rows.filter(pl.col("question_id").is_in(sorted(questions)))
    return [
        CodedSpan(
            row["segment_id"], row["code_id"], row["source"], row["start"], row["end"],
            row["unit_id"], row["question_id"], row["coder"], row["memo"],
            None if row["text"] is None else row["text"][row["start"] : row["end"]],
        )
        for row in rows.sort("source", "start", "end", "segment_id").iter_rows(named=True)
    ]  # fmt: skip


def spread(study: Study, by: str, under: str | None) -> dict[str, dict[str, int]]:
    """Count the spans of each code under another by body or item (`by` names the column).

    A span counts for the code right under it that it has or that stands above its own; `under`
    itself has those that have no narrower one. `under` None takes the codes at the top.
    """
    above = dict(study.tables["codes"].select("code_id", "parent_id").iter_rows())
    home: dict[str, str] = {}
    for code in above:
        at, seen = code, {code}
        while at != under and (parent := above.get(at)) != under and parent not in (None, *seen):
            seen.add(parent)
            at = parent
        if at == under or above.get(at) == under:
            home[code] = at
    found: dict[str, dict[str, int]] = {}
    for key, code in _placed(study).drop_nulls(by).select(by, "code_id").iter_rows():
        if code in home:
            counts = found.setdefault(key, {})
            counts[home[code]] = counts.get(home[code], 0) + 1
    return found


def overlapping(spans: Collection[CodedSpan], others: Collection[CodedSpan]) -> list[CodedSpan]:
    """Give those of some spans that overlap one of the others."""
    held: dict[str, list[CodedSpan]] = {}
    for one in others:
        held.setdefault(one.source, []).append(one)
    return [
        span for span in spans
        if any(span.start < one.end and one.start < span.end for one in held.get(span.source, ()))
    ]  # fmt: skip


def _placed(study: Study) -> pl.DataFrame:
    """Give every span with the body, item and text of its source."""
    answers = study.tables["responses"].select(
        ("response:" + pl.col("response_id")).alias("source"), "unit_id", "question_id", "text"
    )
    documents = study.tables["documents"].select(
        ("document:" + pl.col("document_id")).alias("source"),
        "unit_id",
        question_id=pl.lit(None, pl.String),
        text=pl.lit(None, pl.String),
    )
    segments = study.tables["segments"]
    return segments.join(pl.concat([answers, documents]), on="source", how="left")


def _crossed(
    study: Study, placed: pl.DataFrame, column: str, names: dict[str, str]
) -> pl.DataFrame:
    counts = {(c, key): n for c, key, n in placed.group_by("code_id", column).len().iter_rows()}
    paths = sorted(code_paths(study).items(), key=lambda pair: pair[1])
    data: dict[str, list[str] | list[int]] = {
        "code": [path for _code, path in paths],
        "code_id": [code for code, _path in paths],
    }
    for key, name in names.items():
        shown = name if name not in data else f"{name} ({key})"
        data[shown] = [counts.get((code, key), 0) for code, _path in paths]
    return pl.DataFrame(data)
