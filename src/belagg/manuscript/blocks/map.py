"""`::: map 4A`: the units as areas, each with the category it has."""

from collections.abc import Sequence

from belagg.language import _, translate
from belagg.manuscript.blocks.cells import bound_cell
from belagg.manuscript.blocks.results import (
    Result,
    category_codes,
    category_label,
    not_published,
    note_of,
    results_of,
    series_of,
    title_of,
    tones,
)
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import Area, Cell, Inlines, MapBlock, TableBlock, Text, Tone
from belagg.manuscript.typography import listing, sentence_case
from belagg.manuscript.uses import UseKind
from belagg.study.geography import load_geography
from belagg.study.problems import Where
from belagg.study.questionnaire import Item, ItemType
from belagg.study.vocabulary import Layer, Missing

OPTIONS = ("title", "layer", "id")


def draw_map(block: Directive, ctx: Context) -> MapBlock:
    """Make a map of one item; BlockError where the study has no areas or the item no categories.

    Units whose answer is not published are shown as such, and so are those that did not answer.
    """
    if not ctx.study.settings.geography:
        message = _("a map needs areas: set geography in study.toml, to se-regions for example")
        raise ctx.error(message, block.where)
    drawn = load_geography(ctx.study.settings.geography, ctx.study.files).areas
    if not any(unit in drawn for unit in ctx.study.unit_names):
        message = _("no {} has an area in {}, whose areas are {}, …; unit_id must be theirs")
        told = ", ".join(list(drawn)[:3])
        name = ctx.study.settings.geography
        raise ctx.error(message.format(ctx.binder.noun(1), name, told), block.where)
    if len(block.args) != 1 or "by" in block.options:
        raise ctx.error(_("a map shows one item: ::: map 4A"), block.where)
    (result,) = results_of(block, ctx)
    if result.item.type is ItemType.SELECT_MULTIPLE:
        message = _("several answers could be given to {}, and an area has one colour")
        raise ctx.error(message.format(result.item.question_id), block.where)
    ctx.uses.add(UseKind.ITEM, result.item.question_id, block.where, block.kind)
    areas = areas_of(result.item, result.layer, result, ctx)
    legend = _legend(areas, result, ctx)
    title = title_of(block, (result,), ctx)
    number = ctx.numbering.next("map")
    wanted = ctx.plain(block.options["id"]) if "id" in block.options else f"map-{block.args[0]}"
    anchor = ctx.anchors.give(wanted)
    ctx.labels[anchor] = number
    series = series_of(result, block.where, ctx)
    return MapBlock(
        ctx.study.settings.geography,
        anchor,
        number,
        title,
        _alt(title, areas, legend, ctx),
        areas,
        legend,
        note_of((result,), (series,), ctx, block.where),
        _table(areas, legend, result, block.where, ctx),
        _count_names(legend, result, ctx),
    )


def areas_of(item: Item, layer: Layer, result: Result, ctx: Context) -> tuple[Area, ...]:
    """Give each unit in force with its category, or the reason why it has none."""
    cells = ctx.figures.cells
    rows = cells.item_rows(layer, item.question_id).select("unit", "category", "missing")
    held = {unit: (category, missing) for unit, category, missing in rows.iter_rows()}
    tone = tones(category_codes(result, ctx))
    names = ctx.study.unit_names
    areas = []
    for place, unit in enumerate(cells.units):
        category, missing = held.get(place, (None, None))
        if category in tone and not ctx.figures[f"{result.prefix}.{category}.count"].withheld:
            label = category_label(item, category, ctx.language)
            areas.append(Area(unit, names[unit], category, label, tone[category]))
            continue
        if category is not None:
            missing = Missing.NOT_PUBLISHED.value
        elif missing is None:
            missing = (Missing.NO_ANSWER if cells.asked[place] else Missing.NOT_ASKED).value
        kind = Missing(missing)
        label = sentence_case(kind.label(ctx.language))
        areas.append(Area(unit, names[unit], kind.value, label, Tone(kind.value)))
    return tuple(areas)


def _legend(
    areas: Sequence[Area], result: Result, ctx: Context
) -> tuple[tuple[str, str, Tone], ...]:
    there = {area.code: (area.code, area.label, area.tone) for area in areas}
    order = [*category_codes(result, ctx), *(kind.value for kind in Missing)]
    return tuple(there[code] for code in order if code in there)


def _stem(code: str, result: Result) -> str:
    missing = code in list(Missing)
    return f"{result.prefix}.missing.{code}" if missing else f"{result.prefix}.{code}"


def _count_names(
    legend: Sequence[tuple[str, str, Tone]], result: Result, ctx: Context
) -> tuple[str, ...]:
    names = (f"{_stem(code, result)}.count" for code, _label, _tone in legend)
    return tuple(name if name in ctx.figures else "" for name in names)


def _table(
    areas: Sequence[Area],
    legend: Sequence[tuple[str, str, Tone]],
    result: Result,
    where: Where,
    ctx: Context,
) -> TableBlock:
    language = ctx.language
    rows = []
    for code, label, _tone in legend:
        name = _stem(code, result)
        units: Inlines = (
            Text(listing([area.name for area in areas if area.code == code], language)),
        )
        if f"{name}.units" in ctx.figures and not not_published(result, ctx):
            units = (ctx.bound(f"{name}.units", where),)
        rows.append(
            (
                Cell((Text(label),), header=True),
                bound_cell(f"{name}.count", where, ctx),
                Cell(units),
            )
        )
    header = (
        translate("Answer", language),
        translate("Number", language),
        sentence_case(ctx.binder.noun(2)),
    )
    return TableBlock(
        tuple(Cell((Text(word),)) for word in header),
        tuple(rows),
        ("left", "right", "left"),
        compact=True,
    )


def _alt(
    title: str, areas: Sequence[Area], legend: Sequence[tuple[str, str, Tone]], ctx: Context
) -> str:
    opening = translate("Map: {}", ctx.language).format(title)
    sentences = [opening if opening.endswith(("?", ".", "!")) else f"{opening}."]
    for code, label, _tone in legend:
        names = listing([area.name for area in areas if area.code == code], ctx.language)
        sentences.append(f"{label}: {names}.")
    return " ".join(sentences)
