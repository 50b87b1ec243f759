"""Lists as Word counts them: bullets, numbers, choices and the numbers of headings."""

from belagg.report.docx.markup import EMPTY, Xml, join, tag

LEVELS = 9
"""As many levels as a list of Word's has."""

HEADING_LEVELS = 6
"""As many levels of headings as the styles have."""

INDENT = 360
"""How far each level stands in, in twentieths of a point."""

HEADINGS = 1
"""The list that numbers headings."""

SET_IN = 400
"""How far quotes and questions stand in."""

_BULLETS, _NUMBERS, _CHOICES, _CLAUSES, _HEADINGS = range(5)
_GLYPHS = ("•", "–", "·")


class Lists:
    """The lists of a document, in the order in which they begin."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int, int]] = []

    def bullets(self) -> int:
        """Begin a list of bullets; give its number."""
        return self._begin(_BULLETS, 0, 1)

    def numbers(self, level: int, start: int) -> int:
        """Begin a list that counts from `start` on `level` (from 0); give its number."""
        return self._begin(_NUMBERS, level, start)

    def choices(self) -> int:
        """Begin a list of boxes to choose from; give its number."""
        return self._begin(_CHOICES, 0, 1)

    def clauses(self) -> int:
        """Begin a list with letters for the clauses of a recommendation; give its number."""
        return self._begin(_CLAUSES, 0, 1)

    def _begin(self, kind: int, level: int, start: int) -> int:
        self._starts.append((kind, level, max(start, 0)))
        return HEADINGS + len(self._starts)

    def xml(self) -> Xml:
        """Give the part `word/numbering.xml`, without its XML declaration."""
        kinds = (_bullet_level, _number_level, _choice_level, _clause_level, _heading_level)
        abstract = (
            tag(
                "w:abstractNum",
                tag("w:multiLevelType", val="multilevel"),
                *(level_of(level) for level in range(LEVELS)),
                abstractNumId=number,
            )
            for number, level_of in enumerate(kinds)
        )
        lists = (
            tag("w:num", tag("w:abstractNumId", val=kind), _start(kind, level, start), numId=number)
            for number, (kind, level, start) in enumerate(
                [(_HEADINGS, 0, 1), *self._starts], start=HEADINGS
            )
        )
        return join(*abstract, *lists)


def _start(kind: int, level: int, start: int) -> Xml:
    if kind not in {_NUMBERS, _CLAUSES}:
        return EMPTY
    return tag("w:lvlOverride", tag("w:startOverride", val=start), ilvl=level)


def _level(
    level: int, form: str, text: str, *, style: str = "", font: str = "", left: int = 0
) -> Xml:
    indent = left + INDENT * (level + 1)
    fonts = {"w:ascii": font, "w:hAnsi": font, "w:hint": "default"}
    return tag(
        "w:lvl",
        tag("w:start", val=1),
        tag("w:numFmt", val=form),
        tag("w:pStyle", val=style) if style else EMPTY,
        tag("w:suff", val="space") if style else EMPTY,
        tag("w:lvlText", val=text),
        tag("w:lvlJc", val="left"),
        EMPTY if style else tag("w:pPr", tag("w:ind", left=indent, hanging=INDENT)),
        tag("w:rPr", tag("w:rFonts", **fonts)) if font else EMPTY,
        ilvl=level,
    )


def _bullet_level(level: int) -> Xml:
    return _level(level, "bullet", _GLYPHS[level % len(_GLYPHS)], font="Source Serif 4")


def _choice_level(level: int) -> Xml:
    return _level(level, "bullet", "○", font="Segoe UI Symbol", left=SET_IN)


def _number_level(level: int) -> Xml:
    return _level(level, "decimal", f"%{level + 1}.")


def _clause_level(level: int) -> Xml:
    return _level(level, "lowerLetter", f"%{level + 1})")


def _heading_level(level: int) -> Xml:
    text = ".".join(f"%{number}" for number in range(1, level + 2))
    style = f"Heading{level + 1}" if level < HEADING_LEVELS else ""
    return _level(level, "decimal", text, style=style)
