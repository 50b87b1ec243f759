"""Runs the rules over a study, and sets aside what the study allows with a reason."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from belagg.checks.rule import Hit, Override, Rule, Subject, all_rules
from belagg.manuscript.allowed import place_names
from belagg.manuscript.source import AllowComment
from belagg.study.problems import Where
from belagg.study.vocabulary import Severity


@dataclass(frozen=True)
class Finding:
    """What a rule found, where; `subject` names the thing it is about, for an override."""

    code: str
    severity: Severity
    where: Where
    message: str
    subject: str = ""


@dataclass(frozen=True)
class Allowed:
    """A finding that stands, with the reason the study gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Checked:
    """The outcome of a check: what is left, and what is allowed, each gravest first."""

    findings: tuple[Finding, ...]
    allowed: tuple[Allowed, ...]

    @property
    def has_errors(self) -> bool:
        """Say whether any finding that is left is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def check(subject: Subject) -> Checked:
    """Run every rule over a study, then hold the overrides against what was found.

    Findings stand in order of severity and place, the same in every language.
    """
    rules = all_rules()
    found = _in_order(finding for rule in rules for finding in _findings(rule, rule.find(subject)))
    fixed = {rule.code for rule in rules if not rule.may_stand}
    left, allowed, unused = _set_aside(found, _overrides(subject), fixed)
    stale = (f for rule in rules for f in _findings(rule, rule.find_unused(unused)))
    return Checked(
        tuple(_in_order([*left, *stale])),
        tuple(allowed),
    )


def _findings(rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    for hit in hits:
        yield Finding(rule.code, rule.severity, hit.where, hit.message, hit.subject)


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(dict.fromkeys(findings), key=_order)


def _order(finding: Finding) -> tuple[Any, ...]:
    where = finding.where
    rank = list(Severity).index(finding.severity)
    place = (where.file, where.line or where.row or 0, where.column or "")
    return rank, *place, finding.code, finding.subject


def _overrides(subject: Subject) -> list[Override]:
    comments = [c for composed in subject.manuscripts for c in composed.manuscript.comments]
    return [*comments, *subject.study.settings.allows]


def _set_aside(
    findings: Sequence[Finding], overrides: Sequence[Override], fixed: Collection[str]
) -> tuple[list[Finding], list[Allowed], list[Override]]:
    """Tell what is left from what is allowed, and give the overrides that were for nothing.

    No override is for a finding whose code is among the `fixed`.
    """
    by_code: dict[str, list[int]] = {}
    for number, override in enumerate(overrides):
        if override.code not in fixed:
            by_code.setdefault(override.code, []).append(number)
    left: list[Finding] = []
    allowed: list[Allowed] = []
    used: set[int] = set()
    for finding in findings:
        among = by_code.get(finding.code, ())
        matches = [number for number in among if covers(overrides[number], finding)]
        if matches:
            allowed.append(Allowed(finding, overrides[matches[0]].reason))
            used.update(matches)
        else:
            left.append(finding)
    return left, allowed, [o for number, o in enumerate(overrides) if number not in used]


def covers(override: Override, finding: Finding) -> bool:
    """Say whether an override is for a finding.

    A comment in the manuscript is for the lines of its paragraph; a line of study.toml names the
    place in either language, the file, the subject, or `*` for everywhere.
    """
    if isinstance(override, AllowComment):
        return override.covers(finding.code, finding.where)
    places = place_names(finding.where) | {finding.subject}
    return override.code == finding.code and override.where in places


def check_json(checked: Checked) -> dict[str, object]:
    """Give the contract of `belagg check --json`, format 1."""
    return {
        "format": 1,
        "findings": [_plain(finding) for finding in checked.findings],
        "allowed": [
            {**_plain(allowed.finding), "reason": allowed.reason} for allowed in checked.allowed
        ],
    }


def _plain(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": str(finding.where),
        "message": finding.message,
    }
