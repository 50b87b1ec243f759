"""Who codes what: drawn at random, shown with its seed and with how much each coder has."""

import secrets

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.study.questionnaire import Questionnaire, worded
from belagg.study.vocabulary import Layer
from belagg.web.coding.doubling.drawing import Wanted, draw
from belagg.web.coding.doubling.grades import GRADES
from belagg.web.coding.models import Coding, CodingPlan
from belagg.web.coding.recoding import codings
from belagg.web.coding.recoding.answers import codable
from belagg.web.coding.recoding.items import LAYERS, form_of, language
from belagg.web.coding.recoding.team import team_of
from belagg.web.people.access import acting, in_study
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project

_LARGEST = 999_999


class PlanForm(forms.Form):
    """What to draw, and among whom."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Items"), widget=forms.CheckboxSelectMultiple()
    )
    layer = forms.ChoiceField(label=gettext_lazy("What is decided"), widget=forms.RadioSelect())
    written = forms.ChoiceField(
        label=gettext_lazy("Which answers"), widget=forms.RadioSelect(),
        choices=(("yes", gettext_lazy("those with words of the body's own")),
                 ("no", gettext_lazy("all"))),
    )  # fmt: skip
    coders = forms.MultipleChoiceField(
        label=gettext_lazy("Coders"), widget=forms.CheckboxSelectMultiple()
    )
    share = forms.IntegerField(
        label=gettext_lazy("Coded twice, per cent of the bodies"), min_value=0, max_value=100
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"), min_value=0, max_value=_LARGEST,
        help_text=gettext_lazy("The number the draw starts from. It is kept: the same number "
                               "draws the same again."),
    )  # fmt: skip

    def __init__(self, data: object, form: Questionnaire, team: list[User]) -> None:
        initial = {
            "layer": Layer.RECODED.value, "written": "yes", "share": 20,
            "seed": secrets.randbelow(_LARGEST),
            "coders": [user.signature for user in team],
        }  # fmt: skip
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # what a request holds
        lists = {
            "questions": [
                (i.question_id, f"{i.question_id} {worded(i.label, language())}")
                for i in form.answerable if codable(i)
            ],
            "layer": [
                *((layer.value, layer.label(language()).capitalize()) for layer in LAYERS),
                (GRADES, _("Grades: what documents bear out of the claims")),
            ],
            "coders": [(user.signature, str(user)) for user in team],
        }  # fmt: skip
        for name, choices in lists.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields

    def wanted(self) -> Wanted:
        """Give what a valid form asks for."""
        given = self.cleaned_data
        return Wanted(
            None if given["layer"] == GRADES else Layer(given["layer"]),
            tuple(given["questions"]), tuple(given["coders"]),
            given["share"] / 100, given["seed"], given["written"] == "yes",
        )  # fmt: skip


@in_study(Permission.ADJUDICATE)
def plan(request: HttpRequest, project: Project) -> HttpResponse:
    """Show who has how much, and draw more."""
    team = team_of(project)
    form = PlanForm(request.POST or None, form_of(project), team)
    if request.method == "POST" and form.is_valid():
        try:
            done = draw(
                project, form.wanted(), actor=acting(request), viewer=codings.viewer_of(request)
            )
        except ValueError:
            form.add_error("coders", _("Coding twice needs two coders."))
        else:
            told = _("Drawn: %(cases)s answers, %(twice)s of them twice.")
            messages.success(request, told % {"cases": done.cases, "twice": done.twice})
            if done.taken:
                taken = _("%(n)s answers were decided before, and stand as they are.")
                messages.info(request, taken % {"n": done.taken})
            if done.left:
                left = _("%(n)s answers have decisions from elsewhere that fit no coding by one "
                         "or two; they are left as they are.")  # fmt: skip
                messages.warning(request, left % {"n": done.left})
            return redirect("coding-plan", project.slug)
    context = {
        "form": form,
        "load": _load(project, team),
        "plans": CodingPlan.objects.filter(project=project).select_related("drawn_by"),
    }
    return render(request, "coding/doubling/plan.html", context)


def _load(project: Project, team: list[User]) -> list[tuple[str, int, int]]:
    """Give each coder with how many codings she has, and how many of them wait for her."""
    has: dict[str, int] = {}
    rows = Coding.objects.filter(project=project).order_by()
    for place in ("first", "second"):
        for name, count in rows.values_list(place).annotate(n=Count("pk")):
            has[name] = has.get(name, 0) + count
    return [
        (str(user), has.get(user.signature, 0),
         codings.waiting_for(rows, user.signature).count())
        for user in team
    ]  # fmt: skip
