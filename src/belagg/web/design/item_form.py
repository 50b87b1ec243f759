"""The form of one item, in every language of the questionnaire."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.study.questionnaire import Item, ItemType
from belagg.study.sheets import clean
from belagg.study.study import Study
from belagg.study.vocabulary import Comparability
from belagg.web.design.editing import choices_of, choices_text, condition_of


class ItemForm(forms.Form):
    """Everything an item has; labels and hints once per language."""

    question_id = forms.CharField(
        label=gettext_lazy("Number"), max_length=40,
        help_text=gettext_lazy("What the study calls it, such as 4A."),
    )  # fmt: skip
    type = forms.ChoiceField(label=gettext_lazy("Type of answer"))

    def __init__(self, data: Any, *, study: Study, item: Item | None) -> None:
        super().__init__(data, initial=_initial(study, item))
        language = get_language() or "sv"
        self.fields["type"].choices = [(t.value, t.label(language)) for t in ItemType]  # type: ignore[attr-defined]  # a ChoiceField has choices
        several = len(study.questionnaire.languages) > 1
        for code in study.questionnaire.languages:
            shown = f" ({code})" if several else ""
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Question") + shown, widget=forms.Textarea(attrs={"rows": 3})
            )
            self.fields[f"hint_{code}"] = forms.CharField(
                label=_("Help") + shown, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        self.fields["choices"] = forms.CharField(
            label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("One a line: code | label. The code other asks for a text of its own."),
        )  # fmt: skip
        self.fields["required"] = forms.BooleanField(label=_("Must be answered"), required=False)
        self.fields["relevance"] = forms.CharField(
            label=_("Put only if"), required=False,
            help_text=_("A condition as in XLSForm: ${q4A} = 'yes'. Empty: always."),
        )  # fmt: skip
        themes = [(t.theme_id, t.label.get(language, t.theme_id)) for t in study.settings.themes]
        self.fields["theme"] = forms.ChoiceField(
            label=_("Theme"), required=False, choices=[("", "–"), *themes]
        )
        self.fields["same_as"] = forms.CharField(label=_("Number in the last wave"), required=False)
        words = [(word.value, word.label(language)) for word in Comparability]
        self.fields["comparability"] = forms.ChoiceField(
            label=_("Can be compared with the last wave"), required=False,
            choices=[("", "–"), *words],
        )  # fmt: skip
        self.fields["comparability_reason"] = forms.CharField(
            label=_("Why, or why not"), required=False
        )

    def clean_question_id(self) -> str:
        """Refuse what cannot be the name of an item."""
        text = str(self.cleaned_data["question_id"]).strip()
        if not re.fullmatch(r"[A-Za-z0-9_-]+", text):
            raise forms.ValidationError(_("Letters a–z, digits, hyphens and underscores."))
        return text


def _initial(study: Study, item: Item | None) -> dict[str, Any]:
    if item is None:
        return {"type": ItemType.SELECT_ONE.value}
    languages = study.questionnaire.languages
    return {
        "question_id": item.question_id,
        "type": item.type.value,
        "choices": choices_text(item, languages),
        "required": bool(item.required),
        "relevance": item.relevance.text if item.relevance else "",
        "theme": item.theme or "",
        "same_as": item.same_as or "",
        "comparability": item.comparability or "",
        "comparability_reason": item.comparability_reason or "",
        **{f"label_{code}": item.label.get(code, "") for code in languages},
        **{f"hint_{code}": item.hint.get(code, "") for code in languages},
    }


def item_from(form: ItemForm, study: Study, held: Item | None) -> Item:
    """Make the item that a valid form describes; what the form has no field for stays as it was.

    StudyError where its choices or its condition cannot be read.
    """
    data = form.cleaned_data
    languages = study.questionnaire.languages
    kind = ItemType(data["type"])
    renamed = held is None or held.question_id != data["question_id"]
    required: Any = data["required"]
    if held is not None and required and held.required:
        required = held.required
    return Item(
        question_id=data["question_id"],
        name=f"q{data['question_id']}" if held is None or renamed else held.name,
        type=kind,
        label=_by_language(data, "label", languages),
        hint=_by_language(data, "hint", languages),
        choices=choices_of(clean(data["choices"]), languages) if kind.is_select else (),
        required=required,
        relevance=condition_of(data["relevance"]),
        group=held.group if held is not None else (),
        theme=data["theme"] or None,
        same_as=data["same_as"] or None,
        comparability=Comparability(data["comparability"]) if data["comparability"] else None,
        comparability_reason=data["comparability_reason"] or None,
        constraint=held.constraint if held is not None else None,
        constraint_message=held.constraint_message if held is not None else {},
        other_label=held.other_label if held is not None else {},
    )


def _by_language(data: dict[str, Any], kind: str, languages: tuple[str, ...]) -> dict[str, str]:
    texts = {code: clean(data[f"{kind}_{code}"]) for code in languages}
    return {code: text for code, text in texts.items() if text}
