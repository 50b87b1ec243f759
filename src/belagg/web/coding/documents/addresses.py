"""Documents from the web: an address is given, read again, and watched."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from belagg.study.problems import StudyError
from belagg.web.coding.documents import watching
from belagg.web.coding.documents.listing import RowForm
from belagg.web.coding.models import Address
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project


class FetchForm(RowForm):
    """A document by its address."""

    url = forms.URLField(label=gettext_lazy("Address"), max_length=2_000, assume_scheme="https")
    watched = forms.BooleanField(
        label=gettext_lazy("Read it again each month"), required=False,
        help_text=gettext_lazy("If it has changed, the grades that rest on it are proposed to be "
                               "looked at again."),
    )  # fmt: skip
    field_order = ("url", "unit_id", "title")


@in_study(Permission.CODE)
def fetch_new(request: HttpRequest, project: Project) -> HttpResponse:
    """Put a document there by its address; it is fetched soon after."""
    first = {"unit_id": request.GET.get("unit", "")}
    form = FetchForm(project, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            address = watching.add(
                project, form.cells(), data["url"], watched=data["watched"], actor=acting(request)
            )
        except StudyError as error:
            for problem in error.problems:
                form.add_error(None, problem.message)
        else:
            messages.success(request, _("The document will be fetched in a moment."))
            return redirect("document", project.slug, address.document_id)
    return render(request, "coding/documents/fetch.html", {"form": form})


@require_POST
@in_study(Permission.CODE)
def change(request: HttpRequest, project: Project, document_id: str) -> HttpResponse:
    """Read an address again, or watch it, or no longer (`do`)."""
    address = get_object_or_404(Address, project=project, document_id=document_id)
    match request.POST.get("do"):
        case "watch":
            watching.watch(address, True, actor=acting(request))
            messages.success(request, _("The address is read again each month."))
        case "leave":
            watching.watch(address, False, actor=acting(request))
            messages.success(request, _("The address is left alone."))
        case _other:
            record("address to be read", project=project, actor=acting(request), kind="document",
                   key=document_id)  # fmt: skip
            watching.ask(address)
            messages.success(request, _("The address will be read in a moment."))
    return redirect("document", project.slug, document_id)
