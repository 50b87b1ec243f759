"""What the worker does again and again, and how often."""

from collections.abc import Mapping

SCHEDULES: Mapping[str, int] = {
    "belagg.web.fieldwork.sending.send_due": 1,
    "belagg.web.fieldwork.approval.carry_out_due": 5,
    "belagg.web.fieldwork.follow_ups.remind_late": 60,
    "belagg.web.publish.releasing.keep_true": 1,
    "belagg.web.fieldwork.bounces.read_returned": 5,
    "belagg.web.coding.documents.reading.read_new": 2,
    "belagg.web.coding.documents.watching.read_due": 60,
    "belagg.web.exchange.arrivals.sweep": 60,
    "belagg.web.operate.scheduled.back_up_when_due": 60,
    "belagg.web.operate.sealing.seal_new": 5,
    "belagg.web.operate.retention.erase_due": 720,
}
"""The dotted name of a function without arguments -> minutes between its runs."""


def keep_schedules() -> None:
    """Write the schedules where the worker reads them; those no longer wanted go."""
    from django_q.models import Schedule

    Schedule.objects.exclude(name__in=SCHEDULES).delete()
    for name, minutes in SCHEDULES.items():
        Schedule.objects.update_or_create(
            name=name,
            defaults={"func": name, "schedule_type": Schedule.MINUTES, "minutes": minutes,
                      "repeats": -1},
        )  # fmt: skip
