"""The result of an item as series of categories: what charts, maps and tables show alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belagg.analysis.figure import Figure
from belagg.analysis.item_figures import stem
from belagg.analysis.rounding import adds_up
from belagg.analysis.tally import attributes, categories, slug
from belagg.language import _, translate
from belagg.manuscript.context import BlockError, Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import Inline, Inlines, Series, Slice, Text, Tone
from belagg.manuscript.typography import NBSP, listing, sentence_case, typeset
from belagg.study.problems import Problem, Where
from belagg.study.questionnaire import Item, ItemType, worded
from belagg.study.vocabulary import Layer, Missing

_OWN_TONES = {t.value: t for t in (Tone.YES, Tone.PARTLY, Tone.NO, Tone.OTHER)}
_NUMBERED = (Tone.T1, Tone.T2, Tone.T3, Tone.T4, Tone.T5, Tone.T6, Tone.T7, Tone.T8)


@dataclass(frozen=True, slots=True)
class Result:
    """One item in one layer, of all units or of a part of them: `prefix` begins its figures."""

    item: Item
    layer: Layer
    prefix: str
    label: str


def tones(codes: Sequence[str]) -> Mapping[str, Tone]:
    """Give each category its tone: yes, partly, no and other their own, the rest in order."""
    numbered = [code for code in codes if code not in _OWN_TONES]
    own = {code: _OWN_TONES[code] for code in codes if code in _OWN_TONES}
    return own | {code: _NUMBERED[i % len(_NUMBERED)] for i, code in enumerate(numbered)}


def category_label(item: Item, code: str, language: str) -> str:
    """Give the wording of a category; its code where the questionnaire has no such choice."""
    labels = {choice.code: choice.label for choice in item.choices}
    if code in labels:
        return typeset(worded(labels[code], language), language)
    return sentence_case(code.replace("_", " "))


def layer_of(block: Directive, ctx: Context) -> Layer:
    """Give the layer that a block asks for: recoded where it names none."""
    if (run := block.options.get("layer")) is None:
        return Layer.RECODED
    code = ctx.plain(run)
    if code not in list(Layer):
        message = _("there is no layer “{}”: the three are {}").format(code, ", ".join(Layer))
        raise ctx.error(message, block.where, code, list(Layer))
    return Layer(code)


def results_of(block: Directive, ctx: Context) -> tuple[Result, ...]:
    """Give the results that a block names: its items, or one item split `by` an attribute."""
    layer = layer_of(block, ctx)
    if not block.args:
        raise ctx.error(_("name an item: ::: {} 4A").format(block.kind), block.where)
    items = [ctx.item(question_id, block.where) for question_id in block.args]
    if (by := block.options.get("by")) is not None:
        if len(items) > 1:
            raise ctx.error(_("only one item at a time can be split by an attribute"), block.where)
        return _split(items[0], layer, ctx.plain(by), block.where, ctx)
    whole = [Result(item, layer, stem(item, layer), item_label(item, ctx)) for item in items]
    for result in whole:
        require_result(result, block.where, ctx)
    return tuple(whole)


def item_label(item: Item, ctx: Context) -> str:
    """Give an item as a chart names it: its id and its wording."""
    return typeset(f"{item.question_id}. {worded(item.label, ctx.language)}", ctx.language)


def _split(
    item: Item, layer: Layer, attribute: str, where: Where, ctx: Context
) -> tuple[Result, ...]:
    known = attributes(ctx.study)
    if attribute not in known:
        message = _("the units have no attribute “{}” to split by").format(attribute)
        raise ctx.error(message, where, attribute, known)
    values = ctx.study.tables["units"][known[attribute]].drop_nulls().unique().sort()
    found = []
    for value in values:
        prefix = f"{stem(item, layer)}.by.{slug(attribute)}.{slug(str(value))}"
        if f"{prefix}.n" in ctx.figures:
            label = sentence_case(ctx.study.unit_names.get(str(value), str(value)))
            found.append(Result(item, layer, prefix, typeset(label, ctx.language)))
    if not found:
        require_result(Result(item, layer, stem(item, layer), ""), where, ctx)
        message = _("item {} has no results split by {}").format(item.question_id, attribute)
        raise ctx.error(message, where)
    return tuple(found)


def require_result(result: Result, where: Where, ctx: Context) -> None:
    """Raise BlockError where an item has no categories with figures in the layer."""
    item = result.item
    if f"{result.prefix}.n" in ctx.figures and category_codes(result, ctx):
        return
    if item.type.is_number or item.type is ItemType.DATE:
        message = _("item {} is answered with a number or date and has no categories to show")
    elif not_published(result, ctx):
        message = _("item {} is not published for all, so nothing of it can be shown as a whole")
    elif item.type is ItemType.TEXT:
        message = _("item {} is answered in free text and nothing of it is coded")
    else:
        message = _("item {} has no answers in this layer")
    raise BlockError(Problem("block", message.format(item.question_id), where, item.question_id))


def not_published(result: Result, ctx: Context) -> bool:
    """Say whether what some unit answered is not published."""
    held = ctx.figures.cells.item_rows(result.layer, result.item.question_id)["missing"]
    return Missing.NOT_PUBLISHED.value in held


def category_codes(result: Result, ctx: Context) -> tuple[str, ...]:
    """Give the categories that have a count, in the order of the questionnaire."""

    def made() -> tuple[str, ...]:
        known = categories(ctx.study, result.item)
        rows = ctx.figures.cells.item_rows(result.layer, result.item.question_id)
        held = {
            code for chosen in rows["category"].unique() if chosen for code in chosen.split(" ")
        }
        codes = dict.fromkeys((*known, *sorted(held)))
        return tuple(code for code in codes if f"{result.prefix}.{code}.count" in ctx.figures)

    return ctx.once(("codes", result.prefix), made)


def series_of(result: Result, where: Where, ctx: Context) -> Series:
    """Give the categories of a result with their numbers, and the missing by kind."""
    codes = category_codes(result, ctx)
    tone = tones(codes)
    n = ctx.figures[f"{result.prefix}.n"]
    slices = tuple(_slice(result, code, tone[code], where, ctx) for code in codes)
    return Series(result.label, _count(n) or 0, n.name, slices, tuple(_missing(result, where, ctx)))


def _slice(result: Result, code: str, tone: Tone, where: Where, ctx: Context) -> Slice:
    prefix = f"{result.prefix}.{code}"
    count = ctx.figures[f"{prefix}.count"]
    share = ctx.figures.get(f"{prefix}.percent")
    percent = share.value if share and isinstance(share.value, int | float) else None
    units = ctx.figures.get(f"{prefix}.units")
    names = ctx.study.unit_names
    return Slice(
        code,
        category_label(result.item, code, ctx.language),
        tone,
        _count(count),
        float(percent) if percent is not None else None,
        ctx.bound(count.name, where).text,
        ctx.bound(share.name, where).text if share and percent is not None else "",
        count.name,
        share.name if share else "",
        tuple(names[unit] for unit in units.units) if units and not units.withheld else (),
    )


def _missing(result: Result, where: Where, ctx: Context) -> list[Slice]:
    found = []
    for kind in Missing:
        prefix = f"{result.prefix}.missing.{kind.value}"
        if (count := ctx.figures.get(f"{prefix}.count")) is None:
            continue
        names = ctx.study.unit_names
        found.append(
            Slice(
                kind.value,
                sentence_case(kind.label(ctx.language)),
                Tone(kind.value),
                _count(count),
                None,
                ctx.bound(count.name, where).text,
                "",
                count.name,
                "",
                tuple(names[unit] for unit in count.units),
            )
        )
    return found


def _count(figure: Figure) -> int | None:
    return figure.value if isinstance(figure.value, int) else None


def title_of(block: Directive, results: Sequence[Result], ctx: Context) -> str:
    """Give the title of a chart, map or table: the author's, else the wording of the items."""
    if run := block.options.get("title"):
        return ctx.plain(run)
    items = list(dict.fromkeys(result.item for result in results))
    if len(items) == 1:
        return typeset(worded(items[0].label, ctx.language), ctx.language)
    ids = [item.question_id for item in items]
    return translate("Answers to items {}", ctx.language).format(", ".join(ids))


