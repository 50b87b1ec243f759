"""`study.toml`: what a study is called, when it stands, whose it is, and what it allows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1
"""The version of the package format that this program writes."""

LONGEST_CONFIRMED = 180
"""For how many days the guide shows a service after the service itself confirmed its entry."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, or a sub-theme of `parent`; labels by language."""

    theme_id: str
    label: Mapping[str, str]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """An override: a finding of a check that stands, with the reason why.

    `where` is the place as the check names it, or `*` for everywhere.
    """

    code: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class GuideRelease:
    """That the guide (*Hitta stöd*) may be released, and how it behaves.

    `approved_by` is the reference group with own experience that approved it on `approved_on`.
    `leave_to` is the address the exit leads to. Services confirmed longer ago than `flag_after`
    days bear a flag (at most 180: older ones are not shown at all). `notice` is what stands
    first on the page, by language: that a guide is made up, for instance.
    """

    approved_by: str
    approved_on: dt.date
    leave_to: str
    flag_after: int = LONGEST_CONFIRMED
    notice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a study.

    Texts by language are mappings of language code to text. `date` is the as-of day: outputs bear
    it and never read the clock. `suppress_below` withholds counts of 1 up to it, exclusive (0:
    nothing). `unit_noun` is what a body is called: language -> (one, many). `quality` holds the
    analyst's own words under the headings of the quality declaration, by language and heading.
    `address` is where everything is published (`https://…`, without a slash at the end), empty
    where that is not known.
    """

    study_id: str
    date: dt.date
    languages: tuple[str, ...]
    title: Mapping[str, str]
    subtitle: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    steward: str = ""
    licence: str = ""
    address: str = ""
    wave: str = ""
    period: tuple[dt.date, dt.date] | None = None
    geography: str = ""
    suppress_below: int = 0
    quotes_per_speaker: int = 2
    unit_noun: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    quality: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    allows: tuple[Allow, ...] = ()
    guide: GuideRelease | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The first language."""
        return self.languages[0]

    @property
    def as_of(self) -> dt.date:
        """The day on which a body must exist to be part of the study."""
        return self.period[1] if self.period else self.date

    @property
    def made_up(self) -> bool:
        """Whether the study is made up (`made_up = true` under `[extra]`)."""
        return self.extra.get("made_up") is True

    def theme(self, theme_id: str) -> Theme | None:
        """Give the theme of that id, or None."""
        return next((t for t in self.themes if t.theme_id == theme_id), None)
