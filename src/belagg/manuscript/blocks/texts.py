"""Blocks that show a text of the study: a quotation, an item, a finding, recommendations."""

from collections.abc import Mapping

from belagg.judging.voices.consent import Quote, Withheld, withheld
from belagg.language import _, translate
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import (
    Clause,
    PanelBlock,
    Paragraph,
    QuestionBlock,
    QuoteBlock,
    RecommendationBlock,
    Text,
)
from belagg.manuscript.typography import date_text, sentence_case, typeset
from belagg.manuscript.uses import UseKind
from belagg.study.problems import Where
from belagg.study.questionnaire import worded
from belagg.study.vocabulary import QuoteKind


def quote(block: Directive, ctx: Context) -> QuoteBlock:
    """Make a quotation; BlockError where the speaker has not agreed to it, or has taken it back.

    The words themselves are left letter for letter as the table has them.
    """
    quote_id = _only_argument(block, "q14", ctx)
    row = ctx.row("quotes", "quote_id", quote_id, block.where)
    verbatim = row["kind"] == QuoteKind.VERBATIM.value
    why = withheld(Quote.of(row))
    if why is Withheld.WITHDRAWN:
        message = _("the quotation {} has been withdrawn by the one who said it")
        raise ctx.error(message.format(quote_id), block.where, quote_id)
    # What a group came to, in other words and with no consent noted, is for the check to judge.
    if why is Withheld.NOT_AGREED or (why is Withheld.NOT_NOTED and (verbatim or row["speaker"])):
        message = _("the one who said {} has not agreed to have it published so")
        raise ctx.error(message.format(quote_id), block.where, quote_id)
    ctx.uses.add(UseKind.QUOTE, quote_id, block.where, block.kind)
    text = str(row["text"])
    paragraphs = tuple(
        Paragraph((Text(part if verbatim else typeset(part, ctx.language)),))
        for part in text.split("\n")
        if part.strip()
    )
    label = "" if verbatim else translate("Told in other words", ctx.language)
    attribution = typeset(str(row["attribution"] or ""), ctx.language)
    return QuoteBlock(quote_id, paragraphs, attribution, verbatim, label)


def question(block: Directive, ctx: Context) -> QuestionBlock:
    """Make an item as it was put; BlockError where there is none of that id."""
    item = ctx.item(_only_argument(block, "4A", ctx), block.where)
    language = ctx.language
    ctx.uses.add(UseKind.ITEM, item.question_id, block.where, block.kind)
    kind = item.type.label(language)
    return QuestionBlock(
        item.question_id,
        typeset(translate("Item {}", language).format(item.question_id), language),
        typeset(worded(item.label, language), language),
        typeset(worded(item.hint, language), language),
        tuple(typeset(worded(choice.label, language), language) for choice in item.choices),
        sentence_case(kind),
    )


def finding(block: Directive, ctx: Context) -> PanelBlock:
    """Make the statement of a finding; BlockError where there is none of that id."""
    finding_id = _only_argument(block, "f3", ctx)
    row = ctx.row("findings", "finding_id", finding_id, block.where)
    ctx.uses.add(UseKind.FINDING, finding_id, block.where, block.kind)
    theme = ctx.study.settings.theme(str(row["theme"] or ""))
    title = translate("Finding", ctx.language)
    if theme and (label := worded(theme.label, ctx.language)):
        title = f"{title}: {label}"
    statement = bound_text("findings", "finding_id", finding_id, "statement", ctx)
    anchor = ctx.anchors.give(finding_anchor(finding_id))
    ctx.labels[anchor] = title
    return PanelBlock(
        "note", typeset(title, ctx.language), (Paragraph((Text(statement),)),), ctx.language, anchor
    )


def finding_anchor(finding_id: str) -> str:
    """Give the id of the place where a finding is stated."""
    return f"finding-{finding_id}"


