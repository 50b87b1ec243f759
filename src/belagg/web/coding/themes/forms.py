"""What a coder fills in: a mark, a code."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.study.sheets import clean

_MEMO = gettext_lazy("Goes with the study's data. Nothing that tells of a single person.")


def _memo() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Memo"), required=False, max_length=5_000,
                           help_text=_MEMO, widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


def choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let a field of choices have these."""
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


class MarkForm(forms.Form):
    """A place of a text and the code it is marked with, an old one or a new."""

    words = forms.CharField(
        label=gettext_lazy("Words to mark, letter for letter"), required=False, max_length=20_000,
        help_text=gettext_lazy("Select them in the text, or write them here."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    first = forms.IntegerField(label=gettext_lazy("from number"), min_value=1, required=False)
    last = forms.IntegerField(label=gettext_lazy("to number"), min_value=1, required=False)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    code = forms.ChoiceField(label=gettext_lazy("Code"), required=False)
    name = forms.CharField(label=gettext_lazy("or a new code"), required=False, max_length=200)
    parent = forms.ChoiceField(label=gettext_lazy("The new code stands under"), required=False)
    memo = _memo()

    def __init__(self, data: object, paths: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # what a request holds
        codes = list(paths.items())
        choose(self, "code", [("", _("choose a code")), *codes])
        choose(self, "parent", [("", _("nothing: it is a theme")), *codes])

    def clean(self) -> dict[str, Any]:
        """Tidy the texts, and ask for a code."""
        data = {
            key: clean(value) if isinstance(value, str) else value
            for key, value in self.cleaned_data.items()
        }
        if not data.get("code") and not data.get("name"):
            self.add_error("code", _("Choose a code, or write the name of a new one."))
        return data


class CodeForm(forms.Form):
    """A code: its name, its place, what it means, and what is thought of it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    parent = forms.ChoiceField(label=gettext_lazy("Stands under"), required=False)
    definition = forms.CharField(
        label=gettext_lazy("Definition"), required=False, max_length=5_000,
        help_text=gettext_lazy("When it applies, and when it does not."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    memo = _memo()

    def __init__(self, data: object, paths: Mapping[str, str], **more: Any) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # what a request holds
        choose(self, "parent", [("", _("nothing: it is a theme")), *paths.items()])

    def clean(self) -> dict[str, Any]:
        """Tidy the texts."""
        return {key: clean(value) for key, value in self.cleaned_data.items()}
