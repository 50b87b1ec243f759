"""The list of contents of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from belagg.report.html.element import Child, Element, element, extend

_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents list it."""

    level: int
    anchor: str
    number: str
    title: str


def contents_list(entries: Sequence[Entry]) -> Element:
    """Give chapters and their sections as nested lists of links; deeper headings are left out."""
    outer = element("ol")
    for entry in entries:
        if not entry.anchor or entry.level > _DEEPEST:
            continue
        item = element("li", None, element("a", {"href": f"#{entry.anchor}"}, *_words(entry)))
        if entry.level == 1 or not len(outer):
            extend(outer, item)
            continue
        chapter = outer[-1]
        if chapter[-1].tag != "ol":
            extend(chapter, element("ol"))
        extend(chapter[-1], item)
    return outer


def _words(entry: Entry) -> list[Child]:
    if not entry.number:
        return [entry.title]
    return [element("span", {"class": "number"}, entry.number), " ", entry.title]
