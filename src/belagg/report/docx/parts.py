"""The parts of the package that are the same for every report, but for language and title."""

from belagg.report.docx.inlines import text_run
from belagg.report.docx.languages import word_language
from belagg.report.docx.markup import (
    Xml,
    bare,
    field,
    join,
    paragraph,
    paragraph_properties,
    run,
    tag,
)
from belagg.report.docx.style import LEFT, PAGE, RIGHT, SANS, SERIF
from belagg.report.tokens import LIGHT

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def settings_xml(language: str) -> Xml:
    """Give the inside of `w:settings`, in the order of CT_Settings (ISO/IEC 29500-1, 17.15.1.78).

    Words are hyphenated; the mode is that of Word 2013 and later, without which Word shows the
    document in a mode for older ones.
    """
    separators = (tag("w:footnote", id=number) for number in (-1, 0))
    comma = not language.startswith("en")
    mode = {"uri": "http://schemas.microsoft.com/office/word", "val": "15"}
    names = (
        "bg1:light1 t1:dark1 bg2:light2 t2:dark2 accent1:accent1 accent2:accent2 accent3:accent3 "
        "accent4:accent4 accent5:accent5 accent6:accent6 hyperlink:hyperlink "
        "followedHyperlink:followedHyperlink"
    )
    mapping = dict(pair.split(":") for pair in names.split())
    return join(
        tag("w:zoom", percent=100),
        tag("w:defaultTabStop", val=720),
        tag("w:autoHyphenation"),
        tag("w:consecutiveHyphenLimit", val=2),
        tag("w:hyphenationZone", val=425),
        tag("w:doNotHyphenateCaps"),
        tag("w:characterSpacingControl", val="doNotCompress"),
        tag("w:footnotePr", *separators),
        tag("w:compat", tag("w:compatSetting", name="compatibilityMode", **mode)),
        tag("w:themeFontLang", val=word_language(language)),
        tag("w:clrSchemeMapping", **mapping),
        tag("w:decimalSymbol", val="," if comma else "."),
        tag("w:listSeparator", val=";" if comma else ","),
    )


def fonts_xml() -> Xml:
    """Give the inside of `w:fonts`: our typefaces, and what stands for them where they are not."""
    fonts = (
        (SERIF, "Georgia", "02040603050405020204", "roman"),
        (SANS, "Calibri", "020B0503030403020204", "swiss"),
    )
    return join(
        *(
            tag(
                "w:font",
                tag("w:altName", val=instead),
                tag("w:panose1", val=panose),
                tag("w:charset", val="00"),
                tag("w:family", val=family),
                tag("w:pitch", val="variable"),
                name=name,
            )
            for name, instead, panose, family in fonts
        )
    )


def separators_xml() -> Xml:
    """Give the two notes that Word draws as lines above footnotes."""
    shape = tag("w:pPr", tag("w:spacing", after=0, line=240, lineRule="auto"))
    return join(
        *(
            tag("w:footnote", paragraph(shape, run(tag(f"w:{kind}"))), type=kind, id=number)
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
    )


def header_xml(title: str) -> Xml:
    """Give the inside of the running header: the title of the report."""
    return paragraph(paragraph_properties("Header"), text_run(title))


def footer_xml(publisher: str, label: str) -> Xml:
    """Give the inside of the running footer: who publishes, and the page number after its label."""
    before = text_run(f"{publisher}\t{label} " if label else f"{publisher}\t")
    number = field("PAGE", text_run("1"))
    return paragraph(paragraph_properties("Footer"), join(before, number))


def section_xml(header: str, footer: str) -> Xml:
    """Give the page: A4, its margins, header and footer on all pages but the first."""
    width, height = PAGE
    return tag(
        "w:sectPr",
        tag("w:headerReference", **{"w:type": "default", "r:id": header}),
        tag("w:footerReference", **{"w:type": "default", "r:id": footer}),
        tag("w:pgSz", w=width, h=height),
        tag(
            "w:pgMar", top=1800, right=RIGHT, bottom=1700, left=LEFT, header=850, footer=850,
            gutter=0,
        ),
        tag("w:cols", space=720),
        tag("w:titlePg"),
    )  # fmt: skip


def theme_xml() -> Xml:
    """Give the theme, from which Word offers its user the colours and typefaces of the house."""
    colours = {
        "dk1": LIGHT.ink, "lt1": "#ffffff", "dk2": LIGHT.accent, "lt2": LIGHT.surface,
        "accent1": LIGHT.accent, "accent2": "#dba743", "accent3": "#9a6a4d", "accent4": "#30476f",
        "accent5": "#84527c", "accent6": "#64732f", "hlink": LIGHT.accent, "folHlink": LIGHT.muted,
    }  # fmt: skip
    scheme = bare(
        "a:clrScheme",
        *(
            bare(f"a:{name}", bare("a:srgbClr", val=colour.removeprefix("#").upper()))
            for name, colour in colours.items()
        ),
        name="Belägg",
    )
    fonts = bare("a:fontScheme", _fonts("major", SANS), _fonts("minor", SERIF), name="Belägg")
    fill = bare("a:solidFill", bare("a:schemeClr", val="phClr"))
    formats = bare(
        "a:fmtScheme",
        bare("a:fillStyleLst", fill, fill, fill),
        bare("a:lnStyleLst", *(bare("a:ln", fill, w=width) for width in (6350, 12700, 19050))),
        bare("a:effectStyleLst", *[bare("a:effectStyle", bare("a:effectLst"))] * 3),
        bare("a:bgFillStyleLst", fill, fill, fill),
        name="Belägg",
    )
    elements = bare("a:themeElements", scheme, fonts, formats)
    return bare("a:theme", elements, **{"xmlns:a": _MAIN}, name="Belägg")


def _fonts(kind: str, typeface: str) -> Xml:
    return bare(
        f"a:{kind}Font",
        bare("a:latin", typeface=typeface),
        bare("a:ea", typeface=""),
        bare("a:cs", typeface=""),
    )
