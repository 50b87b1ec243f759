"""Personal data of a study as a page: the rule, what it erases, certificates, one person's own."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.web.operate.certificate import certificate_json, certificate_pdf
from belagg.web.operate.erasing import Personal, personal
from belagg.web.operate.models import RetentionRule
from belagg.web.operate.person import person_named, person_zip
from belagg.web.operate.retention import due_on, set_rule
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.permissions import Permission
from belagg.web.store.models import Project


class RuleForm(forms.Form):
    """How long personal data are kept."""

    months = forms.IntegerField(
        label=gettext_lazy("Months after the study’s date"), min_value=0, max_value=600,
        required=False,
        help_text=gettext_lazy("Empty: nothing is erased by itself."),
    )  # fmt: skip


class PersonForm(forms.Form):
    """Whose data are asked for."""

    person = forms.CharField(
        label=gettext_lazy("Identifier, e-mail address or name"), max_length=300
    )


@in_study(Permission.REMOVE)
def personal_data(request: HttpRequest, project: Project) -> HttpResponse:
    """Show what is held of each kind, when it is erased, and what has been; change the rule."""
    rule = RetentionRule.objects.filter(project=project).first()
    form = RuleForm(request.POST or None, initial={"months": rule.months if rule else None})
    if request.method == "POST" and form.is_valid():
        set_rule(project, form.cleaned_data["months"], actor=acting(request))
        messages.success(request, _("The rule is set."))
        return redirect("personal-data", project.slug)
    return render(request, "operate/personal.html", _shown(project, rule, form, PersonForm()))


def _shown(
    project: Project, rule: RetentionRule | None, form: RuleForm, asked: PersonForm
) -> dict[str, object]:
    language = get_language() or "sv"
    return {
        "form": form,
        "asked": asked,
        "due": due_on(rule) if rule else None,
        "kinds": [(kind.label(language), count) for kind, count in personal(project).items()],
        "erasures": [
            (one, sum(one.counts.values()), [Personal(kind).label(language) for kind in one.counts])
            for one in project.erasures.all()
        ],
    }


@require_POST
@in_study(Permission.EXPORT_PRIVATE)
def person_data(request: HttpRequest, project: Project) -> HttpResponse:
    """Give everything about one person as a zip, and write in the log that it was taken out."""
    asked = PersonForm(request.POST)
    person = person_named(project, asked.cleaned_data["person"]) if asked.is_valid() else None
    if person is None:
        asked.add_error("person", _("There is nobody by that in the study."))
        rule = RetentionRule.objects.filter(project=project).first()
        form = RuleForm(initial={"months": rule.months if rule else None})
        return render(request, "operate/personal.html", _shown(project, rule, form, asked))
    with transaction.atomic():
        record("person's data taken out", project=project, actor=acting(request), kind="person",
               key=person)  # fmt: skip
    made = person_zip(project, person, get_language() or "sv")
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}-person.zip"'
    return response


@in_study(Permission.REMOVE)
def erasure(request: HttpRequest, project: Project, pk: int, form: str) -> HttpResponse:
    """Give the certificate of an erasure as `pdf` or `json`."""
    found = get_object_or_404(project.erasures, pk=pk)
    name = f"{project.slug}-erasure-{found.pk}.{form}"
    if form == "json":
        response = HttpResponse(certificate_json(found), content_type="application/json")
    elif form == "pdf":
        language = "en" if (get_language() or "sv").startswith("en") else "sv"
        response = HttpResponse(certificate_pdf(found, language), content_type="application/pdf")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
