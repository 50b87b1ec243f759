"""A survey as a questionnaire: items with names of their own, groups, and conditions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from belagg.exchange.limesurvey.drafts import FIXED, OTHER_ANSWER, Column, Draft, drafts_of
from belagg.exchange.limesurvey.listed import left_of_question
from belagg.exchange.limesurvey.relevance import Mark, Meaning, Value, expression_of
from belagg.exchange.limesurvey.survey import Condition, Question, Survey, SurveyGroup
from belagg.language import _
from belagg.study.expression import And, Expression, Truth
from belagg.study.problems import Left, Where
from belagg.study.questionnaire import OTHER, Choice, Group, Item, ItemType, Questionnaire
from belagg.study.vocabulary import Missing
from belagg.study.xlsform.conditions import NotHeld
from belagg.study.xlsform.languages import language_heading
from belagg.study.xlsform.names import RESERVED_IDS, name_fault, nearest_name

_ALWAYS = ("", "1", "true")
_OUTSIDE: Mapping[str, str] = {"|": "file", "*": "calculated", "I": "language"}


@dataclass(frozen=True)
class Made:
    """What became of a survey: the questionnaire, the columns of each item, and what was left."""

    questionnaire: Questionnaire
    columns: Mapping[str, tuple[Column, ...]]
    left: tuple[Left, ...]


def questionnaire_of(survey: Survey) -> Made:
    """Make a questionnaire of a survey; nothing raises, and what is left is listed."""
    return _Builder(survey).build()


def key(name: str) -> str:
    """Give a name of a column so that its ways of writing are the same: `q[A]`, `q_A`, `q.A`."""
    return re.sub(r"[^0-9A-Za-z\u00c0-\uffff]+", "_", name).strip("_")


@dataclass
class _Builder:
    survey: Survey
    left: list[Left] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    columns: dict[str, tuple[Column, ...]] = field(default_factory=dict)
    words: dict[str, Meaning] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def build(self) -> Made:
        for number, group in enumerate(self.survey.groups, start=1):
            drafts = [draft for question in group.questions for draft in self.drafts(question)]
            if not drafts:
                if group.questions:
                    what = next(iter(group.name.values()), group.gid)
                    self.leave(what, _("the group has no items left in it"), group.line)
                continue
            path = self.group(group, number)
            for draft in drafts:
                self.item(draft, path)
        title = self.survey.title or {"": self.survey.file.rpartition("/")[2].partition(".")[0]}
        form = Questionnaire(
            title=next(iter(title.values())),
            form_id="survey",
            version="1",
            languages=self.survey.languages,
            items=tuple(self.items),
            groups=tuple(self.groups),
        )
        return Made(form, self.columns, tuple(self.left))

    def leave(self, what: str, reason: str, line: int) -> None:
        self.left.append(Left(what, reason, Where(self.survey.file, line=line or None)))

    def drafts(self, question: Question) -> tuple[Draft, ...]:
        found = drafts_of(question, self.survey.languages)
        if found is None:
            self.outside_the_study(question)
            return ()
        if not found:
            reason = _("the question has no parts, so that nothing can be answered")
            self.leave(question.code, reason, question.line)
            self.outside.add(key(question.code))
            return ()
        self.left += left_of_question(question, self.survey.file)
        if question.kind == "P":
            reason = _("the comments to the choices become one text beside the answer")
            self.leave(question.code, reason, question.line)
        if found[0].type is ItemType.SELECT_MULTIPLE and question.kind in "MP":
            for part in question.parts:
                if part.relevance.strip() not in _ALWAYS:
                    reason = _("the choice is shown on a condition; here it is always shown")
                    self.leave(f"{question.code}_{part.code}", reason, part.line)
        return found

    def outside_the_study(self, question: Question) -> None:
        reason = {
            "file": _("a study holds no pictures, recordings or files as answers"),
            "calculated": _("a study holds no calculations; figures are computed from the answers"),
            "language": _("it only changes the language of the survey"),
        }.get(
            _OUTSIDE.get(question.kind, ""),
            _("a study has no items of the kind “{}”").format(question.kind),
        )
        self.leave(question.code, reason, question.line)
        self.outside.add(key(question.code))
        self.outside |= {
            key(f"{question.sid}X{question.gid}X{question.qid}"), key(f"Q{question.qid}")
        }  # fmt: skip

    def group(self, group: SurveyGroup, number: int) -> tuple[str, ...]:
        path = (f"group{number}",)
        if not group.name and len(self.survey.groups) == 1:
            return ()
        label = self.filled(group.name, f"group{number}", group.line) if group.name else {}
        self.groups.append(
            Group(path, label, self.condition((group.relevance,), path[0], group.line))
        )
        return path

    def item(self, draft: Draft, path: tuple[str, ...]) -> None:
        question = draft.question
        question_id, name = self.named(draft)
        label = self.filled(draft.label, question_id, question.line)
        if not label:
            label = dict.fromkeys(self.survey.languages, question.code or question_id)
            self.leave(question_id, _("the item has no label; its name is shown"), question.line)
        choices = self.choices(draft, question_id)
        if draft.type.is_select and not choices:
            reason = _("the question has no choices, so that nothing can be answered")
            self.leave(question_id, reason, question.line)
            self.outside.add(key(draft.wanted_id))
            return
        conditions = (*draft.conditions, *self.compiled(question))
        self.items.append(
            Item(
                question_id=question_id,
                name=name,
                type=draft.type,
                label=label,
                hint=self.filled(question.help, question_id, question.line, gaps=False),
                choices=choices,
                required=question.mandatory == "Y" and draft.type is not ItemType.NOTE,
                relevance=self.condition(conditions, question_id, question.line),
                group=path,
                constraint=draft.constraint,
            )
        )
        self.columns[question_id] = draft.columns
        self.learn(draft, self.items[-1])

    def named(self, draft: Draft) -> tuple[str, str]:
        """Give the item an id and a name that no other has."""
        wanted = re.sub(r"[^\w\-]+", "_", draft.wanted_id).strip("_-") or "q"
        if wanted.lower() in RESERVED_IDS:
            wanted = f"item-{wanted}"
        question_id = _free(wanted, self.ids)
        if question_id != draft.wanted_id:
            reason = _("the item is called {} here").format(question_id)
            self.leave(draft.wanted_id or "?", reason, draft.question.line)
        name = question_id if not name_fault(question_id) else nearest_name(question_id) or "q"
        name = _free(name, self.names)
        return question_id, name

    def filled(
        self, wording: Mapping[str, str], what: str, line: int, *, gaps: bool = True
    ) -> dict[str, str]:
        """Give a text that the first language has too, and with its references as ours."""
        found = {language: self.piped(text, what, line) for language, text in wording.items()}
        if not found or not gaps:
            return found
        first = self.survey.languages[0]
        shown = next(iter(found))
        for language in self.survey.languages:
            if language not in found:
                message = _("the text is missing in {name}; {shown} is shown").format(
                    name=language_heading(language), shown=language_heading(shown)
                )
                self.leave(what, message, line)
        return found if first in found else {first: found[shown], **found}

    def piped(self, text: str, what: str, line: int) -> str:
        """Turn `{q1.shown}` into `${q1}`; other expressions in a text stay as they are."""

        def shown(found: re.Match[str]) -> str:
            meaning = self.words.get(key(found[1].removeprefix("INSERTANS:").partition(".")[0]))
            if isinstance(meaning, Value):
                return f"${{{meaning.item}}}"
            reason = _("the text has an expression that is not worked out here")
            self.leave(f"{what}: {found[0][:60]}", reason, line)
            return found[0]

        return re.sub(r"\{([^\s{}\"'][^{}\n]*)\}", shown, text) if "{" in text else text

    def choices(self, draft: Draft, question_id: str) -> tuple[Choice, ...]:
        kept: dict[str, Choice] = {}
        for choice in draft.choices:
            where = draft.question.line
            if choice.code in set(Missing):
                reason = _("says why an answer is missing and cannot be a choice; it is left out")
                self.leave(f"{question_id}: {choice.code}", reason, where)
            elif not choice.code or choice.code in kept:
                reason = _("two choices have the same code; the first is kept")
                self.leave(f"{question_id}: {choice.code}", reason, where)
            else:
                label = self.filled(choice.label, f"{question_id}: {choice.code}", where)
                kept[choice.code] = Choice(choice.code, label)
        return tuple(kept.values())

    def condition(self, texts: tuple[str, ...], what: str, line: int) -> Expression | None:
        """Read conditions that must all hold; what cannot be expressed is left and listed."""
        held = []
        for text in dict.fromkeys(text.strip() for text in texts):
            if text.lower() in _ALWAYS:
                continue
            found = expression_of(text, self.means)
            if isinstance(found, NotHeld):
                reason = _("a study cannot hold “{part}” in a condition; it is left out").format(
                    part=found.part
                )
                self.leave(f"{what}: {text}", reason, line)
            elif found.tree != Truth(True):
                held.append(found)
        if len(held) < 2:
            return held[0] if held else None
        return Expression(
            " and ".join(f"({one.text})" for one in held), And(tuple(one.tree for one in held))
        )

    def means(self, word: str) -> Meaning:
        name = key(word)
        found = self.words.get(name)
        if found is not None:
            return found
        if name in self.outside:
            return NotHeld(f"{word}, {_('which is kept out')}")
        return NotHeld(word)

    def compiled(self, question: Question) -> Iterator[str]:
        """Write conditions set one by one as an expression, where the question has none.

        LimeSurvey joins conditions on the same question with `or` and on different ones with
        `and`; scenarios are alternatives.
        """
        conditions = self.survey.conditions.get(question.qid, ())
        if not conditions or question.relevance.strip() not in _ALWAYS:
            return
        scenarios: dict[str, dict[str, list[str]]] = {}
        for one in conditions:
            scenarios.setdefault(one.scenario, {}).setdefault(one.about, []).append(_as_text(one))
        yield " or ".join(
            "(" + " and ".join(f"({' or '.join(same)})" for same in about.values()) + ")"
            for about in scenarios.values()
        )

    def learn(self, draft: Draft, item: Item) -> None:
        """Remember what the names of the item's columns mean in later conditions."""
        kind = draft.question.kind
        codes = {old: new for old, (new, _words) in FIXED.get(kind, {}).items()}
        codes[OTHER_ANSWER] = OTHER
        codes |= {answer.code: answer.own for answer in draft.question.answers if answer.own}
        is_several = item.type is ItemType.SELECT_MULTIPLE
        value = Value(item.name, codes, frozenset(item.codes) if is_several else frozenset())
        marks = frozenset(item.codes)
        for column in draft.columns:
            meaning: Meaning = value
            if column.choice is not None:
                meaning = Mark(item.name, column.choice, marks)
            elif column.part.value == "text":
                continue
            for word in column.words:
                self.words.setdefault(key(word), meaning)
        if is_several and kind in "MP":
            question = draft.question
            for word in (question.code, f"{question.sid}X{question.gid}X{question.qid}"):
                self.words.setdefault(key(word), value)


