"""The demonstration: two examples in the database, and somebody in every role.

The made-up one has its fieldwork played again, so that every page has something on it.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

import belagg
from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where
from belagg.study.study import Study
from belagg.web.demo import afterwards, fieldwork
from belagg.web.demo.earlier import with_earlier_wave
from belagg.web.demo.fieldwork import Team
from belagg.web.factcheck.holding import held_elsewhere
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.store.bridge import save_study
from belagg.web.store.models import Project, Stage

PUBLISHED = "kse-2021"
"""The example that tells of a real study; nothing in it is held back from its bodies."""
MADE_UP = "exempelregioner"
"""The example whose fieldwork is played again, on the days of the other's."""
STUDIES = (PUBLISHED, MADE_UP)
OFFICIALS = ("P17-rs", "P17-hsn")
"""Whose links are shown: the two of the made-up region that has not answered."""
DOMAIN = "demo.example"
ACCOUNTS = (*((role, role.value) for role in Role), (Role.CODER, "coder2"))
"""Who can log in: somebody in every role, and a second coder, since cases are coded by two."""


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
    own = Project.objects.exclude(slug__in=STUDIES).exists()
    if own or User.objects.exclude(email__endswith=f"@{DOMAIN}").exists():
        message = _("there are studies or accounts of your own here; set BELAGG_HOME to a new "
                    "folder for the demonstration")  # fmt: skip
        raise StudyError([Problem("not-a-demo", message, Where("BELAGG_HOME"))])
    password = secrets.token_urlsafe(9)
    accounts = [(role, name, _account(role, name, password)) for role, name in ACCOUNTS]
    by_name = {name: user for _role, name, user in accounts}
    team = Team(by_name["lead"], by_name["coordinator"], (by_name["coder"], by_name["coder2"]),
                by_name["facilitator"])  # fmt: skip
    for slug in STUDIES:
        project = Project.objects.filter(slug=slug).first()
        if project is None:
            project = _loaded(slug, accounts, team)
    made_up = Project.objects.get(slug=MADE_UP)
    return Loaded(password, tuple((role, user.email) for role, _name, user in accounts),
                  tuple((who, links.issue(made_up, who)) for who in OFFICIALS))  # fmt: skip


def _loaded(slug: str, accounts: list[tuple[Role, str, User]], team: Team) -> Project:
    """Load an example, and play again what is behind it."""
    study = Study.load(_examples() / slug)
    if slug == MADE_UP:
        study = with_earlier_wave(study)
    project = save_study(fieldwork.before_it(study) if slug == MADE_UP else study)
    for role, _name, user in accounts:
        Membership.objects.create(user=user, project=project, role=role.value)
    if slug == PUBLISHED:
        Project.objects.filter(pk=project.pk).update(stage=Stage.CLOSED)
        how = _("The example tells what has been published before.")
        held_elsewhere(project, how, actor=team.lead)
        return project
    fieldwork.play(project, study, team)
    afterwards.play(project, team)
    fieldwork.open_for_the_late(project, team)
    return project


def _account(role: Role, name: str, password: str) -> User:
    email = f"{name}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        called = f"{role.sv.capitalize()}{' 2' if name.endswith('2') else ''} (påhittad)"
        user = User.objects.create_user(email, name=called, is_owner=role is Role.LEAD)
    user.set_password(password)
    user.save()
    return user


def _examples() -> Path:
    """Give the folder of the examples: beside the source, or within the installed package."""
    package = Path(belagg.__file__).parent
    inside = package / "examples"
    return inside if inside.is_dir() else package.parents[1] / "examples"
