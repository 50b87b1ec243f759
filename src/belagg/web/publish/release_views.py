"""Releases as pages: asked for, followed, and read again."""

import zipfile
from io import BytesIO

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.publish import releasing
from belagg.web.publish.models import BuildState, Release, ReleaseState
from belagg.web.store import files
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


class ReleaseForm(forms.Form):
    """What a release is called, and what is new in it."""

    number = forms.RegexField(
        r"^[0-9]+(\.[0-9]+)*$", label=gettext_lazy("Number"), max_length=20,
        help_text=gettext_lazy("Such as 1, 1.1 or 2. It is part of the address."),
        error_messages={"invalid": gettext_lazy("Digits with full stops between, such as 1.1.")},
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=gettext_lazy("What is new"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who reads the release sees this."),
    )  # fmt: skip


@in_study(Permission.PUBLISH)
def release_new(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Release a build: what was built is what becomes public."""
    found = get_object_or_404(project.builds, pk=pk, state=BuildState.DONE.value)
    form = ReleaseForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            releasing.ask(found, data["number"], data["note"], data["day"], acting(request))
        except releasing.ReleaseError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The release is being made."))
            return redirect("releases", project.slug)
    context = {"build": found, "form": form, "place": settings.PUBLISH_TO,
               "made_up": load_study(project).settings.made_up}  # fmt: skip
    return render(request, "publish/release_new.html", context)


@in_study(Permission.READ)
def releases(request: HttpRequest, project: Project) -> HttpResponse:
    """List the releases, the latest first, with what became of them."""
    language = get_language() or "sv"
    rows = [(row, ReleaseState(row.state).label(language))
            for row in project.published_releases.order_by("-pk")]  # fmt: skip
    moving = (ReleaseState.WAITING, ReleaseState.MADE, ReleaseState.STALE)
    running = any(row.state in moving and not row.problems for row, _word in rows)
    context = {"releases": rows, "running": running, "place": f"{settings.PUBLISH_TO}"}
    return render(request, "publish/releases.html", context)


@in_study(Permission.READ)
def release_zip(request: HttpRequest, project: Project, number: str) -> HttpResponse:
    """Give the files of one release as a zip."""
    found = get_object_or_404(Release, project=project, number=number)
    if not found.archive or found.state == ReleaseState.STALE:
        raise Http404
    response = HttpResponse(files.read(found.archive), content_type="application/zip")
    name = f"{project.slug}-{found.number}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@in_study(Permission.READ)
def everything_zip(request: HttpRequest, project: Project) -> HttpResponse:
    """Give all releases as they are published, as a zip for a web server of one's own."""
    rows = project.published_releases.filter(state__in=(ReleaseState.MADE, ReleaseState.OUT))
    if not rows:
        raise Http404
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in releasing.tree(project, rows).items():
            archive.writestr(path, data)
    response = HttpResponse(buffer.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}.zip"'
    return response
