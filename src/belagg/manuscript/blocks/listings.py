"""Tables that list what a study holds: claims, services, words, cited figures, documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from belagg.language import _, translate
from belagg.manuscript.blocks.cells import EMPTY, bound_cell, text_cell
from belagg.manuscript.blocks.content import Column, Content, listed
from belagg.manuscript.blocks.results import source_text
from belagg.manuscript.context import Context
from belagg.manuscript.source import Directive
from belagg.manuscript.typography import date_text, number, sentence_case
from belagg.study.vocabulary import Grade

Row = Mapping[str, Any]


def _rows(table: str, block: Directive, ctx: Context) -> Sequence[Row]:
    rows: list[Row] = list(ctx.study.tables[table].iter_rows(named=True))
    if not rows:
        raise ctx.error(_("the table {} is empty").format(table), block.where, table)
    return rows


def claims(block: Directive, ctx: Context) -> Content:
    """List what bodies say of themselves, of the items named or all, with what was found."""
    language = ctx.language
    rows = _rows("claims", block, ctx)
    if len(block.args) > 1:
        ids = {ctx.item(question_id, block.where).question_id for question_id in block.args[1:]}
        rows = [row for row in rows if row["question_id"] in ids]
    names = ctx.study.unit_names
    unnamed = translate("not named", language)
    columns = (
        Column(sentence_case(ctx.binder.noun(1))),
        Column(translate("Says", language)),
        Column(translate("What was found", language)),
        Column(translate("Assessment", language)),
    )
    cells = [
        (
            text_cell(names.get(row["unit_id"] or "", unnamed), language, header=True),
            text_cell(row["claim"], language),
            text_cell(_found(row, ctx), language),
            text_cell(sentence_case(_grade(row["grade"]).label(language)), language),
        )
        for row in rows
    ]
    return listed(translate("What was said, held against documents", language), columns, cells)


def _grade(code: str | None) -> Grade:
    return Grade(code) if code else Grade.NOT_REVIEWED


def _found(row: Row, ctx: Context) -> str:
    """Say what was found, and in which document and on which page where one is named."""
    rationale, document = row["rationale"] or "", _document(row, ctx)
    return f"{rationale} ({document})" if rationale and document else rationale or document


def _document(row: Row, ctx: Context) -> str:
    document = ctx.rows("documents", "document_id").get(str(row["document_id"]))
    if document is None:
        return ""
    page = row["page"]
    text = str(document["title"])
    return f"{text}, {translate('p. {}', ctx.language).format(page)}" if page else text


def grades(block: Directive, ctx: Context) -> Content:
    """Count claims by grade, of the item named or all."""
    language, where = ctx.language, block.where
    stem = "claims"
    if len(block.args) > 1:
        stem = f"claims.{ctx.item(block.args[1], where).question_id}"
    if f"{stem}.n" not in ctx.figures:
        raise ctx.error(_("no claim has been assessed here"), where)
    rows = [
        (
            text_cell(sentence_case(grade.label(language)), language, header=True),
            bound_cell(f"{stem}.{grade.value}.count", where, ctx),
            bound_cell(f"{stem}.{grade.value}.percent", where, ctx),
        )
        for grade in Grade
    ]
    total = text_cell(translate("All", language), language, header=True)
    rows.append((total, bound_cell(f"{stem}.n", where, ctx), EMPTY))
    columns = (
        Column(translate("Assessment", language)),
        Column(translate("Number", language), "right"),
        Column(translate("Share", language), "right"),
    )
    return Content(translate("How what was said was assessed", language), columns, tuple(rows))


def services(block: Directive, ctx: Context) -> Content:
    """List places that help, with the day each was verified."""
    language = ctx.language
    names = ctx.study.unit_names
    columns = (
        Column(translate("Service", language)),
        Column(translate("Place", language)),
        Column(translate("For", language)),
        Column(translate("Ages", language)),
        Column(translate("Ways in", language)),
        Column(translate("Verified", language)),
    )
    rows = [
        (
            text_cell(row["name"], language, header=True),
            text_cell(row["place"] or names.get(row["unit_id"] or ""), language),
            text_cell(row["for_whom"], language),
            text_cell(_ages(row, language), language),
            text_cell(row["ways_in"], language),
            text_cell(_day(row["verified_on"], language), language),
        )
        for row in _rows("services", block, ctx)
    ]
    return listed(translate("Services", language), columns, rows)


def _ages(row: Row, language: str) -> str:
    first, last = row["age_from"], row["age_to"]
    if row["ages_in_practice"]:
        return str(row["ages_in_practice"])
    if first is not None and last is not None:
        return f"{first}–{last}"
    if first is not None:
        return translate("from {}", language).format(first)
    if last is not None:
        return translate("up to {}", language).format(last)
    return ""


def _day(day: object, language: str) -> str:
    return date_text(str(day), language) if day else ""


def glossary(block: Directive, ctx: Context) -> Content:
    """List words with their meaning, in alphabetical order."""
    language = ctx.language
    rows = []
    for row in sorted(_rows("glossary", block, ctx), key=lambda row: row["term"].casefold()):
        meaning = row["definition"] or ""
        if row["preferred"]:
            instead = translate("We write {}.", language).format(row["preferred"])
            meaning = f"{meaning} {instead}".strip()
        term = text_cell(row["term"], language, header=True)
        rows.append((term, text_cell(meaning, language)))
    columns = (Column(translate("Word", language)), Column(translate("Meaning", language)))
    return Content(translate("Words", language), columns, tuple(rows))


def cited(block: Directive, ctx: Context) -> Content:
    """List the figures taken from publications."""
    language = ctx.language
    columns = (
        Column(translate("Figure", language)),
        Column(translate("Value", language), "right"),
        Column("n", "right"),
        Column(translate("Source", language)),
    )
    rows = [
        (
            text_cell(row["label"] or row["cited_id"], language, header=True),
            bound_cell(f"cited.{row['cited_id']}", block.where, ctx),
            text_cell(None if row["n"] is None else number(row["n"], language), language),
            text_cell(source_text(row["source_id"], row["page"], ctx), language),
        )
        for row in _rows("cited", block, ctx)
    ]
    return listed(translate("Figures taken from other publications", language), columns, rows)


def documents(block: Directive, ctx: Context) -> Content:
    """List the documents, with whose they are and when they were decided."""
    language = ctx.language
    names = ctx.study.unit_names
    columns = (
        Column(translate("Document", language)),
        Column(translate("Body", language)),
        Column(translate("Decided", language)),
        Column(translate("Pages", language), "right"),
    )
    rows = [
        (
            text_cell(row["title"], language, header=True),
            text_cell(names.get(row["unit_id"] or "") or row["publisher"], language),
            text_cell(_day(row["decided_on"], language), language),
            bound_cell(f"documents.{row['document_id']}.pages", block.where, ctx),
        )
        for row in _rows("documents", block, ctx)
    ]
    return listed(translate("Documents", language), columns, rows)
