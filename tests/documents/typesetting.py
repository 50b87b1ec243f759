"""Sets pages for the tests, line by line, so that every line's page, number and place is known."""

import io
import random
from dataclasses import dataclass, field

import pyphen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Layout:
    """How pages are set; `order` is the order in which the file draws what stands on a page."""

    columns: int = 1
    width: float = 595
    height: float = 842
    margin: float = 62
    gutter: float = 20
    size: float = 10
    leading: float = 13
    font: str = "Helvetica"
    hyphen: str = ""
    justify: bool = True
    order: str = "columns"
    unit: str = "line"
    heads: bool = False
    head_gap: float = 24
    indent: float = 0
    spacing: float = 6
    shift: float = 0
    seed: int = 0


@dataclass
class Line:
    """A line as set; `number` counts on its page in reading order, without running heads."""

    text: str
    page: int
    number: int
    x: float
    y: float
    stretch: float
    sentences: list[int] = field(default_factory=list)


def break_lines(layout: Layout, paragraphs: list[list[str]], width: float) -> list[tuple]:
    """Give (text, starts of sentences, first of paragraph, last of paragraph) for each line."""
    patterns = pyphen.Pyphen(lang="sv_SE")
    measure = lambda text: pdfmetrics.stringWidth(text, layout.font, layout.size)  # noqa: E731
    lines = []
    sentence = 0
    for paragraph in paragraphs:
        words = []
        for text in paragraph:
            for k, word in enumerate(text.split(" ")):
                words.append((word, sentence if k == 0 else None))
            sentence += 1
        current, starts, first = "", [], True
        room = width - layout.indent
        while words:
            word, start = words.pop(0)
            trial = f"{current} {word}" if current else word
            if measure(trial) <= room:
                current = trial
                if start is not None:
                    starts.append(start)
                continue
            done = False
            lead = f"{current} " if current else ""
            candidates = []
            if layout.hyphen and "-" not in word and word.isalpha():
                candidates = [(a, layout.hyphen, b) for a, b in patterns.iterate(word)]
            if "-" in word.strip("-") and layout.hyphen:
                head, _, tail = word.rpartition("-")
                candidates.append((head, "-" if layout.hyphen == "-" else layout.hyphen, tail))
            for head, mark, tail in sorted(candidates, key=lambda c: -len(c[0])):
                if len(head) < 2 or len(tail) < 2:
                    continue
                if measure(lead + head + mark) <= room:
                    current = lead + head + mark
                    if start is not None:
                        starts.append(start)
                    words.insert(0, (tail, None))
                    done = True
                    break
            if not done:
                if not current:
                    current = word
                    if start is not None:
                        starts.append(start)
                else:
                    words.insert(0, (word, start))
            lines.append((current, starts, first, False))
            current, starts, first, room = "", [], False, width
        if current:
            lines.append((current, starts, first, True))
    return lines


def typeset(layout: Layout, paragraphs: list[list[str]]) -> tuple[bytes, list[Line]]:
    """Set paragraphs of sentences; give the PDF and its lines."""
    if (
        layout.font not in pdfmetrics.standardFonts
        and layout.font not in pdfmetrics.getRegisteredFontNames()
    ):
        pdfmetrics.registerFont(TTFont(layout.font, layout.font))
    inner = layout.width - 2 * layout.margin
    width = (inner - layout.gutter * (layout.columns - 1)) / layout.columns
    broken = break_lines(layout, paragraphs, width)
    top = layout.height - layout.margin - (layout.head_gap if layout.heads else 0)
    pages: list[list[Line]] = [[]]
    column, y, number = 0, top, 0
    for text, starts, first, last in broken:
        if first and y < top:
            y -= layout.spacing
        if y < layout.margin + (layout.head_gap if layout.heads else 0):
            column, y = column + 1, top - (layout.shift if column % 2 == 0 else 0)
            if column == layout.columns:
                pages.append([])
                column, y, number = 0, top, 0
        number += 1
        x = layout.margin + column * (width + layout.gutter) + (layout.indent if first else 0)
        spaces = text.count(" ")
        room = width - (layout.indent if first else 0)
        natural = pdfmetrics.stringWidth(text, layout.font, layout.size)
        stretch = (room - natural) / spaces if layout.justify and not last and spaces else 0
        pages[-1].append(Line(text, len(pages), number, x, y, max(stretch, 0), starts))
        y -= layout.leading
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(layout.width, layout.height), invariant=1)
    for k, page in enumerate(pages, 1):
        _draw(canvas, layout, page, k)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue(), [line for page in pages for line in page]


def _draw(canvas: Canvas, layout: Layout, page: list[Line], number: int) -> None:
    items = list(page)
    if layout.order == "rows":
        items.sort(key=lambda line: (-round(line.y, 3), line.x))
    elif layout.order == "reversed":
        items.reverse()
    elif layout.order == "shuffled":
        random.Random(layout.seed + number).shuffle(items)
    canvas.setFont(layout.font, layout.size)
    if layout.heads:
        canvas.setFont(layout.font, layout.size * 0.85)
        y = layout.height - layout.margin
        canvas.drawString(layout.margin, y, "Handlingsplan 2024–2027")
        canvas.drawRightString(layout.width - layout.margin, y, "Region Granmark (påhittad)")
        canvas.drawCentredString(layout.width / 2, layout.margin - 10, str(number))
        canvas.setFont(layout.font, layout.size)
    for line in items:
        _draw_line(canvas, layout, line)


def _draw_line(canvas: Canvas, layout: Layout, line: Line) -> None:
    width = lambda text: pdfmetrics.stringWidth(text, layout.font, layout.size)  # noqa: E731
    if layout.unit == "line":
        text = canvas.beginText(line.x, line.y)
        text.setWordSpace(line.stretch)
        text.textOut(line.text)
        canvas.drawText(text)
        return
    x = line.x
    for word in line.text.split(" "):
        if layout.unit == "word":
            canvas.drawString(x, line.y, word)
        else:
            at = x
            for letter in word:
                canvas.drawString(at, line.y, letter)
                at += width(letter)
        x += width(word + " ") + line.stretch
