"""Who is written to about a body's answer: those who gave it."""

from belagg.web.respond.models import Sheet
from belagg.web.store.models import ROWS, Project


def answerers(project: Project) -> dict[str, list[str]]:
    """Give for each body who answered for it, where that is known, else all its recipients."""
    everybody: dict[str, list[str]] = {}
    recipients = ROWS["recipients"].objects.filter(project=project).order_by("recipient_id")
    for unit, who in recipients.values_list("unit_id", "recipient_id"):
        everybody.setdefault(unit, []).append(who)
    responses = ROWS["responses"].objects.filter(project=project).exclude(recipient_id=None)
    answered = set(responses.values_list("unit_id", "recipient_id").distinct())
    answered |= set(Sheet.objects.filter(project=project).values_list("unit_id", "recipient_id"))
    return {
        unit: [who for who in asked if (unit, who) in answered] or asked
        for unit, asked in everybody.items()
    }
