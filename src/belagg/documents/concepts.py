"""Concepts: what an analyst looks for in documents, as a TOML file of plain base forms.

```toml
[[concept]]
id = "prostitution"
label.sv = "Prostitution"
label.en = "Prostitution"
terms = ["prostitution", "sälja sex", "köp av sexuella tjänster"]
exclude = ["prostitutionsmuseum"]   # not counted where they cover a hit
near = ["utsatt"]                   # counted only with one of these close by
abbreviations = ["KSE"]             # counted only in the context they need
strike = ["köpte sex"]              # forms found in the corpus and struck out
```
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where, nearest

_KEYS = ("id", "label", "terms", "exclude", "near", "abbreviations", "strike")
_AT_LINE = re.compile(r"\(at line (\d+)")
_LISTS = ("terms", "exclude", "near", "abbreviations", "strike")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for: base forms of words and phrases, and what bounds them."""

    concept_id: str
    label_sv: str
    label_en: str
    terms: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    strike: frozenset[str] = frozenset()

    def label(self, language: str) -> str:
        """Give the name a reader sees, in `sv` or `en`."""
        return self.label_sv if language == "sv" else self.label_en


def read_concepts(path: Path) -> tuple[Concept, ...]:
    """Read a concept file; StudyError with every problem in it."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = _("there is no such file or folder")
        raise StudyError([Problem("concepts-unreadable", message, Where(str(path)))]) from None
    except (OSError, UnicodeDecodeError) as error:
        message = _("The concept file cannot be read: {}").format(error)
        raise StudyError([Problem("concepts-unreadable", message, Where(str(path)))]) from None
    return parse_concepts(text, str(path))


def parse_concepts(text: str, file: str = "concepts.toml") -> tuple[Concept, ...]:
    """Read concepts from TOML; `file` names it in problems, StudyError has all of them."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = _("This is not TOML: {}").format(error)
        line = int(found[1]) if (found := _AT_LINE.search(str(error))) else None
        raise StudyError([Problem("concepts-toml", message, Where(file, line=line))]) from None
    rows, lines = table.get("concept"), _header_lines(text)
    if not isinstance(rows, list) or not rows or not all(isinstance(r, dict) for r in rows):
        message = _("The file has no concept; each begins with a line [[concept]].")
        wrong = next((key for key in table if key != "concept"), None)
        raise StudyError(
            [Problem("concepts-none", message, Where(file), found=wrong, nearest="[[concept]]")]
        )
    problems: list[Problem] = []
    for number, row in enumerate(rows):
        where = Where(file, line=lines[number] if number < len(lines) else None)
        problems += _problems(row, number + 1, where)
    seen: dict[str, int] = {}
    for number, row in enumerate(rows):
        if (name := row.get("id")) in seen:
            message = _("Two concepts have the id “{}”.").format(name)
            line = lines[number] if number < len(lines) else None
            problems.append(Problem("concept-twice", message, Where(file, line=line), str(name)))
        seen[str(name)] = number
    if problems:
        raise StudyError(problems)
    return tuple(_concept(row) for row in rows)


def _header_lines(text: str) -> list[int]:
    return [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.replace(" ", "").startswith("[[concept]]")
    ]


def _problems(row: dict[str, Any], number: int, where: Where) -> Iterator[Problem]:
    name = row.get("id") or _("number {}").format(number)
    for key in row:
        if key not in _KEYS:
            message = _("Concept {}: the key “{}” is not known.").format(name, key)
            yield Problem("concept-key", message, where, key, nearest(key, _KEYS))
    identifier = row.get("id")
    if not isinstance(identifier, str) or not identifier.strip() or " " in identifier:
        message = _("Concept {}: “id” must be a word without spaces.").format(name)
        yield Problem("concept-id", message, where, None if identifier is None else str(identifier))
    label = row.get("label")
    if not isinstance(label, dict) or not isinstance(label.get("sv"), str):
        message = _("Concept {}: “label.sv” must say what readers are to call it.").format(name)
        yield Problem("concept-label", message, where)
    elif unknown := [key for key in label if key not in ("sv", "en")]:
        message = _("Concept {}: a label is in sv or en, not “{}”.").format(name, unknown[0])
        yield Problem(
            "concept-label", message, where, unknown[0], nearest(unknown[0], ("sv", "en"))
        )
    if not row.get("terms") and not row.get("abbreviations"):
        message = _("Concept {}: “terms” must list at least one base form.").format(name)
        yield Problem("concept-terms", message, where)
    for key in _LISTS:
        value = row.get(key, [])
        if not isinstance(value, list):
            message = _('Concept {}: “{}” must be a list, as ["…", "…"].').format(name, key)
            yield Problem("concept-list", message, where, str(value))
            continue
        for entry in value:
            if not isinstance(entry, str) or not any(c.isalnum() for c in entry):
                message = _("Concept {}: “{}” holds something that is no word.").format(name, key)
                yield Problem("concept-word", message, where, str(entry))


def _concept(row: dict[str, Any]) -> Concept:
    def words(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(" ".join(str(w).split()) for w in row.get(key, ())))

    return Concept(
        concept_id=row["id"],
        label_sv=row["label"]["sv"],
        label_en=row["label"].get("en", row["label"]["sv"]),
        terms=words("terms"),
        exclude=words("exclude"),
        near=words("near"),
        abbreviations=words("abbreviations"),
        strike=frozenset(form.lower() for form in words("strike")),
    )


def initials(term: str) -> str:
    """Give the first letters of a term's words in capitals: KSE."""
    return "".join(word[0] for word in term.split()).upper()
