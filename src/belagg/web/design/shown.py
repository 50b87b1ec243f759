"""Items as a page shows them, whoever looks."""

from dataclasses import dataclass

from belagg.study.questionnaire import Item, worded
from belagg.study.study import Study


@dataclass(frozen=True)
class ShownItem:
    """An item in one language: what the templates of the questionnaire need."""

    item: Item
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    theme: str
    condition: str
    starts_group: bool


def shown_items(study: Study, language: str) -> list[ShownItem]:
    """Give every item and note in order, in the language, else the first it has."""
    form = study.questionnaire
    shown: list[ShownItem] = []
    above: tuple[str, ...] = ()
    for item in form.items:
        theme = study.settings.theme(item.theme) if item.theme else None
        paths = [item.group[: depth + 1] for depth in range(len(item.group))]
        shown.append(
            ShownItem(
                item=item,
                label=worded(item.label, language),
                hint=worded(item.hint, language),
                choices=tuple((c.code, worded(c.label, language)) for c in item.choices),
                groups=tuple(worded(form.group_by_path[p].label, language) for p in paths),
                theme=worded(theme.label, language) if theme else "",
                condition=item.relevance.text if item.relevance else "",
                starts_group=item.group != above and bool(item.group),
            )
        )
        above = item.group
    return shown