def note_of(
    results: Sequence[Result], series: Sequence[Series], ctx: Context, where: Where
) -> Inlines:
    """Give the line below a chart: what n is, who is missing, whose word it is, where from."""
    parts: list[Inline] = []
    sizes = {row.n for row in series}
    if len(sizes) == 1:
        noun = ctx.binder.noun(series[0].n)
        parts += [Text(f"n{NBSP}={NBSP}"), ctx.bound(series[0].n_name, where), Text(f" {noun}.")]
    elif series:
        parts.append(Text(translate("n is how many answered each item.", ctx.language)))
    if len(series) == 1:
        for part in series[0].missing:
            parts += [Text(f" {part.label}: "), ctx.bound(part.count_name, where), Text(".")]
    parts.append(Text(" " + _layer_words(results[0].layer, ctx.language)))
    parts += [Text(f" {sentence}") for sentence in _warnings(results, series, ctx)]
    parts += [Text(f" {sentence}") for sentence in sources_of(results, ctx)]
    return tuple(parts)


def _layer_words(layer: Layer, language: str) -> str:
    match layer:
        case Layer.STATED:
            return translate("What the bodies themselves stated.", language)
        case Layer.DOCUMENTED:
            return translate("What documents show.", language)
        case Layer.RECODED:
            return translate("Answers as recoded.", language)


