"""Which characters our fonts have, and what stands for those they lack.

`fonts/coverage.json` is made with the fonts by `scripts/make_fonts.py`: the ranges of code points
that the cuts of the package have, and those that the whole Source families have besides.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files


def in_words(text: str) -> str:
    """Give `text` with every character that no font of ours has replaced by its Unicode name.

    A reader can look `[THINKING FACE]` up; an empty box, or nothing, would hide that something
    stood there. An accent that combines with a letter must be in the same font as the letter.
    """
    return _outside("cuts").sub(_shown, text)


def needs_whole_families(text: str) -> bool:
    """Tell whether `text` has characters outside the package's own cuts of the fonts."""
    return _outside("cuts").search(text) is not None


def _shown(match: re.Match[str]) -> str:
    character = match[0]
    category = unicodedata.category(character)
    if category in {"Cf", "Cn", "Co"}:
        return ""
    if not category.startswith("M") and not _outside("all").match(character):
        return character
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}')}]"


@cache
def _outside(fonts: str) -> re.Pattern[str]:
    path = files("belagg.report.fonts").joinpath("coverage.json")
    ranges = json.loads(path.read_text(encoding="utf-8"))[fonts]
    return re.compile("[^" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges) + "]")
