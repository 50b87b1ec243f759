"""The next wave of a study: begun from it, with its mergers and splits, as a study of its own."""

from dataclasses import replace

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from belagg.study.problems import StudyError
from belagg.study.waves import next_wave, read_successions
from belagg.web.design.opening import NameForm, open_study
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


class WaveForm(NameForm):
    """What the next wave is called, its day, and who merged or was split in between."""

    wave = forms.CharField(label=gettext_lazy("Wave, as 2023"), max_length=100)
    date = forms.DateField(
        label=gettext_lazy("As-of day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    successions = forms.FileField(
        label=gettext_lazy("Mergers and splits"),
        help_text=gettext_lazy("A CSV file with the columns before_id, after_id, on and name."),
        required=False,
    )


@in_study(Permission.DESIGN)
def start_wave(request: HttpRequest, project: Project) -> HttpResponse:
    """Begin the next wave; what is wrong is listed and nothing is made."""
    form = WaveForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        file: UploadedFile[bytes] | None = told["successions"]
        name = (file.name if file is not None else "") or "successions.csv"
        try:
            gone_on = read_successions(file.read(), name) if file is not None else ()
            last = load_study(project)
            wave = next_wave(last, told["slug"], told["wave"], told["date"], gone_on, name)
        except StudyError as error:
            context["problems"] = error.problems
        else:
            title = {**wave.settings.title, wave.settings.language: told["title"]}
            wave = replace(wave, settings=replace(wave.settings, title=title))
            made = open_study(wave, acting(request), how="wave")
            return redirect("study", made.slug)
    return render(request, "design/wave.html", context)
