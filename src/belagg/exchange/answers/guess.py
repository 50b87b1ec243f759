"""A mapping proposed from the headings and values of a file; the person then corrects it."""

import re
from collections.abc import Mapping

from belagg.exchange.answers.mapping import AnswerMap, Part, Use
from belagg.exchange.answers.source import Source
from belagg.exchange.answers.words import Bodies, fold
from belagg.study.questionnaire import Item
from belagg.study.study import Study

SAMPLE = 10_000
"""How many rows are looked at to tell what a column holds."""

_UNIT = ("unit_id", "unit", "region", "kommun", "organ", "body", "länskod", "kommunkod")
_RECIPIENT = ("recipient_id", "recipient", "token", "email", "e-mail", "e-post", "epost")
_RESPONDENT = (
    "response_id",
    "_uuid",
    "_id",
    "responseid",
    "id",
    "svars-id",
    "svarsid",
    "respondent",
)
_AT = (
    "at", "submitdate", "submissiondate", "_submission_time", "end", "slutförd", "completion time",
    "tidsstämpel", "timestamp", "datestamp", "recordeddate", "date submitted", "datum",
)  # fmt: skip
_QUESTION = ("question_id", "question", "fråga", "item", "variable")
_ANSWER = ("category", "answer", "svar", "svarsalternativ", "value")
_TEXT = ("text", "fritext", "comment", "kommentar")
_TEXT_ENDINGS = (
    "text", "fritext", "comment", "kommentar", "other", "annat", "komm", "motivering", "specify",
)  # fmt: skip


def guess_map(source: Source, study: Study) -> AnswerMap:
    """Propose how the file answers to the study.

    Columns are known by item id, name or wording, in any language of the questionnaire; a column
    of keys by what it holds. What is not recognised is in no column of the mapping.
    """
    names = source.frame.columns
    bodies = Bodies(study, {})
    question = _question_column(source, study)
    items = {} if question else _item_columns(source, study)
    free = [name for name in names if name not in items]
    # The running numbers of rows look like the codes of bodies.
    content = [name for name in free if fold(name) not in {*_RESPONDENT, *_AT}]
    unit = _named(free, _UNIT, lambda name: _share(source, name, bodies.units) >= 0.5)
    unit = unit or _most(source, content, bodies.units)
    free = [name for name in free if name != unit]
    recipient = _named(free, _RECIPIENT, lambda name: _share(source, name, bodies.recipients) > 0)
    recipient = recipient or _most(
        source, [name for name in content if name != unit], bodies.recipients
    )
    free = [name for name in free if name != recipient]
    respondent = (
        _named(free, _RESPONDENT, lambda name: _is_key(source, name)) if not question else None
    )
    kept = {unit, recipient, respondent, question}
    free = [name for name in free if name not in kept]
    return AnswerMap(
        sheet=source.sheet,
        unit=unit,
        recipient=recipient,
        respondent=respondent,
        at=_named(free, _AT),
        question=question,
        answer=_named(free, _ANSWER) if question else None,
        text=_named(free, _TEXT) if question else None,
        columns=items,
    )


def _named(names: list[str], wanted: tuple[str, ...], holds: object = None) -> str | None:
    by_fold = {fold(name): name for name in reversed(names)}
    for word in wanted:
        name = by_fold.get(word)
        if name is not None and (not callable(holds) or holds(name)):
            return name
    return None


def _share(source: Source, name: str, known: Mapping[str, str]) -> float:
    values = source.frame[name].head(SAMPLE).drop_nulls().unique()
    if not len(values):
        return 0
    return sum(fold(value) in known for value in values) / len(values)


def _most(source: Source, names: list[str], known: Mapping[str, str]) -> str | None:
    shares = [(_share(source, name, known), name) for name in names]
    best = max(shares, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= 0.5 else None


def _is_key(source: Source, name: str) -> bool:
    values = source.frame[name]
    return values.null_count() == 0 and bool(values.is_unique().all())


def _question_column(source: Source, study: Study) -> str | None:
    known = _item_words(study)
    name = _named(list(source.frame.columns), _QUESTION)
    if name is not None and _share(source, name, known) >= 0.5:
        return name
    return None


def _item_words(study: Study) -> dict[str, str]:
    """Every word an item is known by, where it means one item alone."""
    found: dict[str, set[str]] = {}
    for item in study.items:
        for word in (item.question_id, item.name, *item.label.values()):
            found.setdefault(fold(word), set()).add(item.question_id)
            found.setdefault(fold(word).rstrip("?"), set()).add(item.question_id)
    return {word: next(iter(ids)) for word, ids in found.items() if len(ids) == 1 and word}


def _item_columns(source: Source, study: Study) -> dict[str, Use]:
    words = _item_words(study)
    by_id = study.questionnaire.by_id
    uses: dict[str, Use] = {}
    for name in source.frame.columns:
        for text in filter(None, (name, source.labels.get(name))):
            use = _use(text, words, by_id)
            if use is not None:
                uses[name] = use
                break
    return _once(uses)


def _once(uses: dict[str, Use]) -> dict[str, Use]:
    """Let only the first column that holds a part of an item stand for it."""
    taken: set[tuple[str, Part, str | None]] = set()
    kept: dict[str, Use] = {}
    for name, use in uses.items():
        key = (use.item, use.part, use.choice)
        if key not in taken:
            taken.add(key)
            kept[name] = use
    return kept


_INSIDE = re.compile(
    r"^(?P<item>.+?)\s*(?:\[(?P<a>[^\[\]]+)\]|[/.:_](?P<b>[^/.:_]+)|\s-\s(?P<c>.+))$"
)


def _use(heading: str, words: Mapping[str, str], by_id: Mapping[str, Item]) -> Use | None:
    folded = fold(heading)
    code = folded.partition(". ")[0]
    # LimeSurvey writes "q4A. Finns en riktlinje?", forms by hand "4A Finns en riktlinje?".
    for word in (folded, folded.rstrip("?"), code, folded.partition(" ")[0].rstrip(".:)")):
        if word in words:
            item = by_id[words[word]]
            return Use(item.question_id, Part.ANSWER)
    match = _INSIDE.match(folded)
    if match is None:
        return None
    outer = match["item"].rstrip("?")
    item_id = words.get(match["item"]) or words.get(outer)
    if item_id is None:
        return None
    item = by_id[item_id]
    inner = match["a"] or match["b"] or match["c"]
    choices = {fold(choice.code): choice.code for choice in item.choices}
    choices |= {fold(label): c.code for c in item.choices for label in c.label.values()}
    if item.type.value == "select_multiple" and inner in choices:
        return Use(item_id, Part.CHOICE, choices[inner])
    if inner in _TEXT_ENDINGS:
        return Use(item_id, Part.TEXT)
    return None
