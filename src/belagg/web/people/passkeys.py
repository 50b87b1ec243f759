"""The form in which a passkey is added: allauth's, but for the name of a field."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey, and what its owner calls it."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["name"].label = gettext_lazy("Name")
