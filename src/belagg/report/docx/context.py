"""What a rendering remembers while it goes through the tree: identifiers, links, lists."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import quote, urlsplit

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from belagg.manuscript.tree import Document
from belagg.report.docx.languages import word_language
from belagg.report.docx.markup import EMPTY, Xml, tag
from belagg.report.docx.numbering import Lists

_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"
_NAME_LENGTH = 40
_SCHEMES = {"http", "https", "mailto", "tel"}


class Bookmarks:
    """The places of a report as bookmarks: Word's names hold letters, digits and _, 40 at most."""

    def __init__(self, anchors: Iterable[str]) -> None:
        """Take the ids of every place that the report has, in any order."""
        self._names: dict[str, str] = {}
        taken: set[str] = set()
        for anchor in sorted(set(anchors)):
            name = re.sub(r"\W", "_", anchor)
            if not re.match(r"[^\W\d_]", name):
                name = f"a_{name}"
            if len(name) > _NAME_LENGTH or name.casefold() in taken:
                name = f"{name[:27]}_{_digest(anchor, 12)}"
            taken.add(name.casefold())
            self._names[anchor] = name
        self._count = 0
        self._marked: set[str] = set()

    def name(self, anchor: str) -> str | None:
        """Give the bookmark of a place, None where the report has no such place."""
        return self._names.get(anchor)

    def mark(self, anchor: str | None, inside: Xml = EMPTY) -> Xml:
        """Put the bookmark of a place around `inside`; without a place, give it as it is."""
        name = self._names.get(anchor) if anchor else None
        if name is None or name in self._marked:
            return inside
        self._marked.add(name)
        return self.around(name, inside)

    def around(self, name: str, inside: Xml) -> Xml:
        """Put a bookmark with a name of its own around `inside`."""
        self._count += 1
        start = tag("w:bookmarkStart", id=self._count, name=name)
        return Xml(f"{start}{inside}{tag('w:bookmarkEnd', id=self._count)}")


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def fitted(text: str, length: int) -> str:
    """Give `text` within `length` characters, told apart by a digest where it was cut."""
    return text if len(text) <= length else f"{text[: length - 9]}~{_digest(text, 8)}"


def address(target: str) -> str | None:
    """Give an address of the web, mail or telephone as Word wants it (RFC 3986), else None.

    One address that is not well-formed makes Word refuse the whole document.
    """
    try:
        parts = urlsplit(target.strip())
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not (parts.netloc or parts.path):
        return None
    if "[" in parts.path + parts.query + parts.fragment:
        return None
    return quote(target.strip().encode("utf-8", "replace"), safe=_URL_SAFE)


@dataclass
class Story:
    """One part of the package that text stands in, with its own relationships.

    `notes` says whether a footnote can be set here; Word has none in footnotes.
    """

    part: Part
    notes: bool
    _links: dict[str, str] = field(default_factory=dict)

    def link(self, target: str) -> str | None:
        """Give the id of the relationship to an address; None where it is not an address."""
        url = address(target)
        if url is None:
            return None
        if url not in self._links:
            self._links[url] = f"rIdLink{len(self._links) + 1}"
            self.part.load_rel(RELATIONSHIP_TYPE.HYPERLINK, url, self._links[url], is_external=True)
        return self._links[url]

    def picture(self, data: bytes) -> tuple[str, Image]:
        """Give the id of the relationship to a picture, and the picture; the same is kept once."""
        found = self.part.package.get_or_add_image_part(BytesIO(data))
        return self.part.relate_to(found, RELATIONSHIP_TYPE.IMAGE), found.image


@dataclass
class Context:
    """What is shared by all of one rendering."""

    document: Document
    bookmarks: Bookmarks
    lists: Lists
    pictures: Mapping[str, bytes]
    contents: Mapping[str, str]
    footnotes: dict[str, int] = field(default_factory=dict)
    captions: dict[str, int] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    _controls: int = 0
    _drawings: int = 0

    def foreign(self, language: str) -> str:
        """Give a language that is not the report's; nothing where it is."""
        own = word_language(self.document.language)
        return "" if word_language(language) == own else language

    def control_id(self) -> int:
        """Give the next id of a content control."""
        self._controls += 1
        return self._controls

    def drawing_id(self) -> int:
        """Give the next id of a picture."""
        self._drawings += 1
        return self._drawings
