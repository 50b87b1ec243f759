"""The one way in which codes and marks change: a command of the code tree, kept as a step.

A mark is a row of `segments`, or is held outside the study where its text is coded blind by two or
is the private notes of a meeting (`HeldMark`). Only what a command touches is read.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from belagg.judging.code_tree import (
    Add,
    Book,
    Code,
    CodeTreeError,
    Command,
    Fault,
    Mark,
    Merge,
    Remove,
    Split,
    Step,
    Unmark,
    carry_out,
    undo,
)
from belagg.judging.text_coding import Doubled, Sight, TextState, may_mark, sight
from belagg.web.coding.models import HeldMark, MarkedWords, TextCoding, TreeStep
from belagg.web.coding.themes.texts import MEETING, Text
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.store.models import ROWS, Project

_BATCH = 500
_OF_MARKS = ("Mark", "Unmark")
_COLUMNS = ("segment_id", "code_id", "source", "start", "end", "coder", "memo")


@dataclass(frozen=True)
class Marked:
    """A mark as it is shown; `changed` says that other words stand there now."""

    segment_id: str
    code_id: str
    start: int
    end: int
    coder: str
    memo: str
    changed: bool


def codes_of(project: Project) -> Book:
    """Give the codes of a study, without its marks."""
    rows = ROWS["codes"].objects.filter(project=project)
    return Book({row.code_id: _code(row) for row in rows})


def paths_of(book: Book) -> dict[str, str]:
    """Give the path of every code in the order of the tree: its name after those above it."""
    found: dict[str, str] = {}

    def walk(above: str | None, before: str) -> None:
        for code in book.children(above):
            found[code.code_id] = before + code.name
            walk(code.code_id, f"{before}{code.name} / ")

    walk(None, "")
    return found


@transaction.atomic
def change(project: Project, command: Command, *, actor: User) -> TreeStep:
    """Carry out a command on codes and keep it as a step; CodeTreeError where it is refused."""
    _locked(project)
    book = _book(project, _codes_touched(command), _marks_touched(command))
    _after, step = carry_out(book, command)
    _write(project, step)
    return _keep(project, step, actor)


@transaction.atomic
def add_code(
    project: Project, name: str, parent_id: str | None, definition: str = "", *, actor: User
) -> str:
    """Add a code under another, or at the top, and give its id, made from its name."""
    book = codes_of(project)
    code_id = new_id(name, book.codes)
    change(project, Add(Code(code_id, name, parent_id or None, definition)), actor=actor)
    return code_id


def new_id(name: str, taken: Iterable[str]) -> str:
    """Make an id of a name, which names the figures of a code: a to z, digits and hyphens."""
    held = set(taken)
    stem = slugify(name)[:40].strip("-_") or "kod"
    stem = stem if stem[0].isalpha() else f"kod-{stem}"
    number, made = 1, stem
    while made in held:
        number += 1
        made = f"{stem}-{number}"
    return made


@transaction.atomic
def mark(
    project: Project, text: Text, place: tuple[int, int], code_id: str, memo: str, *, actor: User,
    lead: bool,
) -> str:  # fmt: skip
    """Mark a place of a text with a code and give the mark's id.

    CodeTreeError for a code that is gone; PermissionError where she may not mark the text now.
    """
    _locked(project)
    held = doubled(project, text.source)
    _allowed(held, actor, lead=lead)
    key = str(uuid.uuid4())
    _after, step = carry_out(_book(project, (), ()), Mark(key, code_id))
    row = dict(zip(_COLUMNS, (key, code_id, text.source, *place, actor.signature, memo or None),
                   strict=True))  # fmt: skip
    _model(text.source, held).objects.create(project=project, **row)
    words = text_hash(text.text[slice(*place)])
    MarkedWords.objects.create(project=project, segment_id=key, words=words)
    _keep(project, step, actor, source=text.source)
    return key


@transaction.atomic
def unmark(project: Project, source: str, key: str, *, actor: User, lead: bool) -> None:
    """Take a mark away; PermissionError for another's, or where she may not mark the text now."""
    _locked(project)
    row = _own(project, source, key, actor, lead=lead)
    _after, step = carry_out(_book(project, (), (key,)), Unmark(key))
    kept = {name: getattr(row, name) for name in _COLUMNS}
    row.delete()
    _keep(project, step, actor, source=source, rows=[kept])


