"""Letters to print: a page or more to each recipient, in one PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from io import BytesIO

import segno
import typst
from markdown_it.tree import SyntaxTreeNode

from belagg.manuscript.typography import date_text
from belagg.report.pdf.coverage import needs_whole_families
from belagg.report.pdf.literals import literal, running
from belagg.report.pdf.render import typefaces
from belagg.report.tokens import LIGHT
from belagg.web.fieldwork.words import parsed


@dataclass(frozen=True)
class Letter:
    """A letter: its language, the lines of whom it is to, its words in Markdown, and an address.

    The address stands in the letter as a code to scan, which `told` says in words.
    """

    language: str
    to: tuple[str, ...]
    subject: str
    body: str
    address: str
    told: str


def letters_pdf(title: str, sender: str, day: date, letters: Sequence[Letter]) -> bytes:
    """Set the letters as PDF/UA-1, each on a page of its own; there is one at least."""
    source = _source(title, sender, day, letters)
    made = typst.compile(
        source.encode(),
        font_paths=typefaces(whole_families=needs_whole_families(source)),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF as bytes")
    return made


def _source(title: str, sender: str, day: date, letters: Sequence[Letter]) -> str:
    colours = "".join(
        f"#let {name} = rgb({literal(getattr(LIGHT, name))})\n"
        for name in ("ink", "muted", "accent")
    )
    values = (
        f"{colours}#let title = {literal(title)}\n#let y(it) = text(hyphenate: true, it)\n"
        f"#let brk = h(0pt)\n"
        f"#let day = datetime(year: {day.year}, month: {day.month}, day: {day.day})\n"
    )
    template = files("belagg.web.fieldwork").joinpath("letters.typ").read_text(encoding="utf-8")
    pages = "#pagebreak()\n".join(_letter(one, sender, day) for one in letters)
    return f"{values}{template}\n{pages}"


def _letter(letter: Letter, sender: str, day: date) -> str:
    to = "".join(f"[{running(line)}], " for line in letter.to)
    code = f"{_string(_code(letter.address))}" if letter.address else "none"
    said = date_text(day.isoformat(), letter.language)
    return (
        f"#letter({literal(letter.language)}, [{running(sender)}], [{running(said)}], ({to}), "
        f"[{running(letter.subject)}], [{_typst(parsed(letter.body))}], {code}, "
        f"{literal(letter.told)})\n"
    )


def _code(address: str) -> str:
    stream = BytesIO()
    segno.make(address, error="m").save(stream, kind="svg", border=0, xmldecl=False)
    return stream.getvalue().decode()


def _string(text: str) -> str:
    """Give a text that we made ourselves as a typst string, as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typst(node: SyntaxTreeNode) -> str:
    """Give Markdown as typst markup; all text in it stands in literals."""
    inner = "".join(map(_typst, node.children))
    match node.type:
        case "text" | "code_inline" | "code_block" | "fence" | "html_block" | "html_inline":
            return running(node.content)
        case "softbreak":
            return '#" "'
        case "hardbreak":
            return "#linebreak()"
        case "paragraph":
            return f"#par[{inner}]\n"
        case "heading":
            return f"#par[#strong[{inner}]]\n"
        case "strong":
            return f"#strong[{inner}]"
        case "em":
            return f"#emph[{inner}]"
        case "link":
            return f"#link({literal(str(node.attrs['href']))})[{inner}]"
        case "list_item":
            return f"[{inner}], "
        case "bullet_list":
            return f"#list({inner})\n"
        case "ordered_list":
            return f"#enum({inner})\n"
        case "blockquote":
            return f"#quote(block: true)[{inner}]\n"
        case _:
            return inner
