"""Passages on their page and line in PDFs that other programs set: typst, Chromium, LibreOffice.

What is true is asked of another reader (poppler's pdftotext): the first word of every sentence is
like no other, and where it stands says page, column and line.
"""

import html
import random
import re
import shutil
import subprocess
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
import typst

from belagg.documents.limits import Limits
from belagg.documents.read import read_text
from belagg.documents.text import ReadDocument, other_readings

VERBS = ("erbjuder", "beskriver", "följer", "omfattar", "redovisar", "samordnar", "prövar")
OBJECTS = (
    "stöd till personer som har utsatts för kommersiell sexuell exploatering",
    "hälso- och sjukvårdens ansvar enligt EU-rätt och nationell lag",
    "samtalsbehandling för barn och unga med erfarenhet av människohandel",
    "effektivare affischkampanjer i offentliga miljöer",
    "ungdomsmottagningarnas förebyggande arbete mot prostitution",
)
MANNERS = ("i hela länet", "under planperioden", "vid behov", "enligt nämndens beslut")
CHROMIUM = shutil.which("chromium")
WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="[-\d.]+" yMax="([-\d.]+)">(.*?)</word>'
)

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed"),
]


@dataclass(frozen=True)
class Page:
    """How pages are set; lengths in points."""

    columns: int
    width: int
    height: int
    margin: int
    gutter: int
    size: int
    justify: bool
    hyphenate: bool
    headings: bool
    indent: int


def page(chance: random.Random) -> Page:
    columns = chance.choice([1, 2, 3])
    small = columns == 1 and chance.random() < 0.5
    return Page(
        columns=columns,
        width=300 if small else 595,
        height=420 if small else 842,
        margin=40 if small else chance.choice([45, 60]),
        gutter=chance.choice([12, 16, 24]),
        size={1: 9, 2: 9, 3: 7}[columns],
        justify=chance.random() < 0.5,
        hyphenate=chance.random() < 0.7,
        headings=chance.random() < 0.6,
        indent=chance.choice([0, 12]),
    )


def sentences(chance: random.Random, count: int) -> list[str]:
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiouyåäö"]
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.choices(syllables, k=3)).capitalize()] = None
    return [
        f"{name} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {chance.choice(MANNERS)}."
        for name in names
    ]


def web_page(setting: Page, paragraphs: list[list[str]]) -> str:
    body = "".join(
        (f"<h2>Avsnitt {chr(97 + k)}</h2>" if setting.headings and k % 5 == 0 else "")
        + f"<p>{html.escape(' '.join(paragraph))}</p>"
        for k, paragraph in enumerate(paragraphs)
    )
    columns = f"columns:{setting.columns};column-gap:{setting.gutter}pt" * (setting.columns > 1)
    return (
        '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Påhittad plan</title><style>'
        f"@page{{size:{setting.width}pt {setting.height}pt;margin:{setting.margin}pt}}"
        f"html{{font:{setting.size}pt/1.3 serif;"
        f"text-align:{'justify' if setting.justify else 'left'};"
        f"hyphens:{'auto' if setting.hyphenate else 'manual'}}}"
        f"body{{margin:0;{columns}}}p{{margin:0 0 5pt;text-indent:{setting.indent}pt;widows:1;"
        "orphans:1}h2{font-size:1.35em;margin:.7em 0 .3em;line-height:1.2;text-align:left}"
        f"</style><body>{body}"
    )


def by_chromium(setting: Page, paragraphs: list[list[str]], folder: Path) -> bytes:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    # In a thread of its own, since other tests of the process drive a browser too.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(_printed, web_page(setting, paragraphs)).result()


def _printed(html: str) -> bytes:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.set_content(html)
        data = tab.pdf(prefer_css_page_size=True)
        browser.close()
    return data


