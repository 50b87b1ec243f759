"""`::: waves`: what has become of bodies and items since the last wave, and what is compared."""

from collections.abc import Sequence

from belagg.analysis.waves.compared import Counterpart, Standing
from belagg.analysis.waves.figures import Since
from belagg.language import translate
from belagg.manuscript.blocks.cells import bound_cell, right_aligned, text_cell
from belagg.manuscript.blocks.change import since_last
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import Align, Block, Cell, TableBlock, Text
from belagg.manuscript.typography import date_text, listing, sentence_case, typeset
from belagg.manuscript.uses import UseKind
from belagg.study.problems import Where
from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Fate
from belagg.study.waves import wave_name


def waves(block: Directive, ctx: Context) -> tuple[Block, ...]:
    """Make the tables of bodies, of those that did not go on as one, and of items.

    BlockError where the study has no earlier wave.
    """
    held = since_last(block.where, ctx)
    made = [bodies_table(held, block.where, ctx)]
    if any(one.fate is not Fate.SAME for one in held.kin):
        made.append(apart_table(held, ctx))
    made.append(items_table(held, block.where, ctx))
    if any(pair.standing is not Standing.SAME for pair in held.counterparts):
        made.append(differing_table(held, ctx))
    for pair in held.counterparts:
        if pair.item is not None and not pair.comparable:
            ctx.uses.add(UseKind.ITEM, pair.item.question_id, block.where, block.kind)
    return tuple(made)


def _table(
    title: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]], numbers: int, ctx: Context
) -> TableBlock:
    label = ctx.numbering.next("table")
    anchor = ctx.anchors.give(title.casefold())
    ctx.labels[anchor] = label
    words: list[Align] = ["left"] * (len(heads) - numbers - 1)
    align = (*words, *right_aligned(numbers))
    return TableBlock(
        tuple(Cell((Text(head),)) for head in heads), tuple(rows), align, (Text(title),), label,
        anchor,
    )  # fmt: skip


def bodies_table(held: Since, where: Where, ctx: Context) -> TableBlock:
    """Give how many bodies there were and are, by what has become of them."""
    language = ctx.language
    times = [typeset(wave_name(wave), language) for wave in (held.earlier, held.study)]
    rows = [
        (
            text_cell(sentence_case(fate.label(language)), language, header=True),
            bound_cell(f"change.units.{fate.value}.before.count", where, ctx),
            bound_cell(f"change.units.{fate.value}.after.count", where, ctx),
        )
        for fate in Fate
        if any(one.fate is fate for one in held.kin)
    ]
    rows.append(
        (
            text_cell(translate("All", language), language, header=True),
            bound_cell("change.units.before.count", where, ctx),
            bound_cell("change.units.after.count", where, ctx),
        )
    )
    noun = sentence_case(ctx.binder.noun(2))
    return _table(translate("Bodies in both waves", language), [noun, *times], rows, 2, ctx)


def apart_table(held: Since, ctx: Context) -> TableBlock:
    """Name the bodies that did not go on as one: which they were, and which they became."""
    language = ctx.language
    names = {**held.earlier.unit_names, **held.study.unit_names}
    days = {str(after): on for _before, after, on in _successions(held)}
    rows = []
    for one in sorted(held.kin, key=lambda one: (list(Fate).index(one.fate), one.before)):
        if one.fate is Fate.SAME:
            continue
        on = next((days[unit] for unit in one.after if unit in days), None)
        rows.append(
            (
                text_cell(sentence_case(one.fate.label(language)), language, header=True),
                text_cell(listing([names[u] for u in one.before], language), language),
                text_cell(listing([names[u] for u in one.after], language), language),
                text_cell(date_text(str(on), language) if on else None, language),
            )
        )
    heads = [
        translate("What became of them", language),
        typeset(wave_name(held.earlier), language),
        typeset(wave_name(held.study), language),
        translate("From", language),
    ]
    title = translate("Bodies that did not go on as one, and are not compared", language)
    return _table(title, heads, rows, 0, ctx)


def _successions(held: Since) -> list[tuple[object, ...]]:
    return list(held.study.tables["successions"].iter_rows())


def items_table(held: Since, where: Where, ctx: Context) -> TableBlock:
    """Give how many questions are the same, changed, not comparable, new and gone."""
    language = ctx.language
    rows = [
        (
            text_cell(sentence_case(standing.label(language)), language, header=True),
            bound_cell(f"change.items.{standing.value}.count", where, ctx),
        )
        for standing in Standing
        if f"change.items.{standing.value}.count" in ctx.figures
    ]
    heads = [translate("Questions", language), translate("Number", language)]
    return _table(translate("Questions in both waves", language), heads, rows, 1, ctx)


def differing_table(held: Since, ctx: Context) -> TableBlock:
    """Name the questions that are not simply the same, with the reason."""
    language = ctx.language
    rows = [
        (
            text_cell(_title(pair, ctx), language, header=True),
            text_cell(sentence_case(pair.standing.label(language)), language),
            text_cell(pair.reason, language),
        )
        for pair in held.counterparts
        if pair.standing is not Standing.SAME
    ]
    heads = [
        translate("Question", language),
        translate("Against the last wave", language),
        translate("Reason", language),
    ]
    title = translate("Questions that have changed, are new or are asked no more", language)
    return _table(title, heads, rows, 0, ctx)


def _title(pair: Counterpart, ctx: Context) -> str:
    item = pair.item or pair.earlier
    return f"{item.question_id}. {worded(item.label, ctx.language)}" if item else ""
