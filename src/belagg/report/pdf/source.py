"""The whole typst source of a report: values, template, front matter, chapters."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

from belagg.language import translate
from belagg.manuscript.tree import Document, Heading, ImageBlock
from belagg.report.pdf.blocks import blocks, heading
from belagg.report.pdf.inlines import language_arguments, plain
from belagg.report.pdf.literals import literal, running
from belagg.report.pdf.scope import Scope
from belagg.report.tokens import LIGHT
from belagg.report.walk import anchors_of, blocks_of
from belagg.study.geography import Geography

_TONES = (
    "paper", "surface", "ink", "muted", "hairline", "rule", "accent", "accent_soft",
)  # fmt: skip


_WORDS = "#let y(it) = text(hyphenate: true, it)\n#let brk = h(0pt)"
"""What running text is written with, in the values of the cover too."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as typst: the anchor of its heading, its name in the running head, its content."""

    anchor: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report as typst.

    `style` defines how it looks, `front` is its first pages; `pictures` are those it reads as
    files, by name.
    """

    style: str
    front: str
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, ImageBlock]

    def files(self, tight: Collection[str]) -> dict[str, str]:
        """Give the files that typst reads, by name; `main.typ` is the first.

        `tight` are the anchors of the chapters to set a little tighter. Chapters are files of their
        own: what has not changed since typst set it last is not set again. Each is also a run of
        pages, and typst sets such runs side by side.
        """
        made = {"style.typ": self.style}
        main = [self.style, self.front]
        for place, chapter in enumerate(self.chapters, start=1):
            name = f"chapter-{place}.typ"
            how = "tight" if chapter.anchor in tight else "normal"
            main.append(
                f"#chapter-pages({literal(chapter.anchor)}, {chapter.name}, {how}, "
                f'include "{name}")'
            )
            end = f"#chapter-end({literal(chapter.anchor)})"
            made[name] = f'#import "style.typ": *\n{chapter.content}{end}\n'
        made["main.typ"] = "\n".join(main)
        return made


def typst_source(document: Document, geographies: Mapping[str, Geography]) -> Source:
    """Give the report as typst source; the document is sound."""
    anchors = frozenset(anchor for block in blocks_of(document) for anchor in anchors_of(block))
    scope = Scope(document.language, geographies, anchors, dict(document.footnotes), blocks)
    template = files("belagg.report.pdf").joinpath("report.typ").read_text(encoding="utf-8")
    return Source(
        style=f"{_WORDS}\n{_values(document)}\n{template}",
        front=_front(document),
        chapters=tuple(_chapters(document, scope)),
        pictures=scope.pictures,
    )


def _values(document: Document) -> str:
    """Give the values the template uses: the colours as `tone`, what the cover says as `meta`."""
    cover = document.cover
    day = date.fromisoformat(cover.date)
    tones = ", ".join(f'{name.replace("_", "-")}: rgb("{getattr(LIGHT, name)}")' for name in _TONES)
    language, region = language_arguments(document.language).split(", ")
    values = {
        "title": literal(cover.title),
        "authors": _array(map(literal, cover.authors)),
        "keywords": _array(map(literal, cover.keywords)),
        "description": literal(cover.description),
        "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        "lang": language,
        "region": region,
        "publisher": _marked(cover.publisher),
        "mark": literal("“" if document.language.startswith("en") else "”"),
    }
    meta = ", ".join(f"{name}: {value}" for name, value in values.items())
    return f"#let tone = ({tones})\n#let meta = ({meta})"


def _front(document: Document) -> str:
    """Give the cover and the contents."""
    cover, language = document.cover, document.language
    facts = (
        (translate("Date", language), cover.date_text),
        (translate("Publisher", language), cover.publisher),
        (translate("Revision", language), cover.revision),
        (translate("Licence", language), cover.licence),
    )
    colophon = _array(f"({_marked(name)}, {_marked(value)})" for name, value in facts if value)
    return (
        f"#cover({_marked(cover.title)}, {_marked(cover.subtitle)}, "
        f"{_array(map(_marked, cover.authors))}, {_marked(cover.date_text)}, "
        f"{_marked(cover.publisher)})\n"
        f"#front-page({_marked(document.labels['contents'])}, {_marked(cover.description)}, "
        f"{colophon})\n"
    )


def _chapters(document: Document, scope: Scope) -> Iterator[Chapter]:
    """Give the body by chapters; what stands before the first heading is one without a name."""
    anchor, name, parts = "before the first chapter", "[]", list[str]()
    for place, block in enumerate(document.body):
        if not isinstance(block, Heading):
            parts.append(blocks((block,), scope))
            continue
        level = scope.heading_level(block.level)
        if level > 1:
            parts.append(heading(block, level, scope))
            continue
        if parts:
            yield Chapter(anchor, name, "".join(parts))
        anchor, name = block.anchor or f"chapter at {place}", plain(block.children, scope)
        parts = [heading(replace(block, anchor=anchor), 1, scope)]
    yield Chapter(anchor, name, "".join(parts))


def _marked(text: str) -> str:
    return f"[{running(text)}]"


def _array(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"
