"""Which item a column of answers belongs to, by any of the headings LimeSurvey gives it.

It may be headed by code (`q[SQ001]`), code and text (`q[SQ001]. What?`), the whole question
(`What? [Choice]`), as in expressions (`q_SQ001`), or by numbers (`12X3X4SQ001`, `Q4_S5`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from belagg.exchange.answers.mapping import Part, Use
from belagg.exchange.limesurvey.codes import choice_codes, titles
from belagg.exchange.limesurvey.drafts import FIXED, OTHER_ANSWER, Column
from belagg.exchange.limesurvey.items import key
from belagg.language import LANGUAGES, translate
from belagg.study.questionnaire import OTHER, Item, ItemType, Questionnaire

_OTHER_WORDS = ("other", "annat", "övrigt", "andet", "annet", "muu", "sonstiges", "autre", "otro",
                "altro", "anders", "outro")  # fmt: skip
_COMMENT_WORDS = ("comment", "kommentar", "kommentti", "commentaire", "comentario", "opmerking")


class Headings:
    """Finds the use of a column; a heading that could mean two is none."""

    def __init__(
        self, form: Questionnaire, columns: Mapping[str, tuple[Column, ...]] | None = None
    ) -> None:
        """Know the items of a study, and the columns of a survey they came from, by question_id."""
        self.found: dict[str, Use | None] = {}
        self.texts: dict[str, Use | None] = {}
        self.values = {item.question_id: values_of(item) for item in form.answerable}
        known = form.by_id
        for question_id, of_item in (columns or {}).items():
            item = known.get(question_id)
            if item is None or item.type is ItemType.NOTE:
                continue
            for column in of_item:
                use = self._use(item, column.part, column.choice)
                if use is not None:
                    self._add(self.found, map(_code_key, column.headings), use)
        own = titles(form)
        for item in form.answerable:
            names = dict.fromkeys((item.question_id, item.name, own[item.question_id]))
            for name in names:
                self._coded(item, name)
            for label in dict.fromkeys(item.label.values()):
                self._worded(item, label)

    def _use(self, item: Item, part: Part = Part.ANSWER, choice: str | None = None) -> Use | None:
        """Give the use of a column, as far as the item has a place for it."""
        if choice == OTHER and not item.other:
            return None
        if part is Part.CHOICE:
            is_there = item.type is ItemType.SELECT_MULTIPLE and choice in item.codes
            return Use(item.question_id, part, choice) if is_there else None
        if part is Part.TEXT:
            return Use(item.question_id, part)
        return Use(item.question_id, values=self.values[item.question_id])

    def _add(self, into: dict[str, Use | None], names: Iterable[str], use: Use | None) -> None:
        for name in dict.fromkeys(names):
            if use is None or not name:
                continue
            if name in into and into[name] not in (use, None):
                into[name] = None
            else:
                into.setdefault(name, use)

    def _coded(self, item: Item, name: str) -> None:
        """Know the columns of an item by its code."""
        self._add(self.found, (_code_key(name),), self._use(item))
        for ending in ("comment", "Ccomment", "C_comment"):
            self._add(self.found, (_code_key(f"{name}_{ending}"),), self._use(item, Part.TEXT))
        several = item.type is ItemType.SELECT_MULTIPLE
        if item.other:
            use = self._use(item, Part.CHOICE, OTHER) if several else self._use(item, Part.TEXT)
            for ending in ("other", "Cother"):
                self._add(self.found, (_code_key(f"{name}_{ending}"),), use)
        if several:
            for code, short in choice_codes(item).items():
                use = self._use(item, Part.CHOICE, code)
                self._add(self.found, {_code_key(f"{name}_{one}") for one in (code, short)}, use)

    def _worded(self, item: Item, label: str) -> None:
        """Know the columns of an item by its wording."""
        self._add(self.texts, (_words(label),), self._use(item))
        several = item.type is ItemType.SELECT_MULTIPLE
        for word in _COMMENT_WORDS:
            self._add(self.texts, (_words(f"{label} {word}"),), self._use(item, Part.TEXT))
        for choice in item.choices if several or item.other else ():
            part = Part.CHOICE if several else Part.TEXT
            if not several and not choice.is_other:
                continue
            use = self._use(item, part, choice.code if several else None)
            shown = [*choice.label.values(), *(_OTHER_WORDS if choice.is_other else ())]
            self._add(self.texts, (_words(f"{label} {text}") for text in shown), use)

    def of(self, heading: str) -> Use | None:
        """Give the use of the column with this heading, None where it is nobody's."""
        for text in _codes_in(heading):
            if use := self.found.get(_code_key(text)):
                return use
        words = _words(heading)
        if use := self.texts.get(words):
            return use
        if heading.rstrip().endswith((".. ", "..", "…", "..]")):
            return self._cut(heading)
        return None

    def _cut(self, heading: str) -> Use | None:
        """Find a heading that was cut: the only text that has its pieces in their order."""
        pieces = [re.escape(_words(piece)) for piece in re.split(r"\.\.+|…", heading)]
        pattern = re.compile(".*".join(filter(None, pieces)) + ".*")
        uses = [use for text, use in self.texts.items() if use and pattern.match(text)]
        return uses[0] if len(uses) == 1 else None


def values_of(item: Item) -> dict[str, str]:
    """Give the category of each answer that LimeSurvey stores otherwise than we do.

    It can also write 1 for yes and 2 for no.
    """
    if not item.type.is_select:
        return {}
    values: dict[str, str] = {}
    codes = set(item.codes)
    for answers in FIXED.values():
        if {category for category, _shown in answers.values()} == codes:
            for code, (category, shown) in answers.items():
                values |= dict.fromkeys(
                    (code, *(translate(shown, language) for language in LANGUAGES)), category
                )
    if codes == {"yes", "no"}:
        values |= {"1": "yes", "2": "no"}
    if item.other:
        values[OTHER_ANSWER] = OTHER
    values |= {short: code for code, short in choice_codes(item).items() if short != code}
    return values


def _codes_in(heading: str) -> Iterator[str]:
    """Give what of a heading may be a code: all of it, or what stands before a text."""
    yield heading
    head, dot, _rest = heading.partition(". ")
    if dot:
        yield head


def _code_key(text: str) -> str:
    return key(text).casefold()


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
