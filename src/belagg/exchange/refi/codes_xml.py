"""The code hierarchy as XML of REFI-QDA, in projects and in code books."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import polars as pl
from lxml import etree

from belagg.exchange.refi.guids import guid_of, plain_guid
from belagg.language import _
from belagg.study.problems import Left, Where

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DEEPEST = 60
"""How deep codes are nested when written; XML readers give up at a few hundred elements."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a project has it; `notes` are the GUIDs of its memos, `memo` what they say."""

    guid: str
    parent: str | None
    name: str
    definition: str | None
    notes: tuple[str, ...] = ()
    memo: str | None = None


def local(element: etree._Element) -> str:
    """Give the name of an element without its namespace, which differs between versions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the children of that name, in any namespace."""
    return (child for child in element if local(child) == name)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Give the first child of that name, or None."""
    return next(children(element, name), None)


def text_under(element: etree._Element, name: str) -> str | None:
    """Give the text of the first child of that name; None where it has none."""
    found = child(element, name)
    text = "".join(map(str, found.itertext())).strip() if found is not None else ""
    return text or None


def line_of(element: etree._Element) -> int | None:
    """Give the line of the XML on which an element begins."""
    return cast("int | None", element.sourceline)


def printable(text: str) -> str:
    """Give a text that XML can hold: without control characters."""
    return _CONTROL.sub("", text)


def read_codes(codebook: etree._Element, file: str) -> tuple[list[Code], list[Left]]:
    """Read the codes under an element `CodeBook`, parents before children."""
    codes: list[Code] = []
    left: list[Left] = []
    seen: set[str] = set()
    holder = child(codebook, "Codes")
    if holder is None:
        holder = codebook
    waiting = [(element, None) for element in children(holder, "Code")]
    stack: list[tuple[etree._Element, str | None]] = list(reversed(waiting))
    while stack:
        element, parent = stack.pop()
        guid = plain_guid(element.get("guid") or "")
        name = " ".join((element.get("name") or "").split())
        where = Where(file, line=line_of(element))
        if not guid or guid in seen:
            reason = _("has the GUID of another code") if guid else _("has no GUID")
            left.append(Left(_("code “{}”").format(name), reason, where))
            guid = ""
        else:
            seen.add(guid)
            notes = tuple(
                plain_guid(note.get("targetGUID") or "") for note in children(element, "NoteRef")
            )
            definition = text_under(element, "Description")
            codes.append(Code(guid, parent, name or guid, definition, notes))
        under = guid or parent
        stack.extend((inner, under) for inner in reversed(list(children(element, "Code"))))
    for group in children(codebook, "Sets"):
        for one in children(group, "Set"):
            reason = _("sets of codes have no place in a study")
            left.append(Left(one.get("name") or "Set", reason, Where(file, line=line_of(one))))
    return codes, left


def write_codes(
    parent: etree._Element, codes: pl.DataFrame, namespace: str,
    notes: list[tuple[str, str]] | None = None,
) -> bool:  # fmt: skip
    """Write the codes of a study under `parent` as `Codes`; False, and nothing, where none is.

    Memos go to `notes`, by GUID, with a reference from the code; a code book, which has no place
    for them, is written without. Names are unique among siblings. A code whose parents go in a
    circle, or are nested too deep for readers of XML, stands at the top.
    """
    if not len(codes):
        return False
    rows = codes.select("code_id", "parent_id", "name", "definition", "memo").rows()
    depth = _depths({code_id: parent_id for code_id, parent_id, *_rest in rows})
    holder = etree.SubElement(parent, f"{{{namespace}}}Codes")
    elements: dict[str, etree._Element] = {}
    taken: dict[str | None, set[str]] = {}
    for code_id, parent_id, name, definition, memo in sorted(
        rows, key=lambda row: (depth[row[0]], row[0])
    ):
        above = parent_id if depth[code_id] else None
        under = elements[above] if above is not None else holder
        element = etree.SubElement(
            under,
            f"{{{namespace}}}Code",
            guid=guid_of("code", code_id),
            name=unique(printable(name) or code_id, taken.setdefault(above, set())),
            isCodable="true",
        )
        if definition:
            described = etree.SubElement(element, f"{{{namespace}}}Description")
            described.text = printable(definition)
        if memo and notes is not None:
            note = guid_of("memo", f"memo of code {code_id}")
            notes.append((note, memo))
            etree.SubElement(element, f"{{{namespace}}}NoteRef", targetGUID=note)
        elements[code_id] = element
    return True


def _depths(parents: dict[str, str | None]) -> dict[str, int]:
    """Give how deep each code stands; 0 also for one in a circle or deeper than is written."""
    depths: dict[str, int] = {}
    for code in parents:
        chain = [code]
        while True:
            above = parents.get(chain[-1])
            if chain[-1] in depths or above is None or above not in parents or above in chain:
                break
            chain.append(above)
        for one in reversed(chain):
            if one not in depths:
                above = parents.get(one)
                deep = depths[above] + 1 if above in depths else 0
                depths[one] = deep if deep < _DEEPEST else 0
    return depths


def unique(name: str, taken: set[str]) -> str:
    """Give the name, numbered where it is taken, whatever its case; and take it."""
    number, made = 1, name
    while made.casefold() in taken:
        number += 1
        made = f"{name} ({number})"
    taken.add(made.casefold())
    return made
