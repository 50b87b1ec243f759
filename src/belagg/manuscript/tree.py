"""The document tree: what a report says, apart from how HTML, PDF and Word show it.

Everything in it is bound: a renderer looks nothing up and computes nothing. Text is plain Unicode
text with the typography of its language already applied; a renderer only escapes it.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

# --- inlines --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text (italic)."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed text (bold)."""

    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class CodeText:
    """Text to be read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Text in another language than what stands around it."""

    language: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is an address, or `#id` for a place in the report."""

    target: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure in running text: `name` is its figure name, `text` what the reader sees.

    `appendix_id` is the id of the data row in the appendix that lists what is behind it; None
    where the report has no appendix.
    """

    name: str
    text: str
    appendix_id: str | None = None


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """The mark of a footnote; `number` counts from 1 in order of first mark."""

    footnote_id: str
    number: int


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Inline = Text | Emphasis | Strong | CodeText | Foreign | Link | Bound | FootnoteRef | LineBreak
Inlines = tuple[Inline, ...]

# --- results that charts, maps and tables show ------------------------------------------------


class Tone(Enum):
    """What colour and pattern a category has, the same in every chart, map and page.

    The numbered tones are for categories that are not yes, partly or no.
    """

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    OTHER = "other"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"
    UNDETERMINABLE = "undeterminable"
    NOT_PUBLISHED = "not_published"
    T1 = "t1"
    T2 = "t2"
    T3 = "t3"
    T4 = "t4"
    T5 = "t5"
    T6 = "t6"
    T7 = "t7"
    T8 = "t8"


@dataclass(frozen=True, slots=True)
class Slice:
    """One category of a result.

    `percent` is of the n of its series, None where no percentage may be given; `count_name` and
    `percent_name` are figure names; `count_text` and `percent_text` what the reader sees ("13",
    "65 %", or a note that the number is withheld). `count` is None where it is withheld.
    """

    code: str
    label: str
    tone: Tone
    count: int | None
    percent: float | None
    count_text: str
    percent_text: str
    count_name: str
    percent_name: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a chart: an item (or a part of one) with its categories and n.

    `missing` are the units without a category, by kind; they have no percent.
    """

    label: str
    n: int
    n_name: str
    slices: tuple[Slice, ...]
    missing: tuple[Slice, ...] = ()


class ChartKind(Enum):
    """The forms a chart can have."""

    BAR = "bar"
    STACKED = "stacked"
    DONUT = "donut"


@dataclass(frozen=True, slots=True)
class Area:
    """One unit on a map with the category it has."""

    unit_id: str
    name: str
    code: str
    label: str
    tone: Tone


# --- blocks -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter. `numbered` is its number ("2.1"), empty when it has none."""

    level: int
    anchor: str
    children: Inlines
    numbered: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a lead is the larger first paragraph of a chapter."""

    children: Inlines
    lead: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `start` is the first number of an ordered list, None for bullets."""

    items: tuple["Blocks", ...]
    start: int | None = None
    tight: bool = True


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A passage quoted as a block, without the frame of a quotation from a speaker."""

    children: "Blocks"


Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `header` is true for the cells of a row's own header."""

    children: Inlines
    header: bool = False
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with one header row; numbers stand in columns aligned right.

    `caption` is empty where the text itself introduces the table; `number` is its number in the
    report ("Tabell 3"), empty where it has no caption.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[Align, ...]
    caption: Inlines = ()
    number: str = ""
    anchor: str | None = None
    compact: bool = False


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with its numbers as a table below it; `title` says what is shown, `alt` reads it out.

    `number` is its number in the report ("Diagram 2"); `note` the line on n and source.
    """

    kind: ChartKind
    anchor: str
    number: str
    title: str
    alt: str
    series: tuple[Series, ...]
    note: Inlines
    table: TableBlock


@dataclass(frozen=True, slots=True)
class MapBlock:
    """A map of the units with a list of the units in each category below it.

    `geography` names the areas: an entry of `belagg.study.geography` (`se-regions`,
    `se-municipalities`) or the study's own file. `legend` is code, label and tone of every
    category; `count_names` the figure names of their counts in the same order, empty where there
    are none.
    """

    geography: str
    anchor: str
    number: str
    title: str
    alt: str
    areas: tuple[Area, ...]
    legend: tuple[tuple[str, str, Tone], ...]
    note: Inlines
    table: TableBlock
    count_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """How many bodies went from one end to another; `before` and `after` are codes of the ends."""

    before: str
    after: str
    count: int
    count_name: str


@dataclass(frozen=True, slots=True)
class FlowBlock:
    """How bodies moved between categories from one time to another, with the numbers as a table.

    `times` are what the two are called; `before` and `after` their ends in order, with everybody
    counted once on each side; `strands` lead from the one to the other.
    """

    anchor: str
    number: str
    title: str
    alt: str
    times: tuple[str, str]
    before: tuple[Slice, ...]
    after: tuple[Slice, ...]
    strands: tuple[Strand, ...]
    note: Inlines
    table: TableBlock


@dataclass(frozen=True, slots=True)
class ImageBlock:
    """A picture of the package: `media` is its type (`image/png`), `alt` its text alternative."""

    data: bytes
    media: str
    alt: str
    caption: Inlines = ()
    number: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """What somebody said: verbatim, or told in other words and marked so (`label`)."""

    quote_id: str
    children: "Blocks"
    attribution: str
    verbatim: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """An item as it was put: its wording, hint and the categories to choose from."""

    question_id: str
    heading: str
    wording: str
    hint: str
    choices: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PanelBlock:
    """A set-apart passage: a good example, a note, a summary in another language or plain words.

    `kind` is `example`, `note` or `summary`; `language` is that of the content.
    """

    kind: Literal["example", "note", "summary"]
    title: str
    children: "Blocks"
    language: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a recommendation and the findings that support it (label, `#id` or empty)."""

    text: str
    supports: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationBlock:
    """A recommendation: number, whom it speaks to, its clauses with what each rests on."""

    recommendation_id: str
    anchor: str
    number: str
    addressee: str
    title: str
    clauses: tuple[Clause, ...]
    supports_label: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A pause in the text."""


Block = (
    Heading
    | Paragraph
    | ListBlock
    | BlockQuote
    | TableBlock
    | ChartBlock
    | MapBlock
    | FlowBlock
    | ImageBlock
    | QuoteBlock
    | QuestionBlock
    | PanelBlock
    | RecommendationBlock
    | ThematicBreak
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover and in the metadata of every output."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    date: str
    date_text: str
    publisher: str
    description: str
    keywords: tuple[str, ...]
    revision: str
    licence: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in one language; footnotes by id; `labels` the fixed words of the page.

    `labels` has at least: contents, footnotes, page, data, appendix, skip (skip to content),
    missing, back.
    """

    language: str
    cover: Cover
    body: Blocks
    footnotes: dict[str, Blocks] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
