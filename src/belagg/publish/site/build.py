"""All files of the site, from what the report was made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from belagg.checks.rule import Subject
from belagg.checks.run import Checked
from belagg.publish.drawn import NOTHING, Drawn
from belagg.publish.site.body import body_pages
from belagg.publish.site.care import care_pages
from belagg.publish.site.change import change_pages
from belagg.publish.site.comparison import comparison_pages
from belagg.publish.site.downloads import picture_files, with_downloads
from belagg.publish.site.layout import Layout, asset_files, menu_of
from belagg.publish.site.overview import overview, theme_pages
from belagg.publish.site.page import Page, Site
from belagg.publish.site.press import press_pages
from belagg.publish.site.question import question_pages
from belagg.publish.site.recommendations import recommendation_pages
from belagg.publish.site.registers import register_pages
from belagg.publish.site.rows import data_pages
from belagg.publish.site.sharing import sharing_files
from belagg.publish.site.texts import (
    accessibility_page,
    data_page,
    errata_page,
    method_page,
    search_page,
)
from belagg.study.geography import Geography


def site_files(
    subjects: Sequence[tuple[Subject, Checked, str]],
    geographies: Mapping[str, Geography],
    data: Iterable[str],
    drawn: Drawn = NOTHING,
) -> dict[str, bytes]:
    """Give the files of `site/` by path; each subject comes with its findings and its language.

    The first language is at the root of the site, the others in folders of their own. `data` names
    the files of `data/` that may be downloaded, `drawn` has pictures made before. Nothing
    private is read.
    """
    sites = [site_of(*told) for told in subjects]
    downloads = tuple(data)
    roots = {site.language: "" if not place else f"{site.language}/"
             for place, site in enumerate(sites)}  # fmt: skip
    pages: dict[str, tuple[Page, ...]] = {}
    files = asset_files()
    for site in sites:
        root = roots[site.language]
        listed, taken = [], []
        for page in site_pages(site, downloads):
            whole, pictures = with_downloads(page, site, geographies)
            listed.append(whole)
            taken += pictures
        pages[site.language] = tuple(listed)
        made = dict(picture_files(taken, site, drawn))
        made |= dict(sharing_files(listed, taken, site, drawn))
        files |= {f"{root}{path}": data for path, data in made.items()}
    paths = {language: frozenset(p.path for p in made) for language, made in pages.items()}
    for site in sites:
        language = site.language
        menu = menu_of(site, paths[language])
        layout = Layout(site, roots[language], roots, menu, geographies, paths)
        files |= {f"{roots[language]}{p.path}": layout.html(p) for p in pages[language]}
    return files


def site_of(subject: Subject, checked: Checked, language: str) -> Site:
    """Give what the pages of a language are made from; nothing private is in it."""
    public = replace(subject, study=subject.study.public())
    return Site(public, checked, language, subject.study.short_revision)


def site_pages(site: Site, data: Iterable[str]) -> Iterator[Page]:
    """Give every page of the site in one language."""
    made = [
        overview(site),
        *theme_pages(site),
        *question_pages(site),
        *body_pages(site),
        *comparison_pages(site),
        *change_pages(site),
        *recommendation_pages(site),
        *care_pages(site),
        *register_pages(site),
        *press_pages(site),
        method_page(site),
        data_page(site, data),
        errata_page(site),
        accessibility_page(site),
        *data_pages(site),
    ]
    yield from made
    yield search_page(site, made)
