"""What items and choices are called in LimeSurvey, which takes letters and digits alone.

A code that fits is kept; the others are made the same way each time, so that answers that come
back under them find their item and their choice.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from belagg.study.questionnaire import Item, ItemType, Questionnaire

OWN_CODE = "belagg_code"
"""The column that has our own code of an item or choice; LimeSurvey passes it by."""

MAX_TITLE = 20
"""How many characters the code of a question, or of a part of one, may have."""

MAX_ANSWER = 5
"""How many characters the code of an answer may have."""

_TAKEN = frozenset(
    {
        "lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", "nan",
        "seed", "time", "other", "comment", "startlanguage", "lastpage", "submitdate", "ipaddr",
        "refurl", "datestamp", "startdate", "id", "sitename", "surveyname",
    }
)  # fmt: skip


def titles(form: Questionnaire) -> dict[str, str]:
    """Give the code of each item in LimeSurvey, by question_id."""
    names = {item.question_id: item.name for item in form.items}
    return _coded(names.items(), MAX_TITLE, letter_first=True)


def choice_codes(item: Item) -> dict[str, str]:
    """Give the code of each choice but `other` in LimeSurvey, by category."""
    several = item.type is ItemType.SELECT_MULTIPLE
    codes = [choice.code for choice in item.choices if not choice.is_other]
    most = MAX_TITLE if several else MAX_ANSWER
    return _coded(((code, code) for code in codes), most, letter_first=False)


def _coded(names: Iterable[tuple[str, str]], most: int, *, letter_first: bool) -> dict[str, str]:
    pairs = list(names)
    plain = {key: _plain(name, letter_first) for key, name in pairs}
    taken = set(_TAKEN)
    found: dict[str, str] = {}
    # What can be kept is kept, whatever order the others come in.
    for key, name in pairs:
        if plain[key] == name and len(name) <= most and name.lower() not in taken:
            found[key] = name
            taken.add(name.lower())
    for key, _name in pairs:
        if key not in found:
            found[key] = _free(plain[key] or "A", most, taken)
    return {key: found[key] for key, _name in pairs}


def _plain(name: str, letter_first: bool) -> str:
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = re.sub(r"[^A-Za-z0-9]+", "", ascii_)
    return f"q{made}" if letter_first and not made[:1].isalpha() else made


def _free(wanted: str, most: int, taken: set[str]) -> str:
    made, number = wanted[:most], 1
    while made.lower() in taken:
        number += 1
        made = f"{wanted[: most - len(str(number))]}{number}"
    taken.add(made.lower())
    return made


def shortened(codes: Mapping[str, str]) -> dict[str, str]:
    """Give only the codes that had to change."""
    return {key: code for key, code in codes.items() if key != code}
