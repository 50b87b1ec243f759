"""`::: table …`: units by category, the outcome of the fieldwork, and what a study lists."""

from collections.abc import Callable, Mapping

from belagg.analysis.response import outcomes
from belagg.language import _, translate
from belagg.manuscript.blocks import listings
from belagg.manuscript.blocks.cells import bound_cell, text_cell
from belagg.manuscript.blocks.content import Column, Content
from belagg.manuscript.blocks.results import results_of, series_of, title_of
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import Cell, TableBlock, Text
from belagg.manuscript.typography import number, sentence_case
from belagg.manuscript.uses import UseKind
from belagg.study.vocabulary import Disposition

OPTIONS = ("title", "layer", "id")


def table(block: Directive, ctx: Context) -> TableBlock:
    """Make a table by the name of its kind, else of the item named; BlockError where it cannot."""
    kind = block.args[0] if block.args else ""
    if kind in KINDS:
        ctx.uses.add(UseKind.TABLE, kind, block.where, block.kind)
        content = KINDS[kind](block, ctx)
    elif any(item.question_id == kind for item in ctx.study.items):
        content = _units_by_category(block, ctx)
    else:
        ids = [item.question_id for item in ctx.study.items]
        message = _("a table is of an item, or one of {}").format(", ".join(KINDS))
        raise ctx.error(message, block.where, kind or None, [*KINDS, *ids])
    run = block.options.get("title")
    caption = ctx.plain(run) if run else content.caption
    label = ctx.numbering.next("table")
    wanted = ctx.plain(block.options["id"]) if "id" in block.options else f"table-{kind}"
    anchor = ctx.anchors.give(wanted)
    ctx.labels[anchor] = label
    return TableBlock(content.header, content.rows, content.align, (Text(caption),), label, anchor)


def _units_by_category(block: Directive, ctx: Context) -> Content:
    if len(block.args) > 1:
        raise ctx.error(_("a table of units shows one item: ::: table 4A"), block.where)
    (result,) = results_of(block, ctx)
    ctx.uses.add(UseKind.ITEM, result.item.question_id, block.where, block.kind)
    series = series_of(result, block.where, ctx)
    rows = []
    for part in (*series.slices, *series.missing):
        name = part.count_name.removesuffix(".count")
        rows.append(
            (
                Cell((Text(part.label),), header=True),
                bound_cell(f"{name}.count", block.where, ctx),
                bound_cell(f"{name}.units", block.where, ctx),
            )
        )
    columns = (
        Column(translate("Answer", ctx.language)),
        Column(translate("Number", ctx.language), "right"),
        Column(sentence_case(ctx.binder.noun(2))),
    )
    return Content(title_of(block, (result,), ctx), columns, tuple(rows))


def _response(block: Directive, ctx: Context) -> Content:
    language, where = ctx.language, block.where
    if "response.n" not in ctx.figures:
        raise ctx.error(_("nobody has been asked, so there is no outcome to show"), where)
    people = "response.recipients.n" in ctx.figures
    stems = ("response", "response.recipients") if people else ("response",)
    rows = [
        (
            text_cell(label, language, header=True),
            *(bound_cell(f"{stem}.{end}", where, ctx) for stem in stems),
        )
        for label, end in (
            (translate("Asked", language), "n"),
            (translate("Answered", language), "count"),
            (translate("Response rate", language), "rate"),
            (translate("Refusal rate", language), "refusal.rate"),
            (translate("Contact rate", language), "contact.rate"),
        )
    ]
    rows += _dispositions(ctx, people=people)
    columns = [
        Column(translate("Outcome", language)),
        Column(sentence_case(ctx.binder.noun(2)), "right"),
    ]
    if people:
        columns.append(Column(translate("Recipients", language), "right"))
    caption = translate("Outcome of the fieldwork, with codes after AAPOR", language)
    return Content(caption, tuple(columns), tuple(rows))


def _dispositions(ctx: Context, *, people: bool) -> list[tuple[Cell, ...]]:
    found = outcomes(ctx.study)
    rows = []
    for disposition in Disposition:
        counts = [sum(d is disposition for d in found.units.values())]
        if people:
            counts.append(sum(d is disposition for d in found.recipients.values()))
        if not any(counts):
            continue
        label = sentence_case(disposition.label(ctx.language))
        if disposition.aapor:
            label += f" ({disposition.aapor})"
        cells = (Cell((Text(number(count, ctx.language)),)) for count in counts)
        rows.append((text_cell(label, ctx.language, header=True), *cells))
    return rows


KINDS: Mapping[str, Callable[[Directive, Context], Content]] = {
    "response": _response,
    "claims": listings.claims,
    "grades": listings.grades,
    "services": listings.services,
    "glossary": listings.glossary,
    "cited": listings.cited,
    "documents": listings.documents,
}
