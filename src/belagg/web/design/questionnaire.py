"""The questionnaire: shown as the official will see it, changed, and given out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.problems import StudyError
from belagg.study.questionnaire import Questionnaire
from belagg.study.xlsform.write import write_xlsform
from belagg.web.design import editing
from belagg.web.design.item_form import ItemForm, item_from
from belagg.web.design.shown import shown_items
from belagg.web.design.versions import compare, told_changes
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store import questionnaires
from belagg.web.store.bridge import load_study, questionnaire_of
from belagg.web.store.models import Project

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_study(Permission.READ)
def questionnaire(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the items in order as an official sees them, with the versions there are."""
    study = load_study(project)
    language = _language(study.questionnaire)
    return render(
        request,
        "design/questionnaire.html",
        {
            "items": shown_items(study, language),
            "versions": project.versions.order_by("-number"),
            "version": questionnaires.latest(project),
            "form_title": study.questionnaire.title,
        },
    )


@in_study(Permission.READ)
def questionnaire_xlsx(request: HttpRequest, project: Project) -> HttpResponse:
    """Give the questionnaire as an XLSForm."""
    data = write_xlsform(load_study(project).questionnaire)
    response = HttpResponse(data, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="{project.slug}.xlsx"'
    return response


@in_study(Permission.DESIGN)
def item(request: HttpRequest, project: Project, question_id: str | None = None) -> HttpResponse:
    """Add an item, or change one."""
    study = load_study(project)
    held = study.questionnaire.by_id.get(question_id or "")
    if question_id is not None and held is None:
        raise Http404
    form = ItemForm(request.POST or None, study=study, item=held)
    if request.method == "POST" and form.is_valid():
        try:
            made = item_from(form, study, held)
            changed = editing.with_item(study.questionnaire, made, question_id)
            questionnaires.keep(project, changed, actor=acting(request))
        except StudyError as error:
            for problem in error.problems:
                column = problem.where.column
                form.add_error(column if column in form.fields else None, problem.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("questionnaire", project.slug)
    return render(request, "design/item.html", {"form": form, "item": held})


@require_POST
@in_study(Permission.DESIGN)
def item_move(request: HttpRequest, project: Project, question_id: str) -> HttpResponse:
    """Move an item one step up or down."""
    form = load_study(project).questionnaire
    if question_id not in form.by_id:
        raise Http404
    steps = -1 if request.POST.get("to") == "up" else 1
    return _changed(request, project, editing.moved(form, question_id, steps))


@require_POST
@in_study(Permission.DESIGN)
def item_remove(request: HttpRequest, project: Project, question_id: str) -> HttpResponse:
    """Take an item away, where nothing stands on it."""
    form = load_study(project).questionnaire
    if question_id not in form.by_id:
        raise Http404
    try:
        return _changed(request, project, editing.without_item(form, question_id))
    except StudyError as error:
        messages.error(request, str(error.problems[0]))
        return redirect("questionnaire", project.slug)


@require_POST
@in_study(Permission.DESIGN)
def freeze(request: HttpRequest, project: Project) -> HttpResponse:
    """Let the version stand: from now a change makes a new one."""
    version = questionnaires.freeze(project, actor=acting(request))
    messages.success(request, _("Version {} stands as it is.").format(version.number))
    return redirect("questionnaire", project.slug)


@in_study(Permission.READ)
def version(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """Show what a version changed against the one before, and what that means for answers."""
    found = project.versions.filter(number=number).first()
    before = project.versions.filter(number__lt=number).order_by("-number").first()
    if found is None or before is None:
        raise Http404
    study = load_study(project)
    changes = compare(
        questionnaire_of(before), questionnaire_of(found), questionnaires.answered(study)
    )
    context = {
        "version": found,
        "before": before,
        "changes": told_changes(changes, get_language() or "sv"),
    }
    return render(request, "design/version.html", context)


def _changed(request: HttpRequest, project: Project, changed: Questionnaire) -> HttpResponse:
    try:
        questionnaires.keep(project, changed, actor=acting(request))
    except StudyError as error:
        messages.error(request, str(error.problems[0]))
    return redirect("questionnaire", project.slug)


def _language(form: Questionnaire) -> str:
    wanted = get_language() or "sv"
    return wanted if wanted in form.languages else form.languages[0]
