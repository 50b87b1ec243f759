"""Names of variables that SPSS, Stata and R all take."""

import re
import unicodedata

MAX_NAME = 31
"""The longest name that a set of value labels may bear in Stata; it is that of its variable."""

_RESERVED = frozenset({
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    "byte", "double", "float", "if", "in", "int", "long", "strl", "using", "break", "else",
    "for", "function", "next", "repeat", "true", "false", "while", "null", "na", "nan",
    "inf"
})  # fmt: skip
"""Words of SPSS, Stata and R."""


class Names:
    """Gives out names, each once, whatever their case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, wanted: str, suffix: str = "") -> str:
        """Give a name like `wanted` that nobody has, at most 31 of a-z, A-Z, 0-9 and `_`.

        It begins with a letter and ends in `suffix`, before which it is cut.
        """
        stem = _plain(wanted)
        for number in range(len(self._taken) + 2):
            tail = f"_{number + 1}{suffix}" if number else suffix
            name = stem[: MAX_NAME - len(tail)].rstrip("_") + tail
            if name.lower() not in self._taken and not _is_reserved(name):
                self._taken.add(name.lower())
                return name
        raise AssertionError(wanted)  # one of n + 2 names is free when n are taken


def _plain(wanted: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "_", ascii_only).strip("_")
    return plain if plain[:1].isalpha() else f"q{plain}"


def _is_reserved(name: str) -> bool:
    return name.lower() in _RESERVED or re.fullmatch(r"str\d+", name.lower()) is not None
