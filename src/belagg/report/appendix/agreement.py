"""How far the coders agree, in the appendix: a row for each item, and what they differed on."""

from collections.abc import Iterator

from belagg.analysis.agreement.coders import ItemAgreement, agreements
from belagg.analysis.agreement.krippendorff import SAMPLES, SEED
from belagg.analysis.item_figures import stem
from belagg.checks.rule import Subject
from belagg.language import marked, translate
from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.bind import Binder
from belagg.manuscript.tree import Block, Bound, Cell, Inline, Text
from belagg.manuscript.typography import NBSP, number, sentence_case
from belagg.report.appendix.method import category_label
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
from belagg.study.vocabulary import Layer, Missing


def agreement(subject: Subject, language: str) -> Iterator[Block]:
    """Give the measures and the table of disagreements; nothing where nothing was coded twice."""
    measured = list(agreements(subject.study, subject.figures.cells))
    binder = Binder(subject.study, subject.figures, language)
    spans = "agreement.segments.n" in subject.figures
    if not measured and not spans:
        return
    yield heading(translate("How far the coders agree", language), "bilaga-overensstammelse")
    if measured:
        yield from _of_decisions(measured, binder, language)
    if spans:
        yield from _of_spans(binder, language)


def _of_decisions(measured: list[ItemAgreement], binder: Binder, language: str) -> Iterator[Block]:
    text = translate(
        "What was coded by two or more without seeing each other, before any difference was "
        "settled. Percent is the share of pairs of decisions that are alike. The coefficients set "
        "chance aside: 1 is full agreement, 0 what chance gives. Alpha is Krippendorff's, with the "
        "middle 95 per cent of {} bootstrap samples (seed {}); kappa is Cohen's for two coders and "
        "Fleiss' for more; AC1 is Gwet's.",
        language,
    )
    yield paragraph(text.format(number(SAMPLES, language), SEED), language)
    header = [
        translate("No.", language),
        "n",
        translate("Percent", language),
        translate("Alpha", language),
        translate("Alpha, in order", language),
        translate("Kappa", language),
        "AC1",
    ]
    align = (LEFT, *[RIGHT] * 6)
    yield table(header, [_row(item, binder, language) for item in measured], align)
    yield from _differences(measured, language)


def _of_spans(binder: Binder, language: str) -> Iterator[Block]:
    text = translate(
        "Spans marked in the same texts by two or more are measured by Krippendorff's alpha for "
        "unitizing: of boundaries and codes together, of what is marked at all, and of the codes "
        "where both marked something.",
        language,
    )
    yield paragraph(text, language)
    names = ("n", "alpha", "relevance", "coding")
    header = [
        translate("Marked spans", language),
        translate("Texts", language),
        translate("Together", language),
        translate("Marked at all", language),
        translate("Codes", language),
    ]
    first = cell(translate("All codes", language), anchor=appendix_id("agreement.segments.n"))
    row = (first, *(_value(f"agreement.segments.{name}", binder) for name in names))
    yield table(header, [row], (LEFT, *[RIGHT] * 4))


def _label(measured: ItemAgreement, language: str) -> str:
    own = measured.layer is Layer.RECODED
    name = measured.item.question_id
    return name if own else f"{name} ({measured.layer.label(language)})"


def _row(measured: ItemAgreement, binder: Binder, language: str) -> tuple[Cell, ...]:
    prefix = f"agreement.{stem(measured.item, measured.layer)}"
    names = ("n", "percent", "alpha", "ordinal.alpha", "kappa", "ac1")
    first = cell(_label(measured, language), anchor=appendix_id(f"{prefix}.n"))
    return (first, *(_value(f"{prefix}.{name}", binder) for name in names))


def _value(name: str, binder: Binder) -> Cell:
    if name not in binder.figures:
        return cell("")
    inlines: list[Inline] = [_bound(name, binder)]
    if f"{name}.low" in binder.figures:
        low, high = _bound(f"{name}.low", binder), _bound(f"{name}.high", binder)
        to = translate("to", binder.language)
        inlines += [Text(f"{NBSP}("), low, Text(f"{NBSP}{to}{NBSP}"), high, Text(")")]
    return rich_cell(inlines)


def _bound(name: str, binder: Binder) -> Bound:
    """Give a figure in its own row, to which it need not lead."""
    return Bound(name, binder.bound(name).text)


def _differences(measured: list[ItemAgreement], language: str) -> Iterator[Block]:
    rows = [
        (
            cell(_label(part, language)),
            cell(_said(part, found.said[0], language)),
            cell(_said(part, found.said[1], language)),
            cell(number(len(found.units), language)),
        )
        for part in measured
        for found in part.disagreements()
    ]
    if not rows:
        yield paragraph(translate("They never differed.", language), language)
        return
    yield paragraph(translate("What they said where they differed:", language), language)
    header = headings(
        language, marked("No."), marked("One said"), marked("Another said"), marked("Number")
    )
    yield table(header, rows, (LEFT, LEFT, LEFT, RIGHT))


def _said(measured: ItemAgreement, code: str, language: str) -> str:
    if code.startswith("!"):
        return sentence_case(Missing(code[1:]).label(language))
    return ", ".join(category_label(measured.item, part, language) for part in code.split(" "))
