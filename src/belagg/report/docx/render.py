"""The document tree as a Word document."""

from collections.abc import Mapping

from belagg.manuscript.tree import Document
from belagg.report.docx.blocks import Scope, Writer, footnote
from belagg.report.docx.context import Bookmarks, Context
from belagg.report.docx.cover import cover_page
from belagg.report.docx.drawing import make_pictures
from belagg.report.docx.heading import contents, contents_names
from belagg.report.docx.markup import Xml, join
from belagg.report.docx.numbering import Lists
from belagg.report.docx.package import WordPackage
from belagg.report.docx.parts import section_xml, separators_xml
from belagg.report.soundness import require_sound
from belagg.report.walk import anchors_of, blocks_of
from belagg.study.geography import Geography


def render_docx(
    document: Document,
    geographies: Mapping[str, Geography],
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Give a report as a Word document; the same report gives the same bytes.

    `pictures` is what `make_pictures` gave for this report and these geographies; without it the
    pictures are made here. StudyError with every problem that keeps the report from being shown,
    such as a picture without a text alternative.
    """
    require_sound(document, geographies)
    package = WordPackage(document)
    context = Context(
        document=document,
        bookmarks=Bookmarks(
            anchor for block in blocks_of(document) for anchor in anchors_of(block)
        ),
        lists=Lists(),
        pictures=make_pictures(document, geographies) if pictures is None else pictures,
        contents=contents_names(document),
    )
    body = join(
        cover_page(document.cover, document.language),
        contents(context),
        Writer(context, package.body).blocks(document.body, Scope()),
        section_xml(package.header, package.footer),
    )
    return package.save(body, _footnotes(context, package), context.lists.xml())


def _footnotes(context: Context, package: WordPackage) -> Xml:
    notes = (
        footnote(context, package.notes, number, context.document.footnotes[footnote_id])
        for footnote_id, number in tuple(context.footnotes.items())
    )
    return join(separators_xml(), *notes)