def by_libreoffice(setting: Page, paragraphs: list[list[str]], folder: Path) -> bytes:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(setting.width), Pt(setting.height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(setting.margin))
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(setting.columns))
    columns.set(qn("w:space"), str(setting.gutter * 20))
    document.styles["Normal"].font.size = Pt(setting.size)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    document.styles["Normal"].element.get_or_add_rPr().append(language)
    if setting.hyphenate:
        hyphenation = OxmlElement("w:autoHyphenation")
        hyphenation.set(qn("w:val"), "true")
        document.settings.element.insert(0, hyphenation)
    for k, paragraph in enumerate(paragraphs):
        if setting.headings and k % 5 == 0:
            document.add_heading(f"Avsnitt {chr(97 + k)}", 2)
        form = document.add_paragraph(" ".join(paragraph)).paragraph_format
        form.alignment = 3 if setting.justify else 0
        form.space_after, form.first_line_indent = Pt(5), Pt(setting.indent)
        form.widow_control = False
    document.save(str(folder / "plan.docx"))
    home = f"-env:UserInstallation=file://{folder}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "plan.docx")], check=True, capture_output=True)
    return (folder / "plan.pdf").read_bytes()


def by_typst(setting: Page, paragraphs: list[list[str]], folder: Path) -> bytes:
    yes = {True: "true", False: "false"}
    source = (
        f"#set page(width: {setting.width}pt, height: {setting.height}pt, "
        f"margin: {setting.margin}pt, columns: {setting.columns})\n"
        f"#set columns(gutter: {setting.gutter}pt)\n"
        f'#set text(lang: "sv", size: {setting.size}pt, hyphenate: {yes[setting.hyphenate]}, '
        'font: "New Computer Modern")\n'
        f"#set par(justify: {yes[setting.justify]}, first-line-indent: {setting.indent}pt)\n"
    )
    for k, paragraph in enumerate(paragraphs):
        source += f"== Avsnitt {chr(97 + k)}\n\n" * (setting.headings and k % 5 == 0)
        source += " ".join(paragraph) + "\n\n"
    return typst.compile(source.encode())


def true_places(path: Path, setting: Page) -> dict[str, tuple[int, int]]:
    """Give page and line of every word as poppler sees it, lines counted column by column."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    inner = setting.width - 2 * setting.margin
    pitch = (inner + setting.gutter) / setting.columns
    places: dict[str, tuple[int, int]] = {}
    for number, content in enumerate(re.findall(r"<page .*?</page>", text, re.DOTALL), 1):
        columns: dict[int, list[tuple[float, str]]] = defaultdict(list)
        for left, _, bottom, word in WORD.findall(content):
            column = int((float(left) - setting.margin + setting.gutter / 2) // pitch)
            columns[column].append((float(bottom), html.unescape(word)))
        line = 0
        for column in sorted(columns):
            last = -1e9
            for bottom, word in sorted(columns[column]):
                if bottom - last > 0.45 * setting.size:
                    line, last = line + 1, bottom
                places.setdefault(word, (number, line))
    return places


def found_at(document: ReadDocument, passage: str) -> tuple[int, int] | None:
    """Give page and line of a passage, in either reading of its hyphens."""
    at = document.text.find(passage)
    if at < 0:
        other = other_readings(document.text, document.joints)
        start = other.text.find(passage)
        span = other.in_document(start, start + len(passage)) if start >= 0 else None
        if span is None:
            return None
        at = span[0]
    row = document.lines.touched(at, at + 1)[0]
    return int(document.lines.page[row]), int(document.lines.number[row])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("producer", [by_typst, by_chromium, by_libreoffice])
def test_passages_are_found_whoever_set_them(tmp_path: Path, producer, seed: int):
    chance = random.Random(seed)
    setting = page(chance)
    texts = sentences(chance, 120)
    paragraphs = [texts[k : k + 4] for k in range(0, len(texts), 4)]
    path = tmp_path / "unseen.pdf"
    path.write_bytes(producer(setting, paragraphs, tmp_path))
    document = read_text(path.read_bytes(), "plan.pdf", Limits())
    places = true_places(path, setting)
    found = {text: found_at(document, text) for text in texts}
    known = {t: places[t.split()[0]] for t in texts if t.split()[0] in places}
    assert sum(place is not None for place in found.values()) >= 0.99 * len(texts), setting
    assert [t for t, p in found.items() if p and t in known and p[0] != known[t][0]] == [], setting
    assert len(known) >= 0.5 * len(texts), setting
    assert sum(found[t] == known[t] for t in known) >= 0.99 * len(known), setting
