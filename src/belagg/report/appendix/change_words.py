"""What a reader calls the figures on what has changed since the last wave."""

from belagg.analysis.waves.compared import Standing
from belagg.language import marked, translate
from belagg.report.appendix.method import category_label
from belagg.study.questionnaire import Item
from belagg.study.study import Study
from belagg.study.vocabulary import Fate, Missing

_SIDES = {
    "before": marked("last time"),
    "after": marked("this time"),
    "gained": marked("have come to it"),
    "lost": marked("have left it"),
    "points": marked("difference in percentage points"),
    "p": marked("McNemar’s exact test, p"),
}


def change_words(parts: tuple[str, ...], study: Study, language: str) -> str:
    """Give the words for the parts of a name after `change`, without the measure at its end."""
    first, *rest = parts
    if first == "units":
        return _units(rest, language)
    if first == "items":
        told = translate("Questions beside those of the last wave: {}", language)
        return told.format(Standing(rest[0]).label(language))
    item = study.questionnaire.by_id[first]
    named = translate("Change, question {}", language).format(first)
    if not rest:
        return named
    if rest[0] == "from":
        place = rest.index("to")
        told = translate("from “{}” to “{}”", language)
        ends = (_end(rest[1:place], item, language), _end(rest[place + 1 :], item, language))
        return f"{named}, {told.format(*ends)}"
    if rest[0] == "earlier":
        told = translate("all of the last wave with “{}”", language)
        return f"{named}, {told.format(_end(rest[1:], item, language))}"
    side = [translate(_SIDES[part], language) for part in rest[1:] if part in _SIDES]
    return ", ".join([named, category_label(item, rest[0], language), *side])


def _units(rest: list[str], language: str) -> str:
    fates = [Fate(part).label(language) for part in rest if part in list(Fate)]
    sides = [translate(_SIDES[part], language) for part in rest if part in _SIDES]
    return ", ".join([translate("Bodies", language), *sides, *fates])


def _end(parts: list[str], item: Item, language: str) -> str:
    match parts:
        case ["missing", code]:
            return Missing(code).label(language)
        case ["unit", fate]:
            return Fate(fate).label(language)
        case _:
            return category_label(item, parts[0], language)
