"""What users read, in Swedish and English.

English is the language of the message identifiers; `locale/LANG/LC_MESSAGES/belagg.po` holds the
translations (`make messages` extracts and compiles them). Outputs made from a study pass the
study's language to `translate`; messages to the person at the terminal go through `_`, which
follows `BELAGG_LANG`, else the locale of the environment.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
"""The languages that everything users see exists in; the first is the first."""

_LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("belagg", _LOCALE, languages=[language], fallback=True)


@cache
def terminal_language() -> str:
    """Give the language of the person at the terminal: `sv` or `en`."""
    for name in ("BELAGG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "sv" if value.lower().startswith("sv") else "en"
    return "en"


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let messages within come in `language`: those that end in an output, not at the terminal."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken_language() -> str:
    """Give the language that messages come in here: the terminal's, unless `speaking` says."""
    return _spoken.get() or terminal_language()


def translate(message: str, language: str) -> str:
    """Give `message` (English, as in the source) in `language`; itself where none is known."""
    return _catalogue(language).gettext(message)


def translate_count(one: str, many: str, count: int, language: str) -> str:
    """Give the form of the message that fits `count`, in `language`, not yet filled in."""
    return _catalogue(language).ngettext(one, many, count)


def _(message: str) -> str:
    """Translate a message to the person at the terminal."""
    return translate(message, spoken_language())


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a message with a count to the person at the terminal."""
    return translate_count(one, many, count, spoken_language())


def marked(message: str) -> str:
    """Mark a message for translation where it is declared; it is translated where it is shown."""
    return message
