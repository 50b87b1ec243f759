"""The demonstration: two examples in the database, and somebody in every role."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

import belagg
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.study import Study
from belagg.web.factcheck.holding import held_elsewhere
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage

STUDIES = (("kse-2021", Stage.CLOSED), ("exempelregioner", Stage.FIELD))
"""The examples, and the stage each is shown in."""
PUBLISHED = "kse-2021"
"""The example that tells of a real study; nothing in it is held back from its bodies."""
OFFICIALS = ("P17-rs", "P17-hsn")
"""Whose links are shown: the two of the made-up region that has not answered."""
DOMAIN = "demo.example"


@dataclass(frozen=True)
class Loaded:
    """What somebody who tries the demonstration needs: accounts by role, and officials' links."""

    password: str
    accounts: tuple[tuple[Role, str], ...]
    links: tuple[tuple[str, str], ...]


@transaction.atomic
def load() -> Loaded:
    """Load the examples, and give everybody a new password and the officials new links.

    StudyError where the folder of data has accounts or studies of somebody's own.
    """
    own = Project.objects.exclude(slug__in=[name for name, _stage in STUDIES]).exists()
    if own or User.objects.exclude(email__endswith=f"@{DOMAIN}").exists():
        message = _("there are studies or accounts of your own here; set BELAGG_HOME to a new "
                    "folder for the demonstration")  # fmt: skip
        raise StudyError([Problem("not-a-demo", message, Where("BELAGG_HOME"))])
    password = secrets.token_urlsafe(9)
    accounts = tuple((role, _account(role, password)) for role in Role)
    for name, stage in STUDIES:
        project = Project.objects.filter(slug=name).first()
        if project is None:
            project = save_study(Study.load(_examples() / name))
        Project.objects.filter(pk=project.pk).update(stage=stage.value)
        for role, email in accounts:
            user = User.objects.get(email=email)
            Membership.objects.get_or_create(user=user, project=project, role=role.value)
        if name == PUBLISHED and not project.fact_checks.exists():
            lead = User.objects.get(email=f"{Role.LEAD.value}@{DOMAIN}")
            held_elsewhere(project, _("The example tells what has been published before."),
                           actor=lead)  # fmt: skip
    made_up = Project.objects.get(slug=STUDIES[1][0])
    return Loaded(password, accounts, tuple((who, links.issue(made_up, who)) for who in OFFICIALS))


def _account(role: Role, password: str) -> str:
    email = f"{role.value}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        name = f"{role.sv.capitalize()} (påhittad)"
        user = User.objects.create_user(email, name=name, is_owner=role is Role.LEAD)
    user.set_password(password)
    user.save()
    return email


def _examples() -> Path:
    """Give the folder of the examples: beside the source, or within the installed package."""
    package = Path(belagg.__file__).parent
    inside = package / "examples"
    return inside if inside.is_dir() else package.parents[1] / "examples"
