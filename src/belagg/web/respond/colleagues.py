"""Who answers: recipients for the whole, and colleagues whom they ask for some sections."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.study.vocabulary import Purpose
from belagg.web.fieldwork.outbox import enqueue
from belagg.web.people.audit import record
from belagg.web.respond import links
from belagg.web.respond.models import Colleague, Sheet
from belagg.web.store.models import ROWS, Project


@dataclass(frozen=True)
class Person:
    """Somebody with a link: a recipient, or a colleague with the sections she was asked for.

    `answers_for` is the recipient, `sections` None for all of them.
    """

    person_id: str
    unit_id: str
    role: str
    answers_for: str
    sections: frozenset[str] | None = None

    @classmethod
    def asked(cls, found: Colleague | None) -> "Person | None":
        """Give a colleague as somebody with a link."""
        if found is None:
            return None
        return cls(found.person_id, found.unit_id, "", found.invited_by, frozenset(found.sections))


def person_of(project: Project, person_id: str) -> Person | None:
    """Give who has the id, a recipient's or a colleague's; None where nobody has it now."""
    rows = ROWS["recipients"].objects.filter(project=project, recipient_id=person_id)
    for unit_id, role in rows.values_list("unit_id", "role")[:1]:
        return Person(person_id, unit_id, role or "", person_id)
    return Person.asked(colleague_of(project, person_id))


def colleague_of(project: Project, person_id: str) -> Colleague | None:
    """Give the colleague with the id, unless she has been thanked off."""
    rows = Colleague.objects.filter(sheet__project=project, person_id=person_id, withdrawn=None)
    return rows.select_related("sheet").first()


@transaction.atomic
def invite(sheet: Sheet, email: str, sections: Iterable[str], *, by: str, note: str) -> Colleague:
    """Ask a colleague by mail to answer sections; `note` is what the mail says of them."""
    number = Colleague.objects.filter(sheet__project=sheet.project, invited_by=by).count() + 1
    colleague = Colleague.objects.create(
        sheet=sheet, person_id=f"{by}+{number}", invited_by=by, email=email,
        sections=sorted(sections),
    )  # fmt: skip
    subject = _("Can you help with the answer? {study}")
    enqueue(sheet.project, colleague.person_id, step="colleague", purpose=Purpose.OTHER,
            subject=subject, body=note)  # fmt: skip
    record("colleague invited", project=sheet.project, actor_kind="official", kind="colleague",
           key=colleague.person_id, sections=colleague.sections)  # fmt: skip
    return colleague


@transaction.atomic
def withdraw(colleague: Colleague) -> None:
    """Take the sections back: the colleague's links open nothing; what she answered stays."""
    Colleague.objects.filter(pk=colleague.pk, withdrawn=None).update(withdrawn=timezone.now())
    links.revoke(colleague.sheet.project, colleague.person_id)
    record("colleague withdrawn", project=colleague.sheet.project, actor_kind="official",
           kind="colleague", key=colleague.person_id)  # fmt: skip


def recipient_for(sheet: Sheet, by: Iterable[str]) -> dict[str, str]:
    """Give for everybody who answered the recipient whom she answered for."""
    asked = dict(sheet.colleagues.values_list("person_id", "invited_by"))
    return {person: asked.get(person, person) for person in by}