@transaction.atomic
def amend(
    project: Project, source: str, key: str, code_id: str, memo: str, *, actor: User, lead: bool
) -> None:
    """Give a mark another code or memo; errors as those of `unmark`, and of a code that is gone."""
    _locked(project)
    row = _own(project, source, key, actor, lead=lead)
    if code_id != row.code_id:
        _after, step = carry_out(_book(project, (), (key,)), Mark(key, code_id))
        _write(project, step)
        _keep(project, step, actor, source=source)
        row.code_id = code_id
    if memo != (row.memo or ""):
        row.memo = memo or None
        row.save()
        record("memo of mark", project=project, actor=actor, kind="mark", key=key,
               after=text_hash(memo)[:16])  # fmt: skip


@transaction.atomic
def take_back(project: Project, number: int, *, actor: User, lead: bool) -> None:
    """Undo a step: of codes, or of a mark of her own.

    CodeTreeError where what it changed has been changed again; PermissionError for another's mark.
    """
    _locked(project)
    row = TreeStep.objects.get(project=project, number=number)
    if row.undone is not None:
        raise CodeTreeError(Fault.CHANGED_SINCE, row.name)
    if row.name in _OF_MARKS:
        _allowed(doubled(project, row.source), actor, lead=lead)
        if row.by_id != actor.pk and not lead:
            raise PermissionError
    step = _read(row)
    gone = {key for key, (was, _became) in step.codes.items() if was is None}
    book = _book(project, gone, step.spans)
    undo(book, step)
    back = {key: (became, was) for key, (was, became) in step.codes.items()}
    spans = {key: (became, was) for key, (was, became) in step.spans.items()}
    for kept in row.rows:
        model = _model(kept["source"], doubled(project, kept["source"]))
        model.objects.create(project=project, **kept)
        spans.pop(kept["segment_id"])
    _write(project, Step(step.name, back, spans))
    row.undone, row.undone_by = timezone.now(), actor
    row.save()
    record("step undone", project=project, actor=actor, kind="codes", key=str(number),
           before=row.name)  # fmt: skip


def last_step(project: Project, source: str, actor: User) -> TreeStep | None:
    """Give what somebody did last with the marks of a text, to be undone."""
    steps = TreeStep.objects.filter(project=project, source=source, by=actor, undone=None)
    return steps.first()


def doubled(project: Project, source: str) -> Doubled | None:
    """Give how far two have come with a text; None where it was not drawn for two."""
    row = TextCoding.objects.filter(project=project, source=source).first()
    return row.held if row else None


def seen(project: Project, text: Text, actor: User) -> list[Marked]:
    """Give the marks of a text that somebody may see, in order of place."""
    held = doubled(project, text.source)
    sees = sight(held, actor.signature)
    if sees is Sight.NONE:
        return []
    rows = _model(text.source, held).objects.filter(project=project, source=text.source)
    if sees is Sight.OWN:
        rows = rows.filter(coder=actor.signature)
    listed = sorted(rows, key=lambda row: (row.start, row.end, row.segment_id))
    known = dict(
        MarkedWords.objects.filter(project=project, segment_id__in=[r.segment_id for r in listed])
        .values_list("segment_id", "words")
    )  # fmt: skip
    return [
        Marked(row.segment_id, row.code_id, row.start, row.end, row.coder or "", row.memo or "",
               _changed(text.text[row.start : row.end], known.get(row.segment_id)))
        for row in listed
    ]  # fmt: skip


def open_up(project: Project, source: str) -> None:
    """Let the marks of a text that both are done with into the study; within a transaction."""
    held = HeldMark.objects.filter(project=project, source=source)
    ROWS["segments"].objects.bulk_create(
        (ROWS["segments"](project=project, **{name: getattr(row, name) for name in _COLUMNS})
         for row in held),
        batch_size=_BATCH,
    )  # fmt: skip
    held.delete()


def forget_notes(project: Project, meetings: Iterable[str]) -> None:
    """Erase every mark of the notes of some meetings, and the steps that tell of them."""
    sources = [f"{MEETING}:{key}" for key in meetings]
    held = HeldMark.objects.filter(project=project, source__in=sources)
    keys = list(held.values_list("segment_id", flat=True))
    MarkedWords.objects.filter(project=project, segment_id__in=keys).delete()
    TreeStep.objects.filter(project=project, source__in=sources).delete()
    held.delete()


def _changed(words: str, known: str | None) -> bool:
    return known is not None and text_hash(words) != known


