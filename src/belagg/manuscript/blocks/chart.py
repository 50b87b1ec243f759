"""`::: chart 4A`: the result of an item, or of several, as bars, stacked bars or a donut."""

from collections.abc import Sequence

from belagg.language import _, translate
from belagg.manuscript.blocks.cells import numbers_table
from belagg.manuscript.blocks.results import note_of, results_of, series_of, title_of
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import ChartBlock, ChartKind, Series, Slice
from belagg.manuscript.uses import UseKind
from belagg.study.questionnaire import ItemType

OPTIONS = ("form", "title", "layer", "by", "id")


def chart(block: Directive, ctx: Context) -> ChartBlock:
    """Make a chart; BlockError where its items, form or layer do not allow it.

    One item is drawn as bars, which read best; several as stacked bars of equal length, so that
    shares can be compared.
    """
    results = results_of(block, ctx)
    for result in results:
        ctx.uses.add(UseKind.ITEM, result.item.question_id, block.where, block.kind)
    series = tuple(series_of(result, block.where, ctx) for result in results)
    several = any(result.item.type is ItemType.SELECT_MULTIPLE for result in results)
    kind = _form(block, series, ctx, several_answers=several)
    title = title_of(block, results, ctx)
    number = ctx.numbering.next("chart")
    wanted = ctx.plain(block.options["id"]) if "id" in block.options else _anchor(block)
    anchor = ctx.anchors.give(wanted)
    ctx.labels[anchor] = number
    return ChartBlock(
        kind,
        anchor,
        number,
        title,
        alt_of(kind, title, series, ctx),
        series,
        note_of(results, series, ctx, block.where),
        numbers_table(series, block.where, ctx),
    )


def _anchor(block: Directive) -> str:
    return "-".join((block.kind, *block.args))


def _form(
    block: Directive, series: Sequence[Series], ctx: Context, *, several_answers: bool
) -> ChartKind:
    if (run := block.options.get("form")) is None:
        stacks = len(series) > 1 and not several_answers
        return ChartKind.STACKED if stacks else ChartKind.BAR
    form, forms = ctx.plain(run), [kind.value for kind in ChartKind]
    if form not in forms:
        message = _("a chart has no form “{}”: they are {}").format(form, ", ".join(forms))
        raise ctx.error(message, block.where, form, forms)
    kind = ChartKind(form)
    if kind is not ChartKind.BAR and several_answers:
        message = _("several answers could be given, so they make no whole to divide: use form=bar")
        raise ctx.error(message, block.where, form)
    if kind is ChartKind.DONUT and len(series) > 1:
        message = _("a donut shows one item; use form=stacked for several")
        raise ctx.error(message, block.where, form)
    if kind is ChartKind.DONUT and any(part.count is None for part in series[0].slices):
        message = _(
            "small numbers are withheld here, and a donut would give them away: use form=bar"
        )
        raise ctx.error(message, block.where, form)
    return kind


def alt_of(kind: ChartKind, title: str, series: Sequence[Series], ctx: Context) -> str:
    """Read a chart out: its form, what it shows, and every number."""
    language = ctx.language
    opening = {
        ChartKind.BAR: translate("Bar chart: {}", language),
        ChartKind.STACKED: translate("Stacked bars: {}", language),
        ChartKind.DONUT: translate("Donut chart: {}", language),
    }[kind].format(title)
    sentences = [opening if opening.endswith(("?", ".", "!")) else f"{opening}."]
    for row in series:
        parts = ", ".join(_read(part) for part in (*row.slices, *row.missing))
        head = "" if len(series) == 1 else f"{row.label.rstrip('.')}: "
        sentences.append(f"{head}{parts}; n = {row.n}.")
    return " ".join(sentences)


def _read(part: Slice) -> str:
    share = f" ({part.percent_text})" if part.percent_text and part.percent is not None else ""
    return f"{part.label} {part.count_text}{share}"
