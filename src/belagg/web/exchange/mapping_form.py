"""The step between a file of answers and the study: which column is what, which word means what."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from belagg.exchange.answers.bring import Brought
from belagg.exchange.answers.mapping import AnswerMap, Part, Use, render_map
from belagg.exchange.answers.source import Source
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.study import Study
from belagg.study.vocabulary import Missing

_SHOWN = 100
"""The most values and keys that are asked about at a time."""

_ROLES = (
    ("unit", gettext_lazy("the body")),
    ("recipient", gettext_lazy("the person asked")),
    ("respondent", gettext_lazy("what tells several answers of a body apart")),
    ("at", gettext_lazy("the time")),
    ("question", gettext_lazy("the item, where each row is one answer")),
    ("answer", gettext_lazy("the answer, where each row is one answer")),
    ("text", gettext_lazy("the words, where each row is one answer")),
)

Choices = list[tuple[str, Any]]


class MappingForm(forms.Form):
    """A field for the delivery, each column, each word that fitted nothing, and each such key.

    `source` is the file, where its columns are asked about; `brought` what it gave with `base`.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        base: AnswerMap,
        study: Study,
        language: str,
        source: Source | None,
        brought: Brought | None,
    ) -> None:
        super().__init__(data)
        self.base = base
        self.study = study
        self.fields["delivery"] = forms.CharField(
            label=_("Name of the delivery"), initial=base.name, max_length=100,
            help_text=_("The same name again corrects the answers that came under it."),
        )  # fmt: skip
        self.columns = dict(enumerate(source.frame.columns)) if source is not None else {}
        choices = _column_choices(study, language)
        for place, name in self.columns.items():
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name, choices=choices, initial=_use_of(base, name), required=False,
                help_text=_examples(source, name) if source is not None else "",
            )  # fmt: skip
        self.values = dict(enumerate(brought.unmatched[:_SHOWN])) if brought else {}
        for place, value in self.values.items():
            item = study.questionnaire.by_id.get(value.item or "")
            if item is None:
                continue
            self.fields[f"value_{place}"] = forms.ChoiceField(
                label=_("“{value}” in {column}").format(value=value.value, column=value.column),
                choices=_value_choices(item, language), required=False,
                help_text=_rows(value.count),
            )  # fmt: skip
        self.keys = dict(enumerate(brought.keys[:_SHOWN])) if brought and base.unit else {}
        units = [("", _("nobody: leave these rows")), *_unit_choices(study)]
        for place, key in self.keys.items():
            self.fields[f"key_{place}"] = forms.ChoiceField(
                label=_("“{value}” in {column}").format(value=key.value, column=key.column),
                choices=units, required=False, help_text=_rows(key.count),
            )  # fmt: skip

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """Give the fields of the columns."""
        return self._fields("column_")

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """Give the fields of the words that fitted no answer."""
        return self._fields("value_")

    @property
    def key_fields(self) -> list[forms.BoundField]:
        """Give the fields of the keys that are no body."""
        return self._fields("key_")

    def _fields(self, prefix: str) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith(prefix)]

    def mapping(self) -> str:
        """Give the mapping as it was filled in, as TOML."""
        made = replace(self.base, name=self.cleaned_data["delivery"].strip())
        if self.columns:
            made = self._with_columns(made)
        made = self._with_values(made)
        units = dict(made.units)
        for place, key in self.keys.items():
            if unit := self.cleaned_data.get(f"key_{place}"):
                units[key.value] = unit
        return render_map(replace(made, units=units))

    def _with_columns(self, made: AnswerMap) -> AnswerMap:
        roles: dict[str, str | None] = dict.fromkeys(role for role, _label in _ROLES)
        columns: dict[str, Use] = {}
        leave: list[str] = []
        for place, name in self.columns.items():
            chosen = self.cleaned_data.get(f"column_{place}", "")
            if chosen in roles:
                roles[chosen] = roles[chosen] or name
            elif chosen:
                columns[name] = _use(chosen, made.columns.get(name))
            else:
                leave.append(name)
        if roles["question"]:
            columns = dict(made.columns)
        return replace(made, columns=columns, leave=tuple(leave), **roles)  # type: ignore[arg-type]  # roles are fields of text

    def _with_values(self, made: AnswerMap) -> AnswerMap:
        columns = dict(made.columns)
        for place, value in self.values.items():
            chosen = self.cleaned_data.get(f"value_{place}", "")
            name = value.item if made.question else value.column
            if not chosen or name is None or value.item is None:
                continue
            use = columns.get(name, Use(value.item))
            kind, _colon, code = chosen.partition(":")
            if kind == "missing":
                use = replace(use, missing={**use.missing, value.value: code})
            else:
                use = replace(use, values={**use.values, value.value: code})
            columns[name] = use
        return replace(made, columns=columns)


def _column_choices(study: Study, language: str) -> Choices:
    items: Choices = []
    for item in study.questionnaire.answerable:
        called = f"{item.question_id} {worded(item.label, language)}"[:60]
        items.append((f"{Part.ANSWER}:{item.question_id}", called))
        if item.type is not ItemType.TEXT:
            words = _("{item}: words beside it").format(item=item.question_id)
            items.append((f"{Part.TEXT}:{item.question_id}", words))
        if item.type is ItemType.SELECT_MULTIPLE:
            items += (
                (
                    f"{Part.CHOICE}:{item.question_id}:{choice.code}",
                    f"{item.question_id}: {worded(choice.label, language)}"[:60],
                )
                for choice in item.choices
            )
    return [
        ("", _("not brought in")),
        (_("Whose answer, and when"), [*_ROLES]),
        (_("Items"), items),
    ]


def _use_of(base: AnswerMap, name: str) -> str:
    for role, _label in _ROLES:
        if getattr(base, role) == name:
            return role
    use = base.columns.get(name)
    if use is None or base.question is not None:
        return ""
    return f"{use.part}:{use.item}" + (f":{use.choice}" if use.choice else "")


def _use(chosen: str, before: Use | None) -> Use:
    part, item, *choice = chosen.split(":", 2)
    made = Use(item, Part(part), choice[0] if choice else None)
    if before and (before.item, before.part, before.choice) == (made.item, made.part, made.choice):
        return before
    return made


def _value_choices(item: Item, language: str) -> Choices:
    codes = [(f"category:{c.code}", worded(c.label, language)) for c in item.choices]
    missing = [(f"missing:{code.value}", code.label(language)) for code in Missing]
    return [
        ("", _("nothing: leave it out")),
        *([(_("Answers"), codes)] if codes else []),
        (_("No answer, since"), missing),
    ]


def _unit_choices(study: Study) -> Iterable[tuple[str, str]]:
    units = study.tables["units"].select("unit_id", "name")
    return ((unit, f"{name} ({unit})") for unit, name in units.iter_rows())


def _examples(source: Source, name: str) -> str:
    """Show the first values of a column, so that a person sees what it holds."""
    values = source.frame[name].head(200).drop_nulls().unique(maintain_order=True).head(3)
    return ", ".join(str(value)[:40] for value in values)


def _rows(count: int) -> str:
    return ngettext("{n} row", "{n} rows", count).format(n=count)
