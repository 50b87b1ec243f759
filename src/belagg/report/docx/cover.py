"""The first page: title, who made the report, when, and from which revision."""

from belagg.language import translate
from belagg.manuscript.tree import Cover
from belagg.report.docx.inlines import text_run
from belagg.report.docx.markup import Xml, join, paragraph, paragraph_properties


def cover_page(cover: Cover, language: str) -> Xml:
    """Give the cover; the contents begin on the next page."""
    revision = translate("Revision {}", language).format(cover.revision) if cover.revision else ""
    lines = (
        ("CoverPublisher", cover.publisher),
        ("Title", cover.title),
        ("Subtitle", cover.subtitle),
        ("CoverText", ", ".join(cover.authors)),
        ("CoverText", cover.date_text),
        ("CoverColophon", cover.description),
        ("CoverColophon", " · ".join(part for part in (revision, cover.licence) if part)),
    )
    return join(
        *(
            paragraph(paragraph_properties(style), text_run(text))
            for style, text in lines
            if text.strip()
        )
    )
