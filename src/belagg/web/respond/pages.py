"""The pages of a questionnaire: by group, else by theme, in the order of the items."""

from dataclasses import dataclass

from belagg.study.questionnaire import Item, Questionnaire, worded
from belagg.study.settings import Settings


@dataclass(frozen=True)
class Page:
    """Items shown together under a heading, which may be empty; `key` names group or theme."""

    key: str
    number: int
    title: str
    items: tuple[Item, ...]


def pages_of(form: Questionnaire, settings: Settings, language: str) -> tuple[Page, ...]:
    """Cut the questionnaire where the outermost group, or without groups the theme, changes."""
    pages: list[tuple[str, str, list[Item]]] = []
    for item in form.items:
        key, title = _section(item, form, settings, language)
        if pages and pages[-1][0] == key:
            pages[-1][2].append(item)
        else:
            pages.append((key, title, [item]))
    return tuple(
        Page(key, number, title, tuple(items))
        for number, (key, title, items) in enumerate(pages, 1)
    )


def _section(item: Item, form: Questionnaire, settings: Settings, language: str) -> tuple[str, str]:
    if item.group:
        return f"group:{item.group[0]}", worded(form.group_by_path[item.group[:1]].label, language)
    theme = settings.theme(item.theme) if item.theme else None
    return f"theme:{item.theme or ''}", worded(theme.label, language) if theme else ""


def page_with(pages: tuple[Page, ...], question_id: str) -> Page | None:
    """Give the page that an item stands on."""
    return next((p for p in pages if any(i.question_id == question_id for i in p.items)), None)
