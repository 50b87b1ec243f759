"""Where the lead draws which texts two mark blind."""

import secrets

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from belagg.judging.text_coding import TextState
from belagg.study.questionnaire import worded
from belagg.web.coding.models import TextCoding
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.recoding.team import team_of
from belagg.web.coding.themes import pairs
from belagg.web.coding.themes.forms import choose
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.models import ROWS, Project

_LARGEST = 999_999


class DealForm(forms.Form):
    """What is drawn, and among whom."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Items"), widget=forms.CheckboxSelectMultiple()
    )
    coders = forms.MultipleChoiceField(
        label=gettext_lazy("Coders"), widget=forms.CheckboxSelectMultiple()
    )
    share = forms.IntegerField(
        label=gettext_lazy("Marked by two, per cent of the bodies"), min_value=1, max_value=100
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"), min_value=0, max_value=_LARGEST,
        help_text=gettext_lazy("The number the draw starts from. It is kept: the same number "
                               "draws the same again."),
    )  # fmt: skip


@in_study(Permission.ADJUDICATE)
def deal(request: HttpRequest, project: Project) -> HttpResponse:
    """Show how far the texts drawn for two have come, and draw more."""
    team = team_of(project)
    initial = {"share": 20, "seed": secrets.randbelow(_LARGEST)}
    form = DealForm(request.POST or None, initial=initial)
    written = set(
        ROWS["responses"].objects.filter(project=project).exclude(text=None).exclude(text="")
        .order_by().values_list("question_id", flat=True).distinct()
    )  # fmt: skip
    choose(form, "questions", [
        (i.question_id, f"{i.question_id} {worded(i.label, language())}")
        for i in form_of(project).answerable if i.question_id in written
    ])  # fmt: skip
    choose(form, "coders", [(user.signature, str(user)) for user in team])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            count = pairs.deal(project, data["questions"], data["coders"],
                               share=data["share"] / 100, seed=data["seed"],
                               actor=acting(request))  # fmt: skip
        except ValueError:
            form.add_error("coders", _("Two are needed."))
        else:
            told = ngettext("%(n)s text is given to two.", "%(n)s texts are given to two.", count)
            messages.success(request, told % {"n": count})
            return redirect("themes-deal", project.slug)
    rows = TextCoding.objects.filter(project=project).order_by()
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    context = {
        "form": form,
        "states": [(one.label(language()), states.get(one.value, 0)) for one in TextState],
        "load": [(str(user), pairs.waiting_for(project, user).count()) for user in team],
    }  # fmt: skip
    return render(request, "coding/themes/deal.html", context)
