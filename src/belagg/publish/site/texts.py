"""Pages about the mapping and the site: method, corrections, data, accessibility, search."""

from collections.abc import Iterable, Iterator

from belagg.language import marked
from belagg.manuscript.context import slug
from belagg.manuscript.tree import Block, Link, ListBlock, Text
from belagg.manuscript.typography import date_text, sentence_case
from belagg.publish.site.overview import item_title
from belagg.publish.site.page import (
    Page,
    Site,
    cell,
    heading,
    lines,
    link,
    paragraph,
    table,
)
from belagg.report.appendix import method
from belagg.report.appendix.agreement import agreement


def method_page(site: Site) -> Page:
    """Say how the mapping was made, from the same parts as the appendix of the report."""
    subject, language = site.subject, site.language
    body = (
        *method.revision(subject, language),
        *method.outcome(subject, language),
        *method.answers_per_item(subject, language),
        *method.layers(subject, language),
        *method.rules(subject, language),
        *agreement(subject, language),
        *method.overrides(site.checked, language),
        *method.quality(subject, language),
    )
    return Page("method.html", site.words(marked("Method")), body, "method")


def errata_page(site: Site) -> Page:
    """List corrections and releases, the latest first."""
    body: list[Block] = []
    errata = sorted(lines(site.study.tables["errata"]), key=lambda row: row["date"], reverse=True)
    if errata:
        rows = [
            (
                cell(date_text(str(row["date"]), site.language), header=True),
                cell(site.set(row["release"])),
                cell(site.set(row["text"])),
            )
            for row in errata
        ]
        heads = site.heads(marked("Day"), marked("Release"), marked("What is corrected"))
        body.append(table(site.words(marked("Corrections")), heads, rows))
    else:
        body.append(paragraph(site.words(marked("Nothing has been corrected."))))
    releases = lines(site.study.tables["releases"])
    if releases:
        made = [
            (
                cell(site.set(row["number"]), header=True),
                cell(date_text(str(row["date"]), site.language)),
                cell(site.set(row["note"])),
            )
            for row in releases
        ]
        heads = site.heads(marked("Release"), marked("Day"), marked("What is new"))
        body.append(table(site.words(marked("Releases")), heads, made))
    return Page("errata.html", site.words(marked("Corrections and releases")), tuple(body), "data")


def data_page(site: Site, files: Iterable[str]) -> Page:
    """Tell what may be downloaded, under what licence and how it is cited; and the data pages."""
    settings = site.study.settings
    title = settings.title.get(site.language) or next(iter(settings.title.values()))
    who = ", ".join(settings.authors) or settings.steward
    cite = f"{who} ({settings.date.year}). {title}. {site.words(marked('Revision'))} "
    cite += f"{site.revision}."
    items = tuple(
        (paragraph(link(site.data_path(slug(item.question_id)), item_title(item, site))),)
        for item in site.study.items
    )
    other = (paragraph(link(site.data_path("other"), site.words(marked("Other figures")))),)
    up = "../../" if site.language != settings.language else "../"
    body: list[Block] = [
        paragraph(
            site.words(
                marked(
                    "All that is public of the mapping may be downloaded, with a code book. "
                    "The files and pages of one revision do not change."
                )
            ),
            lead=True,
        ),
        heading(site.words(marked("How to cite"))),
        paragraph(site.set(cite)),
    ]
    if settings.licence:
        body.append(paragraph(f"{site.words(marked('Licence'))}: {settings.licence}."))
    body += [
        heading(site.words(marked("Files"))),
        ListBlock(
            tuple((paragraph(Link(f"{up}data/{name}", (Text(name),))),) for name in sorted(files))
        ),
        heading(site.words(marked("Rows behind every question"))),
        ListBlock((*items, other)),
    ]
    return Page("data.html", site.words(marked("Open data")), tuple(body), "data")


def accessibility_page(site: Site) -> Page:
    """Say how the site meets the rules on accessibility, and what has not been tried."""
    texts = (
        marked(
            "The site is made to meet WCAG 2.2 level AA. It works without scripts, with the "
            "keyboard alone, at a width of 320 pixels and in print. Every chart and map has its "
            "numbers as a table, and categories are told apart by pattern as well as by colour."
        ),
        marked(
            "It is tested by machine in a browser: with axe on each kind of page, and at that "
            "width. It has not been tested by persons who use screen readers or magnifiers."
        ),
        marked(
            "The site sets no cookies, keeps nothing in the browser and asks no other site for "
            "anything."
        ),
    )
    body = tuple(paragraph(site.words(text)) for text in texts)
    steward = site.study.settings.steward
    if steward:
        text = site.words(marked("Who answers for the site, and for what does not work: {}."))
        body = (*body, paragraph(text.format(steward)))
    return Page("accessibility.html", site.words(marked("Accessibility")), body, "about")


def search_page(site: Site, pages: Iterable[Page]) -> Page:
    """List every page by its title; a script narrows the list while one types."""
    listed = tuple(_entries(pages))
    hint = site.words(marked("All pages of the site."))
    return Page(
        "search.html", site.words(marked("Search")), (paragraph(hint), ListBlock(listed)), "search",
        kind="search",
    )  # fmt: skip


def _entries(pages: Iterable[Page]) -> Iterator[tuple[Block, ...]]:
    for page in sorted(pages, key=lambda page: sentence_case(page.title)):
        if not page.path.startswith("r/"):
            yield (paragraph(link(page.path, page.title)),)
