"""The slides as PDF/UA-1."""

from datetime import UTC, date, datetime
from importlib.resources import files

import typst

from belagg.publish.slides.deck import Deck, Slide
from belagg.report.pdf.coverage import needs_whole_families
from belagg.report.pdf.inlines import language_arguments
from belagg.report.pdf.literals import literal, running
from belagg.report.pdf.render import typefaces
from belagg.report.tokens import LIGHT


def slides_pdf(deck: Deck) -> bytes:
    """Set the slides; the same deck gives the same bytes."""
    pictures = [slide.picture.svg for slide in deck.slides if slide.picture]
    source = _source(deck)
    day = date.fromisoformat(deck.day)
    made = typst.compile(
        source.encode(),
        font_paths=typefaces(whole_families=needs_whole_families(source + "".join(pictures))),
        sys_inputs={str(place): svg for place, svg in enumerate(pictures)},
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF as bytes")
    return made


def _source(deck: Deck) -> str:
    day = date.fromisoformat(deck.day)
    colours = "".join(
        f"#let {name} = rgb({literal(getattr(LIGHT, name))})\n"
        for name in ("paper", "ink", "muted", "accent", "hairline")
    )
    language, region = language_arguments(deck.language).split(", ")
    values = (
        f"{colours}#let y(it) = text(hyphenate: true, it)\n#let brk = h(0pt)\n"
        f"#let day = datetime(year: {day.year}, month: {day.month}, day: {day.day})\n"
        f"#let title = {literal(deck.title)}\n#let foot = [{running(deck.foot)}]\n"
        f"#let lang = {language}\n#let region = {region}\n"
    )
    template = files("belagg.publish.slides").joinpath("slides.typ").read_text(encoding="utf-8")
    facts = "".join(f"[{running(fact)}], " for fact in deck.facts)
    first = f"#opening([{running(deck.title)}], [{running(deck.subtitle)}], ({facts}))\n"
    place = 0
    made = []
    for slide in deck.slides:
        made.append(_slide(slide, place))
        place += slide.picture is not None
    return f"{values}{template}\n{first}{''.join(made)}"


def _slide(slide: Slide, place: int) -> str:
    title = f"[{running(slide.title)}]"
    if slide.picture is None:
        points = "".join(f"[{running(point)}], " for point in slide.points)
        return f"#points({title}, ({points}))\n"
    picture = slide.picture
    named = f"{literal(str(place))}, {literal(picture.alt)}, [{running(picture.note)}]"
    return f"#chart({title}, {named})\n"
