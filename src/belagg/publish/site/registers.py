"""Registers for everybody: the legal rules as they stand on the day, and the trainings known."""

from collections.abc import Iterator

from belagg.language import marked
from belagg.manuscript.tree import Block, Cell
from belagg.manuscript.typography import date_text, sentence_case
from belagg.publish.rules import LegalRule, RuleBook
from belagg.publish.site.page import (
    Page,
    Row,
    Site,
    body_path,
    cell,
    heading,
    lines,
    link,
    paragraph,
    table,
)
from belagg.study.vocabulary import RuleKind

RULES = "rules.html"
TRAININGS = "trainings.html"


def register_pages(site: Site) -> Iterator[Page]:
    """Make the page of legal rules and that of trainings, where the study has any."""
    if len(site.study.tables["legal_rules"]):
        title = site.words(marked("Legal rules"))
        yield Page(RULES, title, tuple(_rules(site)), "rules")
    if len(site.study.tables["trainings"]) and site.shows_bodies:
        title = site.words(marked("Trainings"))
        yield Page(TRAININGS, title, tuple(_trainings(site)), "trainings")


def _rules(site: Site) -> Iterator[Block]:
    book = RuleBook.of(site.study)
    shown = book.shown()
    day = date_text(book.day.isoformat(), site.language)
    text = site.words(
        marked(
            "The rules that were in force and reviewed on {}, in our own words. They are no legal "
            "advice: ask your lawyer, and read the statute."
        )
    )
    yield paragraph(text.format(day), lead=True)
    if not shown:
        yield paragraph(site.words(marked("No rule has been reviewed, so none is shown.")))
        return
    for kind in (*RuleKind, None):
        rows = [_rule(rule, site) for rule in shown if rule.kind is kind]
        if not rows:
            continue
        words = kind.label(site.language) if kind else site.words(marked("other rules"))
        yield heading(sentence_case(words))
        heads = site.heads(
            marked("Statute"), marked("What it says"), marked("Whom it concerns"),
            marked("In force"), marked("Reviewed"),
        )  # fmt: skip
        caption = site.words(marked("{}: the rules in force")).format(sentence_case(words))
        yield table(caption, heads, rows)


def _rule(rule: LegalRule, site: Site) -> tuple[Cell, ...]:
    where = ", ".join(part for part in (rule.source, rule.section) if part)
    said = site.set(rule.text)
    if rule.to_whom:
        whom = site.words(marked("Reported to: {}."))
        said += f" {whom.format(site.set(rule.to_whom))}"
    reviewed = "" if rule.reviewed_on is None else _day(rule.reviewed_on, site)
    again = "" if rule.review_by is None else _day(rule.review_by, site)
    review = site.words(marked("{} by {}; again by {}"))
    return (
        cell(site.set(where), header=True, anchor=f"rule-{rule.rule_id}"),
        cell(said),
        cell(_ages(rule, site)),
        cell(_period(rule, site)),
        cell(review.format(reviewed, site.set(rule.reviewed_by), again)),
    )


def _ages(rule: LegalRule, site: Site) -> str:
    match rule.age_from, rule.age_to:
        case None, None:
            return site.words(marked("everybody"))
        case first, None:
            return site.words(marked("from {} years")).format(first)
        case None, last:
            return site.words(marked("up to and including {} years")).format(last)
        case first, last:
            return site.words(marked("{} to {} years")).format(first, last)


def _period(rule: LegalRule, site: Site) -> str:
    first = _day(rule.valid_from, site)
    if rule.valid_to is None:
        return site.words(marked("from {}")).format(first)
    return site.words(marked("{} to {}")).format(first, _day(rule.valid_to, site))


def _day(day: object, site: Site) -> str:
    return date_text(str(day), site.language)


def _trainings(site: Site) -> Iterator[Block]:
    yield paragraph(
        site.words(
            marked(
                "The trainings that the mapping knows of, with the source of each. That a body has "
                "none here does not show that it gives none."
            )
        ),
        lead=True,
    )
    rows = sorted(lines(site.study.tables["trainings"]), key=lambda row: str(row["unit_id"] or ""))
    yield table(
        site.words(marked("Trainings known")),
        [sentence_case(site.binder.noun(1)), *_heads(site)],
        [(_body(row, site), *training_cells(row, site)) for row in rows],
    )


def _heads(site: Site) -> list[str]:
    return site.heads(
        marked("What it teaches"), marked("For whom"), marked("How often"),
        marked("Last revised"), marked("Source"),
    )  # fmt: skip


def training_cells(row: Row, site: Site) -> tuple[Cell, ...]:
    """Give content, audience, frequency, last revision and source of a training."""
    revised = _day(row["last_revised"], site) if row["last_revised"] else ""
    found = site.rows("sources", "source_id", str(row["source_id"] or ""))
    source = site.set(found[0]["title"]) if found else ""
    texts = (row["content"], row["audience"], row["frequency"])
    return (*(cell(site.set(text)) for text in texts), cell(revised), cell(source))


def _body(row: Row, site: Site) -> Cell:
    unit = str(row["unit_id"] or "")
    if unit not in site.study.unit_names:
        return cell(site.words(marked("the whole country")), header=True)
    name = site.set(site.study.unit_names[unit])
    if unit not in site.figures.cells.units:
        return cell(name, header=True)
    return cell(link(body_path(unit), name), header=True)
