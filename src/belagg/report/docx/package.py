"""The package around the text: parts, relationships, properties, and a zip without a clock."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.oxml.coreprops import CT_CoreProperties
from docx.package import Package

from belagg.manuscript.tree import Cover, Document
from belagg.report.docx.context import Story
from belagg.report.docx.languages import word_language
from belagg.report.docx.markup import EMPTY, Xml, clean
from belagg.report.docx.parts import fonts_xml, footer_xml, header_xml, settings_xml, theme_xml
from belagg.report.docx.styles import styles_xml

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
"""As many characters as a core property may have (python-docx refuses more)."""


class _Written(Part):
    """A part whose text is given once it is written."""

    content = EMPTY
    root = ""

    @property
    def blob(self) -> bytes:
        """Give the part as XML."""
        inside = str(self.content)
        if self.root:
            inside = f'<{self.root} {_DECLARED} mc:Ignorable="w14">{inside}</{self.root}>'
        declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{inside}'
        return declared.encode("utf-8")


class WordPackage:
    """A Word document in the making.

    `body` and `notes` are the stories that text is written for; `header` and `footer` are ids of
    relationships of the body.
    """

    def __init__(self, document: Document) -> None:
        language, cover = document.language, document.cover
        self._package = Package()
        main = self._part("document", "w:document", CONTENT_TYPE.WML_DOCUMENT_MAIN)
        self._package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._main = main
        self._add("styles", "w:styles", RELATIONSHIP_TYPE.STYLES, styles_xml(language))
        self._add("settings", "w:settings", RELATIONSHIP_TYPE.SETTINGS, settings_xml(language))
        self._add("fontTable", "w:fonts", RELATIONSHIP_TYPE.FONT_TABLE, fonts_xml())
        self._add("theme/theme1", "", RELATIONSHIP_TYPE.THEME, theme_xml())
        self._lists = self._add("numbering", "w:numbering", RELATIONSHIP_TYPE.NUMBERING)
        self._notes = self._add("footnotes", "w:footnotes", RELATIONSHIP_TYPE.FOOTNOTES)
        header = self._add("header1", "w:hdr", RELATIONSHIP_TYPE.HEADER, header_xml(cover.title))
        label = document.labels.get("page", "")
        footer = self._add(
            "footer1", "w:ftr", RELATIONSHIP_TYPE.FOOTER, footer_xml(cover.publisher, label)
        )
        self.header: str = main.relate_to(header, RELATIONSHIP_TYPE.HEADER)
        self.footer: str = main.relate_to(footer, RELATIONSHIP_TYPE.FOOTER)
        self.body = Story(main, notes=True)
        self.notes = Story(self._notes, notes=False)
        self._describe(cover, language)

    def _part(self, name: str, root: str, content_type: str) -> _Written:
        part = _Written(PackURI(f"/word/{name}.xml"), content_type, None, self._package)
        part.root = root
        return part

    def _add(self, name: str, root: str, relation: str, content: Xml = EMPTY) -> _Written:
        part = self._part(name, root, _CONTENT_TYPES[name])
        part.content = content
        self._main.relate_to(part, relation)
        return part

    def _describe(self, cover: Cover, language: str) -> None:
        """Write the core properties; both dates are the report's own day."""
        part = CorePropertiesPart(
            PackURI("/docProps/core.xml"),
            CONTENT_TYPE.OPC_CORE_PROPERTIES,
            CT_CoreProperties.new(),
            self._package,
        )
        self._package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        properties = part.core_properties
        day = datetime.combine(date.fromisoformat(cover.date), time(), UTC)
        properties.title = _property(cover.title)
        properties.author = _property("; ".join(cover.authors))
        properties.subject = _property(cover.subtitle)
        properties.keywords = _property(", ".join(cover.keywords))
        properties.comments = _property(cover.description)
        properties.identifier = _property(cover.revision)
        properties.last_modified_by = _property(cover.publisher)
        properties.language = word_language(language)
        properties.created = properties.modified = day

    def save(self, body: Xml, notes: Xml, lists: Xml) -> bytes:
        """Give the document with its text, footnotes and lists."""
        self._main.content = Xml(f"<w:body>{body}</w:body>")
        self._notes.content, self._lists.content = notes, lists
        made = BytesIO()
        self._package.save(made)
        return _without_clock(made)


_CONTENT_TYPES = {
    "styles": CONTENT_TYPE.WML_STYLES,
    "settings": CONTENT_TYPE.WML_SETTINGS,
    "fontTable": CONTENT_TYPE.WML_FONT_TABLE,
    "theme/theme1": CONTENT_TYPE.OFC_THEME,
    "numbering": CONTENT_TYPE.WML_NUMBERING,
    "footnotes": CONTENT_TYPE.WML_FOOTNOTES,
    "header1": CONTENT_TYPE.WML_HEADER,
    "footer1": CONTENT_TYPE.WML_FOOTER,
}


def _property(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _LONGEST_PROPERTY else f"{text[: _LONGEST_PROPERTY - 1]}…"


def _without_clock(made: BytesIO) -> bytes:
    """Give a zip again with the same entries in the same order and no time of writing."""
    again = BytesIO()
    with ZipFile(made) as source, ZipFile(again, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()
