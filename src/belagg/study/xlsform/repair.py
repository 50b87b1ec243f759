"""Names of somebody else's form that cannot be used as they stand, made good and listed.

Of items and groups, and of languages that have a name and no code.

In a form of one's own they are problems. Here a name that is missing, badly written, or that also
stands in another group (which XLSForm allows), gets a good one, and what refers to it follows.
"""

import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from belagg.language import _
from belagg.study.problems import Where
from belagg.study.questionnaire import Questionnaire, Wording
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.languages import is_language_code
from belagg.study.xlsform.names import name_fault, nearest_name
from belagg.study.xlsform.table import Row, Table
from belagg.study.xlsform.types import Begin, End, Plain, Select, row_type

Path = tuple[str, ...]

_LOCAL = [
    f"q{second}{third}"
    for second in string.ascii_lowercase[:20]
    for third in string.ascii_lowercase
]
"""Codes that ISO 639 leaves to everybody's own use: qaa to qtz."""


def with_codes(form: Questionnaire, findings: Findings, where: Where) -> Questionnaire:
    """Give the form with a code for every language that has only a name, and say so.

    The settings of a study name languages by their codes; those left to one's own use stand in.
    """
    nameless = [one for one in form.languages if not is_language_code(one)]
    codes = dict(zip(nameless, _LOCAL, strict=False))
    if not codes:
        return form
    for name, code in codes.items():
        reason = _("the language has no known code; it is called “{}” here").format(code)
        findings.leave(name, reason, where)

    def called(wording: Wording) -> dict[str, str]:
        return {codes.get(language, language): text for language, text in wording.items()}

    items = tuple(
        replace(
            item,
            label=called(item.label),
            hint=called(item.hint),
            choices=tuple(replace(one, label=called(one.label)) for one in item.choices),
            constraint_message=called(item.constraint_message),
            other_label=called(item.other_label),
        )
        for item in form.items
    )
    groups = tuple(replace(group, label=called(group.label)) for group in form.groups)
    languages = tuple(codes.get(language, language) for language in form.languages)
    return replace(form, languages=languages, items=items, groups=groups)


@dataclass
class _Placed:
    """A row with the names of the groups it stands in; `own` where its name must be its own."""

    row: Row
    path: Path
    own: bool = False


def repaired(table: Table, findings: Findings) -> Table:
    """Give the sheet `survey` with a good name of its own for every item and group."""
    placed = list(_well_named(table, findings))
    _qualify(table, placed, findings)
    _tell_apart(table, placed, findings)
    return replace(table, rows=tuple(one.row for one in placed))


def _well_named(table: Table, findings: Findings) -> Iterator[_Placed]:
    """Give the rows with names that are there and well written, each with its groups."""
    made: dict[str, str] = {}
    placed: list[_Placed] = []
    path: list[str] = []
    repeats: list[bool] = []
    for given in table.rows:
        row = given
        kind = row_type(row.get("type"))
        if isinstance(kind, End) and path:
            path.pop()
            repeats.pop()
        own = isinstance(kind, Plain | Select) and not row.get("belagg_part_of")
        own = own and not any(repeats) and not row.get("disabled")
        group = isinstance(kind, Begin) and not kind.repeat
        if own or group:
            named = _named(table, row, findings, group=group)
            if named is None:
                continue
            if row.get("name") and named != row.get("name"):
                made[row.get("name")] = named
            row = _called(row, named)
        placed.append(_Placed(row, tuple(path), own and bool(row.get("name"))))
        if isinstance(kind, Begin):
            path.append(row.get("name"))
            repeats.append(kind.repeat)
    for one in placed:
        one.row = _following(one.row, made)
        yield one


def _named(table: Table, row: Row, findings: Findings, *, group: bool) -> str | None:
    """Give a good name for a row; None where it is left out, since nothing at all stands in it."""
    name = row.get("name")
    where = table.where(row, "name")
    if not name:
        if not group and row.get("type").strip().lower().endswith("note"):
            return ""
        if not group and not any(kind == "label" for kind, _language in row.cells):
            findings.leave(row.get("type"), _("the row has neither name nor label"), where)
            return None
        named = f"{'group' if group else 'q'}_{row.number}"
        what = _("the group has no name") if group else _("the item has no name")
        findings.leave(named, what + "; " + _("it is called “{}” here").format(named), where)
        return named
    fault = name_fault(name)
    if fault is None:
        return name
    named = nearest_name(name) or f"q_{row.number}"
    if name_fault(named) is not None:
        named = f"q_{row.number}"
    findings.leave(name, fault + "; " + _("it is called “{}” here").format(named), where)
    return named


def _qualify(table: Table, placed: list[_Placed], findings: Findings) -> None:
    """Put the name of its group before a name that items in other groups have too."""
    paths: dict[str, list[Path]] = {}
    for one in placed:
        if one.own:
            paths.setdefault(one.row.get("name"), []).append(one.path)
    shared = {
        name for name, found in paths.items() if 1 < len(found) == len(set(found))
    }  # fmt: skip
    taken = {name.lower() for name in paths}
    followed: dict[Path, dict[str, str]] = {}
    for one in placed:
        name = one.row.get("name")
        if not one.own or name not in shared or not one.path:
            continue
        named = _free("_".join((one.path[-1], name)), taken)
        reason = _("items in other groups have the name “{name}” too; it is called “{made}” here")
        findings.leave(name, reason.format(name=name, made=named), table.where(one.row, "name"))
        followed.setdefault(one.path, {})[name] = named
        one.row = _called(one.row, named)
    for one in placed:
        for depth in range(len(one.path), 0, -1):
            one.row = _following(one.row, followed.get(one.path[:depth], {}))


def _tell_apart(table: Table, placed: list[_Placed], findings: Findings) -> None:
    """Add a number to a name that differs from another in capitals only."""
    names = {one.row.get("name") for one in placed if one.own}
    spellings = Counter(name.lower() for name in names)
    taken = set(spellings)
    first: dict[str, str] = {}
    made: dict[str, str] = {}
    for one in placed:
        name = one.row.get("name")
        if not one.own or spellings[name.lower()] < 2:
            continue
        kept = first.setdefault(name.lower(), name)
        if kept == name or name in made:
            continue
        made[name] = _free(f"{name}_2", taken)
        reason = _("it differs from “{name}” in capitals only; it is called “{made}” here")
        findings.leave(
            name, reason.format(name=kept, made=made[name]), table.where(one.row, "name")
        )
    for one in placed:
        if one.own and one.row.get("name") in made:
            one.row = _called(one.row, made[one.row.get("name")])
        one.row = _following(one.row, made)


def _free(name: str, taken: set[str]) -> str:
    """Give the name, with a number where it is taken; it is taken from then on."""
    made, number = name, 2
    while made.lower() in taken:
        made, number = f"{name}_{number}", number + 1
    taken.add(made.lower())
    return made


def _called(row: Row, name: str) -> Row:
    return Row(row.number, {**row.cells, ("name", ""): name}) if name else row


def _following(row: Row, made: Mapping[str, str]) -> Row:
    """Give the row with its references to what is called otherwise now."""
    if not made or not any("${" in text for text in row.cells.values()):
        return row

    def called(found: re.Match[str]) -> str:
        return f"${{{made.get(found[1], found[1])}}}"

    return Row(
        row.number,
        {key: re.sub(r"\$\{\s*([^{}]*?)\s*\}", called, text) for key, text in row.cells.items()},
    )
