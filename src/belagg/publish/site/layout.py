"""What stands around every page, and the page as HTML.

Styles, typefaces and the one script are files of the site itself, shared by its pages; the policy
in the head of each page lets a browser ask nobody else for anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from posixpath import dirname, relpath

from belagg.language import marked
from belagg.manuscript.tree import Blocks
from belagg.manuscript.typography import date_text, sentence_case
from belagg.publish.site.page import HERE, Page, Site
from belagg.publish.site.sharing import sharing_tags
from belagg.report.html.blocks import blocks
from belagg.report.html.element import Element, element, extend, markup
from belagg.report.html.inlines import language_tag
from belagg.report.html.page import FACES, styles, typeface
from belagg.report.html.scope import Scope
from belagg.report.tokens import LIGHT
from belagg.report.walk import anchors_of, blocks_in
from belagg.study.geography import Geography
from belagg.study.questionnaire import worded

_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "script-src 'self'; base-uri 'none'; form-action 'none'"
)
_SCRIPTS = {"search": "search.js", "question-page": "copy.js"}
"""What a little of a script does for, by the kind of page."""
_NAMES = {"sv": "Svenska", "en": "English"}


def asset_files() -> dict[str, bytes]:
    """Give the files that the pages share, by path."""
    own = files("belagg.publish.site")
    sheet = styles(lambda name: f"{name}.woff2")
    made = {
        "assets/site.css": (sheet + own.joinpath("site.css").read_text("utf-8")).encode(),
        **{f"assets/{name}": own.joinpath(name).read_bytes() for name in _SCRIPTS.values()},
    }
    return made | {f"assets/{face[3]}.woff2": typeface(face[3]) for face in FACES}


@dataclass(frozen=True)
class Layout:
    """Sets the pages of one language.

    `root` is the folder of the language within the site (empty for the first), `others` the roots
    of all languages by code, `menu` the entries of the menu: section, path and words.
    """

    site: Site
    root: str
    others: Mapping[str, str]
    menu: Sequence[tuple[str, str, str]]
    geographies: Mapping[str, Geography]
    paths: Mapping[str, frozenset[str]]

    def html(self, page: Page) -> bytes:
        """Give a page as HTML."""
        scope = Scope(
            self.site.language,
            self.geographies,
            _anchors(page.body),
            {},
            {},
            level=1,
            outermost=1,
            row_address=self.site.row_address,
        )
        main = element(
            "main",
            {"id": "page.text", "tabindex": "-1", "class": page.kind or None},
            element("h1", None, page.title),
            *blocks(page.body, scope),
        )
        skip = self.site.words(marked("Skip to the text"))
        body = element(
            "body", {"class": "site"},
            element("a", {"class": "skip", "href": "#page.text"}, skip),
            self._header(page), main, self._footer(page),
        )  # fmt: skip
        for node in body.iter("a"):
            self._resolve(node, page)
        html = element("html", {"lang": language_tag(self.site.language)}, self._head(page), body)
        return f"<!DOCTYPE html>\n{markup(html)}\n".encode()

    def _resolve(self, node: Element, page: Page) -> None:
        """Give a link to a page of the site its address as seen from this page."""
        href = node.get("href") or ""
        if href.startswith(HERE):
            path, mark, anchor = href.removeprefix(HERE).partition("#")
            way = "" if path == page.path else _way(path, dirname(page.path))
            node.set("href", f"{way}{mark}{anchor}")
            node.attrib.pop("rel", "")

    def _up(self, page: Page, path: str) -> str:
        """Give the address of a file of the site, from its root."""
        return _way(path, dirname(f"{self.root}{page.path}"))

    def _head(self, page: Page) -> Element:
        settings = self.site.study.settings
        site_title = self.site.set(worded(settings.title, self.site.language))
        title = page.title if page.title == site_title else f"{page.title} – {site_title}"
        named = {
            "viewport": "width=device-width, initial-scale=1",
            "referrer": "no-referrer",
            "description": page.summary,
            "dcterms.date": settings.date.isoformat(),
            "dcterms.rights": settings.licence,
            "belagg.revision": self.site.revision,
            "theme-color": LIGHT.paper,
        }
        head = element(
            "head", None,
            element("meta", {"charset": "utf-8"}),
            element("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
            *(element("meta", {"name": n, "content": text}) for n, text in named.items() if text),
            *sharing_tags(page, self.site, title),
            element("title", None, title),
            element("link", {"rel": "stylesheet", "href": self._up(page, "assets/site.css")}),
        )  # fmt: skip
        for language, root in self.others.items():
            if language != self.site.language and page.path in self.paths[language]:
                href = self._up(page, f"{root}{page.path}")
                extend(
                    head, element("link", {"rel": "alternate", "hreflang": language, "href": href})
                )
        if page.kind in _SCRIPTS:
            source = self._up(page, f"assets/{_SCRIPTS[page.kind]}")
            extend(head, element("script", {"src": source, "defer": ""}))
        return head

    def _header(self, page: Page) -> Element:
        settings = self.site.study.settings
        title = self.site.set(worded(settings.title, self.site.language))
        home = element("a", {"class": "home", "href": f"{HERE}index.html"}, title)
        items = []
        for section, path, words in self.menu:
            current = "page" if path == page.path else "true" if section == page.section else None
            attributes = {"href": f"{HERE}{path}", "aria-current": current}
            items.append(element("li", None, element("a", attributes, words)))
        label = self.site.words(marked("Menu"))
        nav = element("nav", {"aria-label": label}, element("ul", None, *items))
        parts = [home, nav]
        if settings.made_up:
            text = self.site.words(marked("Made up: nothing here is about a real body or person."))
            parts.insert(0, element("p", {"class": "made-up"}, text))
        return element("header", {"class": "top"}, *parts)

    def _footer(self, page: Page) -> Element:
        settings, language = self.site.study.settings, self.site.language
        facts = [settings.steward, date_text(settings.date.isoformat(), language)]
        facts.append(f"{self.site.words(marked('Revision'))} {self.site.revision}")
        facts.append(settings.licence)
        links = [
            element("a", {"href": f"{HERE}{path}"}, words)
            for path, words in (
                ("press.html", self.site.words(marked("Press release"))),
                ("errata.html", self.site.words(marked("Corrections and releases"))),
                ("accessibility.html", self.site.words(marked("Accessibility"))),
            )
        ]
        for other, root in self.others.items():
            if other != language:
                path = page.path if page.path in self.paths[other] else "index.html"
                attributes = {
                    "href": self._up(page, f"{root}{path}"),
                    "lang": other,
                    "hreflang": other,
                }
                links.append(element("a", attributes, _NAMES.get(other, other)))
        return element(
            "footer", {"class": "foot"},
            element("p", None, " · ".join(self.site.set(fact) for fact in facts if fact)),
            element("ul", None, *(element("li", None, item) for item in links)),
        )  # fmt: skip


@lru_cache(100_000)
def _way(path: str, folder: str) -> str:
    """Give the way to a path from a folder; pages of a folder lead to the same ones."""
    return relpath(path, folder or ".")


def _anchors(body: Blocks) -> frozenset[str]:
    return frozenset(anchor for block in blocks_in(body) for anchor in anchors_of(block))


def menu_of(site: Site, there: frozenset[str]) -> list[tuple[str, str, str]]:
    """Give the entries of the menu that have a page: section, path and words."""
    entries = (
        ("overview", "index.html", site.words(marked("Overview"))),
        ("questions", "questions/index.html", site.words(marked("Questions"))),
        ("bodies", "bodies/index.html", sentence_case(site.binder.noun(2))),
        ("compare", "compare/index.html", site.words(marked("Compare"))),
        ("change", "change.html", site.words(marked("Since last time"))),
        ("recommendations", "recommendations/index.html", site.words(marked("Recommendations"))),
        ("rules", "rules.html", site.words(marked("Legal rules"))),
        ("trainings", "trainings.html", site.words(marked("Trainings"))),
        ("method", "method.html", site.words(marked("Method"))),
        ("data", "data.html", site.words(marked("Open data"))),
        ("search", "search.html", site.words(marked("Search"))),
    )
    return [entry for entry in entries if entry[1] in there]
