"""Pictures for those who share a page: one a page, where the study says where it is published.

Without that there is no address to give, and a picture that no tag names is never fetched. The
guide has none: nobody shares it by mistake.
"""

from collections.abc import Iterator, Sequence

from belagg.publish.drawn import Drawn
from belagg.publish.site.downloads import Taken, credit_line, source_line
from belagg.publish.site.page import Page, Site
from belagg.publish.site.pictures import sharing_svg
from belagg.report.html.element import Element, element

_ROWS = "r/"


def sharing_path(page: Page) -> str:
    """Give the path of the picture of a page, within its language."""
    return f"sharing/{page.path.removesuffix('.html').replace('/', '-')}.png"


def sharing_files(
    pages: Sequence[Page], taken: Sequence[Taken], site: Site, drawn: Drawn
) -> Iterator[tuple[str, bytes]]:
    """Give a picture to each page but those of rows: its title, and its first chart if any."""
    if not site.study.settings.address:
        return
    wanted = [page for page in pages if not page.path.startswith(_ROWS)]
    charts = {one.block.anchor: one.drawn for one in taken}
    svgs = []
    for page in wanted:
        anchors = [getattr(block, "anchor", None) for block in page.body]
        first = next((charts[a] for a in anchors if a in charts and page.kind != "front"), None)
        svgs.append(sharing_svg(page.title, page.summary, credit_line(site), first, site.language))
    for page, png in zip(wanted, drawn.pngs(svgs, 96, source_line(site)), strict=True):
        yield sharing_path(page), png


def sharing_tags(page: Page, site: Site, title: str) -> list[Element]:
    """Give what in the head of a page tells others' sites how to show a link to it."""
    if not site.study.settings.address or page.path.startswith(_ROWS):
        return []
    facts = {
        "og:title": title,
        "og:type": "website",
        "og:url": site.public_address(page.path),
        "og:locale": {"sv": "sv_SE", "en": "en_GB"}.get(site.language, site.language),
        "og:description": page.summary,
        "og:image": site.public_address(sharing_path(page)),
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": page.title,
    }
    return [element("meta", {"property": n, "content": c}) for n, c in facts.items() if c]
