"""The languages of a form: `label::Svenska (sv)` names the language sv."""

import re
import unicodedata
from functools import cache

_CODE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
_BRACKETED = re.compile(rf"(.*?)\s*\(({_CODE})\)", re.DOTALL)

_UNCODED = "mis"
"""ISO 639's code of a language that has none; what a language with only a name is written with."""

_NAMES = {"sv": "Svenska", "en": "English"}
_KNOWN = {"svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en"}


@cache
def language_code(name: str) -> str:
    """Give the code of a language named as in a heading; its name where it has no known code."""
    name = " ".join(name.split())
    bracketed = _BRACKETED.fullmatch(name)
    if bracketed:
        alone, code = bracketed.groups()
        if alone and code.lower() == _UNCODED:
            return alone
        # pyxform knows no codes of regions, so that pt-BR is written as `pt-BR (pt)`
        regional = re.fullmatch(_CODE, alone) and alone.lower().startswith(code.lower() + "-")
        return _canonical(alone if regional else code)
    if re.fullmatch(_CODE, name) and (name.islower() or len(name) == 2 or "-" in name):
        return _canonical(name)
    known = _KNOWN.get(name.casefold()) or _named(_plain(name))
    return known or (_canonical(name) if re.fullmatch(_CODE, name) else name)


def is_language_code(language: str) -> bool:
    """Say whether what a language is called here is a code, and not only a name."""
    return re.fullmatch(_CODE, language) is not None and language_code(language) == language


@cache
def language_heading(language: str) -> str:
    """Give the name of a language as a heading has it: `Svenska (sv)`."""
    if not is_language_code(language):
        return f"{language} ({_UNCODED})"
    if "-" in language:
        return f"{language} ({language.partition('-')[0]})"
    name = _NAMES.get(language) or _own_name(language) or language
    return f"{name} ({language})"


def _canonical(code: str) -> str:
    first, *rest = re.split("[-_]", code.strip())
    parts = [part.upper() if len(part) == 2 else part.title() for part in rest]
    return "-".join([first.lower(), *parts])


def _plain(name: str) -> str:
    """Give a name without capitals and accents: people write Espanol for español."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _named(name: str) -> str | None:
    """Find a code by the language's name in English, Swedish, or the language itself."""
    from babel import Locale, UnknownLocaleError
    from babel.localedata import locale_identifiers

    for language in ("en", "sv"):
        for code, called in Locale(language).languages.items():
            if _plain(called) == name:
                return _canonical(code)
    for code in locale_identifiers():
        if "_" in code:
            continue
        try:
            own = Locale(code).languages.get(code, "")
        except UnknownLocaleError:
            continue
        if _plain(own) == name:
            return _canonical(code)
    return None


def _own_name(language: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return None
    name = re.sub(r"[()]", "", name or "")
    return name[:1].upper() + name[1:]
