"""The rule book as pages: read, written anew, and what a new version makes one look at again."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from belagg.judging.coding.rules import Changed, LookAgain, reopening
from belagg.judging.coding.sight import result_of
from belagg.judging.coding.states import Rule
from belagg.study.questionnaire import Questionnaire
from belagg.study.sheets import clean
from belagg.web.coding.models import Coding, LookedAt
from belagg.web.coding.recoding import answers, codings, rule_book
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.recoding.paths import case_path
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import Project


class RuleForm(forms.Form):
    """A rule as it is written."""

    question_id = forms.ChoiceField(label=gettext_lazy("Item"), required=False)
    category = forms.CharField(
        label=gettext_lazy("Category it gives"), required=False, max_length=100,
        help_text=gettext_lazy("The code of a choice, such as partly; empty where it gives none."),
    )  # fmt: skip
    when = forms.CharField(
        label=gettext_lazy("When it applies"), max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    example = forms.CharField(
        label=gettext_lazy("Example"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    counter_example = forms.CharField(
        label=gettext_lazy("Counter-example"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What is near it and does not count."),
    )  # fmt: skip

    def __init__(self, data: object, form: Questionnaire, initial: dict[str, str | None]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # what a request holds
        items = [i.question_id for i in form.answerable if answers.codable(i)]
        self.form = form
        self.fields["question_id"].choices = [("", _("all items")), *((i, i) for i in items)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, str]:
        """Hold the category to those of the item."""
        given = {name: clean(text or "") for name, text in (super().clean() or {}).items()}
        item = self.form.by_id.get(given.get("question_id", ""))
        known = item.codes if item is not None else {
            code for one in self.form.answerable for code in one.codes
        }  # fmt: skip
        unknown = [code for code in given.get("category", "").split() if code not in known]
        if unknown:
            told = ", ".join(sorted(known))
            self.add_error("category", _("“{}” is not one of {}").format(unknown[0], told))
        return given


@in_study(Permission.CODE)
def rules(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the rule book, and how many cases each rule makes one look at again."""
    book = rule_book.all_versions(project)
    settles = allowed(request.roles, Permission.ADJUDICATE)  # type: ignore[attr-defined]  # in_study
    listed = [
        (versions[0], versions[1:], len(rule_book.look_again(project, versions)) if settles else 0)
        for versions in book.values()
    ]
    return render(request, "coding/recoding/rules.html", {"rules": listed})


@in_study(Permission.ADJUDICATE)
def rule(request: HttpRequest, project: Project, rule_id: str = "") -> HttpResponse:
    """Write a new rule, or a rule anew as its next version."""
    book = rule_book.all_versions(project)
    versions = book.get(rule_id, [])
    if rule_id and not versions:
        raise Http404
    newest = versions[0] if versions else None
    initial: dict[str, str | None] = {"question_id": request.GET.get("item", "")}
    if newest is not None:
        initial = {name: getattr(newest, name) for name in RuleForm.base_fields}
    form = RuleForm(request.POST or None, form_of(project), initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        name = rule_id or rule_book.proposed_name(given["when"], book)
        number = _number(request.POST.get("version"))
        written = rule_book.RuleText(
            name, number, given["question_id"] or None, given["category"] or None, given["when"],
            given["example"], given["counter_example"],
        )  # fmt: skip
        try:
            rule_book.write(project, written, actor=acting(request))
        except rule_book.RuleTakenError:
            form.add_error(
                None,
                _("Somebody else has written this rule anew since you opened it. Open it again; "
                  "nothing of theirs has been changed."),
            )  # fmt: skip
        else:
            messages.success(request, _("Saved."))
            if rule_book.look_again(project, [written, *versions]):
                return redirect("rule-again", project.slug, name)
            return redirect("rules", project.slug)
    context = {"form": form, "rule": newest, "version": (newest.version if newest else 0) + 1}
    return render(request, "coding/recoding/rule.html", context)


@in_study(Permission.ADJUDICATE)
def again(request: HttpRequest, project: Project, rule_id: str) -> HttpResponse:
    """List the settled cases that a new version touches; open them again, or let them stand."""
    versions = rule_book.all_versions(project).get(rule_id, [])
    if not versions:
        raise Http404
    found = rule_book.look_again(project, versions)
    if request.method == "POST":
        chosen = set(request.POST.getlist("case"))
        picked = [(one, row) for one, row in found if str(row.pk) in chosen]
        _look(request, project, versions[0], picked)
        return redirect("rule-again", project.slug, rule_id)
    form = form_of(project)
    bodies = answers.bodies_of(project, [one.case.unit_id for one, _row in found])
    listed = [_listed(one, row, form, bodies, language()) for one, row in found]
    context = {"rule": versions[0], "before": versions[1:2], "cases": listed}
    return render(request, "coding/recoding/again.html", context)


def _listed(
    one: LookAgain, row: Coding, form: Questionnaire, bodies: dict[str, answers.Body], lang: str
) -> dict[str, object]:
    case = one.case
    item = form.by_id.get(case.question_id)
    state = codings.state_of(row, case)
    result = result_of(state)
    return {
        "pk": row.pk,
        "case": case,
        "case_path": case_path(row.project.slug, case),
        "body": bodies[case.unit_id].name if case.unit_id in bodies else case.unit_id,
        "layer": case.layer.label(lang),
        "result": answers.case_words(case, item, result, lang) if result else "",
        "why": one.why.label(lang),
    }


def _look(
    request: HttpRequest,
    project: Project,
    newest: rule_book.RuleText,
    picked: list[tuple[LookAgain, Coding]],
) -> None:
    require(request, Permission.ADJUDICATE)
    actor = acting(request)
    if not picked:
        messages.error(request, _("Tick the cases first."))
        return
    if request.POST.get("then") == "stand":
        _let_stand(project, newest, [row for _one, row in picked], actor)
        messages.success(request, _("They stand as they are."))
        return
    changed = Changed(Rule(newest.rule_id, newest.version), None, frozenset())
    reason = clean(str(request.POST.get("reason", ""))) or _("the rule was written anew")
    action = reopening(changed, reason)
    codings.act(project, actor, codings.viewer_of(request), [(o.case, action) for o, _r in picked])
    messages.success(
        request,
        ngettext("%(n)s case is open again.", "%(n)s cases are open again.", len(picked))
        % {"n": len(picked)},
    )


@transaction.atomic
def _let_stand(
    project: Project, newest: rule_book.RuleText, rows: list[Coding], actor: User
) -> None:
    LookedAt.objects.bulk_create(
        [LookedAt(coding=row, rule_id=newest.rule_id, version=newest.version, by=actor)
         for row in rows],
        ignore_conflicts=True,
    )  # fmt: skip
    record("rule: cases stand", project=project, actor=actor, kind="rule", key=newest.rule_id,
           after=str(newest.version),
           cases=[codings.name_of(codings.case_of(r)) for r in rows])  # fmt: skip


def _number(text: object) -> int:
    return int(str(text)) if str(text).isdecimal() else 0
