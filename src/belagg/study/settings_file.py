"""`study.toml` <-> Settings, every fault named by its key."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tomlkit

from belagg.language import _
from belagg.study.problems import Problem, Where, nearest
from belagg.study.settings import FORMAT, LONGEST_CONFIRMED, Allow, GuideRelease, Settings, Theme

FILE = "study.toml"

_KEYS = (
    "format", "id", "date", "languages", "title", "subtitle", "description", "keywords", "authors",
    "steward", "licence", "address", "wave", "period", "geography", "suppress_below",
    "quotes_per_speaker", "unit_noun", "quality", "guide", "theme", "allow", "extra",
)  # fmt: skip


_GUIDE_KEYS = ("approved_by", "approved_on", "leave_to", "flag_after", "notice")


class _Reader:
    """Takes values out of the TOML by key and kind, and gathers what is wrong with them."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.problems: list[Problem] = []

    def fault(self, code: str, key: str, message: str, near: str | None = None) -> None:
        text = f"{key}: {message}" if key else message
        self.problems.append(Problem(code, text, Where(FILE), key, near))

    def value(self, key: str, kind: type, expected: str, default: Any) -> Any:
        if key not in self.data:
            return default
        found = self.data[key]
        if isinstance(found, kind) and not (kind is int and isinstance(found, bool)):
            return found
        self.fault("bad-value", key, _("“{}” is not {}").format(found, expected))
        return default

    def text(self, key: str, default: str = "") -> str:
        return str(self.value(key, str, _("a text"), default))

    def number(self, key: str, default: int) -> int:
        number = int(self.value(key, int, _("a whole number"), default))
        if number < 0:
            self.fault("too-small", key, _("“{}” is not {}").format(number, _("0 or more")))
            return default
        return number

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.value(key, list, _("a list of texts"), [])
        if not all(isinstance(item, str) for item in found):
            self.fault("bad-value", key, _("“{}” is not {}").format(found, _("a list of texts")))
            return ()
        return tuple(found)

    def by_language(self, key: str, kind: type, expected: str) -> dict[str, Any]:
        found = self.value(key, dict, _("a table of language and text"), {})
        good = {}
        for language, value in found.items():
            if isinstance(value, kind):
                good[language] = tuple(value) if isinstance(value, list) else value
            else:
                self.fault(
                    "bad-value", f"{key}.{language}", _("“{}” is not {}").format(value, expected)
                )
        return good

    def day(self, found: Any, key: str) -> dt.date | None:
        if type(found) is dt.date:
            return found
        self.fault(
            "bad-value", key, _("“{}” is not {}").format(found, _("a date as 2021-11-18, unquoted"))
        )
        return None


