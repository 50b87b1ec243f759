"""The styles of the Word document: the house's type and colours, under the names Word knows."""

from belagg.language import translate
from belagg.report.docx.languages import word_language
from belagg.report.docx.markup import Xml, join, number_properties, tag
from belagg.report.docx.numbering import HEADINGS, INDENT, SET_IN
from belagg.report.docx.style import (
    ACCENT,
    HAIRLINE,
    INK,
    MUTED,
    SANS,
    SERIF,
    TEXT_WIDTH,
    Style,
    letters,
    rule,
    shape,
    stop,
)

_TITLE_SIZE = 24
_TOP = rule("top", ACCENT, 8, 6)
_SMALL_LABEL = letters(font=SANS, size=8.5, bold=True, colour=ACCENT)
_SMALL_PRINT = letters(font=SANS, size=8.5, colour=MUTED)


def _basic() -> tuple[Style, ...]:
    """Give the styles that every document has."""
    none = (tag(f"w:{side}", w=0, type="dxa") for side in ("top", "left", "bottom", "right"))
    return (
        Style("Normal", "Normal", based_on=""),
        Style("DefaultParagraphFont", "Default Paragraph Font", based_on="", kind="character"),
        Style("NoList", "No List", based_on="", kind="numbering"),
        Style(
            "TableNormal", "Normal Table", based_on="", kind="table",
            table=tag("w:tblPr", tag("w:tblInd", w=0, type="dxa"), tag("w:tblCellMar", *none)),
        ),
    )  # fmt: skip


def _reading(language: str) -> tuple[Style, ...]:
    """Give the styles of running text."""
    item = shape(after=140, line=1.16, left=INDENT, hanging=INDENT, tight=True)
    return (
        Style("BodyText", "Body Text", shape=shape(after=140, line=1.16)),
        Style(
            "Lead", translate("Lead", language), "BodyText", "BodyText", own=True,
            shape=shape(after=220, line=1.16), letters=letters(size=13),
        ),
        Style(
            "BlockText", "Block Text", "BodyText",
            shape=shape(before=60, after=160, line=1.16, left=SET_IN, right=SET_IN),
        ),
        Style("ListBullet", "List Bullet", "BodyText", shape=item),
        Style("ListNumber", "List Number", "BodyText", shape=item),
        Style(
            "ListContinue", "List Continue", "BodyText",
            shape=shape(after=140, line=1.16, left=INDENT, tight=True),
        ),
        Style(
            "FootnoteText", "footnote text", shape=shape(after=40, line=1.1),
            letters=letters(size=8.5),
        ),
        Style(
            "FootnoteReference", "footnote reference", "DefaultParagraphFont", kind="character",
            letters=letters(raised=True),
        ),
        Style(
            "Hyperlink", "Hyperlink", "DefaultParagraphFont", kind="character",
            letters=letters(colour=ACCENT, underline=HAIRLINE),
        ),
        Style(
            "BoundFigure", translate("Bound figure", language), "DefaultParagraphFont",
            kind="character", own=True,
        ),
        Style(
            "CodeText", translate("Code text", language), "DefaultParagraphFont",
            kind="character", own=True, letters=letters(font="Consolas", unproofed=True),
        ),
        Style(
            "Pause", translate("Pause", language), "BodyText", "BodyText", own=True,
            shape=shape(before=120, after=260, align="center"), letters=letters(colour=MUTED),
        ),
        Style("Header", "header", shape=shape(tabs=stop("right", TEXT_WIDTH)),
              letters=_SMALL_PRINT),
        Style("Footer", "footer", shape=shape(tabs=stop("right", TEXT_WIDTH)),
              letters=_SMALL_PRINT),
    )  # fmt: skip


def _headings() -> tuple[Style, ...]:
    """Give the styles of headings and of the table of contents."""
    sizes = ((_TITLE_SIZE, 0, 320), (14.5, 400, 120), (11.5, 320, 80), (10.5, 260, 60),
             (10.5, 220, 40), (10.5, 220, 40))  # fmt: skip
    headings = tuple(
        Style(
            f"Heading{level}", f"heading {level}", follows="BodyText",
            shape=shape(
                before=before, after=after, line=1.1, keep_next=True, keep_lines=True,
                break_before=level == 1, numbered=number_properties(HEADINGS, level - 1),
                unhyphenated=True, outline=level - 1,
            ),
            letters=letters(font=SERIF if level < 3 else SANS, size=size, bold=level > 1),
        )
        for level, (size, before, after) in enumerate(sizes, start=1)
    )  # fmt: skip
    contents = tuple(
        Style(
            f"TOC{level}", f"toc {level}", follows="Normal",
            shape=shape(
                before=100 if level == 1 else 0, after=30, left=(level - 1) * 360,
                tabs=stop("right", TEXT_WIDTH, "dot"), unhyphenated=True,
            ),
            letters=letters(font=SERIF if level == 1 else SANS, size=10.5 if level == 1 else 9.5,
                            bold=level == 1),
        )
        for level in (1, 2, 3)
    )  # fmt: skip
    title = Style(
        "TOCHeading", "TOC Heading", follows="BodyText",
        shape=shape(after=320, break_before=True, keep_next=True),
        letters=letters(size=_TITLE_SIZE),
    )  # fmt: skip
    return (*headings, title, *contents)


