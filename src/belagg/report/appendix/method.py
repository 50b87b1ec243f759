"""How the study was made: revision, instrument, outcome, layers, rules, overrides, quality."""

from collections.abc import Iterator

import polars as pl

from belagg.analysis.response import dispositions
from belagg.analysis.tally import categories
from belagg.checks.rule import Subject, all_rules
from belagg.checks.run import Checked
from belagg.language import marked, translate
from belagg.manuscript.bind import Binder
from belagg.manuscript.tree import Block, Bound, CodeText, Inline, LineBreak, Text
from belagg.manuscript.typography import date_text, number, typeset
from belagg.report.appendix.parts import (
    LEFT,
    RIGHT,
    cell,
    heading,
    headings,
    paragraph,
    rich_cell,
    table,
)
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Layer, Missing


def revision(subject: Subject, language: str) -> Iterator[Block]:
    """Say which study the report was made from, and how to tell."""
    settings = subject.study.settings
    yield heading(translate("Basis of the report", language), "bilaga-underlag")
    yield paragraph(
        translate(
            "Every number in the report was put there by a program from the study's data. The "
            "revision is a checksum of everything that is public in the study; the same revision "
            "always gives the same report.",
            language,
        ),
        language,
    )
    rows = [
        (translate("Study", language), settings.study_id),
        (translate("Revision", language), subject.study.short_revision),
        (translate("As of", language), date_text(settings.date.isoformat(), language)),
        (translate("Wave", language), settings.wave),
        (translate("Steward", language), settings.steward),
        (translate("Licence", language), settings.licence),
    ]
    if settings.period:
        first, last = (date_text(day.isoformat(), language) for day in settings.period)
        rows.insert(3, (translate("Fieldwork", language), f"{first} – {last}"))
    header = headings(language, marked("What"), marked("Value"))
    yield table(header, [(cell(a), cell(b)) for a, b in rows if b], ("left", "left"))


def instrument(subject: Subject, language: str) -> Iterator[Block]:
    """List every item as it was put, with its categories and theme."""
    yield heading(translate("The questions", language), "bilaga-fragor")
    settings = subject.study.settings
    rows = []
    for item in subject.study.items:
        theme = settings.theme(item.theme) if item.theme else None
        choices = ", ".join(worded(choice.label, language) for choice in item.choices)
        rows.append(
            (
                cell(item.question_id),
                cell(typeset(worded(item.label, language), language)),
                cell(choices or item.type.label(language)),
                cell(worded(theme.label, language) if theme else ""),
            )
        )
    header = headings(
        language, marked("No."), marked("Question"), marked("Answers"), marked("Theme")
    )
    yield table(header, rows, ("left", "left", "left", "left"))


def outcome(subject: Subject, language: str) -> Iterator[Block]:
    """Give the outcome table and the rates after AAPOR."""
    yield heading(translate("Who answered", language), "bilaga-svar")
    counted = dispositions(subject.study)
    rows = [
        (cell(kind.label(language)), cell(kind.aapor), cell(number(count, language)))
        for kind, count in sorted(counted.items(), key=lambda pair: pair[0].aapor)
    ]
    header = headings(language, marked("Outcome"), marked("AAPOR code"), marked("Number"))
    yield table(header, rows, ("left", "left", "right"))
    yield paragraph(
        translate(
            "Outcomes and rates follow AAPOR's Standard Definitions (10th edition, 2023): response "
            "is RR2, refusal REF1, contact CON1, counted by unit.",
            language,
        ),
        language,
    )
    binder = Binder(subject.study, subject.figures, language)
    rates = (
        ("response.rate", translate("Response rate", language)),
        ("response.refusal.rate", translate("Refusal rate", language)),
        ("response.contact.rate", translate("Contact rate", language)),
        ("response.recipients.rate", translate("Response rate, recipients", language)),
    )
    shares = [
        (cell(label), rich_cell([binder.bound(name, ("one",))]))
        for name, label in rates
        if name in subject.figures
    ]
    header = headings(language, marked("Rate"), marked("Value"))
    yield table(header, shares, (LEFT, RIGHT))


