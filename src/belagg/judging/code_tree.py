"""Changing the code tree: every change is a command, is kept as a step, and can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias, TypeVar

from belagg.language import marked

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class Code:
    """A theme, category or code: which of them is told by what stands above it."""

    code_id: str
    name: str
    parent_id: str | None = None
    definition: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """All codes by id, and the code of every marked span by the id of the span."""

    codes: Mapping[str, Code] = field(default_factory=dict)
    marked: Mapping[str, str] = field(default_factory=dict)

    def children(self, code_id: str | None) -> list[Code]:
        """Give the codes right under one, or at the top, in order of name."""
        found = [code for code in self.codes.values() if code.parent_id == code_id]
        return sorted(found, key=lambda code: (code.name.casefold(), code.code_id))

    def above(self, code_id: str) -> list[str]:
        """Give the codes above one, the nearest first."""
        found: list[str] = []
        at = self.codes[code_id].parent_id
        while at is not None:
            found.append(at)
            at = self.codes[at].parent_id
        return found


@dataclass(frozen=True, slots=True)
class Add:
    """Add a code."""

    code: Code


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a code another name and definition."""

    code_id: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Note:
    """Write a memo on a code, in place of the one it has."""

    code_id: str
    memo: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put a code, with all below it, under another; None: at the top."""

    code_id: str
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class Merge:
    """Let one code take over the spans and the codes below of others, which go."""

    code_ids: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """Put new codes beside one, and give some of its spans to them; the rest stay with it."""

    code_id: str
    parts: tuple[Code, ...]
    spans: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remove:
    """Take away a code that has no spans and none below it."""

    code_id: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Give a span a code: a new span, or one that has another."""

    segment_id: str
    code_id: str


@dataclass(frozen=True, slots=True)
class Unmark:
    """Take away the code of a span."""

    segment_id: str


Command: TypeAlias = Add | Rename | Note | Move | Merge | Split | Remove | Mark | Unmark


class Fault(Enum):
    """Why a command is refused; the value is English, marked for translation."""

    UNKNOWN_CODE = marked("there is no such code")
    UNKNOWN_SPAN = marked("there is no such span, or it has another code")
    TAKEN = marked("there is a code with that id")
    NO_NAME = marked("a code has a name")
    SAME_NAME = marked("another code in the same place has that name")
    CYCLE = marked("a code cannot stand below itself")
    IN_USE = marked("the code has spans, or codes below it")
    NOTHING = marked("name other codes to merge")
    CHANGED_SINCE = marked("what that step changed has been changed again")


class CodeTreeError(Exception):
    """A command that the book does not allow."""

    def __init__(self, fault: Fault, what: str) -> None:
        self.fault = fault
        self.what = what
        super().__init__(f"{fault.value}: {what}")


@dataclass(frozen=True, slots=True)
class Step:
    """What a command changed: before and after, None for nothing; `name` is that of the command."""

    name: str
    codes: Mapping[str, tuple[Code | None, Code | None]]
    spans: Mapping[str, tuple[str | None, str | None]]


def carry_out(book: Book, command: Command) -> tuple[Book, Step]:
    """Give the book after a command, and the step to keep; CodeTreeError where it is refused."""
    after = _after(book, command)
    codes = _changes(book.codes, after.codes)
    spans = _changes(book.marked, after.marked)
    return after, Step(type(command).__name__, codes, spans)


def undo(book: Book, step: Step) -> Book:
    """Give the book with a step undone, whatever was done to other codes and spans since.

    CodeTreeError where something that the step changed has been changed again, or where what it
    would bring back no longer has its place.
    """
    codes = _undone(book.codes, step.codes)
    spans = _undone(book.marked, step.spans)
    if codes is None or spans is None:
        raise CodeTreeError(Fault.CHANGED_SINCE, step.name)
    after = Book(codes, spans)
    whole = all(code.parent_id in (None, *codes) for code in codes.values())
    if not whole or not set(spans.values()) <= set(codes) or _has_cycle(after) or _twins(after):
        raise CodeTreeError(Fault.CHANGED_SINCE, step.name)
    return after


def _changes(
    before: Mapping[str, Held], after: Mapping[str, Held]
) -> dict[str, tuple[Held | None, Held | None]]:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: (before.get(key), after.get(key)) for key in keys}


def _undone(
    now: Mapping[str, Held], changed: Mapping[str, tuple[Held | None, Held | None]]
) -> dict[str, Held] | None:
    made = dict(now)
    for key, (was, became) in changed.items():
        if made.pop(key, None) != became:
            return None
        if was is not None:
            made[key] = was
    return made


