"""The pages of a questionnaire: by group, else by theme, in the order of the items."""

from dataclasses import dataclass

from belagg.study.questionnaire import Item, Questionnaire, worded
from belagg.study.settings import Settings


@dataclass(frozen=True)
class Page:
    """Items shown together under a heading, which may be empty."""

    number: int
    title: str
    items: tuple[Item, ...]


def pages_of(form: Questionnaire, settings: Settings, language: str) -> tuple[Page, ...]:
    """Cut the questionnaire where the outermost group, or without groups the theme, changes."""
    pages: list[tuple[object, str, list[Item]]] = []
    for item in form.items:
        key, title = _section(item, form, settings, language)
        if pages and pages[-1][0] == key:
            pages[-1][2].append(item)
        else:
            pages.append((key, title, [item]))
    return tuple(
        Page(number, title, tuple(items)) for number, (_key, title, items) in enumerate(pages, 1)
    )


def _section(
    item: Item, form: Questionnaire, settings: Settings, language: str
) -> tuple[object, str]:
    if item.group:
        return item.group[0], worded(form.group_by_path[item.group[:1]].label, language)
    theme = settings.theme(item.theme) if item.theme else None
    return ("theme", item.theme), worded(theme.label, language) if theme else ""
