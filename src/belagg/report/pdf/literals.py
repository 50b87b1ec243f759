"""Text and values as typst code; the only way by which a report's text gets into typst.

Text always stands in a string literal, never in markup, so that nothing in it can be read as
typst: a literal ends at an unescaped quotation mark, and both that mark and the backslash are
escaped here.
"""

import re

from belagg.report.pdf.coverage import in_words
from belagg.report.printable import printable

IN_TEXT, IN_CELL, IN_HEADING = 17, 12, 24
"""How many letters a word has that may be hyphenated, by how wide the lines are.

Patterns break Swedish compounds in the wrong place now and then (*tol-kanvändning*), so a wide
column of ragged text breaks only what would leave a hole.
"""

_HYPHENATED = re.compile(r"\w+(?:-\w+)+|\w+(?:-\w+)*-")
_HANGING_HYPHEN = re.compile(r"(?<=\w)- (?=\w)")
_LONGEST_KEPT_WHOLE = 20
_LONGEST_UNBROKEN = 60
_BREAK = "#brk"
_SPECIAL = re.compile(r"[^\W\d_]{12,}|\w+(?:-\w+)*-(?=\u00a0)|\w+(?:-\w+)+|\S{61,}")
_CODE_JOINT = re.compile(r"(?<=[./_@:-])(?=[^./_@:-])")


def literal(text: str) -> str:
    """Give `text` as a typst string literal, its white space collapsed as in HTML.

    Characters that mean nothing in print (control characters, lone surrogates) are left out;
    those that no font of ours has stand by their Unicode name.
    """
    clean = in_words(printable(text))
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def running(text: str, hyphenated: int = IN_TEXT) -> str:
    """Give running text as markup made of literals, with its breaks of lines under control.

    Words of `hyphenated` letters or more may be hyphenated; shorter ones are not, which suits
    ragged text. A short word with a hyphen in it stays on one line, and so does a word with a
    hanging hyphen (*hälso- och*): readers of PDF take a hyphen at the end of a line for a broken
    word and join what is not one word. Very long strings of characters may break anywhere.
    """
    parts: list[str] = []
    end = 0
    kept = _HANGING_HYPHEN.sub("-\u00a0", text)
    for match in _SPECIAL.finditer(kept):
        if match.start() > end:
            parts.append(f"#{literal(kept[end : match.start()])}")
        parts.append(_special(match[0], hyphenated))
        end = match.end()
    if end < len(kept):
        parts.append(f"#{literal(kept[end:])}")
    return "".join(parts)


def code_text(text: str) -> str:
    """Give text to be read letter by letter as markup; it may break after its joints."""
    return _BREAK.join(_chopped(piece) for piece in _CODE_JOINT.split(text) if piece)


def truth(value: bool) -> str:
    """Give a truth value as typst code."""
    return "true" if value else "false"


def unbroken(text: str, *, code: bool) -> list[str]:
    """Give the parts of `text` that stand on one line each, as `running` or `code_text` sets it."""
    if code:
        return [piece for part in _CODE_JOINT.split(text) for piece in _pieces(part)]
    kept = _HANGING_HYPHEN.sub("-\u00a0", text)
    return [piece for part in printable(kept).split(" ") for piece in _pieces(part)]


def _special(word: str, hyphenated: int) -> str:
    if len(word) > _LONGEST_UNBROKEN:
        return _BREAK.join(f"#y({literal(piece)})" for piece in _pieces(word))
    if _HYPHENATED.fullmatch(word) and len(word) <= _LONGEST_KEPT_WHOLE:
        return f"#box({literal(word)})"
    return f"#y({literal(word)})" if len(word) >= hyphenated else f"#{literal(word)}"


def _chopped(word: str) -> str:
    return _BREAK.join(f"#{literal(piece)}" for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    if len(word) <= _LONGEST_UNBROKEN:
        return [word]
    step = _LONGEST_KEPT_WHOLE
    return [word[at : at + step] for at in range(0, len(word), step)]
