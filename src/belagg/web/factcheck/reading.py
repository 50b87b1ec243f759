"""The body's pages: what will be said of it, to agree to or to object to."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.study.sheets import clean
from belagg.web.factcheck import saying
from belagg.web.factcheck.models import FactCheck, Point
from belagg.web.factcheck.shown import by_item, shown
from belagg.web.factcheck.states import CheckStateError, PointState, PointStateError
from belagg.web.respond import attachments
from belagg.web.respond.file_kinds import SUFFIX, NotTakenError
from belagg.web.respond.session import Official, signing

_MAX_TEXT = 20_000


class ObjectForm(forms.Form):
    """What is wrong, and what shows it."""

    text = forms.CharField(
        label=gettext_lazy("What is wrong, and how it is instead"), max_length=_MAX_TEXT,
        help_text=gettext_lazy("Please write nothing about single persons. What you write here, "
                               "and our answer, may be published."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("A document that shows it"), required=False,
        help_text=gettext_lazy("PDF, Word (docx), OpenDocument (odt), JPEG or PNG, 25 MB at most."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in SUFFIX.values())}),
    )  # fmt: skip
    page = forms.CharField(
        label=gettext_lazy("Page"), max_length=50, required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )  # fmt: skip


@signing
def facts(request: HttpRequest, who: Official) -> HttpResponse:
    """Show everything that will be said of the body, and take that it is right."""
    check = _check(who)
    if request.method == "POST":
        _agreed(request, who, check)
        return redirect("answer-facts", who.sheet.pk)
    points = list(check.points.filter(unit_id=who.unit_id).prefetch_related("objections__evidence"))
    context = {
        "who": who, "check": check, "items": by_item(points, get_language() or "sv"),
        "left": sum(point.state == PointState.TOLD for point in points),
        "count": len(points),
        "objected": sum(point.state == PointState.OBJECTED for point in points),
    }  # fmt: skip
    return render(request, "factcheck/facts.html", context)


@signing
def objecting(request: HttpRequest, who: Official, pk: int) -> HttpResponse:
    """Take an objection to one point, with a document where there is one."""
    check = _check(who)
    point = get_object_or_404(Point, fact_check=check, unit_id=who.unit_id, pk=pk)
    if not check.is_open or not point.open:
        messages.error(request, _("This can no longer be answered."))
        return redirect("answer-facts", who.sheet.pk)
    form = ObjectForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _objected(who, point, form):
        messages.success(request, _("Your objection has been noted. It will get a decision."))
        return redirect("answer-facts", who.sheet.pk)
    one = shown(point, get_language() or "sv")
    label = point.shown["label"].get(get_language() or "sv", "")
    context = {"who": who, "check": check, "one": one, "label": label, "form": form}
    return render(request, "factcheck/object.html", context)


def _check(who: Official) -> FactCheck:
    check = saying.latest_for(who.project, who.unit_id)
    if check is None:
        raise Http404
    return check


def _agreed(request: HttpRequest, who: Official, check: FactCheck) -> None:
    try:
        if "rest" in request.POST:
            saying.agree_to_the_rest(check, who.unit_id, by=who.recipient_id)
        else:
            key = str(request.POST.get("agree", ""))
            point = check.points.filter(unit_id=who.unit_id, pk=int(key) if key.isdecimal() else 0)
            saying.agree(get_object_or_404(point), by=who.recipient_id)
        messages.success(request, _("Noted. Thank you."))
    except (CheckStateError, PointStateError):
        messages.error(request, _("This can no longer be answered."))


def _objected(who: Official, point: Point, form: ObjectForm) -> bool:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            evidence = None
            if upload := data["file"]:
                evidence = attachments.add(
                    who.sheet, upload.read(attachments.READ_AT_MOST), upload.name,
                    by=who.recipient_id, question_id=point.question_id, page=clean(data["page"]),
                )  # fmt: skip
            saying.object_to(point, clean(data["text"]), by=who.recipient_id, evidence=evidence)
    except NotTakenError as error:
        form.add_error("file", str(error))
    except (CheckStateError, PointStateError):
        form.add_error(None, _("This can no longer be answered."))
    return not form.errors
