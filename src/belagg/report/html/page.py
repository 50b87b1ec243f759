"""From a document tree to one HTML page that needs nothing but itself."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from belagg.language import translate
from belagg.manuscript.tree import Document, Heading
from belagg.report.html.blocks import blocks, heading
from belagg.report.html.contents import Entry, contents_list
from belagg.report.html.element import Element, element, extend, markup
from belagg.report.html.inlines import language_tag
from belagg.report.html.scope import Scope, mark_id, note_id
from belagg.report.pictures import font_directory
from belagg.report.soundness import require_sound
from belagg.report.tokens import LIGHT, css_properties, picture_css
from belagg.report.walk import anchors_of, blocks_of, plain
from belagg.study.geography import Geography

FACES = (
    ("Belagg Serif", 400, "normal", "BelaggSerif-Regular"),
    ("Belagg Serif", 400, "italic", "BelaggSerif-Italic"),
    ("Belagg Serif", 600, "normal", "BelaggSerif-Semibold"),
    ("Belagg Display", 400, "normal", "BelaggDisplay-Regular"),
    ("Belagg Sans", 400, "normal", "BelaggSans-Regular"),
    ("Belagg Sans", 400, "italic", "BelaggSans-Italic"),
    ("Belagg Sans", 600, "normal", "BelaggSans-Semibold"),
)


def render_html(document: Document, geographies: Mapping[str, Geography]) -> str:
    """Give the report as one HTML file: styles, typefaces, charts and maps are within it.

    `geographies` holds the areas that the maps name. The page runs no script and asks no address
    for anything. The same document gives the same text. Raises StudyError with every problem that
    keeps the document from being shown, such as a picture without a text alternative.
    """
    require_sound(document, geographies)
    anchors = frozenset(anchor for block in blocks_of(document) for anchor in anchors_of(block))
    scope = Scope(
        document.language, geographies, anchors, document.footnotes, document.labels
    )  # fmt: skip
    chapters, entries = _chapters(document, scope)
    body = element(
        "body",
        None,
        element("a", {"class": "skip", "href": "#page.text"}, document.labels["skip"]),
        _cover(document),
        _contents(entries, scope),
        element("main", {"id": "page.text", "tabindex": "-1"}, *chapters, *_notes(scope)),
        _colophon(document, scope),
    )
    html = element("html", {"lang": language_tag(document.language)}, _head(document), body)
    return f"<!DOCTYPE html>\n{markup(html)}\n"


def _head(document: Document) -> Element:
    cover, style = document.cover, _style()
    digest = b64encode(sha256(style.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "description": cover.description,
        "author": ", ".join(cover.authors),
        "keywords": ", ".join(cover.keywords),
        "dcterms.date": cover.date,
        "dcterms.publisher": cover.publisher,
        "dcterms.rights": cover.licence,
        "belagg.revision": cover.revision,
        "theme-color": LIGHT.paper,
    }
    sheet = element("style")
    sheet.text = style
    return element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        *(element("meta", {"name": name, "content": text}) for name, text in named.items() if text),
        element("title", None, cover.title),
        sheet,
    )


@cache
def _style() -> str:
    return styles(
        lambda name: f"data:font/woff2;base64,{b64encode(typeface(name)).decode('ascii')}"
    )


def styles(face_address: Callable[[str], str]) -> str:
    """Give the style sheet of a report; `face_address` gives where the file of a typeface is."""
    own = files("belagg.report.html").joinpath("report.css").read_text(encoding="utf-8")
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"font-display:block;src:url({face_address(name)}) format('woff2')}}\n"
        for family, weight, style, name in FACES
    )
    return f"{faces}{css_properties()}{picture_css()}{own}"


def typeface(name: str) -> bytes:
    """Give the file (WOFF2) of one of the typefaces of the style sheet."""
    return font_directory().joinpath(f"{name}.woff2").read_bytes()


def _cover(document: Document) -> Element:
    cover = document.cover
    node = element("header", {"class": "cover"})
    if cover.publisher:
        extend(node, element("p", {"class": "publisher"}, cover.publisher))
    extend(node, element("h1", None, cover.title))
    if cover.subtitle:
        extend(node, element("p", {"class": "subtitle"}, cover.subtitle))
    day = element("time", {"datetime": cover.date}, cover.date_text)
    names = [", ".join(cover.authors), " · "] if cover.authors else []
    return extend(node, element("p", {"class": "byline"}, *names, day))


def _contents(entries: list[Entry], scope: Scope) -> Element:
    title = element("h2", {"id": "page.contents"}, scope.labels["contents"])
    attributes = {"class": "contents", "aria-labelledby": "page.contents"}
    return element("nav", attributes, title, contents_list(entries))


def _chapters(document: Document, scope: Scope) -> tuple[list[Element], list[Entry]]:
    """Give the body as sections, one a chapter, and every heading of it for the contents."""
    sections: list[Element] = []
    entries: list[Entry] = []
    for block in document.body:
        if not isinstance(block, Heading):
            if not sections:
                sections.append(element("section"))
            extend(sections[-1], *blocks((block,), scope))
            continue
        level = scope.heading_level(block.level)
        entries.append(Entry(level, block.anchor, block.numbered, plain(block.children)))
        if level == 1 or not sections:
            sections.append(element("section", {"class": "chapter"}))
        extend(sections[-1], heading(block, level, scope))
    return sections, entries


def _notes(scope: Scope) -> list[Element]:
    """Give the notes that have a mark, in order, each with a link back to every mark.

    A note may mark another; those are found while the notes are written.
    """
    items: list[Element] = []
    written: set[int] = set()
    while waiting := sorted(set(scope.notes) - written):
        for number in waiting:
            written.add(number)
            children = blocks(scope.footnotes[scope.notes[number]], scope)
            items.append(element("li", {"id": note_id(number), "value": str(number)}, *children))
    for item in items:
        number = int(item.get("value") or "0")
        last = item[-1] if len(item) and item[-1].tag == "p" else item
        for time in range(1, scope.marks[number] + 1):
            extend(last, " ", _back(number, time, scope))
    if not items:
        return []
    title = element("h2", {"id": "page.notes"}, scope.labels["footnotes"])
    attributes = {"class": "notes", "role": "doc-endnotes", "aria-labelledby": "page.notes"}
    return [element("section", attributes, title, element("ol", None, *items))]


def _back(number: int, time: int, scope: Scope) -> Element:
    note = translate("Note {}", scope.language).format(number)
    label = f"{scope.labels['back']}, {note.lower()}"
    if scope.marks[number] > 1:
        label += f" ({time})"
    attributes = {
        "href": f"#{mark_id(number, time)}",
        "role": "doc-backlink",
        "class": "back",
        "aria-label": label,
    }
    return element("a", attributes, "↩")


def _colophon(document: Document, scope: Scope) -> Element:
    cover = document.cover
    facts = (
        (translate("Publisher", scope.language), cover.publisher),
        (translate("Date", scope.language), cover.date_text),
        (translate("Revision", scope.language), cover.revision),
        (translate("Licence", scope.language), cover.licence),
    )
    pairs = (
        element("div", None, element("dt", None, name), element("dd", None, value))
        for name, value in facts
        if value
    )
    node = element("footer", {"class": "colophon"})
    if cover.description:
        extend(node, element("p", None, cover.description))
    return extend(node, element("dl", None, *pairs))
