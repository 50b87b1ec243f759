"""`::: said-found 4A`: what bodies said against what was found, as a table and as a map."""

from belagg.analysis.said_found import NO_CATEGORY, SaidFound, said_found
from belagg.language import _, translate
from belagg.manuscript.blocks.cells import bound_cell, right_aligned, text_cell
from belagg.manuscript.blocks.results import category_label
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import (
    Area,
    Block,
    Cell,
    Inlines,
    MapBlock,
    TableBlock,
    Text,
    Tone,
)
from belagg.manuscript.typography import listing, sentence_case, typeset
from belagg.manuscript.uses import UseKind
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Grade, Layer, Missing

OPTIONS = ("title", "id")

_TONES = {
    Grade.CONFIRMED: Tone.YES,
    Grade.PARTLY: Tone.PARTLY,
    Grade.CONTRADICTED: Tone.NO,
    Grade.NOT_SPECIFIED: Tone.OTHER,
    Grade.UNVERIFIABLE: Tone.UNDETERMINABLE,
    Grade.NOT_REVIEWED: Tone.NOT_ASKED,
}


def draw_said_found(block: Directive, ctx: Context) -> tuple[Block, ...]:
    """Make the table, and where the study has areas the map; BlockError where nothing is claimed.

    Bodies are not ranked, and grades are not added up to a score.
    """
    if len(block.args) != 1:
        raise ctx.error(_("name one: ::: {} {}").format(block.kind, "4A"), block.where)
    item = ctx.item(block.args[0], block.where)
    held = said_found(ctx.study, ctx.figures.cells, item.question_id)
    shown = [code for code in _codes(item, held) if _prefix(item, code) + ".n" in ctx.figures]
    if not held.found or not shown:
        message = _("no named body has made a claim on item {} that can be shown")
        raise ctx.error(message.format(item.question_id), block.where, item.question_id)
    ctx.uses.add(UseKind.ITEM, item.question_id, block.where, block.kind)
    made: tuple[Block, ...] = (_table(block, item, held, shown, ctx),)
    return (*made, _map(block, item, held, ctx)) if ctx.study.settings.geography else made


def _codes(item: Item, held: SaidFound) -> list[str]:
    used = {code for said in held.said.values() for code in said.split(" ")}
    return [*dict.fromkeys((*item.codes, *sorted(used))), NO_CATEGORY]


def _prefix(item: Item, code: str) -> str:
    return f"claims.{item.question_id}.said.{code}"


def _title(block: Directive, item: Item, ctx: Context) -> str:
    if run := block.options.get("title"):
        return ctx.plain(run)
    pattern = translate("Said against found: {}", ctx.language)
    return typeset(pattern.format(worded(item.label, ctx.language)), ctx.language)


def _grade_label(grade: Grade, ctx: Context) -> str:
    return sentence_case(grade.label(ctx.language))


def _anchored(block: Directive, kind: str, label: str, ctx: Context) -> str:
    """Give the id of the table or map, by which it can be referred to."""
    own = ctx.plain(block.options["id"]) if "id" in block.options else ""
    base = own or f"said-found-{block.args[0]}"
    anchor = ctx.anchors.give(base if kind == "table" else f"{base}-{kind}")
    ctx.labels[anchor] = label
    return anchor


def _table(
    block: Directive, item: Item, held: SaidFound, shown: list[str], ctx: Context
) -> TableBlock:
    language, where = ctx.language, block.where
    grades = [
        grade
        for grade in Grade
        if any(ctx.figures[f"{_prefix(item, code)}.{grade.value}.count"].value for code in shown)
    ]
    rows = []
    for code in shown:
        prefix = _prefix(item, code)
        if code == NO_CATEGORY:
            label = translate("No category", language)
        else:
            label = category_label(item, code, language)
        rows.append(
            (
                text_cell(label, language, header=True),
                *(bound_cell(f"{prefix}.{grade.value}.count", where, ctx) for grade in grades),
                bound_cell(f"{prefix}.n", where, ctx),
            )
        )
    said = (
        translate("Stated", language)
        if held.layer is Layer.STATED
        else translate("As recoded", language)
    )
    heads = [said, *(_grade_label(grade, ctx) for grade in grades), translate("All", language)]
    label = ctx.numbering.next("table")
    anchor = _anchored(block, "table", label, ctx)
    return TableBlock(
        tuple(Cell((Text(head),)) for head in heads),
        tuple(rows),
        right_aligned(len(grades) + 1),
        (Text(_title(block, item, ctx)),),
        label,
        anchor,
    )


def _map(block: Directive, item: Item, held: SaidFound, ctx: Context) -> MapBlock:
    names = ctx.study.unit_names
    areas = tuple(_area(unit, names[unit], held, ctx) for unit in ctx.figures.cells.units)
    there = {area.code: area for area in areas}
    order = [*(grade.value for grade in Grade), *(kind.value for kind in Missing)]
    legend = tuple((code, there[code].label, there[code].tone) for code in order if code in there)
    label = ctx.numbering.next("map")
    title = _title(block, item, ctx)
    listed = [
        (text, listing([area.name for area in areas if area.code == code], ctx.language),
         sum(area.code == code for area in areas))
        for code, text, _tone in legend
    ]  # fmt: skip
    alt = " ".join(f"{text}: {units}." for text, units, _count in listed)
    rows = tuple(
        (Cell((Text(text),), header=True), Cell((Text(str(count)),)), Cell((Text(units),)))
        for text, units, count in listed
    )
    head = (
        translate("What was found", ctx.language),
        translate("Number", ctx.language),
        sentence_case(ctx.binder.noun(2)),
    )
    return MapBlock(
        ctx.study.settings.geography,
        _anchored(block, "map", label, ctx),
        label,
        title,
        f"{translate('Map: {}', ctx.language).format(title)} {alt}",
        areas,
        legend,
        _note(ctx),
        TableBlock(
            tuple(Cell((Text(word),)) for word in head), rows, ("left", "right", "left"),
            compact=True,
        ),
    )  # fmt: skip


def _area(unit: str, name: str, held: SaidFound, ctx: Context) -> Area:
    if unit not in held.found and unit in held.silent:
        missing = held.silent[unit]
        label = sentence_case(missing.label(ctx.language))
        return Area(unit, name, missing.value, label, Tone(missing.value))
    grade = held.grade(unit)
    return Area(unit, name, grade.value, _grade_label(grade, ctx), _TONES[grade])


def _note(ctx: Context) -> Inlines:
    text = translate(
        "Each body has the one grade that says what was found for all it claims on the item.",
        ctx.language,
    )
    return (Text(text),)
