"""The counts that a sentence gives: figures of the study, and numbers stated as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from belagg.analysis.figure import Figure, FigureKind
from belagg.analysis.figures import Figures
from belagg.checks.prose import Sentence
from belagg.manuscript.typed_numbers import typed_numbers
from belagg.manuscript.typography import words

_WORDED_BELOW = 100


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number in a sentence, from `start` to `end`; `figure` where it is bound."""

    start: int
    end: int
    value: int
    figure: Figure | None = None


@cache
def _values(language: str) -> Mapping[str, int]:
    return {
        words(number, language, gender): number
        for gender in ("ett", "en")
        for number in range(2, _WORDED_BELOW)
    }


def value_of(text: str, language: str) -> int | None:
    """Give the value of a whole number in digits or words (2 to 99); None where it is no such."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    return _values("sv" if language == "sv" else "en").get(text.casefold())


def counts_in(sentence: Sentence, figures: Figures) -> Iterator[Count]:
    """Give the counts of a sentence: bound, stated between quotation marks, and typed."""
    for offset, figure in sentence.figures(figures, FigureKind.COUNT):
        if isinstance(figure.value, int):
            yield Count(offset, offset + 1, figure.value, figure)
    for offset, slot in sentence.slots.items():
        if (value := value_of(slot.literal, sentence.language)) is not None:
            yield Count(offset, offset + 1, value)
    items = tuple(item.question_id for item in figures.study.questionnaire.items)
    for typed in typed_numbers(sentence.text, sentence.language, items):
        if (value := value_of(typed.text, sentence.language)) is not None:
            yield Count(typed.start, typed.end, value)
