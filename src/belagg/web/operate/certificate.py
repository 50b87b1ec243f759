"""The certificate of an erasure: what kinds, how many, when and by which rule; nobody in it."""

import json
from datetime import UTC
from typing import Any

import typst

from belagg.manuscript.typography import date_text
from belagg.report.pdf.coverage import needs_whole_families
from belagg.report.pdf.literals import literal, running
from belagg.report.pdf.render import typefaces
from belagg.report.tokens import LIGHT
from belagg.web.operate.erasing import Personal
from belagg.web.operate.models import Erasure


def certificate(erasure: Erasure) -> dict[str, Any]:
    """Give the certificate as JSON has it, format 1."""
    return {
        "format": 1,
        "certificate": erasure.pk,
        "study": erasure.project.slug,
        "study_date": erasure.study_date.isoformat(),
        "rule": {"months_after_study_date": erasure.months},
        "erased_at": erasure.at.astimezone(UTC).isoformat(timespec="seconds"),
        "erased": erasure.counts,
        "revision": erasure.revision,
    }


def certificate_json(erasure: Erasure) -> bytes:
    """Give it as a file."""
    return json.dumps(certificate(erasure), ensure_ascii=False, indent=1).encode()


def certificate_pdf(erasure: Erasure, language: str) -> bytes:
    """Give it as PDF/UA-1 in Swedish (`sv`) or English."""
    source = _source(erasure, language)
    made = typst.compile(
        source.encode(),
        font_paths=typefaces(whole_families=needs_whole_families(source)),
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=erasure.at.astimezone(UTC).replace(microsecond=0),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF as bytes")
    return made


def _source(erasure: Erasure, language: str) -> str:
    swedish = language == "sv"
    title = "Intyg om radering" if swedish else "Certificate of erasure"
    day = date_text(erasure.at.date().isoformat(), language)
    since = date_text(erasure.study_date.isoformat(), language)
    told = (
        f"Personuppgifter i studien ”{erasure.project.slug}” raderades {day}, enligt regeln "
        f"{erasure.months} månader efter studiens datum, {since}."
        if swedish
        else f"Personal data in the study “{erasure.project.slug}” were erased on {day}, by the "
        f"rule {erasure.months} months after the study’s date, {since}."
    )
    same = (
        f"Det publicerade är oförändrat: studiens revision är {erasure.revision} före och efter."
        if swedish
        else f"What is published is unchanged: the study’s revision is {erasure.revision} before "
        "and after."
    )
    backups = (
        "Säkerhetskopior lever högst 90 dagar; därefter finns uppgifterna inte heller i dem."
        if swedish
        else "Backups live 90 days at most; after that the data are in none of them either."
    )
    heads = ("Uppgift", "Antal") if swedish else ("Kind", "Number")
    cells = "".join(
        f"[{running(Personal(kind).label(language))}], [{running(str(count))}], "
        for kind, count in erasure.counts.items()
    )
    return (
        f"#set document(title: {literal(title)}, author: ())\n"
        f'#set text(lang: {literal(language)}, font: "Source Serif 4", size: 11pt, '
        f"fill: rgb({literal(LIGHT.ink)}))\n"
        '#set page("a4", margin: 30mm)\n#show heading: set block(below: 1.2em)\n'
        "#let y(it) = text(hyphenate: true, it)\n#let brk = h(0pt)\n"
        f"= #{literal(title)}\n#par[{running(told)}]\n"
        "#table(columns: (1fr, auto), align: (left, right), stroke: (x, y) => "
        "(bottom: 0.4pt), inset: (x: 0pt, y: 6pt), "
        f"table.header([{running(heads[0])}], [{running(heads[1])}]), {cells})\n"
        f"#par[{running(same)}]\n#par[{running(backups)}]\n"
    )
