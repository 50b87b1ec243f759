"""A study goes out to another program: shown first with what is left out, then taken."""

import mimetypes
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.exchange.formats import Exported, Format, exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.language import _ as told
from belagg.study.problems import Left, StudyError
from belagg.study.study import Study
from belagg.web.exchange.voices import word_for
from belagg.web.factcheck.release import released
from belagg.web.people.access import acting, in_study, require
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

_SPOKEN = frozenset({"spss", "stata", "xlsx"})
"""Formats with labels in one language a file, so that one may be asked for."""

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class OutForm(forms.Form):
    """What goes out: in which language, and whether beyond what is public."""

    language = forms.ChoiceField(label=gettext_lazy("Language of labels"), required=False)
    within = forms.BooleanField(
        label=gettext_lazy("For use within the study"),
        help_text=gettext_lazy(
            "Also what is withheld from the public: the answers of each body where small numbers "
            "are withheld, and the names of those who wrote documents. Do not pass it on."
        ),
        required=False,
    )
    voices = forms.BooleanField(
        label=gettext_lazy("With what the reference groups said"), required=False
    )

    def __init__(
        self, data: object, *, wanted: Format, languages: Sequence[str], private: bool, word: object
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or None, as Django has it
        if wanted.name in _SPOKEN and len(languages) > 1:
            choices = [("", _("all, a file for each")), *((one, one) for one in languages)]
            self.fields["language"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["language"]
        if not (private and (wanted.per_unit or wanted.documents)):
            del self.fields["within"]
        if not (wanted.voices and word):
            del self.fields["voices"]


@in_study(Permission.EXPORT)
def take_out(request: HttpRequest, project: Project, name: str) -> HttpResponse:
    """Show what goes out and what is left, and give the files when told to."""
    wanted = _format(name)
    study = load_study(project)
    asked = request.POST or (request.GET if "show" in request.GET else None)
    form = OutForm(
        asked,
        wanted=wanted,
        languages=study.settings.languages,
        private=allowed(getattr(request, "roles", ()), Permission.EXPORT_PRIVATE),
        word=word_for(project, study),
    )
    context: dict[str, object] = {
        "form": form, "title": told(wanted.title), "about": told(wanted.about),
    }  # fmt: skip
    context["waits_for_word"] = wanted.voices and "voices" not in form.fields
    if asked is not None and form.is_valid():
        within = bool(form.cleaned_data.get("within"))
        if within:
            require(request, Permission.EXPORT_PRIVATE)
        try:
            exported, left = made(project, study, wanted, form.cleaned_data)
        except StudyError as error:
            context["problems"] = error.problems
            return render(request, "exchange/take_out.html", context)
        if request.method == "POST":
            return _given(request, project, study, wanted, exported, form.cleaned_data)
        context |= {
            "files": [(path, len(data)) for path, data in sorted(exported.files.items())],
            "left": left,
        }
    return render(request, "exchange/take_out.html", context)


def made(
    project: Project, study: Study, wanted: Format, asked: Mapping[str, object]
) -> tuple[Exported, tuple[Left, ...]]:
    """Give the files of an export, and all that is not in them; StudyError where it may not go.

    What leaves the study for others has no grade that its body has not had its say on.
    """
    within = bool(asked.get("within"))
    leaving = study if within else released(project, study)
    kept, held_back = prepared(leaving, wanted, private=within, voices=bool(asked.get("voices")))
    exported = wanted.load_exporter()(kept, str(asked.get("language") or "") or None)
    return exported, (*held_back, *exported.left)


def _format(name: str) -> Format:
    try:
        return format_named(name, exportable())
    except StudyError as error:
        raise Http404 from error


def _given(
    request: HttpRequest,
    project: Project,
    study: Study,
    wanted: Format,
    exported: Exported,
    asked: Mapping[str, object],
) -> HttpResponse:
    scope = [word for word in ("within", "voices") if asked.get(word)]
    with transaction.atomic():
        record("taken out", project=project, actor=acting(request), kind=wanted.name,
               key=project.slug, revision=study.short_revision, scope=scope)  # fmt: skip
    name, data = _one_file(project, wanted, exported)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _one_file(project: Project, wanted: Format, exported: Exported) -> tuple[str, bytes]:
    if len(exported.files) == 1:
        ((name, data),) = exported.files.items()
        return name.rpartition("/")[2], data
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(exported.files.items()):
            archive.writestr(zipfile.ZipInfo(path, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return f"{project.slug}-{wanted.name}.zip", buffer.getvalue()
