"""A review as one HTML file: what each document says, with its pages drawn and passages marked."""

import base64
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html
from lxml.builder import E

from belagg.documents.coverage import Box, Passage, marks
from belagg.documents.page_pictures import draw_pages
from belagg.documents.review import Review, Reviewed
from belagg.documents.store import Corpus
from belagg.documents.text import ReadDocument
from belagg.language import translate, translate_count
from belagg.report.tokens import css_properties

_DRAWN = 300
"""Pages that are drawn at most; of the others the quotations are shown."""

_CSS = """
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 var(--serif)}
main{max-width:62rem;margin:0 auto;padding:3rem 1.5rem 6rem}
h1{font-size:2.2rem;line-height:1.15;font-weight:600;margin:0 0 .4rem}
h2{font-size:1.45rem;line-height:1.25;font-weight:600;margin:3.5rem 0 .3rem}
h3{font:600 1rem/1.4 var(--sans);margin:2rem 0 .5rem}
p{max-width:42rem;margin:.5rem 0}
.meta,th,td,.where,figcaption,nav{font-family:var(--sans);font-size:.9rem}
.meta,.where,figcaption{color:var(--muted)}
.scroll{overflow-x:auto;margin:1.2rem 0}
h2,li,.where{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}
th{font-weight:600;text-align:left;vertical-align:bottom}
th,td{padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--hairline);vertical-align:top}
thead th{border-bottom-color:var(--ink)}
.n{text-align:right;font-variant-numeric:tabular-nums}
a{color:var(--accent);text-underline-offset:.18em}
blockquote{margin:.2rem 0 1rem;padding:0;max-width:42rem}
blockquote mark{background:var(--accent-soft);color:inherit;padding:.05em 0}
.where{margin:1rem 0 0}
figure{margin:1.5rem 0}
.page{position:relative;border:1px solid var(--hairline);max-width:46rem;background:#fff}
.page img{display:block;width:100%;height:auto}
.mark{position:absolute;background:var(--accent);opacity:.24;mix-blend-mode:multiply}
ul{max-width:42rem;padding-left:1.2rem}
@media print{figure{break-inside:avoid}main{max-width:none;padding:0}}
"""


def review_html(review: Review, corpus: Path, language: str) -> str:
    """Give the review as an HTML document in `sv` or `en`, with everything it needs inside."""
    title = translate("What the documents say", language)
    body = [
        E.h1(title),
        E.p(_summary(review, language), {"class": "meta"}),
        _table(review, language),
        *_unreadable(review, language),
    ]
    with Corpus(corpus) as store:
        pictures = _pictures(review, store)
        for number, document in enumerate(review.documents):
            if document.measured and document.measured.passages:
                read = store.document(_number(store, document))
                body += _document(review, document, read, number, pictures, language)
    page = E.html(
        E.head(
            E.meta(charset="utf-8"),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.title(title),
            E.style(css_properties() + _CSS),
        ),
        E.body(E.main(*body)),
        lang=language,
    )
    text: str = html.tostring(page, encoding="unicode", doctype="<!doctype html>")
    return text + "\n"


def _summary(review: Review, language: str) -> str:
    read = [document for document in review.documents if document.measured]
    said = sum(bool(d.measured and d.measured.hits) for d in read)
    text = translate("{} documents were read; {} of them say something on the subject.", language)
    return text.format(len(read), said)


def _table(review: Review, language: str) -> html.HtmlElement:
    heads = [
        translate("Document", language), translate("Concept", language),
        translate("Pages", language), translate("Pages with a hit", language),
        translate("Lines", language), translate("Words", language), translate("First", language),
    ]  # fmt: skip
    rows = []
    for number, document in enumerate(review.documents):
        found = [c for c in document.measured.coverage if c.hits] if document.measured else []
        name = E.a(document.source.name, href=f"#d{number}") if found else document.source.name
        if document.measured and not found:
            zeros = [E.td("0", {"class": "n"}) for _ in range(3)]
            pages = E.td(str(document.pages or "–"), {"class": "n"})
            rows.append(E.tr(E.td(name), E.td("–"), pages, *zeros, E.td("–")))
        for place, coverage in enumerate(found):
            label = next(c for c in review.concepts if c.concept_id == coverage.concept)
            numbers = (document.pages or "–", coverage.pages or "–", coverage.lines, coverage.words)
            rows.append(
                E.tr(
                    E.td(name if place == 0 else ""),
                    E.td(label.label(language)),
                    *[E.td(str(value), {"class": "n"}) for value in numbers],
                    E.td(_where(coverage.first_page, coverage.first_line, language)),
                )
            )
    cells = [E.th(head, {"class": "n"} if 2 <= i < 6 else {}) for i, head in enumerate(heads)]
    table = E.table(E.thead(E.tr(*cells)), E.tbody(*rows))
    named = {"class": "scroll", "role": "region", "tabindex": "0"}
    return E.div(table, named | {"aria-label": translate("Documents", language)})


