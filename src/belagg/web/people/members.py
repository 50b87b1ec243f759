"""Who takes part in a study, and as what."""

from collections import defaultdict

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.web.people import invitations
from belagg.web.people.access import acting, in_study
from belagg.web.people.audit import record
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import ALLOWED, Permission, Role
from belagg.web.store.models import Project


def role_choices() -> list[tuple[str, str]]:
    """Give the roles by code and by name in the reader's language."""
    return [(role.value, role.label(get_language() or "sv").capitalize()) for role in Role]


class RolesForm(forms.Form):
    """Which roles somebody has."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=role_choices, widget=forms.CheckboxSelectMultiple
    )


class InviteForm(RolesForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    field_order = ("email", "roles")


@in_study(Permission.PEOPLE)
def members(request: HttpRequest, project: Project) -> HttpResponse:
    """List the members with their roles, and invite another."""
    form = InviteForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        address = invitations.invite(email, project, roles, acting(request))
        try:
            invitations.send(email, address, project, acting(request))
            messages.success(request, _("The invitation has been mailed to {}.").format(email))
            return redirect("members", project.slug)
        except OSError:
            messages.error(request, _("The mail could not be sent. Pass on the link below."))
    return render(
        request,
        "people/members.html",
        {
            "members": _members(project),
            "form": form,
            "address": address,
            "table": _table(),
            "waiting": project.invitations.filter(accepted=None).order_by("made"),
        },
    )


@in_study(Permission.PEOPLE)
def member(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Change the roles of one member."""
    person = get_object_or_404(User.objects.filter(memberships__project=project).distinct(), pk=pk)
    held = set(project.memberships.filter(user=person).values_list("role", flat=True))
    form = RolesForm(request.POST or None, initial={"roles": sorted(held)})
    if request.method == "POST" and form.is_valid():
        _set_roles(project, person, set(form.cleaned_data["roles"]), acting(request))
        messages.success(request, _("The roles have been changed."))
        return redirect("members", project.slug)
    return render(request, "people/member.html", {"person": person, "form": form})


@require_POST
@in_study(Permission.PEOPLE)
def remove_member(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Take all roles in the study from one member; what she did stays."""
    person = get_object_or_404(User.objects.filter(memberships__project=project).distinct(), pk=pk)
    _set_roles(project, person, set(), acting(request))
    messages.success(request, _("{} no longer takes part in the study.").format(person))
    return redirect("members", project.slug)


@transaction.atomic
def _set_roles(project: Project, person: User, roles: set[str], by: User) -> None:
    held = set(project.memberships.filter(user=person).values_list("role", flat=True))
    leads = project.memberships.filter(role=Role.LEAD).exclude(user=person)
    if Role.LEAD in held and Role.LEAD not in roles and not leads.exists():
        roles = roles | {Role.LEAD.value}
    project.memberships.filter(user=person, role__in=held - roles).delete()
    for role in sorted(roles - held):
        Membership.objects.create(project=project, user=person, role=role)
    record(
        "roles changed", project=project, actor=by, kind="member", key=str(person.pk),
        before=" ".join(sorted(held)), after=" ".join(sorted(roles)),
    )  # fmt: skip


def _members(project: Project) -> list[tuple[User, list[str]]]:
    language = get_language() or "sv"
    roles: dict[User, list[str]] = defaultdict(list)
    for row in project.memberships.select_related("user").order_by("user__email", "role"):
        roles[row.user].append(Role(row.role).label(language))
    return list(roles.items())


def _table() -> list[tuple[str, list[bool]]]:
    language = get_language() or "sv"
    return [(p.label(language), [p in ALLOWED[role] for role in Role]) for p in Permission]
