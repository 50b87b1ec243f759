"""A page of the questionnaire as its template needs it: items with what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Missing
from belagg.web.respond.answers import OTHER_BODY, REASONS, Given, Held
from belagg.web.respond.pages import Page


@dataclass(frozen=True)
class Field:
    """One item on a page, with its answer, and what is wrong or in conflict with it."""

    item: Item
    label: str
    hint: str
    choices: tuple[tuple[str, str, bool], ...]
    answer: Given
    version: int
    put: bool
    error: str
    theirs: str
    reasons: tuple[tuple[str, str, bool], ...]
    before: str = ""
    comment: str | None = None

    @property
    def open_reasons(self) -> bool:
        """Say whether a reason for no answer has been given."""
        return bool(self.answer.missing)


def fields_of(
    page: Page,
    held: Mapping[str, Held],
    put: frozenset[str],
    language: str,
    *,
    tried: Mapping[str, Given] | None = None,
    errors: Mapping[str, str] | None = None,
    theirs: Mapping[str, Held] | None = None,
    before: Mapping[str, str] | None = None,
    comments: Mapping[str, str] | None = None,
) -> list[Field]:
    """Give the items of a page; what was tried and not saved is shown in place of what is kept.

    `before` are the answers of the wave before, in words; `comments` those made in the pilot.
    """
    tried, errors, theirs = tried or {}, errors or {}, theirs or {}
    fields = []
    for item in page.items:
        kept = held.get(item.question_id, Held())
        shown = tried.get(item.question_id, kept)
        other = theirs.get(item.question_id)
        chosen = shown.category.split()
        fields.append(
            Field(
                item=item,
                label=worded(item.label, language),
                hint=worded(item.hint, language),
                choices=tuple(
                    (c.code, worded(c.label, language), c.code in chosen) for c in item.choices
                ),
                answer=shown,
                version=kept.version,
                put=item.question_id in put,
                error=errors.get(item.question_id, ""),
                theirs=in_words(item, other, language) if other is not None else "",
                reasons=_reasons(shown, language),
                before=(before or {}).get(item.question_id, ""),
                comment=None if comments is None else comments.get(item.question_id, ""),
            )
        )
    return fields


def _reasons(shown: Given, language: str) -> tuple[tuple[str, str, bool], ...]:
    other = shown.missing == Missing.NOT_APPLICABLE and bool(shown.text)
    words = {
        Missing.NOT_APPLICABLE: _("Does not apply to us"),
        Missing.DONT_KNOW: _("We do not know"),
        Missing.REFUSED: _("We do not want to answer"),
    }
    reasons = [(r.value, words[r], shown.missing == r and not other) for r in REASONS]
    return (*reasons, (OTHER_BODY, _("It is another body’s task"), other))


def in_words(item: Item, given: Given, language: str) -> str:
    """Give an answer as a sentence for people."""
    if given.missing:
        return given.text or Missing(given.missing).label(language)
    labels = {c.code: worded(c.label, language) for c in item.choices}
    chosen = ", ".join(labels.get(code, code) for code in given.category.split())
    return ": ".join(part for part in (chosen, given.value or given.text) if part)