def _where(page: int, line: int, language: str) -> str:
    if page:
        return translate("page {}, line {}", language).format(page, line)
    return translate("paragraph {}", language).format(line)


def _unreadable(review: Review, language: str) -> Iterator[html.HtmlElement]:
    if review.unreadable:
        yield E.h2(translate("Not read", language))
        told = translate(
            "Nothing is known of these; they are not counted as saying nothing.", language
        )
        yield E.p(told)
        yield E.ul(
            *[
                E.li(f"{d.source.name}: {d.error.reason.label(language)}")
                for d in review.unreadable
                if d.error
            ]
        )
    partly = [d for d in review.documents if d.measured and (d.unread or d.doubtful)]
    if partly:
        yield E.h2(translate("Read in part", language))
        yield E.ul(*[E.li(f"{d.source.name}: {_doubt(d, language)}") for d in partly])


def _doubt(document: Reviewed, language: str) -> str:
    told = []
    if document.unread:
        pages = translate_count(
            "{} page is a picture or damaged",
            "{} pages are pictures or damaged",
            document.unread,
            language,
        )
        told.append(pages.format(document.unread))
    if document.doubtful:
        told.append(translate("another reader finds many more words", language))
    return "; ".join(told)


def _number(store: Corpus, document: Reviewed) -> int:
    number = store.number_of(document.sha256)
    if number is None:
        raise KeyError(document.sha256)
    return number


def _pictures(review: Review, store: Corpus) -> Mapping[tuple[str, int], str]:
    """Draw the pages with passages, as data addresses by checksum and page."""
    wanted: dict[tuple[str, int], Path] = {}
    for document in review.documents:
        if not document.measured or not document.measured.passages or not document.pages:
            continue
        read = store.document(_number(store, document))
        if read.media != "application/pdf":
            continue
        for passage in document.measured.passages:
            for page in marks(read, passage.start, passage.end):
                wanted.setdefault((document.sha256, page), document.source.path)
    keys = list(wanted)[:_DRAWN]
    drawn = draw_pages([(wanted[key], key[1]) for key in keys])
    return {
        key: "data:image/webp;base64," + base64.b64encode(data).decode()
        for key, data in zip(keys, drawn, strict=True)
        if data is not None
    }


def _document(
    review: Review,
    document: Reviewed,
    read: ReadDocument,
    number: int,
    pictures: Mapping[tuple[str, int], str],
    language: str,
) -> Iterator[html.HtmlElement]:
    labels = {c.concept_id: c.label(language) for c in review.concepts}
    yield E.h2(document.title or document.source.name, id=f"d{number}")
    if document.title:
        yield E.p(document.source.name, {"class": "meta"})
    pages: dict[int, list[Box]] = defaultdict(list)
    for passage in document.measured.passages if document.measured else ():
        yield from _passage(passage, labels[passage.concept], read, language)
        for page, boxes in marks(read, passage.start, passage.end).items():
            pages[page] += boxes
    for page in sorted(pages):
        picture = pictures.get((document.sha256, page))
        if picture:
            yield _page(picture, page, pages[page], read, language)


def _passage(
    passage: Passage, label: str, read: ReadDocument, language: str
) -> Iterator[html.HtmlElement]:
    where = [label, _where(passage.page, passage.line, language)]
    if passage.headings:
        where.append(" › ".join(passage.headings))
    yield E.p(" · ".join(where), {"class": "where"})
    before, after = _context(read.text, passage.start, passage.end)
    yield E.blockquote(before, E.mark(passage.text), after)


def _context(text: str, start: int, end: int, reach: int = 160) -> tuple[str, str]:
    """Give what stands before and after in the same paragraph, cut between words."""
    before = text[max(0, start - reach) : start].rpartition("\n")[2]
    after = text[end : end + reach].partition("\n")[0]
    if start - len(before) > 0 and text[start - len(before) - 1] != "\n":
        before = "… " + before.partition(" ")[2]
    if end + len(after) < len(text) and text[end + len(after)] != "\n":
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _page(
    picture: str, page: int, boxes: list[Box], read: ReadDocument, language: str
) -> html.HtmlElement:
    width, height = (float(side) for side in read.pages[page - 1])
    caption = translate("Page {}", language).format(page)
    spots = [
        E.span(
            {
                "class": "mark",
                "style": f"left:{100 * left / width:.2f}%;top:{100 * (1 - top / height):.2f}%;"
                f"width:{100 * (right - left) / width:.2f}%;"
                f"height:{100 * (top - bottom) / height:.2f}%",
            }
        )
        for left, bottom, right, top in boxes
    ]
    image = E.img(src=picture, alt=caption, loading="lazy")
    return E.figure(E.div(image, *spots, {"class": "page"}), E.figcaption(caption))