def answers_per_item(subject: Subject, language: str) -> Iterator[Block]:
    """Give n and what is missing, by kind, for every item."""
    yield heading(translate("Answers to each question", language), "bilaga-n")
    figures = subject.figures
    kinds = [
        code
        for code in Missing
        if any(
            f"{item.question_id}.missing.{code}.count" in figures for item in subject.study.items
        )
    ]
    binder = Binder(subject.study, figures, language)
    rows = []
    unpublished = []
    for item in subject.study.items:
        names = [f"{item.question_id}.n"]
        names += [f"{item.question_id}.missing.{code}.count" for code in kinds]
        if names[0] not in figures:
            unpublished.append(item.question_id)
            continue
        cells = [rich_cell(_bound(binder, name)) for name in names]
        rows.append((cell(item.question_id), *cells))
    header = [translate("No.", language), "n", *(code.label(language) for code in kinds)]
    yield table(header, rows, (LEFT, *[RIGHT] * (len(kinds) + 1)))
    if unpublished:
        text = translate("No result of these questions is published: {}.", language)
        yield paragraph(text.format(", ".join(unpublished)), language)


def _bound(binder: Binder, name: str) -> list[Bound]:
    return [binder.bound(name)] if name in binder.figures else []


def layers(subject: Subject, language: str) -> Iterator[Block]:
    """Say what the three layers are, and how many values were recoded or are contested."""
    yield heading(translate("Stated, recoded and documented", language), "bilaga-skikt")
    yield paragraph(
        translate(
            "Three things are kept apart: what a body stated, how its answer was recoded, and what "
            "its documents show. Where the report names none, the recoded value is meant. "
            "Contested values are those where two judged differently, where the recoded value is "
            "not the stated one, or that were reached by elimination.",
            language,
        ),
        language,
    )
    cells = subject.figures.cells
    rows = []
    for item in subject.study.items:
        q = item.question_id
        recoded = cells.item_rows(Layer.RECODED, q)
        if f"{q}.n" not in subject.figures:
            continue
        rows.append(
            (
                cell(q),
                cell(number(cells.item_rows(Layer.STATED, q)["category"].count(), language)),
                cell(number(recoded["category"].count() + recoded["value"].count(), language)),
                cell(number(cells.item_rows(Layer.DOCUMENTED, q)["category"].count(), language)),
                cell(number(int(recoded["contested"].sum()), language)),
            )
        )
    header = [
        translate("No.", language),
        *(layer.label(language).capitalize() for layer in Layer),
        translate("Contested", language),
    ]
    yield table(header, rows, ("left", "right", "right", "right", "right"))


def rules(subject: Subject, language: str) -> Iterator[Block]:
    """List the rules of the code book, with how many decisions name each."""
    book = subject.study.tables["codebook"]
    if not len(book):
        return
    used = dict(subject.study.tables["assessments"].group_by("rule_id").agg(pl.len()).iter_rows())
    yield heading(translate("Rules for recoding", language), "bilaga-regler")
    rows = [
        (
            cell(f"{row['rule_id']} ({row['version']})"),
            cell(row["question_id"] or translate("all", language)),
            cell(_category(subject, row["question_id"], row["category"], language)),
            cell(typeset(row["when"], language)),
            cell(number(used.get(row["rule_id"], 0), language)),
        )
        for row in book.iter_rows(named=True)
    ]
    header = headings(
        language,
        marked("Rule"),
        marked("Question"),
        marked("Gives"),
        marked("When"),
        marked("Decisions"),
    )
    yield table(header, rows, ("left", "left", "left", "left", "right"))


def _category(subject: Subject, question: str | None, code: str | None, language: str) -> str:
    item = subject.study.questionnaire.by_id.get(question or "")
    if item is None or code not in item.codes or code is None:
        return code or ""
    return worded(item.choice(code).label, language)