def _warnings(results: Sequence[Result], series: Sequence[Series], ctx: Context) -> list[str]:
    found = []
    if any(result.item.type is ItemType.SELECT_MULTIPLE for result in results):
        found.append(
            translate("Several answers could be given, so the shares add up to more than 100.",
                      ctx.language)
        )  # fmt: skip
        return found
    for row in series:
        shares = [part.percent for part in row.slices]
        known = [share for share in shares if share is not None]
        if len(known) == len(shares) and shares and not adds_up(known):
            found.append(
                translate("The percentages do not add up to 100 because they are rounded.",
                          ctx.language)
            )  # fmt: skip
            break
    if any(part.count is None for row in series for part in row.slices):
        found.append(translate("Small numbers are not shown.", ctx.language))
    return found


def sources_of(results: Sequence[Result], ctx: Context) -> list[str]:
    """Say which publications figures are taken from, and for which item where there are several."""
    found: dict[str, list[str]] = {}
    for result in results:
        for source in _publications(result, ctx):
            found.setdefault(source, []).append(result.item.question_id)
    language = ctx.language
    sentences = []
    for source, ids in found.items():
        if len(ids) == len(results):
            sentences.append(translate("Source: {}.", language).format(source))
        else:
            pattern = translate("Source for item {}: {}.", language)
            sentences.append(pattern.format(listing(ids, language), source))
    return [typeset(sentence, language) for sentence in sentences]


def _publications(result: Result, ctx: Context) -> list[str]:
    cited = ctx.rows("cited", "cited_id")
    found: dict[str, None] = {}
    for code in category_codes(result, ctx):
        row = cited.get(ctx.figures[f"{result.prefix}.{code}.count"].cited_id)
        if row is not None:
            found.setdefault(source_text(str(row["source_id"]), row["page"], ctx))
    return list(found)


def source_text(source_id: str, page: object, ctx: Context) -> str:
    """Name a publication: author, title, year, and the page where one is given."""
    row = ctx.rows("sources", "source_id").get(source_id)
    if row is None:
        return source_id
    text = ", ".join(str(part) for part in (row["author"], row["title"]) if part)
    if row["year"]:
        text += f" ({row['year']})"
    if page:
        text += ", " + translate("p. {}", ctx.language).format(page)
    return typeset(text, ctx.language)