def _cover(language: str) -> tuple[Style, ...]:
    return (
        Style(
            "Title", "Title", follows="Subtitle",
            shape=shape(before=3400, after=200, line=1.02, unhyphenated=True,
                        borders=rule("top", ACCENT, 18, 18)),
            letters=letters(size=34),
        ),
        Style(
            "Subtitle", "Subtitle", follows="CoverText",
            shape=shape(after=600, line=1.15, unhyphenated=True),
            letters=letters(size=15, colour=MUTED),
        ),
        Style(
            "CoverPublisher", translate("Cover publisher", language), own=True, follows="Title",
            letters=letters(font=SANS, size=10.5, bold=True, colour=ACCENT),
        ),
        Style(
            "CoverText", translate("Cover text", language), own=True, shape=shape(after=60),
            letters=letters(font=SANS, size=10.5),
        ),
        Style(
            "CoverColophon", translate("Cover colophon", language), own=True,
            shape=shape(before=120, line=1.2), letters=letters(font=SANS, size=9, colour=MUTED),
        ),
    )  # fmt: skip


def _voices(language: str) -> tuple[Style, ...]:
    """Give the styles of quotes and questions."""
    return (
        Style(
            "Quote", "Quote", "BodyText", follows="QuoteSource",
            shape=shape(before=80, after=60, line=1.14, left=SET_IN, right=SET_IN, keep_next=True,
                        keep_lines=True),
            letters=letters(size=13, colour=ACCENT),
        ),
        Style(
            "QuoteLabel", translate("Quote label", language), own=True, follows="Quote",
            shape=shape(before=160, left=SET_IN, right=SET_IN, keep_next=True),
            letters=_SMALL_LABEL,
        ),
        Style(
            "QuoteSource", translate("Quote source", language), own=True, follows="BodyText",
            shape=shape(after=260, left=SET_IN, right=SET_IN, keep_lines=True),
            letters=letters(font=SANS, size=9, colour=MUTED),
        ),
        Style(
            "QuestionHeading", translate("Question heading", language), own=True,
            follows="QuestionText",
            shape=shape(before=240, after=40, left=SET_IN, right=SET_IN, keep_next=True),
            letters=_SMALL_LABEL,
        ),
        Style(
            "QuestionText", translate("Question text", language), own=True,
            shape=shape(after=60, line=1.08, left=SET_IN, right=SET_IN, keep_next=True,
                        keep_lines=True),
            letters=letters(font=SANS, size=11.5, bold=True),
        ),
        Style(
            "QuestionHint", translate("Question hint", language), own=True,
            follows="QuestionChoice",
            shape=shape(after=60, left=SET_IN, right=SET_IN, keep_next=True),
            letters=letters(font=SANS, size=9.5, colour=MUTED),
        ),
        Style(
            "QuestionChoice", translate("Question choice", language), own=True,
            shape=shape(left=SET_IN + INDENT, hanging=INDENT, keep_lines=True),
            letters=letters(font=SANS, size=10),
        ),
        Style(
            "QuestionNote", translate("Question note", language), own=True,
            shape=shape(before=40, after=200, left=SET_IN, right=SET_IN),
            letters=letters(font=SANS, size=9, colour=MUTED),
        ),
    )  # fmt: skip


