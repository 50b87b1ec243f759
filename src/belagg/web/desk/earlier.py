"""How far the earlier wave had come so many days after its first invitation."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from belagg.study.study import Study
from belagg.web.desk.progress import Contact


@dataclass(frozen=True)
class Earlier:
    """The earlier wave: its name, its bodies, and after how many days each answered, in order."""

    name: str
    bodies: int
    days: tuple[int, ...]

    def answered_after(self, days: int) -> int:
        """Give how many bodies had answered so many days after the first invitation."""
        return bisect_right(self.days, days)


def first_day(contacts: Iterable[Contact]) -> dt.date | None:
    """Give the day of the first invitation; None where no day is known."""
    days = [one.at[:10] for one in contacts if one.at and one.purpose == "invitation"]
    return dt.date.fromisoformat(min(days)) if days else None


def earlier_of(study: Study) -> Earlier | None:
    """Give the latest earlier wave in which it is known when bodies were asked and answered."""
    for name, wave in sorted(study.waves.items(), reverse=True):
        contacts = wave.tables["contacts"].filter(
            pl.col("purpose") == "invitation", pl.col("at").is_not_null()
        )
        answers = wave.tables["responses"].filter(
            pl.col("origin") == "survey", pl.col("at").is_not_null()
        )
        if not len(contacts) or not len(answers):
            continue
        first = dt.date.fromisoformat(contacts.get_column("at").str.slice(0, 10).min())  # type: ignore[arg-type]  # a text
        answered = answers.group_by("unit_id").agg(pl.col("at").str.slice(0, 10).min())
        days = sorted(
            (dt.date.fromisoformat(day) - first).days for day in answered.get_column("at")
        )
        return Earlier(name, len(wave.tables["units"]), tuple(days))
    return None
