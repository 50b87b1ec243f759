"""What reading gives: one normalised text per document, and the way back to page, line and box.

**The text.** `ReadDocument.text` is the running text in reading order, NFC, with ligatures and
no-break spaces made plain. Paragraphs are separated by one LF; within a paragraph a line break is
one space, so that a phrase across lines, columns or pages reads like any other. A paragraph whose
sentence goes on over a column or page stays one paragraph. Running heads and page numbers are not
in `text`; they are kept apart in `furniture`. All offsets count code points, end exclusive.

**Joints.** A hyphen at the end of a line may be the typesetter's (*exploa-|tering*), the word's
own (*EU-|rätt*) or a suspended one (*hälso-|och sjukvård*). `text` holds the likelier reading,
and `joints` lists every place where another reading is possible: `at` is the offset in `text`
where the joint stands, `primary` and `other` index `JOINT_READINGS` ("", "-", "- "), and
`text[at : at + len(JOINT_READINGS[primary])]` is what the text has there. A soft hyphen inside
a line, and one that can only be the typesetter's, is simply gone and no joint.

A scanner that must not miss a passage also scans `other_readings(text, joints)`: one short string
per joint with the other reading there, cut from the text around it, together with the map from its
offsets to those of `text`. A hit there counts only where it touches the joint
(`start < joint_end and end > joint_start`, or spans the empty place); the rest is in `text` too.

**The way back.** `lines` gives page, line number and box of each line (`np.searchsorted` on its
`start` finds the line of an offset). `runs` maps the text to PDFium's character indices, run by
run; `belagg.documents.boxes` opens the PDF again and gives the boxes of single characters.

**What counts.** Pages and lines count from 1; lines are numbered in reading order on their page,
furniture not counted. In formats without dependable pages (`Layout.PARAGRAPHS`) `pages` is empty,
every `page` is 0, a line is a paragraph, its number counts paragraphs in the document, and boxes
are NaN.
"""

from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from belagg.study.vocabulary import Vocabulary

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

JOINT_READINGS = ("", "-", "- ")
"""What may stand at a line-end hyphen: nothing (one word), a hyphen, a suspended hyphen."""

FORMAT = 3
"""The version of the bytes that `encode` gives; a store drops texts of another version.

Also raised where the same document is read otherwise than before, so that it is read anew."""


class Reason(Vocabulary):
    """Why a document, or a page of it, could not be read."""

    PASSWORD = "password", "lösenordsskyddat", "password"
    NO_TEXT_LAYER = "no_text_layer", "inskannat utan textlager", "scan without text layer"
    DAMAGED = "damaged", "skadad fil", "damaged"
    TOO_LARGE = "too_large", "för stort", "too large"
    TIMEOUT = "timeout", "tog för lång tid", "took too long"
    MEMORY = "memory", "krävde för mycket minne", "needed too much memory"
    CRASHED = "crashed", "läsaren kraschade", "the reader crashed"
    UNSUPPORTED = "unsupported", "filformatet stöds inte", "unsupported format"
    EMPTY = "empty", "innehåller ingen text", "holds no text"
    MISSING = "missing", "filen går inte att öppna", "the file cannot be opened"


class Layout(Vocabulary):
    """Whether the format has dependable pages."""

    PAGES = "pages", "sidor och rader", "pages and lines"
    PARAGRAPHS = "paragraphs", "avsnitt och stycken", "sections and paragraphs"


class PageState(Vocabulary):
    """What became of one page."""

    READ = "read", "läst", "read"
    BLANK = "blank", "tom", "blank"
    IMAGE = "image", "bild utan textlager", "image without text layer"
    DAMAGED = "damaged", "skadad", "damaged"


PAGE_STATES = tuple(PageState)
"""The states in the order of their numbers in `ReadDocument.page_states`."""


class DateKind(Vocabulary):
    """What a date in or on a document says."""

    CREATED = "created", "filen skapad", "file created"
    MODIFIED = "modified", "filen ändrad", "file modified"
    DECIDED = "decided", "beslutad", "decided"
    REVISED = "revised", "reviderad", "revised"
    PUBLISHED = "published", "publicerad", "published"
    VALID = "valid", "gäller", "valid"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why nothing could be read; `detail` is a short technical note, in English."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date found: ISO 8601 (year, month or day) and, where it stands in `text`, its offset."""

    kind: DateKind
    date: str
    start: int | None = None