def _set_apart(language: str) -> tuple[Style, ...]:
    """Give the styles of panels and recommendations."""
    return (
        Style(
            "PanelHeading", translate("Panel heading", language), own=True, follows="PanelText",
            shape=shape(before=240, after=80, keep_next=True, borders=_TOP, unhyphenated=True),
            letters=letters(font=SANS, size=11.5, bold=True, colour=ACCENT),
        ),
        Style(
            "PanelText", translate("Panel text", language), "BodyText", own=True,
            shape=shape(after=120, line=1.12), letters=letters(size=10),
        ),
        Style(
            "PanelEnd", translate("Panel end", language), own=True, follows="BodyText",
            shape=shape(after=200, borders=rule("bottom", HAIRLINE, 4, 1)),
            letters=letters(size=2),
        ),
        Style(
            "RecommendationAddressee", translate("Recommendation addressee", language), own=True,
            follows="RecommendationHeading",
            shape=shape(before=400, after=40, keep_next=True, borders=_TOP),
            letters=_SMALL_LABEL,
        ),
        Style(
            "RecommendationHeading", translate("Recommendation heading", language), own=True,
            follows="RecommendationClause",
            shape=shape(after=100, line=1.1, keep_next=True, keep_lines=True, unhyphenated=True),
            letters=letters(font=SANS, size=13, bold=True),
        ),
        Style(
            "RecommendationClause", translate("Recommendation clause", language), "BodyText",
            own=True, follows="RecommendationSupport",
            shape=shape(after=40, line=1.16, keep_next=True),
        ),
        Style(
            "RecommendationSupport", translate("Recommendation support", language), own=True,
            follows="RecommendationClause", shape=shape(after=140, left=INDENT),
            letters=letters(font=SANS, size=9, colour=MUTED),
        ),
        Style(
            "RecommendationFact", translate("Recommendation fact", language), own=True,
            shape=shape(after=20), letters=letters(font=SANS, size=9.5),
        ),
    )  # fmt: skip


def _figures(language: str) -> tuple[Style, ...]:
    """Give the styles of charts, maps and tables."""
    return (
        Style(
            "Caption", "caption", follows="BodyText",
            shape=shape(before=280, after=100, keep_next=True, keep_lines=True,
                        unhyphenated=True),
            letters=letters(font=SANS, size=10, bold=True),
        ),
        Style(
            "CaptionLabel", translate("Caption label", language), "DefaultParagraphFont",
            kind="character", own=True, letters=letters(colour=ACCENT),
        ),
        Style(
            "Picture", translate("Picture", language), own=True, follows="FigureNote",
            shape=shape(before=40, after=60, keep_next=True),
        ),
        Style(
            "FigureNote", translate("Figure note", language), own=True, follows="BodyText",
            shape=shape(after=160, line=1.15), letters=_SMALL_PRINT,
        ),
        Style(
            "TableText", translate("Table text", language), own=True,
            shape=shape(before=40, after=40, line=1.1),
            letters=letters(font=SANS, size=9.5, tabular=True),
        ),
        Style(
            "TableTextSmall", translate("Table text, small", language), "TableText", own=True,
            shape=shape(before=20, after=20, line=1.05), letters=letters(size=8.5),
        ),
        Style(
            "TableHeading", translate("Table heading", language), "TableText", own=True,
            shape=shape(before=40, after=40, keep_next=True, unhyphenated=True),
            letters=letters(size=8.5, bold=True, colour=MUTED),
        ),
        Style(
            "TableEnd", translate("Table end", language), own=True, follows="BodyText",
            shape=shape(after=160), letters=letters(size=1),
        ),
        _table(language),
    )  # fmt: skip


def _table(language: str) -> Style:
    lines = tag(
        "w:tblBorders", rule("top", INK, 6, 0), rule("bottom", HAIRLINE, 4, 0),
        rule("insideH", HAIRLINE, 4, 0),
    )  # fmt: skip
    margins = tag("w:tblCellMar", tag("w:left", w=0, type="dxa"), tag("w:right", w=220, type="dxa"))
    header = tag(
        "w:tblStylePr",
        tag("w:tcPr", tag("w:tcBorders", rule("bottom", INK, 4, 0)), tag("w:vAlign", val="bottom")),
        type="firstRow",
    )
    first_column = tag("w:tblStylePr", tag("w:rPr", letters(bold=True)), type="firstCol")
    return Style(
        "BelaggTable", translate("Report table", language), "TableNormal", kind="table", own=True,
        table=join(tag("w:tblPr", lines, margins), header, first_column),
    )  # fmt: skip


def styles_xml(language: str) -> Xml:
    """Give the inside of `w:styles`, with the house's own styles named in `language`."""
    defaults = tag(
        "w:docDefaults",
        tag(
            "w:rPrDefault",
            tag(
                "w:rPr",
                letters(font=SERIF, size=10.5, colour=INK),
                tag("w:lang", val=word_language(language), eastAsia=word_language(language)),
            ),
        ),
        tag("w:pPrDefault", tag("w:pPr", tag("w:widowControl"), shape(line=1.15))),
    )
    latent = tag(
        "w:latentStyles",
        defLockedState=0, defUIPriority=99, defSemiHidden=1, defUnhideWhenUsed=1, defQFormat=0,
        count=376,
    )  # fmt: skip
    styles = (
        *_basic(), *_reading(language), *_headings(), *_cover(language), *_voices(language),
        *_set_apart(language), *_figures(language),
    )  # fmt: skip
    return join(defaults, latent, *(style.xml() for style in styles))
