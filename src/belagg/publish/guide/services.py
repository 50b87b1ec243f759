"""Which services the guide may show on a day: those that have confirmed their entry themselves."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from belagg.publish.rules import ADULT
from belagg.study.settings import LONGEST_CONFIRMED
from belagg.study.study import Study


class Showing(Enum):
    """Whether the guide shows a service, and if not, why."""

    SHOWN = "shown"
    OLD = "shown with a flag: confirmed longer ago than the study wants"
    NEVER_CONFIRMED = "the service itself has not confirmed it"
    EXPIRED = "the service confirmed it too long ago"
    NOT_YET = "the day of confirmation is after the day of the study"

    @property
    def is_shown(self) -> bool:
        """Tell whether the service stands in the guide."""
        return self in (Showing.SHOWN, Showing.OLD)


@dataclass(frozen=True, slots=True)
class Service:
    """A service as the guide tells it. Texts are as in the table; empty where nothing is stated.

    `region` is the id of its body, None where it has none or is for the whole country.
    """

    service_id: str
    region: str | None
    nationwide: bool
    age_from: int | None
    age_to: int | None
    self_referral: bool | None
    anonymous: bool | None
    interpreter: bool | None
    named_publicly: bool | None
    protected_address: bool | None
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    confirmed_on: dt.date | None
    source: str
    texts: Mapping[str, str]

    @staticmethod
    def of(row: Mapping[str, Any], sources: Mapping[str, str]) -> "Service":
        """Give the service of a row of `services`; `sources` are titles by id."""
        same = (
            "service_id", "age_from", "age_to", "self_referral", "anonymous", "interpreter",
            "named_publicly", "protected_address", "confirmed_on",
        )  # fmt: skip
        texts = {
            name: row[name]
            for name in (
                "name", "place", "operator", "ages_in_practice", "limits", "for_whom", "offers",
                "methods", "ways_in", "waiting", "phone", "contact", "confirmed_by",
                "sources_disagree",
            )
            if row[name]
        }  # fmt: skip
        return Service(
            region=None if row["nationwide"] else row["unit_id"],
            nationwide=bool(row["nationwide"]),
            needs=tuple(row["needs"] or ()),
            languages=tuple(row["languages"] or ()),
            source=sources.get(row["source_id"] or "", ""),
            texts=texts,
            **{name: row[name] for name in same},
        )

    def showing(self, day: dt.date, flag_after: int) -> Showing:
        """Tell whether the guide of a study dated `day` shows the service.

        Only what the service itself has confirmed counts, and for at most 180 days.
        """
        if self.confirmed_on is None:
            return Showing.NEVER_CONFIRMED
        age = (day - self.confirmed_on).days
        if age < 0:
            return Showing.NOT_YET
        if age > LONGEST_CONFIRMED:
            return Showing.EXPIRED
        return Showing.OLD if age > flag_after else Showing.SHOWN


def services_of(study: Study) -> tuple[Service, ...]:
    """Give every service of a study, shown or not."""
    sources = dict(study.tables["sources"].select("source_id", "title").iter_rows())
    rows = study.tables["services"].iter_rows(named=True)
    return tuple(Service.of(row, sources) for row in rows)


@dataclass(frozen=True, slots=True)
class Ages:
    """A span of ages within which every service answers alike: both ends included, None is none."""

    first: int | None
    last: int | None


def age_spans(services: tuple[Service, ...]) -> tuple[Ages, ...]:
    """Give the spans that a reader chooses among: they meet where some service's limits lie.

    At 18 there is always a limit, for what happens after a yes differs there.
    """
    limits = {ADULT}
    limits |= {service.age_from for service in services if service.age_from}
    limits |= {service.age_to + 1 for service in services if service.age_to is not None}
    ordered = sorted(limits)
    firsts = [None, *ordered]
    lasts = [*(limit - 1 for limit in ordered), None]
    return tuple(Ages(first, last) for first, last in zip(firsts, lasts, strict=True))
