"""All releases of a study as one tree of files: the latest first, the earlier ones beside it.

The latest lies at the root, every release at `releases/NUMBER/`. The pages of data rows of each,
whose addresses name the revision (`site/r/REVISION/…`), stand at the root too, so that what was
once cited holds whatever is released later.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath

from lxml import html as lxml_html

from belagg.language import marked, translate
from belagg.manuscript.typography import date_text, typeset
from belagg.publish.webpage import stylesheet, webpage
from belagg.publish.withdrawal import note
from belagg.report.html.element import Element, element

GUIDE = "site/g/"
"""Where the guide lies."""

OF_THE_DAY = (GUIDE, "cards/")
"""What holds on its day alone, and must not be found in an earlier release: services close, ages
and legal rules change."""

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}


@dataclass(frozen=True)
class Release:
    """One release: its files by path, and what is said of it.

    `earlier` are the short revisions it had before something was withdrawn from it, `revision` the
    one it has now, and `withdrawn` the days on which that happened.
    """

    number: str
    day: dt.date
    note: str
    revision: str
    files: Mapping[str, bytes]
    earlier: Sequence[str] = ()
    withdrawn: Sequence[dt.date] = ()

    @property
    def folder(self) -> str:
        """The folder of the release."""
        return f"releases/{self.number}/"


def published(releases: Sequence[Release], title: str, language: str) -> dict[str, bytes]:
    """Give every file to publish, by path; `releases` come in order, the latest last.

    One that has been taken down has no files; it is named, and nothing of it is there.
    """
    files: dict[str, bytes] = {}
    for release in releases:
        for path, data in release.files.items():
            if not path.startswith(OF_THE_DAY):
                files[release.folder + path] = data
        files |= dict(_cited(release))
    standing = [release for release in releases if release.files]
    if standing:
        files |= standing[-1].files
        files["index.html"] = _front(releases, title, language)
    return files


def _cited(release: Release) -> Iterator[tuple[str, bytes]]:
    """Give the pages of rows at the addresses they were cited by, now and before."""
    for path, data in release.files.items():
        root, rows, page = path.partition(f"/r/{release.revision}/")
        if not rows or not root.startswith("site"):
            continue
        for revision in (release.revision, *release.earlier):
            target = f"{root}/r/{revision}/{page}"
            yield target, moved(data, release.folder + path, target)


def moved(page: bytes, old: str, new: str) -> bytes:
    """Give a page whose links lead from its new place where they led from its old one."""
    tree = lxml_html.document_fromstring(page.decode())
    for node in tree.iter(*_LINKS):
        name = _LINKS[str(node.tag)]
        target = node.get(name) or ""
        path, mark, anchor = target.partition("#")
        if not path or ":" in path or path.startswith("/"):
            continue
        there = normpath(join(dirname(old), path))
        node.set(name, f"{relpath(there, dirname(new))}{mark}{anchor}")
    text = lxml_html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n".encode()


def _front(releases: Sequence[Release], title: str, language: str) -> bytes:
    """Make the page at the root: what there is to read, and every release."""

    def words(message: str) -> str:
        return typeset(translate(message, language), language)

    def links(root: str, files: Mapping[str, bytes], of: str = "{}") -> Element:
        wanted = (
            ("site/index.html", marked("The site")),
            ("report.html", marked("The report as a page")),
            ("report.pdf", marked("The report as PDF")),
            ("report.docx", marked("The report for Word")),
            ("site/data.html", marked("Open data")),
        )
        return element("ul", None, *(
            element("li", None, element("a", {"href": root + path}, of.format(words(name))))
            for path, name in wanted if path in files
        ))  # fmt: skip

    latest = next(release for release in reversed(releases) if release.files)
    body = [
        element("h1", None, typeset(title, language)),
        element("p", None, words(marked("Release {}, {}.")).format(
            latest.number, date_text(latest.day.isoformat(), language))),
        links("", latest.files),
        element("h2", None, words(marked("All releases"))),
    ]  # fmt: skip
    for release in reversed(releases):
        day = date_text(release.day.isoformat(), language)
        part = element(
            "section", None,
            element("h3", None, words(marked("Release {}, {}.")).format(release.number, day)
                    .removesuffix(".")),
            element("p", None, typeset(release.note, language)),
        )  # fmt: skip
        for gone in release.withdrawn:
            told = f"{date_text(gone.isoformat(), language)}: {note(language)}"
            part.append(element("p", None, typeset(told, language)))
        if not release.files:
            part.append(element("p", None, words(marked("This release has been taken down."))))
            body.append(part)
            continue
        of = words(marked("{}, release {}")).format("{}", release.number)
        part.append(links(release.folder, release.files, of))
        revision = words(marked("Revision"))
        part.append(element("p", None, f"{revision} {release.revision}"))
        body.append(part)
    style = stylesheet("belagg.publish", "releases.css")
    return webpage(title, language, style, (element("main", None, *body),))