def _as_text(condition: Condition) -> str:
    name = condition.field.removeprefix("+").strip("{}")
    if condition.method in ("RX", "regex"):
        return f'regexMatch("{condition.value}", {name})'
    value = f'"{condition.value}"'
    if condition.value.startswith("@") and condition.value.endswith("@"):
        value = f"{condition.value.strip('@')}.NAOK"
    return f"{name}.NAOK {condition.method} {value}"


def _free(wanted: str, taken: set[str]) -> str:
    """Give a name that differs from all others by more than its capitals, and take it."""
    name, number = wanted, 1
    while name.lower() in taken:
        number += 1
        name = f"{wanted}_{number}"
    taken.add(name.lower())
    return name


def with_items(
    form: Questionnaire, more: Questionnaire, file: str
) -> tuple[Questionnaire, list[Left]]:
    """Add the items of a group or a question to a questionnaire; those it has already are left."""
    left: list[Left] = []
    have = {item.question_id for item in form.items} | {item.name for item in form.items}
    paths = {group.path for group in form.groups}
    renamed: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    groups = []
    for group in more.groups:
        path, number = group.path, 1
        while path in paths or path[0] in have:
            number += 1
            path = (f"{group.path[0]}_{number}",)
        paths.add(path)
        renamed[group.path] = path
        groups.append(replace(group, path=path))
    items = []
    for item in more.items:
        if item.question_id in have or item.name in have:
            reason = _("the study has an item of this name already; it is kept as it is")
            left.append(Left(item.question_id, reason, Where(file)))
            continue
        items.append(replace(item, group=renamed[item.group]))
    used = {item.group for item in items}
    return (
        replace(
            form,
            items=(*form.items, *items),
            groups=(*form.groups, *(group for group in groups if group.path in used)),
        ),
        left,
    )