def parse_settings(text: str) -> tuple[Settings | None, list[Problem]]:
    """Read the text of study.toml; None with the problems when it cannot be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [not_toml(FILE, error)]
    reader = _Reader(data)
    for key in data:
        if key not in _KEYS:
            expected = _("is not a setting")
            reader.fault("unknown-setting", key, expected, nearest(key, _KEYS))
    _check_format(reader)
    if any(problem.code == "newer-format" for problem in reader.problems):
        return None, reader.problems
    settings = _settings(reader)
    return (None if reader.problems else settings), reader.problems


def not_toml(file: str, error: tomllib.TOMLDecodeError) -> Problem:
    """Give the problem of a file that should be TOML, with its line."""
    line = re.search(r"line (\d+)", str(error))
    where = Where(file, line=int(line.group(1)) if line else None)
    return Problem("bad-toml", _("is not TOML: {}").format(error), where)


def _check_format(reader: _Reader) -> None:
    found = reader.data.get("format")
    if isinstance(found, int) and found > FORMAT:
        message = _("the package has format {}; this program reads up to {}: update it")
        reader.fault("newer-format", "format", message.format(found, FORMAT))
    elif found != FORMAT:
        reader.fault("bad-format", "format", _("“{}” is not {}").format(found, FORMAT))


def _settings(reader: _Reader) -> Settings | None:
    for key in ("id", "date", "languages", "title"):
        if key not in reader.data:
            reader.fault("missing-setting", key, _("is missing; every study has one"))
    study_id = reader.text("id")
    if study_id and not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", study_id):
        expected = _("a short name of a–z, 0–9 and hyphens")
        reader.fault("bad-value", "id", _("“{}” is not {}").format(study_id, expected))
    date = reader.day(reader.data["date"], "date") if "date" in reader.data else None
    languages = reader.texts("languages")
    if reader.data.get("languages") == []:
        reader.fault("missing-setting", "languages", _("is empty; name at least one, such as sv"))
    for language in languages:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", language):
            message = _("“{}” is not {}").format(language, _("a language code such as sv"))
            reader.fault("bad-value", "languages", message)
    title = reader.by_language("title", str, _("a text"))
    if languages and title and languages[0] not in title:
        message = _("has no text in the first language, {}").format(languages[0])
        reader.fault("missing-setting", "title", message)
    nouns = reader.by_language("unit_noun", list, _("a list of one and many"))
    for language, forms in nouns.items():
        if len(forms) != 2 or not all(isinstance(form, str) for form in forms):
            expected = _("a list of one and many, as [“region”, “regioner”]")
            message = _("“{}” is not {}").format(list(forms), expected)
            reader.fault("bad-value", f"unit_noun.{language}", message)
    made = {
        "study_id": study_id,
        "languages": languages,
        "title": title,
        "subtitle": reader.by_language("subtitle", str, _("a text")),
        "description": reader.by_language("description", str, _("a text")),
        "keywords": reader.by_language("keywords", list, _("a list of texts")),
        "authors": reader.texts("authors"),
        "steward": reader.text("steward"),
        "licence": reader.text("licence"),
        "address": _address(reader),
        "wave": reader.text("wave"),
        "period": _period(reader),
        "geography": reader.text("geography"),
        "suppress_below": reader.number("suppress_below", 0),
        "quotes_per_speaker": reader.number("quotes_per_speaker", 2),
        "unit_noun": nouns,
        "quality": reader.by_language("quality", dict, _("a table of heading and text")),
        "themes": _themes(reader),
        "allows": _allows(reader),
        "guide": _guide(reader),
        "extra": reader.value("extra", dict, _("a table"), {}),
    }
    return None if reader.problems or date is None else Settings(date=date, **made)


def _address(reader: _Reader) -> str:
    address = reader.text("address")
    if address and not re.fullmatch(r"https?://[^\s?#]+", address):
        message = _("“{}” is not {}").format(address, _("an address that begins with https://"))
        reader.fault("bad-value", "address", message)
    return address.rstrip("/")


def _period(reader: _Reader) -> tuple[dt.date, dt.date] | None:
    if "period" not in reader.data:
        return None
    found = reader.value("period", dict, _("a table of from and to"), {})
    first = reader.day(found.get("from"), "period.from")
    last = reader.day(found.get("to"), "period.to")
    if first is None or last is None:
        return None
    if last < first:
        message = _("“{}” is not {}").format(last, _("on or after {}").format(first))
        reader.fault("bad-value", "period.to", message)
    return first, last


def _guide(reader: _Reader) -> GuideRelease | None:
    if "guide" not in reader.data:
        return None
    found = reader.value("guide", dict, _("a table"), {})
    for key in found:
        if key not in _GUIDE_KEYS:
            near = nearest(key, _GUIDE_KEYS)
            reader.fault("unknown-setting", f"guide.{key}", _("is not a setting"), near)
    for key in _GUIDE_KEYS[:3]:
        if not found.get(key):
            reader.fault("missing-setting", f"guide.{key}", _("is missing"))
            return None
    approved_on = reader.day(found["approved_on"], "guide.approved_on")
    leave_to, days = found["leave_to"], found.get("flag_after", LONGEST_CONFIRMED)
    if not (isinstance(leave_to, str) and re.fullmatch(r"https://[a-z0-9.-]+(/\S*)?", leave_to)):
        expected = _("an address that begins with https://")
        reader.fault("bad-value", "guide.leave_to", _("“{}” is not {}").format(leave_to, expected))
        return None
    if type(days) is not int or not 0 < days <= LONGEST_CONFIRMED:
        expected = _("a whole number from 1 to {}").format(LONGEST_CONFIRMED)
        reader.fault("bad-value", "guide.flag_after", _("“{}” is not {}").format(days, expected))
        return None
    notice = found.get("notice", {})
    if not (isinstance(notice, dict) and all(isinstance(text, str) for text in notice.values())):
        expected = _("a table of language and text")
        reader.fault("bad-value", "guide.notice", _("“{}” is not {}").format(notice, expected))
        return None
    if approved_on is None:
        return None
    return GuideRelease(str(found["approved_by"]), approved_on, leave_to, days, notice)


def _entries(reader: _Reader, key: str, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    good = []
    for number, entry in enumerate(reader.value(key, list, _("a list of [[…]]"), []), start=1):
        place = f"{key} {number}"
        if not isinstance(entry, dict):
            reader.fault("bad-value", place, _("“{}” is not {}").format(entry, _("a table")))
            continue
        lacking = [name for name in needed if not entry.get(name)]
        for name in lacking:
            reader.fault("missing-setting", f"{place}.{name}", _("is missing"))
        if not lacking:
            good.append(entry)
    return good


def _themes(reader: _Reader) -> tuple[Theme, ...]:
    themes = []
    for entry in _entries(reader, "theme", ("id", "label")):
        label = entry["label"]
        words = {"sv": label} if isinstance(label, str) else dict(label)
        themes.append(Theme(str(entry["id"]), words, entry.get("parent")))
    known = [theme.theme_id for theme in themes]
    for theme in themes:
        if known.count(theme.theme_id) > 1:
            reader.fault("duplicate", "theme", _("“{}” stands twice").format(theme.theme_id))
            break
        if theme.parent is not None and theme.parent not in known:
            message = _("“{}” is not {}").format(theme.parent, _("the id of a theme"))
            reader.fault("unknown-value", "theme.parent", message, nearest(theme.parent, known))
    return tuple(themes)


def _allows(reader: _Reader) -> tuple[Allow, ...]:
    entries = _entries(reader, "allow", ("code", "where", "reason"))
    return tuple(Allow(str(e["code"]), str(e["where"]), str(e["reason"])) for e in entries)


def render_settings(settings: Settings) -> str:
    """Write the settings as the text of study.toml; `parse_settings` gives them back."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "id": settings.study_id,
        "date": settings.date,
        "languages": list(settings.languages),
        "wave": settings.wave,
        "steward": settings.steward,
        "authors": list(settings.authors),
        "licence": settings.licence,
        "address": settings.address,
        "geography": settings.geography,
        "suppress_below": settings.suppress_below,
        "quotes_per_speaker": settings.quotes_per_speaker,
    }
    if settings.period:
        data["period"] = {"from": settings.period[0], "to": settings.period[1]}
    if settings.guide:
        data["guide"] = asdict(settings.guide)
    data |= {
        "title": dict(settings.title),
        "subtitle": dict(settings.subtitle),
        "description": dict(settings.description),
        "keywords": {language: list(words) for language, words in settings.keywords.items()},
        "unit_noun": {language: list(forms) for language, forms in settings.unit_noun.items()},
        "quality": {language: dict(texts) for language, texts in settings.quality.items()},
        "extra": dict(settings.extra),
        "theme": [
            {"id": theme.theme_id, "label": dict(theme.label)}
            | ({"parent": theme.parent} if theme.parent else {})
            for theme in settings.themes
        ],
        "allow": [
            {"code": allow.code, "where": allow.where, "reason": allow.reason}
            for allow in settings.allows
        ],
    }
    plain = {"suppress_below": 0, "quotes_per_speaker": 2}
    kept = {
        key: value
        for key, value in data.items()
        if key not in plain or value != plain[key]
        if value not in ("", [], {})
    }
    return tomlkit.dumps(kept)
