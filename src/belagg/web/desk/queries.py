"""What the desk asks of the database, in a fixed number of queries whatever the size."""

import datetime as dt

from django.db.models import Count, Min

from belagg.web.desk.progress import Body, Contact, bodies_of
from belagg.web.respond.models import Sheet
from belagg.web.respond.states import SheetState
from belagg.web.store.models import ROWS, Project


def contacts_of(project: Project) -> list[Contact]:
    """Give every attempt to reach a recipient, with her body."""
    unit_of = dict(
        ROWS["recipients"].objects.filter(project=project).values_list("recipient_id", "unit_id")
    )
    rows = ROWS["contacts"].objects.filter(project=project)
    fields = ("recipient_id", "at", "purpose", "channel", "outcome")
    return [
        Contact(unit_of[who], at or "", purpose, channel, outcome or "")
        for who, at, purpose, channel, outcome in rows.values_list(*fields)
        if who in unit_of
    ]


def bodies(project: Project, contacts: list[Contact]) -> list[Body]:
    """Give every body with its state."""
    names = dict(ROWS["units"].objects.filter(project=project).values_list("unit_id", "name"))
    rows = ROWS["responses"].objects.filter(project=project, origin="survey")
    answered: dict[str, dt.date | None] = {
        unit: dt.date.fromisoformat(first[:10]) if first else None
        for unit, first in rows.values_list("unit_id").annotate(first=Min("at"))
    }
    drafts: dict[str, str] = {}
    for unit, state, sent, count in (
        Sheet.objects.filter(project=project)
        .annotate(n=Count("versions"))
        .values_list("unit_id", "state", "sent", "n")
    ):
        if state == SheetState.SENT and sent is not None:
            answered[unit] = sent.date()
        elif count:
            drafts[unit] = state
    return bodies_of(names, contacts, answered, drafts)