def category_label(item: Item, code: str, language: str) -> str:
    """Give what a reader calls a category of an item."""
    return worded(item.choice(code).label, language) if code in item.codes else code


def category_codes(subject: Subject, item: Item) -> tuple[str, ...]:
    """Give the codes an item can have, in order."""
    return categories(subject.study, item)


def overrides(checked: Checked, language: str) -> Iterator[Block]:
    """List what the checks found and the study lets stand, with the reason."""
    yield heading(translate("What the checks found and lets stand", language), "bilaga-undantag")
    if not checked.allowed:
        yield paragraph(translate("Nothing.", language), language)
        return
    yield paragraph(
        translate(
            "Before a report is made its study is checked as a careful reader would. These "
            "findings cannot be mended, or are meant to stand, for the reason given.",
            language,
        ),
        language,
    )
    titles = {rule.code: rule.title for rule in all_rules()}
    rows = [
        (
            rich_cell([Text(translate(titles[code], language)), LineBreak(), CodeText(code)]),
            rich_cell(_lines(messages, language)),
            cell(typeset(reason, language)),
        )
        for (code, reason), messages in _by_reason(checked).items()
    ]
    header = headings(language, marked("Check"), marked("Remark"), marked("Reason"))
    yield table(header, rows, ("left", "left", "left"))


def _by_reason(checked: Checked) -> dict[tuple[str, str], list[str]]:
    """Give what was found, each thing once, by the check and the reason why it stands."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for allowed in checked.allowed:
        key = (allowed.finding.code, allowed.reason)
        found.setdefault(key, {})[allowed.finding.message] = None
    return {key: list(messages) for key, messages in found.items()}


def _lines(texts: list[str], language: str) -> list[Inline]:
    lines: list[Inline] = []
    for text in texts:
        lines += [LineBreak(), Text(typeset(text, language))]
    return lines[1:]


_COMPONENTS = ("relevance", "accuracy", "timeliness", "accessibility", "comparability")


def quality(subject: Subject, language: str) -> Iterator[Block]:
    """Give the quality declaration under the headings of SCB-FS 2016:17."""
    yield heading(translate("Quality declaration", language), "bilaga-kvalitet")
    yield paragraph(
        translate(
            "The headings are those of Statistics Sweden's regulations on quality in official "
            "statistics (SCB-FS 2016:17).",
            language,
        ),
        language,
    )
    labels = {
        "relevance": translate("Relevance", language),
        "accuracy": translate("Accuracy", language),
        "timeliness": translate("Timeliness and punctuality", language),
        "accessibility": translate("Accessibility and clarity", language),
        "comparability": translate("Comparability and coherence", language),
    }
    written = subject.study.settings.quality.get(language, {})
    for component in _COMPONENTS:
        yield heading(labels[component], f"bilaga-kvalitet-{component}", level=3)
        if component in written:
            yield paragraph(written[component], language)
        if computed := _computed(subject, component, language):
            yield paragraph(computed, language)
        elif component not in written:
            yield paragraph(translate("Nothing is stated.", language), language)


def _computed(subject: Subject, component: str, language: str) -> str:
    settings = subject.study.settings
    binder = Binder(subject.study, subject.figures, language)
    if component == "accuracy" and "response.rate" in subject.figures:
        text = translate("{} of {} units answered ({}).", language)
        names = ("response.count", "response.n", "response.rate")
        return text.format(*(binder.bound(name).text for name in names))
    if component == "timeliness" and settings.period:
        days = (settings.date - settings.period[1]).days
        text = translate("The report is as of {} days after the fieldwork ended.", language)
        return text.format(number(days, language))
    if component == "accessibility":
        return translate(
            "All data that are public are published with the report, with a description of every "
            "column.",
            language,
        )
    if component == "comparability":
        changed = [item for item in subject.study.items if item.comparability is not None]
        text = translate("{} of {} questions have a counterpart in an earlier wave.", language)
        return text.format(
            number(len(changed), language), number(len(subject.study.items), language)
        )
    return ""
