"""The sheet `survey`, first reading: which rows are items, in which groups, by which names."""

from dataclasses import dataclass, field

from belagg.language import _
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.names import id_fault, name_fault, nearest_id, nearest_name
from belagg.study.xlsform.table import Row, Table
from belagg.study.xlsform.types import Begin, End, Outside, Plain, Select, Wrong, row_type

_YES = frozenset({"yes", "true", "true()", "1"})

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that is an item."""

    row: Row
    type: Plain | Select
    name: str
    question_id: str
    path: Path


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A row that begins a group; `position` is the number of items before it."""

    row: Row
    path: Path
    position: int


@dataclass
class Structure:
    """The rows of a form in order; `left` has the names of what is kept out."""

    drafts: list[Draft] = field(default_factory=list)
    groups: list[GroupDraft] = field(default_factory=list)
    part_of: list[Row] = field(default_factory=list)
    left: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Open:
    row: Row
    name: str
    repeat: bool
    kept: bool


class _Reader:
    """Goes through the rows once, and knows which groups are open and which names are taken."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.table = table
        self.findings = findings
        self.structure = Structure()
        self.open: list[_Open] = []
        self.siblings: dict[tuple[Path, str], tuple[str, Row]] = {}
        self.names: dict[str, tuple[str, Row]] = {}
        self.ids: dict[str, Row] = {}

    @property
    def path(self) -> Path:
        return tuple(group.name for group in self.open)

    @property
    def kept(self) -> bool:
        return all(group.kept for group in self.open)

    def problem(self, code: str, message: str, row: Row, kind: str, **more: str | None) -> None:
        self.findings.problem(code, message, self.table.where(row, kind), **more)

    def leave(self, row: Row, reason: str) -> None:
        what = row.get("name") or row.get("type") or _("row {}").format(row.number)
        self.findings.leave(what, reason, self.table.where(row))
        if name := row.get("name"):
            self.structure.left.add(name)

    def read(self) -> Structure:
        for row in self.table.rows:
            if row.get("disabled").lower() in _YES:
                self.leave(row, _("the row is switched off in the column “disabled”"))
            elif not row.get("type"):
                self.typeless(row)
            else:
                self.typed(row)
        for group in self.open:
            self.problem(
                "unclosed-group",
                _("the {kind} “{name}” is never closed; add {end} after its last row").format(
                    kind=_("repeat") if group.repeat else _("group"),
                    name=group.name,
                    end="end_repeat" if group.repeat else "end_group",
                ),
                group.row,
                "type",
            )
        return self.structure

    def typeless(self, row: Row) -> None:
        merged = self.table.merged_into(row, "type")
        if merged is not None:
            self.problem(
                "merged-cell",
                _("the cell is merged with row {}; split it and fill in every row").format(merged),
                row,
                "type",
            )
        elif row.get("name") or any(kind == "label" for kind, _language in row.cells):
            self.problem("missing-type", _("the row has no type"), row, "type")
        else:
            self.leave(row, _("the row has neither type, name nor label"))

    def typed(self, row: Row) -> None:
        match row_type(row.get("type")):
            case Begin(repeat):
                self.begin(row, repeat)
            case End(repeat):
                self.end(row, repeat)
            case _ if not self.kept:
                self.leave(row, _("it stands in a repeat, which a study does not hold"))
            case Outside(reason):
                self.leave(row, reason)
            case Wrong(code, message, near):
                self.problem(code, message, row, "type", found=row.get("type"), nearest=near)
                if name := row.get("name"):
                    self.is_good(row, name)
                    self.structure.left.add(name)
            case Plain() | Select() as kind:
                self.item(row, kind)

    def begin(self, row: Row, repeat: bool) -> None:
        name = row.get("name")
        kept = self.kept and not repeat
        if repeat and self.kept:
            self.leave(
                row, _("a study does not hold repeats: every body has one answer to an item")
            )
        elif not self.kept:
            self.leave(row, _("it stands in a repeat, which a study does not hold"))
        elif not name:
            self.problem("missing-name", _("the group has no name"), row, "name")
        elif self.is_good(row, name, group=True):
            group = GroupDraft(row, (*self.path, name), len(self.structure.drafts))
            self.structure.groups.append(group)
        self.open.append(_Open(row, name, repeat, kept))

    def end(self, row: Row, repeat: bool) -> None:
        if not self.open:
            self.problem(
                "unopened-group", _("nothing is open that could end here"), row, "type",
                found=row.get("type"),
            )  # fmt: skip
            return
        last = self.open.pop()
        if last.repeat != repeat:
            self.problem(
                "mismatched-group",
                _("the {kind} “{name}” from row {row} is open; it ends with {end}").format(
                    kind=_("repeat") if last.repeat else _("group"),
                    name=last.name,
                    row=last.row.number,
                    end="end_repeat" if last.repeat else "end_group",
                ),
                row,
                "type",
                found=row.get("type"),
                nearest="end_repeat" if last.repeat else "end_group",
            )
            return
        name = row.get("name")
        if name and name != last.name and any(group.name == name for group in self.open):
            self.problem(
                "mismatched-group",
                _("“{last}” from row {row} must end before “{name}” does").format(
                    last=last.name, row=last.row.number, name=name
                ),
                row,
                "name",
                found=name,
                nearest=last.name,
            )

    def item(self, row: Row, kind: Plain | Select) -> None:
        if row.get("belagg_part_of"):
            self.structure.part_of.append(row)
            self.structure.left.add(row.get("name"))
            return
        name = row.get("name")
        if not name and str(getattr(kind, "type", "")) == "note":
            name = f"generated_note_name_{row.number}"
        if not name:
            self.problem("missing-name", _("the item has no name"), row, "name")
            return
        if not self.is_good(row, name):
            return
        if isinstance(kind, Plain) and kind.changed:
            self.findings.leave(name, kind.changed, self.table.where(row, "type"))
        question_id = row.get("belagg_id") or name
        own = bool(row.get("belagg_id")) or self.findings.mends("bad-question-id")
        fault = id_fault(question_id, own=own)
        if fault:
            self.problem("bad-question-id", fault, row, "belagg_id", found=question_id)
            question_id = nearest_id(name)
        if question_id in self.ids:
            self.problem(
                "duplicate-question-id",
                _("the item in row {row} has the question_id “{id}” already").format(
                    row=self.ids[question_id].number, id=question_id
                ),
                row,
                "belagg_id" if row.get("belagg_id") else "name",
                found=question_id,
            )
        self.ids.setdefault(question_id, row)
        self.structure.drafts.append(Draft(row, kind, name, question_id, self.path))
        if isinstance(kind, Select) and kind.or_other:
            self.structure.left.add(f"{name}_other")

    def is_good(self, row: Row, name: str, *, group: bool = False) -> bool:
        """Note a name that is bad, or taken; say whether the row can be read on."""
        fault = name_fault(name)
        if fault:
            self.problem("bad-name", fault, row, "name", found=name, nearest=nearest_name(name))
            self.structure.left.add(name)
            return False
        taken = self.siblings.get((self.path, name.lower()))
        taken = taken or (None if group else self.names.get(name.lower()))
        if taken is None:
            self.siblings[self.path, name.lower()] = name, row
            if not group:
                self.names[name.lower()] = name, row
            return True
        first, at = taken
        message = (
            _("the name “{name}” stands in row {row} already").format(name=name, row=at.number)
            if first == name
            else _(
                "the name “{name}” differs from “{first}” in row {row} in capitals only, which "
                "SPSS and Stata cannot tell apart"
            ).format(name=name, first=first, row=at.number)
        )
        self.problem("duplicate-name", message, row, "name", found=name)
        return False


def read_structure(table: Table, findings: Findings) -> Structure:
    """Read the rows of the sheet `survey`."""
    return _Reader(table, findings).read()