def _ints(count: int = 0) -> Ints:
    return np.zeros(count, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines as columns of equal length, in the order of their text.

    `box` has shape (n, 4): left, bottom, right, top in PDF points from the page's lower left.
    `size` is the height of the line's type in points (NaN where unknown).
    """

    start: Ints = field(default_factory=_ints)
    end: Ints = field(default_factory=_ints)
    page: Ints = field(default_factory=_ints)
    number: Ints = field(default_factory=_ints)
    box: Floats = field(default_factory=lambda: np.zeros((0, 4), np.float32))
    size: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    def __len__(self) -> int:
        return len(self.start)

    def touched(self, start: int, end: int) -> range:
        """Give the indices of the lines that `[start, end)` touches."""
        first = int(np.searchsorted(self.end, start, side="right"))
        last = int(np.searchsorted(self.start, end, side="left"))
        return range(first, last)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Ranges of the text as columns: paragraphs, or headings with their level (1 is highest)."""

    start: Ints = field(default_factory=_ints)
    end: Ints = field(default_factory=_ints)
    level: Ints = field(default_factory=_ints)

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class Joints:
    """Line-end hyphens with more than one reading, as columns; see the module's text."""

    at: Ints = field(default_factory=_ints)
    primary: Bytes = field(default_factory=lambda: np.zeros(0, np.uint8))
    other: Bytes = field(default_factory=lambda: np.zeros(0, np.uint8))

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Where the text comes from: from `start` on, character by character, `page` and `index`.

    `index` is PDFium's character index on the page; -1 where the text has a character of its own
    (a space for a line break). A run ends where the next begins.
    """

    start: Ints = field(default_factory=_ints)
    page: Ints = field(default_factory=_ints)
    index: Ints = field(default_factory=_ints)

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True, eq=False)
class ReadDocument:
    """A document as read; see the module's text for what its parts mean.

    `sha256` is of the file's bytes, `media` its media type (IANA), `pages` of shape (n, 2) the
    page sizes in points, `page_states` one index into `PAGE_STATES` per page. `language` is an
    ISO 639-1 code or empty. `words` counts the words of `text`. `error` is None when it was read;
    else text and lines are empty. The file's path is not part of it: the same content is read
    and kept once.
    """

    sha256: str
    media: str
    layout: Layout = Layout.PAGES
    text: str = ""
    lines: Lines = field(default_factory=Lines)
    paragraphs: Spans = field(default_factory=Spans)
    joints: Joints = field(default_factory=Joints)
    runs: Runs = field(default_factory=Runs)
    headings: Spans = field(default_factory=Spans)
    furniture_text: str = ""
    furniture: Lines = field(default_factory=Lines)
    pages: Floats = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    page_states: Bytes = field(default_factory=lambda: np.zeros(0, np.uint8))
    title: str = ""
    dates: tuple[DocumentDate, ...] = ()
    language: str = ""
    words: int = 0
    error: Unreadable | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OtherReadings:
    """The other reading of each joint, in one string to scan beside the document's text.

    Windows are separated by LF. Window k is `text[start[k] : end[k]]`; its characters before
    `joint[k]` stand for the document's from `source[k]` on, those from
    `joint[k] + joint_length[k]` on for the document's from `resume[k]` on.
    """

    text: str
    start: Ints
    end: Ints
    joint: Ints
    joint_length: Ints
    source: Ints
    resume: Ints

    def in_document(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the document's offsets of a hit in `text`; None where it misses the joint."""
        k = int(np.searchsorted(self.start, start, side="right")) - 1
        joint, length = int(self.joint[k]), int(self.joint_length[k])
        if start >= joint + max(length, 1) or end <= joint or (length == 0 and start == joint):
            return None
        first = int(self.source[k]) + min(start, joint) - int(self.start[k])
        last = int(self.resume[k]) + end - joint - length
        return first, max(last, int(self.resume[k]))


def other_readings(text: str, joints: Joints, reach: int = 80) -> OtherReadings:
    """Cut a window of up to `reach` characters on each side of every joint, with its other reading.

    Windows end at the paragraph's end and never inside a word, unless the word is longer than
    `reach`.
    """
    parts: list[str] = []
    rows: list[tuple[int, int, int, int, int, int]] = []
    base = 0
    for at, primary, other in zip(
        joints.at.tolist(), joints.primary.tolist(), joints.other.tolist(), strict=True
    ):
        resume = at + len(JOINT_READINGS[primary])
        first = _window_start(text, at, reach)
        last = _window_end(text, resume, reach)
        word = JOINT_READINGS[other]
        part = f"{text[first:at]}{word}{text[resume:last]}"
        rows.append((base, base + len(part), base + at - first, len(word), first, resume))
        parts.append(part)
        base += len(part) + 1
    columns = np.array(rows, np.int32).reshape(len(rows), 6).T
    return OtherReadings("\n".join(parts), *(np.ascontiguousarray(c) for c in columns))


def _window_start(text: str, at: int, reach: int) -> int:
    low = max(0, at - reach)
    first = text.rfind("\n", low, at) + 1
    if first or not low:
        return max(first, low)
    space = text.find(" ", low, at)
    return low if space < 0 else space + 1


def _window_end(text: str, resume: int, reach: int) -> int:
    high = min(len(text), resume + reach)
    last = text.find("\n", resume, high)
    if last >= 0:
        return last
    if high == len(text):
        return high
    space = text.rfind(" ", resume, high)
    return high if space < 0 else space


# --- bytes --------------------------------------------------------------------------------------


class _Wire(msgspec.Struct, frozen=True, array_like=True):
    """The document as it crosses a process boundary or lies in a store."""

    version: int
    sha256: str
    media: str
    layout: str
    text: str
    lines: tuple[bytes, ...]
    paragraphs: tuple[bytes, ...]
    joints: tuple[bytes, ...]
    runs: tuple[bytes, ...]
    headings: tuple[bytes, ...]
    furniture_text: str
    furniture: tuple[bytes, ...]
    pages: bytes
    page_states: bytes
    title: str
    dates: tuple[tuple[str, str, int | None], ...]
    language: str
    words: int
    error: tuple[str, str] | None


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Wire)
_I4, _F4, _U1 = np.dtype("<i4"), np.dtype("<f4"), np.dtype("u1")


