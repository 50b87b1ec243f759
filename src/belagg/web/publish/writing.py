"""The report's texts and the list of concepts, written here with the figures shown live."""

from dataclasses import replace

from csp.constants import SELF
from csp.decorators import csp_replace
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from belagg.documents.concepts import parse_concepts
from belagg.publish.build import build
from belagg.study.problems import Problem, StudyError
from belagg.study.sheets import clean
from belagg.study.study import Study
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record, text_hash
from belagg.web.people.permissions import Permission
from belagg.web.publish.sandbox import sandboxed
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Text


class NewTextForm(forms.Form):
    """The name of a chapter's file."""

    name = forms.RegexField(
        r"^[0-9a-zåäö-]+$",
        label=gettext_lazy("Name of the file"),
        help_text=gettext_lazy("Chapters come in order of name, such as 01-inledning."),
        max_length=80,
    )


@in_study(Permission.WRITE)
def texts(request: HttpRequest, project: Project) -> HttpResponse:
    """List the chapters, and begin another."""
    form = NewTextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        path = f"report/{form.cleaned_data['name']}.md"
        with transaction.atomic():
            Text.objects.get_or_create(project=project, path=path, defaults={"content": ""})
            record("text begun", project=project, actor=acting(request), kind="text", key=path)
        return redirect("text", project.slug, path)
    context = {"texts": project.report_texts.all(), "form": form}
    return render(request, "publish/texts.html", context)


@in_study(Permission.WRITE)
def text(request: HttpRequest, project: Project, path: str) -> HttpResponse:
    """Write one chapter; what somebody else wrote meanwhile is not overwritten."""
    found = project.report_texts.filter(path=path).first()
    if found is None:
        raise Http404
    content, conflict = found.content, ""
    if request.method == "POST":
        content = _lines(str(request.POST.get("content", "")))
        if request.POST.get("version") != text_hash(found.content)[:16]:
            conflict = found.content
        else:
            _keep(project, found, content, request)
            messages.success(request, _("Saved."))
            return redirect("text", project.slug, path)
    context = {"text": found, "content": content, "conflict": conflict,
               "version": text_hash(found.content)[:16]}  # fmt: skip
    return render(request, "publish/text.html", context)


@require_POST
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@in_study(Permission.WRITE)
def text_preview(request: HttpRequest, project: Project, path: str) -> HttpResponse:
    """Show the report as it would be with the text as sent, or what keeps it from being one."""
    study = load_study(project)
    content = _lines(str(request.POST.get("content", "")))
    changed = replace(study, texts={**study.texts, path: content}, rows={})
    try:
        page = report_page(changed)
    except StudyError as error:
        context = {"problems": error.problems}
        return HttpResponse(render_to_string("publish/problems_page.html", context, request))
    return sandboxed(HttpResponse(page))


def report_page(study: Study) -> str:
    """Give the report of a study in its first language as one HTML page."""
    return build(study, lambda _step: None).files["report.html"].decode()


@in_study(Permission.WRITE)
def concepts(request: HttpRequest, project: Project) -> HttpResponse:
    """Write the list of concepts that documents are read for."""
    content = project.concepts
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        content = _lines(str(request.POST.get("content", "")))
        try:
            if content.strip():
                parse_concepts(content)
        except StudyError as error:
            problems = error.problems
        else:
            with transaction.atomic():
                Project.objects.filter(pk=project.pk).update(concepts=content)
                record("concepts changed", project=project, actor=acting(request),
                       kind="concepts", before=text_hash(project.concepts)[:16],
                       after=text_hash(content)[:16])  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("concepts", project.slug)
    context = {"content": content, "problems": problems}
    return render(request, "publish/concepts.html", context)


@transaction.atomic
def _keep(project: Project, found: Text, content: str, request: HttpRequest) -> None:
    before, found.content = text_hash(found.content)[:16], content
    found.save(update_fields=["content"])
    record("text changed", project=project, actor=acting(request), kind="text", key=found.path,
           before=before, after=text_hash(content)[:16])  # fmt: skip


def _lines(content: str) -> str:
    return f"{clean(content)}\n" if content.strip() else ""