def _has_cycle(book: Book) -> bool:
    for code_id in book.codes:
        seen = {code_id}
        at = book.codes[code_id].parent_id
        while at is not None:
            if at in seen:
                return True
            seen.add(at)
            at = book.codes[at].parent_id
    return False


def _twins(book: Book) -> str:
    """Give the name that two codes in the same place have; empty where none is shared."""
    seen: set[tuple[str | None, str]] = set()
    for code in book.codes.values():
        key = (code.parent_id, code.name.casefold())
        if key in seen:
            return code.name
        seen.add(key)
    return ""


def _after(book: Book, command: Command) -> Book:
    match command:
        case Add(code):
            return _with(book, _added(book, code))
        case Rename(code_id, name, definition):
            code = replace(_code(book, code_id), name=name, definition=definition)
            return _with(book, _named(book, code))
        case Note(code_id, memo):
            return _with(book, replace(_code(book, code_id), memo=memo))
        case Move(code_id, parent_id):
            return _move(book, code_id, parent_id)
        case Merge():
            return _merge(book, command)
        case Split():
            return _split(book, command)
        case Remove(code_id):
            _code(book, code_id)
            if code_id in book.marked.values() or book.children(code_id):
                raise CodeTreeError(Fault.IN_USE, code_id)
            rest = {key: code for key, code in book.codes.items() if key != code_id}
            return Book(rest, book.marked)
        case Mark(segment_id, code_id):
            _code(book, code_id)
            return Book(book.codes, {**book.marked, segment_id: code_id})
        case Unmark(segment_id):
            if segment_id not in book.marked:
                raise CodeTreeError(Fault.UNKNOWN_SPAN, segment_id)
            spans = {key: code for key, code in book.marked.items() if key != segment_id}
            return Book(book.codes, spans)


def _code(book: Book, code_id: str) -> Code:
    if code_id not in book.codes:
        raise CodeTreeError(Fault.UNKNOWN_CODE, code_id)
    return book.codes[code_id]


def _with(book: Book, code: Code) -> Book:
    return Book({**book.codes, code.code_id: code}, book.marked)


def _added(book: Book, code: Code) -> Code:
    if code.code_id in book.codes:
        raise CodeTreeError(Fault.TAKEN, code.code_id)
    if code.parent_id is not None:
        _code(book, code.parent_id)
    return _named(book, code)


def _named(book: Book, code: Code) -> Code:
    """Give the code, whose name must be its own among its neighbours."""
    if not code.name.strip():
        raise CodeTreeError(Fault.NO_NAME, code.code_id)
    for other in book.children(code.parent_id):
        same = other.name.casefold() == code.name.casefold()
        if same and other.code_id != code.code_id:
            raise CodeTreeError(Fault.SAME_NAME, code.name)
    return code


def _move(book: Book, code_id: str, parent_id: str | None) -> Book:
    code = _code(book, code_id)
    if parent_id is not None:
        _code(book, parent_id)
        if code_id in (parent_id, *book.above(parent_id)):
            raise CodeTreeError(Fault.CYCLE, code_id)
    return _with(book, _named(book, replace(code, parent_id=parent_id)))


def _merge(book: Book, command: Merge) -> Book:
    gone = set(command.code_ids)
    for code_id in (*command.code_ids, command.into):
        _code(book, code_id)
    if not gone or command.into in gone:
        raise CodeTreeError(Fault.NOTHING, command.into)

    def parent(code: Code) -> str | None:
        if code.code_id == command.into:
            line = [code.code_id, *book.above(code.code_id)]
            topmost = max((n for n, above in enumerate(line) if above in gone), default=0)
            return next(iter(line[topmost + 1 :]), None)
        return command.into if code.parent_id in gone else code.parent_id

    codes = {
        key: replace(code, parent_id=parent(code))
        for key, code in book.codes.items()
        if key not in gone
    }
    spans = {key: command.into if code in gone else code for key, code in book.marked.items()}
    merged = Book(codes, spans)
    if twin := _twins(merged):
        raise CodeTreeError(Fault.SAME_NAME, twin)
    return merged


def _split(book: Book, command: Split) -> Book:
    whole = _code(book, command.code_id)
    made = book
    for part in command.parts:
        made = _with(made, _added(made, replace(part, parent_id=whole.parent_id)))
    new: Sequence[str] = [part.code_id for part in command.parts]
    for segment_id, code_id in command.spans.items():
        if book.marked.get(segment_id) != command.code_id:
            raise CodeTreeError(Fault.UNKNOWN_SPAN, segment_id)
        if code_id not in new:
            raise CodeTreeError(Fault.UNKNOWN_CODE, code_id)
    return Book(made.codes, {**made.marked, **command.spans})
