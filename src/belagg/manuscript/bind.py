"""A placeholder becomes what the reader sees: the value of its figure, written in the language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from belagg.analysis.figure import Figure, FigureKind
from belagg.analysis.figures import Figures
from belagg.language import _, translate
from belagg.manuscript import typography
from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.source import Slot
from belagg.manuscript.tree import Bound, Text
from belagg.manuscript.typography import NBSP, typeset
from belagg.study.problems import Problem, Where, nearest
from belagg.study.study import Study
from belagg.study.vocabulary import Layer, Missing

FILTERS: Mapping[FigureKind, tuple[str, ...]] = {
    FigureKind.COUNT: ("words", "Words", "ett", "noun", "number"),
    FigureKind.NUMBER: ("words", "Words", "ett", "one", "number"),
    FigureKind.PERCENT: ("words", "number", "one"),
    FigureKind.COEFFICIENT: (),
    FigureKind.PROBABILITY: (),
    FigureKind.UNITS: ("samt", "eller", "short"),
    FigureKind.DATE: (),
    FigureKind.TEXT: (),
}
"""The filters that suit each kind of figure."""


class BindingError(Exception):
    """A placeholder that cannot be bound; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass(frozen=True)
class Binder:
    """Binds the placeholders of one study in one language."""

    study: Study
    figures: Figures
    language: str

    def inline(self, slot: Slot) -> Bound | Text:
        """Give what stands in the placeholder's stead; BindingError where it cannot be bound."""
        if slot.literal:
            return Text(typeset(slot.literal, self.language))
        return self.bound(slot.name, slot.filters, slot.where)

    def bound(self, name: str, filters: tuple[str, ...] = (), where: Where | None = None) -> Bound:
        """Give a figure by name, written as its filters say; BindingError as `inline`."""
        where = where or Where()
        figure = self.figures.get(name)
        if figure is None:
            raise BindingError(self._unknown(name, where))
        self._check(figure, filters, where)
        return Bound(name, self.written(figure, filters), appendix_id(name))

    def written(self, figure: Figure, filters: tuple[str, ...] = ()) -> str:
        """Write the value of a figure as text."""
        if figure.withheld:
            return translate("not shown", self.language)
        if figure.undefined is not None:
            return typeset(figure.undefined.label(self.language), self.language)
        match figure.kind:
            case FigureKind.UNITS:
                return self._units(figure, filters)
            case FigureKind.PERCENT:
                return self._percent(_number(figure), filters)
            case FigureKind.COUNT | FigureKind.NUMBER:
                return self._quantity(_number(figure), filters)
            case FigureKind.COEFFICIENT:
                return typography.number(_number(figure), self.language, 2)
            case FigureKind.PROBABILITY:
                return typography.probability(_number(figure), self.language)
            case FigureKind.DATE:
                return typography.date_text(str(figure.value), self.language)
            case FigureKind.TEXT:
                return typeset(str(figure.value), self.language)

    def _percent(self, value: float, filters: tuple[str, ...]) -> str:
        decimals = 1 if "one" in filters else 0
        if "number" in filters:
            return typography.percent_number(value, self.language, decimals)
        if "words" in filters:
            return typography.percent_words(value, self.language, decimals)
        return typography.percent(value, self.language, decimals)

    def _quantity(self, value: float, filters: tuple[str, ...]) -> str:
        whole = float(value).is_integer()
        if {"words", "Words", "ett"} & set(filters) and whole:
            gender: typography.Gender = "ett" if "ett" in filters else "en"
            text = typography.words(int(value), self.language, gender)
            space = " "
        else:
            decimals = 1 if "one" in filters or not whole else 0
            text = typography.number(value, self.language, decimals)
            space = NBSP
        if "noun" in filters:
            text += space + self.noun(int(value))
        return typography.sentence_case(text) if "Words" in filters else text

    def noun(self, count: int) -> str:
        """Give what a body is called, in the number that fits the count."""
        one, many = self.study.settings.unit_noun.get(self.language) or (
            translate("body", self.language),
            translate("bodies", self.language),
        )
        return one if count == 1 else many

    def _units(self, figure: Figure, filters: tuple[str, ...]) -> str:
        names = self.short_names if "short" in filters else self.study.unit_names
        last = next((f for f in filters if f in ("samt", "eller")), "")
        if last and self.language != "sv":
            last = {"samt": "and", "eller": "or"}[last]
        written = typography.listing([names[u] for u in figure.units], self.language, last)
        return written or translate("none", self.language)

    @cached_property
    def short_names(self) -> Mapping[str, str]:
        """The first alias of each unit, or its name where it has none."""
        rows = self.study.tables["units"].select("unit_id", "name", "aliases").iter_rows()
        return {unit: aliases[0] if aliases else name for unit, name, aliases in rows}

    def _check(self, figure: Figure, filters: Iterable[str], where: Where) -> None:
        for name in filters:
            allowed = FILTERS[figure.kind]
            if name in allowed:
                continue
            if allowed:
                message = _("the filter “{}” does not suit {}; those that do are {}").format(
                    name, figure.name, ", ".join(allowed)
                )
            else:
                message = _("no filter suits {}").format(figure.name)
            raise BindingError(
                Problem("figure-filter", message, where, name, nearest(name, allowed))
            )

    def _unknown(self, name: str, where: Where) -> Problem:
        near = self.figures.nearest(name)
        stem = name.partition(".")[0]
        question = stem.partition("@")[0]
        item = self.study.questionnaire.by_id.get(question)
        if item is not None and item.question_id in self.figures.cells.items:
            layer = _layer(stem)
            held = self.figures.cells.item_rows(layer, question)["missing"]
            if Missing.NOT_PUBLISHED.value in held:
                message = _(
                    "there is no figure “{}”: what {} answered is not published for all, so there "
                    "are only the figures that the table cited gives"
                ).format(name, question)
                return Problem("figure-unknown", message, where, name, near)
        message = _("there is no figure “{}”").format(name)
        return Problem("figure-unknown", message, where, name, near)


def _layer(stem: str) -> Layer:
    code = stem.partition("@")[2]
    return Layer(code) if code in list(Layer) else Layer.RECODED


def _number(figure: Figure) -> float:
    if not isinstance(figure.value, int | float):
        raise TypeError(figure.name)
    return figure.value
