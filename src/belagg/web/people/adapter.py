"""Accounts are by invitation: nobody signs up on her own, but for the first of an installation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from belagg.web.people.models import User


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets the first account of an installation be made, and after that none without invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether anybody may sign up now."""
        return not User.objects.exists()

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Count the address of whoever makes the first account as verified: she is at the desk."""
        return not User.objects.exclude(email=email).exists()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Make the first account that of whoever runs the installation."""
        user.is_owner = not User.objects.exists()
        made: User = super().save_user(request, user, form, commit)
        return made


class KnownOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets somebody in by the organisation's own log-in only to an account that is there."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Make no account out of a log-in elsewhere."""
        return False
