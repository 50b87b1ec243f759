"""From a document tree to the bytes of a PDF."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import fontpkg_source_sans_3
import fontpkg_source_serif_4
import typst

from belagg.language import _
from belagg.manuscript.tree import Document, ImageBlock
from belagg.report.pdf.coverage import needs_whole_families
from belagg.report.pdf.literals import literal
from belagg.report.pdf.source import Source, typst_source
from belagg.report.pictures import font_directory
from belagg.report.soundness import require_sound
from belagg.study.geography import Geography
from belagg.study.problems import Problem, StudyError

_FEW_LINES_DOWN = 160.0
"""Points from the top of the page: its margin and five lines."""


def render_pdf(document: Document, geographies: Mapping[str, Geography]) -> bytes:
    """Set the report as PDF that conforms to PDF/UA-1 and PDF/A-2a.

    `geographies` holds the areas that the maps name. The same document gives the same bytes: the
    only date in the file is that of the cover. Raises StudyError with every problem that keeps the
    document from being set, such as a picture without a text alternative.
    """
    require_sound(document, geographies)
    return _compile(typst_source(document, geographies), date.fromisoformat(document.cover.date))


def _compile(source: Source, day: date) -> bytes:
    """Set the report, and set it again where a chapter's last lines stand alone on a page."""
    fonts = typefaces(whole_families=needs_whole_families("".join(source.files(()).values())))
    with TemporaryDirectory() as folder:
        for name, picture in source.pictures.items():
            Path(folder, name).write_bytes(picture.data)
        try:
            compiler = _compiler(folder, source.files(()), fonts)
            if tight := _ending_on_few_lines(compiler):
                compiler = _compiler(folder, source.files(tight), fonts)
            made = compiler.compile(
                format="pdf",
                pdf_standards=["ua-1", "a-2a"],
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        except RuntimeError as error:
            raise StudyError(_problems(error, source)) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF as bytes")
    return made


def _compiler(folder: str, texts: Mapping[str, str], fonts: typst.Fonts) -> typst.Compiler:
    for name, text in texts.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return typst.Compiler(Path(folder, "main.typ"), root=folder, font_paths=fonts)


def _ending_on_few_lines(compiler: typst.Compiler) -> frozenset[str]:
    """Give the anchors of the chapters that end a few lines down a page of their own."""
    ends = json.loads(compiler.query("<chapter-end>", field="value"))
    return frozenset(
        end["id"] for end in ends if end["pages"] > 0 and end["down"] < _FEW_LINES_DOWN
    )


def _problems(error: RuntimeError, source: Source) -> list[Problem]:
    """Say what typst could not do in words of the study: a picture it cannot read, or its own."""
    unreadable = [
        picture for name, picture in source.pictures.items() if not _can_be_read(name, picture)
    ]
    if unreadable:
        message = _("The picture “{}” cannot be read: the file is damaged or of another kind.")
        return [Problem("picture-unreadable", message.format(p.alt)) for p in unreadable]
    return [Problem("pdf", _("The PDF cannot be set: {}").format(error))]


def _can_be_read(name: str, picture: ImageBlock) -> bool:
    with TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(picture.data)
        try:
            typst.Compiler(root=folder).compile(f"#image({literal(name)})".encode(), format="svg")
        except typst.TypstError:
            return False
    return True


@cache
def typefaces(*, whole_families: bool) -> typst.Fonts:
    """Give the cuts of the package; the whole families besides for the letters the cuts lack."""
    families = [fontpkg_source_serif_4.ROOT, fontpkg_source_sans_3.ROOT] if whole_families else []
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[font_directory(), *families],
    )
