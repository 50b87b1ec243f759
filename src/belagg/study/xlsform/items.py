"""The sheet `survey`, second reading: items and groups with their words, choices and conditions."""

from collections.abc import Mapping

from belagg.language import _, translate
from belagg.study.expression import Expression
from belagg.study.problems import nearest
from belagg.study.questionnaire import Choice, Group, Item, ItemType
from belagg.study.vocabulary import Comparability
from belagg.study.xlsform.choices import ChoiceList, with_other
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.gaps import note_gaps
from belagg.study.xlsform.references import References, references_of
from belagg.study.xlsform.structure import Draft, Structure
from belagg.study.xlsform.table import Row, Table
from belagg.study.xlsform.types import Select

_REQUIRED = {
    "": False, "no": False, "false": False, "false()": False, "0": False,
    "yes": True, "true": True, "true()": True, "1": True,
}  # fmt: skip


def specify_other(language: str) -> str:
    """Give the words of the text field of `other`, where a form has none of its own (Ange vad)."""
    return translate("Specify other", language)


class ItemReader:
    """Makes items of drafts, and gathers what is wrong with them."""

    def __init__(
        self,
        table: Table,
        structure: Structure,
        lists: Mapping[str, ChoiceList],
        findings: Findings,
    ) -> None:
        self.table = table
        self.structure = structure
        self.lists = lists
        self.languages = table.languages
        self.findings = findings
        self.used: set[str] = set()
        self.blanks_noted: set[str] = set()
        self.lists_with_other: dict[str, tuple[Choice, ...]] = {}

    def read(self) -> tuple[tuple[Item, ...], tuple[Group, ...]]:
        """Give the items and the groups in order."""
        choices = [self.choices(draft) for draft in self.structure.drafts]
        drafts = self.structure.drafts
        codes = {
            draft.name: tuple(choice.code for choice in chosen)
            for draft, chosen in zip(drafts, choices, strict=True)
            if chosen
        }
        references = references_of(self.table, self.structure, codes, self.findings)
        other_labels = self.other_labels(drafts, choices, references)
        items = tuple(
            self.item(draft, position, chosen, references, other_labels.get(draft.question_id, {}))
            for position, (draft, chosen) in enumerate(zip(drafts, choices, strict=True))
        )
        return items, self.groups(references)

    def choices(self, draft: Draft) -> tuple[Choice, ...]:
        """Give the choices of an item; a list that is missing is noted."""
        if not isinstance(draft.type, Select):
            return ()
        name = draft.type.list_name
        found = self.lists.get(name)
        if found is None:
            self.findings.problem(
                "missing-choice-list",
                _("there is no list of choices “{}” in the sheet choices").format(name),
                self.table.where(draft.row, "type"),
                found=draft.row.get("type"),
                nearest=self.findings.nearest(name, self.lists),
            )
            return ()
        self.used.add(name)
        if draft.type.type is ItemType.SELECT_MULTIPLE and name not in self.blanks_noted:
            self.blanks_noted.add(name)
            self.blanks(draft, found)
        if not draft.type.or_other:
            return found.choices
        return self.lists_with_other.setdefault(name, with_other(found.choices, self.languages))

    def blanks(self, draft: Draft, found: ChoiceList) -> None:
        """Note codes with blanks where several codes are written after each other."""
        for choice in found.choices:
            if " " in choice.code:
                self.findings.problem(
                    "blank-in-choice",
                    _(
                        "the choice “{code}” has a blank in its name, and “{item}” takes several "
                        "choices, which are written with blanks between them"
                    ).format(code=choice.code, item=draft.name),
                    self.table.where(draft.row, "type"),
                    found=choice.code,
                    nearest=choice.code.replace(" ", "_"),
                )

    def item(
        self,
        draft: Draft,
        position: int,
        choices: tuple[Choice, ...],
        references: References,
        other_label: Mapping[str, str],
    ) -> Item:
        """Make an item of a row."""
        row = draft.row
        label = self.wording(row, "label", references)
        if not label:
            label = dict.fromkeys(self.languages, draft.name)
            if self.table.columns.has("label"):
                self.findings.leave(
                    draft.name,
                    _("the item has no label; its name is shown"),
                    self.table.where(row, "label"),
                )
        comparability, reason = self.comparability(row)
        relevance = row.get("relevant")
        return Item(
            question_id=draft.question_id,
            name=draft.name,
            type=draft.type.type,
            label=label,
            hint=self.wording(row, "hint", references),
            choices=choices,
            required=self.required(row, position, references),
            relevance=references.condition(row, "relevant", relevance, position)
            if relevance
            else None,
            group=draft.path,
            theme=row.get("belagg_theme") or None,
            same_as=row.get("belagg_same_as") or None,
            comparability=comparability,
            comparability_reason=reason,
            constraint=references.constraint(row, position),
            constraint_message=self.wording(row, "constraint_message", references),
            other_label=other_label,
        )

    def wording(self, row: Row, kind: str, references: References) -> dict[str, str]:
        """Give a translated text of a row, with its gaps noted."""
        wording = row.wording(kind, self.languages)
        if not wording:
            return wording
        note_gaps(self.table, row, kind, wording, self.findings)
        wording = references.wording(row, kind, wording)
        first = self.languages[0]
        if kind == "label" and first not in wording:
            return {first: next(iter(wording.values())), **wording}
        return wording

    def required(self, row: Row, position: int, references: References) -> bool | Expression:
        """Read the cell `required`: yes, no, or a condition."""
        text = row.get("required")
        known = _REQUIRED.get(text.lower())
        if known is not None:
            return known
        if text.replace("_", "").isalpha():
            self.findings.problem(
                "bad-required",
                _("“{}” is neither yes, no nor a condition").format(text),
                self.table.where(row, "required"),
                found=text,
                nearest={"ja": "yes", "nej": "no"}.get(text.lower()) or nearest(text, _REQUIRED),
            )
            return False
        return references.condition(row, "required", text, position) or False

    def comparability(self, row: Row) -> tuple[Comparability | None, str | None]:
        """Read whether the item can be compared with that of an earlier wave, and why not."""
        same_as, text = row.get("belagg_same_as"), row.get("belagg_comparability")
        reason = row.get("belagg_reason") or None
        if not text:
            return None, reason
        if text not in set(Comparability):
            self.findings.problem(
                "bad-comparability",
                _("“{}” is not one of same, changed and broken").format(text),
                self.table.where(row, "belagg_comparability"),
                found=text,
                nearest=nearest(text, map(str, Comparability)),
            )
            return None, reason
        found = Comparability(text)
        if not same_as:
            self.findings.problem(
                "comparability-without-item",
                _("“{}” compares with an item of an earlier wave; name it here").format(text),
                self.table.where(row, "belagg_same_as"),
            )
        if found is not Comparability.SAME and reason is None:
            self.findings.problem(
                "comparability-without-reason",
                _("an item that is {} needs its reason in belagg_reason").format(text),
                self.table.where(row, "belagg_reason"),
            )
        return found, reason

    def other_labels(
        self, drafts: list[Draft], choices: list[tuple[Choice, ...]], references: References
    ) -> dict[str, dict[str, str]]:
        """Give the words of the text fields of `other`, by question_id."""
        with_other_choice = {
            draft.question_id
            for draft, chosen in zip(drafts, choices, strict=True)
            if any(choice.is_other for choice in chosen)
        }
        labels: dict[str, dict[str, str]] = {}
        for row in self.structure.part_of:
            question_id = row.get("belagg_part_of")
            if question_id not in with_other_choice:
                self.findings.problem(
                    "bad-part-of",
                    _(
                        "there is no item “{}” with a choice “other” that this text could be of"
                    ).format(question_id),
                    self.table.where(row, "belagg_part_of"),
                    found=question_id,
                    nearest=nearest(question_id, with_other_choice),
                )
                continue
            wording = references.wording(row, "label", row.wording("label", self.languages))
            labels[question_id] = {
                language: text
                for language, text in wording.items()
                if text != specify_other(language)
            }
        return labels

    def groups(self, references: References) -> tuple[Group, ...]:
        """Make the groups that have items, in order."""
        used = {
            draft.path[:depth]
            for draft in self.structure.drafts
            for depth in range(1, len(draft.path) + 1)
        }
        groups = []
        for draft in self.structure.groups:
            row = draft.row
            label = self.wording(row, "label", references)
            relevance = row.get("relevant")
            condition = (
                references.condition(row, "relevant", relevance, draft.position)
                if relevance
                else None
            )
            for kind in ("hint", "required", "constraint"):
                if any(kind == has for has, _language in row.cells):
                    self.findings.leave(
                        draft.path[-1],
                        _("a group has no {}").format(kind),
                        self.table.where(row, kind),
                    )
            if draft.path in used:
                groups.append(Group(draft.path, label, condition))
            else:
                self.findings.leave(
                    draft.path[-1], _("the group has no items left in it"), self.table.where(row)
                )
        return tuple(groups)
