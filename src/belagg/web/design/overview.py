"""The first page of a study, its settings, and how it ends."""

import datetime as dt
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.study.geography import SHIPPED
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.settings import Settings
from belagg.study.settings_file import parse_settings, render_settings
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.audit import record, text_hash
from belagg.web.people.models import User
from belagg.web.people.permissions import Permission
from belagg.web.publish.approval import same_approval, take_back
from belagg.web.store import stages
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Stage


@in_study(Permission.READ)
def study(request: HttpRequest, project: Project) -> HttpResponse:
    """Show a study at a glance, and where its parts are."""
    held = load_study(project)
    language = get_language() or "sv"
    return render(
        request,
        "design/study.html",
        {
            "title": held.settings.title.get(language)
            or held.settings.title[held.settings.language],
            "settings": held.settings,
            "stage": Stage(project.stage).label(language),
            "next": [one.value for one in Stage if one in stages.NEXT[Stage(project.stage)]],
            "units": len(held.tables["units"]),
            "items": len(held.items),
            "responses": held.tables["responses"]["unit_id"].n_unique(),
            "revision": held.short_revision,
        },
    )


class SettingsForm(forms.Form):
    """What is most often changed in study.toml."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    subtitle = forms.CharField(label=gettext_lazy("Subtitle"), max_length=300, required=False)
    steward = forms.CharField(
        label=gettext_lazy("Steward"), max_length=300, required=False,
        help_text=gettext_lazy("The organisation that answers for the study."),
    )  # fmt: skip
    licence = forms.CharField(
        label=gettext_lazy("Licence"), max_length=60, required=False,
        help_text=gettext_lazy("Of what is published, such as CC-BY-4.0."),
    )  # fmt: skip
    date = forms.DateField(
        label=gettext_lazy("As-of day"),
        help_text=gettext_lazy("The day that the results stand for. Outputs bear it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    one = forms.CharField(label=gettext_lazy("One body is called"), max_length=60, required=False)
    many = forms.CharField(label=gettext_lazy("Several are called"), max_length=60, required=False)
    geography = forms.ChoiceField(
        label=gettext_lazy("Map"), required=False,
        choices=[("", "–"), *((name, name) for name in SHIPPED)],
    )  # fmt: skip
    shared = forms.BooleanField(
        label=gettext_lazy("The recipients of a body answer together"), required=False,
        help_text=gettext_lazy("Otherwise each has a response of her own, and differences are "
                               "weighed together afterwards."),
    )  # fmt: skip


@in_study(Permission.DESIGN)
def settings(request: HttpRequest, project: Project) -> HttpResponse:
    """Change the settings of a study, the common ones in a form and all of them as text."""
    held = load_study(project).settings
    form = SettingsForm(request.POST or None, initial=_initial(held, project))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["geography"] == "" and held.geography not in SHIPPED:
            data["geography"] = held.geography
        changed = _changed(held, data)
        with transaction.atomic():
            Project.objects.filter(pk=project.pk).update(shared=data["shared"])
            _keep(project, render_settings(changed), acting(request))
        messages.success(request, _("Saved."))
        return redirect("study-settings", project.slug)
    return render(request, "design/settings.html", {"form": form})


@in_study(Permission.DESIGN)
def settings_text(request: HttpRequest, project: Project) -> HttpResponse:
    """Change study.toml as text: themes, keywords, quality, overrides and the rest."""
    text = request.POST.get("text", project.settings).replace("\r\n", "\n")
    problems: list[Problem] = []
    if request.method == "POST":
        parsed, problems = parse_settings(text)
        if parsed is not None:
            try:
                _check_approval(project, parsed)
                _check_themes(project, parsed)
                with transaction.atomic():
                    if parsed.guide is None:
                        take_back(project, acting(request))
                    _keep(project, render_settings(parsed), acting(request))
            except StudyError as error:
                problems = list(error.problems)
            else:
                messages.success(request, _("Saved."))
                return redirect("study-settings", project.slug)
    return render(request, "design/settings_text.html", {"text": text, "problems": problems})


@require_POST
@in_study(Permission.READ)
def stage(request: HttpRequest, project: Project) -> HttpResponse:
    """Take a study to another stage: into the field, closed, set aside, taken up again."""
    wanted = str(request.POST.get("stage", ""))
    if wanted not in list(Stage):
        raise Http404
    archiving = Stage.ARCHIVED in (wanted, project.stage)
    require(request, Permission.REMOVE if archiving else Permission.FIELD)
    try:
        stages.go_to(project, Stage(wanted), actor=acting(request))
    except stages.StageError:
        messages.error(request, _("The study is in another stage by now."))
    return redirect("study", project.slug)


@in_study(Permission.REMOVE)
def delete(request: HttpRequest, project: Project) -> HttpResponse:
    """Delete a study for good, once its short name has been written."""
    wrong = False
    if request.method == "POST":
        if request.POST.get("slug") == project.slug:
            with transaction.atomic():
                record("study deleted", project=project, actor=acting(request), kind="study",
                       key=project.slug)  # fmt: skip
                project.delete()
            messages.success(request, _("The study has been deleted."))
            return redirect("home")
        wrong = True
    return render(request, "design/delete.html", {"wrong": wrong})


def _initial(held: Settings, project: Project) -> dict[str, object]:
    language = held.language
    one, many = held.unit_noun.get(language, ("", ""))
    return {
        "title": held.title[language], "subtitle": held.subtitle.get(language, ""),
        "steward": held.steward, "licence": held.licence, "date": held.date, "one": one,
        "many": many, "geography": held.geography, "shared": project.shared,
    }  # fmt: skip


def _changed(held: Settings, data: dict[str, object]) -> Settings:
    language = held.language
    date = data["date"]
    if not isinstance(date, dt.date):
        raise TypeError("a form that is valid has a date")
    subtitle = {**held.subtitle, language: str(data["subtitle"])}
    nouns = dict(held.unit_noun)
    if data["one"] and data["many"]:
        nouns[language] = (str(data["one"]), str(data["many"]))
    return replace(
        held,
        title={**held.title, language: str(data["title"])},
        subtitle={key: text for key, text in subtitle.items() if text},
        steward=str(data["steward"]),
        licence=str(data["licence"]),
        date=date,
        unit_noun=nouns,
        geography=str(data["geography"]),
    )


def _check_approval(project: Project, parsed: Settings) -> None:
    """Let nobody give the approval of the guide here, where no group is asked.

    It may be taken out: a guide that ought to come down does not wait for a meeting.
    """
    if parsed.guide is not None and not same_approval(parse_settings(project.settings)[0], parsed):
        message = _("the approval is the group's own: it is written down under The guide")
        raise StudyError([Problem("guide-approval", message, Where("study.toml"), "guide")])


def _check_themes(project: Project, parsed: Settings) -> None:
    from belagg.study.package import theme_problems

    problems = theme_problems(parsed, load_study(project).questionnaire)
    if problems:
        raise StudyError(problems)


@transaction.atomic
def _keep(project: Project, text: str, actor: User) -> None:
    Project.objects.filter(pk=project.pk).update(settings=text)
    record("settings changed", project=project, actor=actor, kind="settings",
           before=text_hash(project.settings)[:16], after=text_hash(text)[:16])  # fmt: skip
