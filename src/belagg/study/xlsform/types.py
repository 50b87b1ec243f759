"""The cell `type` of a row: what kind of row it is. Words and older words are those of pyxform."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from belagg.language import _
from belagg.study.problems import nearest
from belagg.study.questionnaire import ItemType


@dataclass(frozen=True, slots=True)
class Plain:
    """An item without choices; `changed` tells the reader what it is asked as instead."""

    type: ItemType
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Select:
    """An item with the choices of a list, and whether the form adds `other` to them."""

    type: ItemType
    list_name: str
    or_other: bool


@dataclass(frozen=True, slots=True)
class Begin:
    """The start of a group, or of a repeat."""

    repeat: bool


@dataclass(frozen=True, slots=True)
class End:
    """The end of a group, or of a repeat."""

    repeat: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """A row that a study does not hold; `reason` is one sentence for the reader."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A type that does not exist or lacks something."""

    code: str
    message: str
    nearest: str | None = None


RowType: TypeAlias = Plain | Select | Begin | End | Outside | Wrong

_PLAIN = {
    "text": ItemType.TEXT, "string": ItemType.TEXT, "q string": ItemType.TEXT,
    "add text prompt": ItemType.TEXT,
    "integer": ItemType.INTEGER, "int": ItemType.INTEGER, "q int": ItemType.INTEGER,
    "add integer prompt": ItemType.INTEGER,
    "decimal": ItemType.DECIMAL, "q decimal": ItemType.DECIMAL,
    "add decimal prompt": ItemType.DECIMAL,
    "date": ItemType.DATE, "q date": ItemType.DATE, "add date prompt": ItemType.DATE,
    "note": ItemType.NOTE, "q note": ItemType.NOTE, "add note prompt": ItemType.NOTE,
}  # fmt: skip

_AS_TEXT = frozenset({
    "time", "datetime", "date time", "add date time prompt", "add datetime prompt", "q datetime",
    "q date time",
})  # fmt: skip
"""Types whose answers are written as text, since a study knows days and no times of day."""

_BARCODE = frozenset({"barcode", "q barcode", "add barcode prompt"})

_SELECTS = {
    "select_one": ItemType.SELECT_ONE, "select one": ItemType.SELECT_ONE,
    "select one from": ItemType.SELECT_ONE, "select1": ItemType.SELECT_ONE,
    "add select one prompt using": ItemType.SELECT_ONE, "select one using": ItemType.SELECT_ONE,
    "select_multiple": ItemType.SELECT_MULTIPLE, "select multiple": ItemType.SELECT_MULTIPLE,
    "select all that apply": ItemType.SELECT_MULTIPLE,
    "select all that apply from": ItemType.SELECT_MULTIPLE,
    "select multiple from": ItemType.SELECT_MULTIPLE,
    "select multiple using": ItemType.SELECT_MULTIPLE,
    "add select multiple prompt using": ItemType.SELECT_MULTIPLE,
}  # fmt: skip

_OTHER = ("or specify other", "or_other", "or other")

_BEGIN_END = re.compile(
    r"(begin|end)[\s_](group|lgroup|repeat|loop|looped group|score|rank|kobomatrix)(?: .*)?"
)
_SELECT = re.compile(
    rf"({'|'.join(sorted(_SELECTS, key=len, reverse=True))})(?:\s+(.*))?", re.DOTALL
)
_FROM_FILE = re.compile(r"select[_ ](one|multiple)[_ ](from[_ ]file|external)\b.*")

_WITH_LIST = ("rank", "osm", "cascading_select", "include")

