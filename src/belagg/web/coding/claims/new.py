"""Where claims are made: the answers to one item, and one answer with the part that is claimed."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.study.questionnaire import Item, worded
from belagg.study.sheets import clean
from belagg.web.coding.claims.making import Answer, NotMadeError, make, make_of_all
from belagg.web.coding.claims.queue import items_of
from belagg.web.desk.answers import words_of
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project

_PAGE = 50


class AllForm(forms.Form):
    """One claim for each body that chose a category."""

    category = forms.ChoiceField(label=gettext_lazy("Those that said"))
    wording = forms.CharField(
        label=gettext_lazy("What is claimed"), max_length=2_000,
        help_text=gettext_lazy("A statement that a document can bear out or contradict. {unit} "
                               "becomes the name of the body."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: object, item: Item, language: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what a request holds
        choices = [(c.code, worded(c.label, language)) for c in item.choices]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]  # a choice field


class ClaimForm(forms.Form):
    """A claim made from one answer."""

    part = forms.CharField(
        label=gettext_lazy("The part of the answer"), required=False, max_length=10_000,
        help_text=gettext_lazy("Letter for letter. Leave empty for the whole answer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    wording = forms.CharField(
        label=gettext_lazy("What is claimed"), max_length=2_000,
        help_text=gettext_lazy("A statement that a document can bear out or contradict."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@in_study(Permission.CODE)
def item(request: HttpRequest, project: Project) -> HttpResponse:
    """List the answers to an item (`?item=`) with how many claims rest on each; make one of all."""
    require(request, Permission.ANSWERS)
    language = get_language() or "sv"
    items = items_of(project, language)
    wanted = request.GET.get("item") or (items[0][0] if items else "")
    chosen = load_study(project).questionnaire.by_id.get(wanted)
    if chosen is None:
        raise Http404
    form = AllForm(request.POST or None, chosen, language)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        count = make_of_all(project, wanted, data["category"], clean(data["wording"]),
                            actor=acting(request))  # fmt: skip
        messages.success(request, _("Claims made: {}.").format(count))
        return redirect("claims", project.slug)
    rows = ROWS["responses"].objects.filter(project=project, question_id=wanted)
    page = Paginator(rows.order_by("unit_id", "at", "response_id"), _PAGE).get_page(
        request.GET.get("page")
    )
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    claimed: dict[str, int] = {}
    for unit in (
        ROWS["claims"]
        .objects.filter(project=project, question_id=wanted)
        .values_list("unit_id", flat=True)
    ):
        claimed[unit] = claimed.get(unit, 0) + 1
    context = {
        "items": items, "wanted": wanted, "label": worded(chosen.label, language), "form": form,
        "page": page, "answers": [
            (row, names.get(row.unit_id, row.unit_id), words_of(row, chosen, language),
             claimed.get(row.unit_id, 0))
            for row in page
        ],
        "choices": bool(chosen.choices),
    }  # fmt: skip
    return render(request, "coding/claims/item.html", context)


@in_study(Permission.CODE)
def new(request: HttpRequest, project: Project, response_id: str) -> HttpResponse:
    """Make a claim from an answer, or from a part of its text."""
    require(request, Permission.ANSWERS)
    language = get_language() or "sv"
    row = ROWS["responses"].objects.filter(project=project, response_id=response_id).first()
    chosen = load_study(project).questionnaire.by_id.get(row.question_id) if row else None
    if row is None or chosen is None:
        raise Http404
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        part = clean(form.cleaned_data["part"])
        answer = Answer(response_id, row.unit_id, row.question_id, row.text or "", part)
        try:
            key = make(project, answer, clean(form.cleaned_data["wording"]), actor=acting(request))
        except NotMadeError as error:
            form.add_error("part", str(error))
        else:
            messages.success(request, _("The claim is made."))
            return redirect("claim", project.slug, key)
    name = ROWS["units"].objects.filter(project=project, unit_id=row.unit_id).first()
    context = {
        "form": form, "row": row, "unit": name.name if name else row.unit_id,
        "words": words_of(row, chosen, language), "label": worded(chosen.label, language),
    }  # fmt: skip
    return render(request, "coding/claims/new.html", context)
