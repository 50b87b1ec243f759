"""The questionnaire as the tab-separated structure that LimeSurvey imports."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from belagg.exchange.formats import Exported
from belagg.exchange.limesurvey.codes import OWN_CODE, choice_codes, shortened, titles
from belagg.exchange.limesurvey.conditions_out import Expressions, NotExpressedError
from belagg.language import _
from belagg.study.expression import Expression
from belagg.study.problems import Left
from belagg.study.questionnaire import Item, ItemType, Questionnaire, Wording, worded
from belagg.study.study import Study

_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
    "validation", "mandatory", "encrypted", "other", "default", "same_default", "same_script",
    "max_answers", "max_num_value_n", "min_answers", "min_num_value_n", "num_value_int_only",
    "other_replace_text", OWN_CODE,
)  # fmt: skip

_KINDS = {
    ItemType.SELECT_ONE: "L", ItemType.SELECT_MULTIPLE: "M", ItemType.TEXT: "T",
    ItemType.INTEGER: "N", ItemType.DECIMAL: "N", ItemType.DATE: "D", ItemType.NOTE: "X",
}  # fmt: skip

_BOUNDS = {
    (". ", ">="): "min_num_value_n", (". ", "<="): "max_num_value_n",
    ("count-selected(.) ", ">="): "min_answers", ("count-selected(.) ", "<="): "max_answers",
}  # fmt: skip

Row = Mapping[str, str]


def export_tsv(study: Study, _language: str | None) -> Exported:
    """Give the questionnaire as a text file with tabs, in every language it has.

    What LimeSurvey has no place for is listed: codes that had to be shortened, conditions that
    have no expression, themes and comparisons.
    """
    writer = _Writer(study.questionnaire, study.settings.title)
    rows = list(writer.rows(study.settings.study_id))
    text = io.StringIO(newline="")
    lines = csv.DictWriter(
        text, _COLUMNS, restval="", delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL
    )
    lines.writeheader()
    lines.writerows(rows)
    name = f"{study.settings.study_id}.txt"
    return Exported({name: text.getvalue().encode("utf-8-sig")}, tuple(writer.left))


@dataclass
class _Writer:
    form: Questionnaire
    title: Wording
    left: list[Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.titles = titles(self.form)
        self.expressions = Expressions(self.form.by_name, self.titles)
        self.ids = {item.question_id: at for at, item in enumerate(self.form.items, start=1)}

    def rows(self, study_id: str) -> Iterator[Row]:
        first, *others = self.form.languages
        number = str(100_000 + int(hashlib.sha256(study_id.encode()).hexdigest(), 16) % 900_000)
        settings = {
            "sid": number, "format": "G", "language": first,
            "additional_languages": " ".join(others), "anonymized": "N", "datestamp": "Y",
        }  # fmt: skip
        for name, text in settings.items():
            yield {"class": "S", "name": name, "text": text}
        for language in self.form.languages:
            title = self.title.get(language) or self.form.title
            for name, text in (("surveyls_language", language), ("surveyls_title", title)):
                yield {"class": "SL", "name": name, "text": text, "language": language}
        for language in self.form.languages:
            yield from self.in_language(language, is_first=language == first)
        self.list_codes()

    def in_language(self, language: str, *, is_first: bool) -> Iterator[Row]:
        runs = groupby(self.form.items, key=lambda item: item.group)
        for number, (path, items) in enumerate(runs, start=1):
            names = [
                worded(self.form.group_by_path[path[:depth]].label, language) or path[depth - 1]
                for depth in range(1, len(path) + 1)
            ]
            name = " – ".join(names) or worded(self.title, language) or self.form.title
            yield {
                "id": str(number), "class": "G", "type/scale": f"G{number}", "name": name,
                "relevance": self.group_relevance(path, is_first), "language": language,
            }  # fmt: skip
            for item in items:
                yield from self.item(item, str(number), language, is_first)

    def item(self, item: Item, group: str, language: str, is_first: bool) -> Iterator[Row]:
        number = str(self.ids[item.question_id])
        yield {
            "id": number, "related_id": group, "class": "Q", "type/scale": _KINDS[item.type],
            "name": self.titles[item.question_id],
            "relevance": self.relevance(item.relevance, item.question_id, is_first) or "1",
            "text": self.html(worded(item.label, language)),
            "help": self.html(item.hint.get(language, "")),
            "language": language,
            "mandatory": "Y" if item.required is True else "N",
            "other": "Y" if item.other else "N",
            "num_value_int_only": "1" if item.type is ItemType.INTEGER else "",
            "other_replace_text": (
                self.html(worded(item.choice("other").label, language)) if item.other else ""
            ),
            OWN_CODE: item.question_id,
            **self.bounds(item, is_first),
        }  # fmt: skip
        several = item.type is ItemType.SELECT_MULTIPLE
        for at, (code, short) in enumerate(choice_codes(item).items(), start=1):
            yield {
                "id": f"{number}{at:04}", "related_id": number, "class": "SQ" if several else "A",
                "type/scale": "0", "name": short, "relevance": "1" if several else "",
                "text": self.html(worded(item.choice(code).label, language)),
                "language": language, OWN_CODE: code,
            }  # fmt: skip
        if is_first:
            self.list_item(item)

    def html(self, text: str) -> str:
        """Write a text so that LimeSurvey shows it as it is, without markup or expressions."""
        parts = []
        for at, part in enumerate(re.split(r"\$\{\s*([^{}]+?)\s*\}", text)):
            if at % 2 and part in self.form.by_name:
                parts.append(f"{{{self.titles[self.form.by_name[part].question_id]}.shown}}")
            else:
                plain = escape(part, quote=False).replace("{", "&#123;").replace("}", "&#125;")
                parts.append(plain.replace("\n", "<br />"))
        return "".join(parts)

    def group_relevance(self, path: tuple[str, ...], is_first: bool) -> str:
        held = []
        for depth in range(1, len(path) + 1):
            group = self.form.group_by_path[path[:depth]]
            text = self.relevance(group.relevance, group.name, is_first)
            if text:
                held.append(text)
        return held[0] if len(held) == 1 else " and ".join(f"({text})" for text in held)

    def relevance(self, condition: Expression | None, what: str, is_first: bool) -> str:
        if condition is None:
            return ""
        try:
            return self.expressions.written(condition.tree)
        except NotExpressedError as error:
            if is_first:
                reason = _("LimeSurvey cannot express “{}” in a condition; it is left out")
                self.left.append(Left(f"{what}: {condition.text}", reason.format(error)))
            return ""

    def bounds(self, item: Item, is_first: bool) -> Row:
        """Give the attributes that say what a constraint of numbers says; others are listed."""
        found = {}
        for part in (item.constraint or "").split(" and ") if item.constraint else ():
            match = re.fullmatch(r"(\. ?|count-selected\(\.\) ?)(>=|<=) ?(-?\d+(?:\.\d+)?)", part)
            if match is None:
                if is_first:
                    reason = _("LimeSurvey has no such constraint; it is left out")
                    self.left.append(Left(f"{item.question_id}: {item.constraint}", reason))
                return {}
            found[_BOUNDS[f"{match[1].rstrip()} ", match[2]]] = match[3]
        return found

    def list_item(self, item: Item) -> None:
        if isinstance(item.required, Expression):
            reason = _("an answer is required on a condition; here it is not required")
            self.left.append(Left(f"{item.question_id}: {item.required.text}", reason))
        if item.theme or item.same_as:
            reason = _("LimeSurvey has no themes and no earlier waves")
            what = ", ".join(filter(None, (item.theme, item.same_as)))
            self.left.append(Left(f"{item.question_id}: {what}", reason))
        if item.other_label:
            reason = _("the words beside the field of “other” are left out")
            self.left.append(Left(item.question_id, reason))

    def list_codes(self) -> None:
        names = {item.question_id: item.name for item in self.form.items}
        for question_id, title in self.titles.items():
            if title != names[question_id]:
                reason = _("is called {} in LimeSurvey").format(title)
                self.left.append(Left(names[question_id], reason))
        for item in self.form.items:
            for code, short in shortened(choice_codes(item)).items():
                reason = _("is called {} in LimeSurvey").format(short)
                self.left.append(Left(f"{item.question_id}: {code}", reason))