def _code(row: Any) -> Code:
    return Code(row.code_id, row.name, row.parent_id, row.definition or "", row.memo or "")


def _locked(project: Project) -> None:
    """Let one change of codes and marks happen at a time."""
    Project.objects.select_for_update().get(pk=project.pk)


def _allowed(held: Doubled | None, actor: User, *, lead: bool) -> None:
    if not may_mark(held, actor.signature, lead=lead):
        raise PermissionError


def _own(project: Project, source: str, key: str, actor: User, *, lead: bool) -> Any:
    held = doubled(project, source)
    _allowed(held, actor, lead=lead)
    row = _model(source, held).objects.filter(
        project=project, source=source, segment_id=key
    ).first()  # fmt: skip
    if row is None:
        raise CodeTreeError(Fault.UNKNOWN_SPAN, key)
    blind = sight(held, actor.signature) is not Sight.ALL
    if row.coder != actor.signature and (blind or not lead):
        raise PermissionError
    return row


def _model(source: str, held: Doubled | None) -> Any:
    """Give where the marks of a text are: in the study, or held outside it."""
    blind = held is not None and held.state is not TextState.OPEN
    return HeldMark if blind or source.startswith(f"{MEETING}:") else ROWS["segments"]


def _codes_touched(command: Command) -> tuple[str, ...]:
    match command:
        case Merge(code_ids, _into):
            return code_ids
        case Remove(code_id) | Split(code_id):
            return (code_id,)
        case _:
            return ()


def _marks_touched(command: Command) -> tuple[str, ...]:
    return tuple(command.spans) if isinstance(command, Split) else ()


def _book(project: Project, codes: Iterable[str], spans: Iterable[str]) -> Book:
    """Give all codes, with the marks that have one of some codes and some marks besides."""
    marked: dict[str, str] = {}
    for model in (ROWS["segments"], HeldMark):
        rows = model.objects.filter(project=project)
        for name, keys in (("code_id", codes), ("segment_id", spans)):
            held = sorted(keys)
            for first in range(0, len(held), _BATCH):
                some = {f"{name}__in": held[first : first + _BATCH]}
                marked.update(rows.filter(**some).values_list("segment_id", "code_id"))
    return Book(codes_of(project).codes, marked)


def _write(project: Project, step: Step) -> None:
    """Let the rows be what they are after a step; marks that come and go are not made here."""
    codes = ROWS["codes"].objects.filter(project=project)
    for key, (_was, became) in step.codes.items():
        if became is None:
            codes.filter(code_id=key).delete()
            continue
        cells = {"name": became.name, "parent_id": became.parent_id,
                 "definition": became.definition or None, "memo": became.memo or None}  # fmt: skip
        codes.update_or_create(
            code_id=key, defaults=cells, create_defaults=cells | {"project": project}
        )
    by_code: dict[str, list[str]] = {}
    gone: list[str] = []
    for key, (_before, code) in step.spans.items():
        (gone if code is None else by_code.setdefault(code, [])).append(key)
    for model in (ROWS["segments"], HeldMark):
        rows = model.objects.filter(project=project)
        for code, keys in by_code.items():
            for first in range(0, len(keys), _BATCH):
                rows.filter(segment_id__in=keys[first : first + _BATCH]).update(code_id=code)
        rows.filter(segment_id__in=gone).delete()


def _keep(
    project: Project, step: Step, actor: User, *, source: str = "",
    rows: Iterable[Mapping[str, Any]] = (),
) -> TreeStep:  # fmt: skip
    last = TreeStep.objects.filter(project=project).aggregate(last=Max("number"))["last"] or 0
    kept = TreeStep.objects.create(
        project=project, number=last + 1, name=step.name, by=actor, source=source,
        codes={key: [one and asdict(one) for one in pair] for key, pair in step.codes.items()},
        spans={key: list(pair) for key, pair in step.spans.items()}, rows=list(rows),
    )  # fmt: skip
    key = " ".join(step.codes or step.spans)[:300]
    record(f"codes: {step.name.lower()}", project=project, actor=actor, kind="codes", key=key,
           after=str(kept.number), marks=len(step.spans))  # fmt: skip
    return kept


def _read(row: TreeStep) -> Step:
    codes = {
        key: (Code(**was) if was else None, Code(**became) if became else None)
        for key, (was, became) in row.codes.items()
    }
    return Step(row.name, codes, {key: (was, became) for key, (was, became) in row.spans.items()})