def encode(document: ReadDocument) -> bytes:
    """Give the document as bytes: MessagePack with the columns as little-endian arrays."""
    d = document
    wire = _Wire(
        FORMAT, d.sha256, d.media, d.layout.value, d.text, _lines_out(d.lines),
        _columns_out((d.paragraphs.start, d.paragraphs.end, d.paragraphs.level)),
        _columns_out((d.joints.at, d.joints.primary, d.joints.other)),
        _columns_out((d.runs.start, d.runs.page, d.runs.index)),
        _columns_out((d.headings.start, d.headings.end, d.headings.level)),
        d.furniture_text, _lines_out(d.furniture), d.pages.tobytes(), d.page_states.tobytes(),
        d.title, tuple((x.kind.value, x.date, x.start) for x in d.dates), d.language, d.words,
        None if d.error is None else (d.error.reason.value, d.error.detail),
    )  # fmt: skip
    return _ENCODER.encode(wire)


def decode(data: bytes) -> ReadDocument:
    """Give the document back; raises ValueError for bytes that are not of this `FORMAT`."""
    try:
        w = _DECODER.decode(data)
        if w.version != FORMAT:
            raise ValueError(f"text format {w.version}, not {FORMAT}")
        return ReadDocument(
            sha256=w.sha256, media=w.media, layout=Layout(w.layout), text=w.text,
            lines=_lines_in(w.lines), paragraphs=Spans(*_ints_in(w.paragraphs)),
            joints=_joints_in(w.joints), runs=Runs(*_ints_in(w.runs)),
            headings=Spans(*_ints_in(w.headings)), furniture_text=w.furniture_text,
            furniture=_lines_in(w.furniture),
            pages=np.frombuffer(w.pages, _F4).reshape(-1, 2),
            page_states=np.frombuffer(w.page_states, _U1), title=w.title,
            dates=tuple(DocumentDate(DateKind(k), day, at) for k, day, at in w.dates),
            language=w.language, words=w.words,
            error=None if w.error is None else Unreadable(Reason(w.error[0]), w.error[1]),
        )  # fmt: skip
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a read document: {error}") from error


def _columns_out(columns: tuple[npt.NDArray[np.generic], ...]) -> tuple[bytes, ...]:
    return tuple(column.tobytes() for column in columns)


def _lines_out(x: Lines) -> tuple[bytes, ...]:
    return _columns_out((x.start, x.end, x.page, x.number, x.box, x.size))


def _ints_in(columns: tuple[bytes, ...]) -> tuple[Ints, Ints, Ints]:
    first, second, third = (np.frombuffer(column, _I4) for column in columns)
    return first, second, third


def _lines_in(columns: tuple[bytes, ...]) -> Lines:
    start, end, page, number, box, size = columns
    return Lines(
        np.frombuffer(start, _I4), np.frombuffer(end, _I4), np.frombuffer(page, _I4),
        np.frombuffer(number, _I4), np.frombuffer(box, _F4).reshape(-1, 4),
        np.frombuffer(size, _F4),
    )  # fmt: skip


def _joints_in(columns: tuple[bytes, ...]) -> Joints:
    at, primary, other = columns
    return Joints(np.frombuffer(at, _I4), np.frombuffer(primary, _U1), np.frombuffer(other, _U1))
