"""The dated table of legal rules: which of them may be shown on a day, and why others may not.

A rule is shown where its wording is in force on the day of the study, somebody has reviewed it by
then, and the day by which it is to be reviewed again has not passed. Anything else is not shown:
not a wording that has ended, not one that nobody has confirmed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from belagg.study.study import Study
from belagg.study.vocabulary import RuleKind

ADULT = 18
"""The age at which one is no longer a child (Convention on the Rights of the Child, article 1)."""


class Standing(Enum):
    """How a rule stands on a day; only what is `SHOWN` may be shown."""

    SHOWN = "shown"
    NOT_YET = "not yet in force"
    ENDED = "no longer in force"
    UNREVIEWED = "reviewed by nobody"
    OVERDUE = "past the day by which it was to be reviewed again"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One wording of a rule, in force from `valid_from` to `valid_to`, both included.

    `months` is a lowest penalty: that of an offence, or that a threshold asks for. Ages are those
    of the person exposed, both included; None is no limit.
    """

    rule_id: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    section: str
    text: str
    plain: str
    kind: RuleKind | None
    to_whom: str
    age_from: int | None
    age_to: int | None
    months: int | None
    reviewed_on: dt.date | None
    reviewed_by: str
    review_by: dt.date | None

    @staticmethod
    def of(row: Mapping[str, Any]) -> "LegalRule":
        """Give the rule of a row of `legal_rules`."""
        texts = ("source", "section", "text", "plain", "to_whom", "reviewed_by")
        same = ("rule_id", "valid_from", "valid_to", "age_from", "age_to", "months", "reviewed_on",
                "review_by")  # fmt: skip
        named: dict[str, Any] = {name: row[name] or "" for name in texts}
        named |= {name: row[name] for name in same}
        return LegalRule(kind=RuleKind(row["kind"]) if row["kind"] else None, **named)

    def standing(self, day: dt.date) -> Standing:
        """Tell how the rule stands on a day."""
        if day < self.valid_from:
            return Standing.NOT_YET
        if self.valid_to is not None and day > self.valid_to:
            return Standing.ENDED
        if self.reviewed_on is None or self.reviewed_on > day or self.review_by is None:
            return Standing.UNREVIEWED
        return Standing.OVERDUE if day > self.review_by else Standing.SHOWN

    def concerns(self, *, child: bool) -> bool:
        """Tell whether the rule holds for someone under 18 (`child`), or for an adult."""
        if child:
            return self.age_from is None or self.age_from < ADULT
        return self.age_to is None or self.age_to >= ADULT


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a study as they stand on its day."""

    rules: tuple[LegalRule, ...]
    day: dt.date

    @staticmethod
    def of(study: Study) -> "RuleBook":
        """Give the rules of a study, as of its day."""
        rows = study.tables["legal_rules"].iter_rows(named=True)
        return RuleBook(tuple(map(LegalRule.of, rows)), study.settings.date)

    def shown(self, kinds: Iterable[RuleKind] | None = None) -> tuple[LegalRule, ...]:
        """Give the rules that may be shown, of these kinds or of all, as the table has them."""
        wanted = None if kinds is None else frozenset(kinds)
        return tuple(
            rule
            for rule in self.rules
            if rule.standing(self.day) is Standing.SHOWN and (wanted is None or rule.kind in wanted)
        )

    def in_force(self, kinds: Iterable[RuleKind]) -> tuple[LegalRule, ...]:
        """Give the rules of these kinds that are in force, whether they may be shown or not."""
        wanted = frozenset(kinds)
        return tuple(
            rule
            for rule in self.rules
            if rule.kind in wanted
            and rule.standing(self.day) not in (Standing.NOT_YET, Standing.ENDED)
        )

    def latest(self, rule_id: str) -> tuple[LegalRule, Standing] | None:
        """Give the wording of a rule that counts on the day, with its standing; None where none is.

        That is the one in force, else the one that ended last, else the one that comes first.
        """
        wordings = [rule for rule in self.rules if rule.rule_id == rule_id]
        if not wordings:
            return None
        begun = [rule for rule in wordings if rule.valid_from <= self.day]
        rule = max(begun, key=_begin) if begun else min(wordings, key=_begin)
        return rule, rule.standing(self.day)


def may_be_reported(offence: LegalRule, threshold: LegalRule) -> bool:
    """Tell whether the lowest penalty of an offence reaches the threshold.

    Source: OSL (2009:400) 10 kap. 23 §, which asks for a lowest penalty; an offence without one
    (`months` 0 or empty) does not reach it.
    """
    return threshold.months is not None and (offence.months or 0) >= threshold.months


def _begin(rule: LegalRule) -> dt.date:
    return rule.valid_from