_OUTSIDE = {
    **dict.fromkeys((
        "start", "end", "today", "deviceid", "device id", "imei", "subscriberid", "subscriber id",
        "simserial", "sim id", "phonenumber", "phone number", "username", "email", "audit",
        "start time", "end time", "get start time", "get end time", "get today", "get device id",
        "get subscriber id", "get sim id", "get phone number", "start-geopoint",
        "background-audio", "background-geopoint", "uri:deviceid", "uri:subscriberid",
        "uri:simserial", "uri:phonenumber", "uri:username", "uri:email",
    ), "device"),
    **dict.fromkeys((
        "geopoint", "geotrace", "geoshape", "gps", "location", "osm", "q geopoint", "q geotrace",
        "q geoshape", "q location", "add location prompt",
    ), "geo"),
    **dict.fromkeys((
        "image", "photo", "audio", "video", "file", "picture", "q picture", "q image", "q audio",
        "q video", "add image prompt", "add photo prompt", "add audio prompt",
        "add video prompt", "add file prompt",
    ), "media"),
    **dict.fromkeys((
        "calculate", "hidden", "q calculate", "add calculate prompt",
    ), "calculated"),
    **dict.fromkeys((
        "rank", "include", "xml-external", "csv-external", "q select", "q select1", "score__row",
        "rank__level", "form_title", "form_id", "set form title", "set form id", "form title",
        "form id", "cascading_select", "cascading select",
    ), "type"),
}  # fmt: skip
"""Types that XLSForm knows and a study does not hold, and what kind of thing each is."""


def row_type(cell: str) -> RowType:
    """Read the cell `type`; case and the number of blanks do not matter."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    word = text.lower()
    if word in _PLAIN:
        return Plain(_PLAIN[word])
    if word in _AS_TEXT:
        return Plain(ItemType.TEXT, _("a study has no times of day; it is answered as text"))
    if word in _BARCODE:
        return Plain(ItemType.TEXT, _("a study reads no barcodes; it is answered as text"))
    if outside := _outside(word):
        return Outside(outside)
    if match := _BEGIN_END.fullmatch(word):
        repeat = match[2] != "group"
        return Begin(repeat) if match[1] == "begin" else End(repeat)
    if match := _SELECT.fullmatch(word):
        return _select(_SELECTS[match[1]], text[match.start(2) :] if match[2] else "")
    return Wrong("unknown-type", _("there is no type “{}”").format(text), _meant(text))


def _outside(word: str) -> str | None:
    """Give the reason why a study does not hold rows of a type; None for a type it may hold."""
    first, _blank, rest = word.partition(" ")
    kind = _OUTSIDE.get(first if rest and first in _WITH_LIST else word)
    if _FROM_FILE.fullmatch(word):
        kind = "file"
    if kind is None:
        return None
    return {
        "device": _("the device fills it in, nobody answers it"),
        "geo": _("a study holds no places on a map as answers"),
        "media": _("a study holds no pictures, recordings or files as answers"),
        "calculated": _("a study holds no calculations; figures are computed from the answers"),
        "file": _("its choices stand in another file"),
        "type": _("a study has no items of this type"),
    }[kind]


def _meant(text: str) -> str | None:
    """Give the type that is most like an unknown one, with the list it names."""
    first, blank, rest = text.partition(" ")
    types = [*map(str, ItemType), "begin_group", "end_group"]
    near = nearest(text, types) or nearest(first, types)
    return f"{near}{blank}{rest}" if near and near.startswith("select") else near


def _select(kind: ItemType, rest: str) -> RowType:
    or_other = False
    for ending in _OTHER:
        if rest.lower() == ending or rest.lower().endswith(" " + ending):
            rest, or_other = rest[: -len(ending)].strip(), True
            break
    if rest.startswith("${"):
        return Outside(_("its choices are the answers to another item"))
    if not rest:
        return Wrong(
            "missing-list-name",
            _("a {} needs the name of its list of choices, as in “{} yes_no”").format(kind, kind),
        )
    if " " in rest:
        return Wrong(
            "bad-list-name",
            _("the name of a list of choices has no blanks; “{}” does").format(rest),
            rest.replace(" ", "_"),
        )
    return Select(kind, rest, or_other)
