"""The first steps of an installation; taking them again changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from belagg.study.problems import Problem, StudyError, Where
from belagg.web.people.audit import record
from belagg.web.people.models import User


@dataclass(frozen=True)
class Begun:
    """The owner's account, and the address where she chooses a password if she has none."""

    email: str
    new: bool
    choose_password: str


def begin(email: str) -> Begun:
    """Make the folders and the first account; StudyError where the address is none.

    Where there are accounts already none is made, so that this is no way past an invitation.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("“{}” is no e-mail address").format(email)
        raise StudyError([Problem("bad-address", message, Where("--owner"))]) from error
    Path(settings.FILES_ROOT).mkdir(parents=True, exist_ok=True, mode=0o700)
    with transaction.atomic():
        new = not User.objects.exists()
        if new:
            made = User.objects.create_user(email, is_owner=True)
            record("owner added", kind="account", key=str(made.pk))
    owner = User.objects.filter(email=email, is_owner=True).first()
    if owner is None:
        message = _("there are accounts already, and this is not one that runs the installation")
        raise StudyError([Problem("accounts-exist", message, Where("--owner"), email)])
    return Begun(email, new, "" if owner.has_usable_password() else _choose_password(owner))


def _choose_password(owner: User) -> str:
    """Give the address of allauth's own page, which holds for three days and one password."""
    key = default_token_generator.make_token(owner)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(owner), "key": key},
    )
    return settings.PUBLIC_URL + path
