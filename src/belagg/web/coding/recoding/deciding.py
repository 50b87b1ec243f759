"""The form in which a decision is made: a category, a value or why there is none, with the why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.judging.coding.states import Decision, Rule, Verdict
from belagg.study.answers import fits
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.sheets import clean
from belagg.study.vocabulary import Basis, Layer, Missing
from belagg.web.coding.recoding.rule_book import RuleText
from belagg.web.desk.moments import now_text

REASONS = (
    Missing.UNDETERMINABLE, Missing.NO_ANSWER, Missing.DONT_KNOW, Missing.NOT_APPLICABLE,
    Missing.REFUSED,
)  # fmt: skip
"""Why a coder may find that there is no category; that it was not asked, the fieldwork knows."""
_MISSING = "!"
_LONGEST = 5_000


class DecisionForm(forms.Form):
    """A decision on an item in a layer; `rules` are those in force for the item."""

    value = forms.CharField(label=gettext_lazy("Value"), required=False, max_length=100)
    verdict = forms.MultipleChoiceField(label=gettext_lazy("Decision"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("By the rule"), required=False)
    rationale = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    evidence = forms.CharField(
        label=gettext_lazy("Where it stands"), required=False, max_length=_LONGEST,
        widget=forms.TextInput(),
        help_text=gettext_lazy("Such as the document and page, or who said it."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=gettext_lazy("It rests on"), required=False)

    def __init__(
        self, data: Any, item: Item, layer: Layer, rules: list[RuleText], language: str,
        initial: dict[str, Any] | None = None, prefix: str | None = None,
    ) -> None:  # fmt: skip
        usual = Basis.TEXT if layer is Layer.RECODED else Basis.DOCUMENT
        super().__init__(data, initial={"basis": usual.value} | (initial or {}), prefix=prefix)
        self.item = item
        choices = [(choice.code, worded(choice.label, language)) for choice in item.choices]
        choices += [(f"{_MISSING}{m.value}", m.label(language).capitalize()) for m in REASONS]
        if item.type is ItemType.SELECT_MULTIPLE:
            self.fields["verdict"].widget = forms.CheckboxSelectMultiple()
        else:
            chosen = forms.ChoiceField(
                label=_("Decision"), required=False, widget=forms.RadioSelect()
            )
            self.fields["verdict"] = chosen
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if item.type.is_select:
            del self.fields["value"]
        self.fields["rule"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("no rule")), *((rule.rule_id, rule.rule_id) for rule in rules)
        ]  # fmt: skip
        self.rules = {rule.rule_id: Rule(rule.rule_id, rule.version) for rule in rules}
        self.fields["basis"].choices = [(b.value, b.label(language).capitalize()) for b in Basis]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Make one verdict of what was chosen, and ask for a rule or a reason."""
        given = super().clean() or {}
        chosen = given.get("verdict") or []
        codes = [chosen] if isinstance(chosen, str) else list(chosen)
        value = clean(given.get("value") or "")
        missing = [code for code in codes if code.startswith(_MISSING)]
        if not codes and not value:
            self.add_error("verdict", _("Choose one."))
        elif (missing and len(codes) > 1) or (codes and value):
            self.add_error("verdict", _("Choose a category or why there is none, not both."))
        elif value and not fits(self.item, value):
            self.add_error("value", _("“{}” is not a value of this item.").format(value))
        if not given.get("rule") and not clean(given.get("rationale") or ""):
            self.add_error("rationale", _("Name the rule, or write why."))
        given["said"] = _verdict(codes, missing, value)
        return given

    def decision(self, coder: str) -> Decision:
        """Give the decision of a valid form, as somebody's."""
        given = self.cleaned_data
        return Decision(
            coder,
            given["said"],
            clean(given["rationale"]),
            clean(given["evidence"]),
            Basis(given["basis"]) if given["basis"] else None,
            self.rules.get(given["rule"]),
            now_text(),
        )


def _verdict(codes: list[str], missing: list[str], value: str) -> Verdict:
    if missing:
        return Verdict(missing=Missing(missing[0].removeprefix(_MISSING)))
    return Verdict(" ".join(codes) or None, None, value or None)
