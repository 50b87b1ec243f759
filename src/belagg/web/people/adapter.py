"""Accounts are by invitation: nobody signs up on her own, but for the first of an installation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from belagg.web.people.models import User


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Lets the first account of an installation be made, and after that none without invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say whether anybody may sign up now."""
        return not User.objects.exists()