def bound_text(table: str, key: str, wanted: str, column: str, ctx: Context) -> str:
    """Give a text of a table with its placeholders bound, as plain text."""
    return ctx.plain(ctx.cell_run(table, key, wanted, column))


def recommendation(block: Directive, ctx: Context) -> RecommendationBlock:
    """Make one recommendation; BlockError where there is none of that id."""
    wanted = _only_argument(block, "r1", ctx)
    return _recommendation(ctx.row("recommendations", "recommendation_id", wanted, block.where),
                           block.where, ctx)  # fmt: skip


def recommendations(block: Directive, ctx: Context) -> tuple[RecommendationBlock, ...]:
    """Make all recommendations in the order of their numbers, of one level where one is named."""
    rows = list(ctx.rows("recommendations", "recommendation_id").values())
    if block.args:
        levels = {str(row["level"]) for row in rows}
        if block.args[0] not in levels:
            message = _("there is no recommendation of the level “{}”").format(block.args[0])
            raise ctx.error(message, block.where, block.args[0], levels)
        rows = [row for row in rows if row["level"] == block.args[0]]
    if not rows:
        raise ctx.error(_("the table {} is empty").format("recommendations"), block.where)
    ordered = sorted(rows, key=lambda row: (_number(row), str(row["recommendation_id"])))
    return tuple(_recommendation(row, block.where, ctx) for row in ordered)


def _number(row: Mapping[str, object]) -> int:
    number = row["number"]
    return number if isinstance(number, int) else 1_000_000


def _recommendation(row: Mapping[str, object], where: Where, ctx: Context) -> RecommendationBlock:
    language = ctx.language
    wanted = str(row["recommendation_id"])
    ctx.uses.add(UseKind.RECOMMENDATION, wanted, where, "recommendation")
    number = str(row["number"] or "")
    anchor = ctx.anchors.give(f"recommendation-{number or wanted}")
    ctx.labels[anchor] = translate("Recommendation {}", language).format(number or wanted)
    facts = []
    if row["due"]:
        facts.append((translate("By", language), date_text(str(row["due"]), language)))
    if row["indicator"]:
        label = translate("Done when", language)
        facts.append((label, typeset(str(row["indicator"]), language)))
    return RecommendationBlock(
        wanted,
        anchor,
        number,
        typeset(str(row["addressee"] or ""), language),
        bound_text("recommendations", "recommendation_id", wanted, "title", ctx),
        tuple(_clauses(wanted, where, ctx)),
        translate("Rests on", language),
        tuple(facts),
    )


def _clauses(recommendation_id: str, where: Where, ctx: Context) -> list[Clause]:
    supports: dict[str, list[str]] = {}
    pairs = ctx.study.tables["supports"].select("clause_id", "finding_id")
    for clause_id, finding_id in pairs.iter_rows():
        supports.setdefault(clause_id, []).append(finding_id)
    clauses = []
    for clause_id, row in ctx.rows("clauses", "clause_id").items():
        if row["recommendation_id"] != recommendation_id:
            continue
        found = supports.get(clause_id, [])
        for finding_id in found:
            ctx.uses.add(UseKind.FINDING, finding_id, where, "recommendation")
        text = bound_text("clauses", "clause_id", clause_id, "text", ctx)
        clauses.append(Clause(text, tuple(_support(finding_id, ctx) for finding_id in found)))
    return clauses


def _support(finding_id: str, ctx: Context) -> tuple[str, str]:
    known = finding_id in ctx.rows("findings", "finding_id")
    label = (
        bound_text("findings", "finding_id", finding_id, "statement", ctx) if known else finding_id
    ).removesuffix(".")  # several stand in one line, with semicolons between them
    target = f"#{finding_anchor(finding_id)}" if finding_id in ctx.shown_findings else ""
    return label, target


def _only_argument(block: Directive, example: str, ctx: Context) -> str:
    if len(block.args) != 1:
        message = _("name one: ::: {} {}").format(block.kind, example)
        raise ctx.error(message, block.where)
    return block.args[0]
