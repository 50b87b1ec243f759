"""One's own account, and how it comes to be."""

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belagg.web.people import invitations
from belagg.web.people.access import acting, members_only, open_to_all
from belagg.web.people.models import Invitation, User


class MeForm(forms.Form):
    """What the others of a study see of one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)


class NewAccountForm(forms.Form):
    """A name and a password for an invited person who has no account."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least twelve characters; a few words are easy to keep."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Refuse what is easily guessed."""
        password = str(self.cleaned_data["password"])
        try:
            validate_password(password)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password


@members_only
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account, and the ways to secure it."""
    user = acting(request)
    form = MeForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        messages.success(request, _("Saved."))
        return redirect("me")
    return render(request, "people/me.html", {"form": form})


@open_to_all
def invitation(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show an invitation; the button accepts it, never the link itself."""
    found = invitations.pending(secret)
    if found is None:
        return render(request, "people/invitation_gone.html", status=404)
    known = User.objects.filter(email=found.email).first()
    if known is not None:
        return _for_a_member(request, found, known)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = User.objects.create_user(
            found.email, form.cleaned_data["password"], name=form.cleaned_data["name"]
        )
        invitations.accept(found, user)
        response: HttpResponseBase = perform_login(request, user, email_verification="none")
        return response
    return render(request, "people/invitation.html", {"invitation": found, "form": form})


def _for_a_member(request: HttpRequest, found: Invitation, known: User) -> HttpResponse:
    same = request.user.is_authenticated and request.user.pk == known.pk
    if request.method == "POST" and same:
        invitations.accept(found, known)
        return redirect("home")
    return render(request, "people/invitation.html", {"invitation": found, "same": same})
