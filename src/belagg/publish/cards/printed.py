"""A routine card on paper: a pocket card of A6 pages, and a poster on A3."""

from datetime import UTC, datetime
from enum import Enum
from importlib.resources import files

import typst

from belagg.language import _
from belagg.publish.cards.card import Card
from belagg.publish.cards.text import Section, closing, opening, question, routine
from belagg.report.pdf.coverage import needs_whole_families
from belagg.report.pdf.literals import literal, running
from belagg.report.pdf.render import typefaces
from belagg.report.tokens import LIGHT
from belagg.study.study import Study


class Form(Enum):
    """What a card is printed as."""

    POCKET = "pocket"
    POSTER = "poster"


def card_pdf(study: Study, card: Card, form: Form) -> bytes:
    """Set a card that is not blocked as PDF/UA-1; the same card gives the same bytes."""
    source = _source(study, card, form)
    day = study.settings.date
    made = typst.compile(
        source.encode(),
        font_paths=typefaces(whole_families=needs_whole_families(source)),
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF as bytes")
    return made


def _source(study: Study, card: Card, form: Form) -> str:
    end = closing(card, study.settings.date.isoformat(), study.short_revision)
    day = study.settings.date
    colours = "".join(
        f"#let {name} = rgb({literal(getattr(LIGHT, name))})\n"
        for name in ("ink", "muted", "accent", "hairline")
    )
    words = {
        "form": form.value,
        "title": card.title,
        "body-name": card.body,
        "lang": study.settings.language,
    }
    named = "".join(f"#let {name} = {literal(text)}\n" for name, text in words.items())
    values = (
        f"{colours}{named}#let y(it) = text(hyphenate: true, it)\n#let brk = h(0pt)\n"
        f"#let day = datetime(year: {day.year}, month: {day.month}, day: {day.day})\n"
    )
    template = files("belagg.publish.cards").joinpath("card.typ").read_text(encoding="utf-8")
    steps = "".join(
        _section(step, f"{number}. ") for number, step in enumerate(routine(card), start=1)
    )
    asked = "".join(_section(question(q), "") for q in card.questions)
    return (
        f"{values}{template}\n#opening{_arguments(opening(card), '')}\n"
        f"#part([{running(_('The questions'))}])\n{asked}"
        f"#part([{running(_('After a yes'))}])\n{steps}#closing[{running(end)}]\n"
    )


def _section(section: Section, number: str) -> str:
    return f"#step{_arguments(section, number)}\n"


def _arguments(section: Section, number: str) -> str:
    texts = "".join(f"[{running(text)}], " for text in section.paragraphs)
    law = "".join(f"[{running(text)}], " for text in section.law)
    return f"([{running(number + section.heading)}], ({texts}), ({law}))"
