"""Passages are found, on their page and line, however their pages were set and drawn."""

import importlib.util
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import typst

from belagg.documents.boxes import character_boxes
from belagg.documents.limits import Limits
from belagg.documents.read import read_text
from belagg.documents.text import ReadDocument, encode, other_readings

SUBJECTS = (
    "Planen", "Rutinen", "Nämnden", "Kliniken", "Mottagningen", "Samverkansgruppen",
    "Vårdcentralen", "Enheten", "Handlingsplanen", "Socialtjänsten",
)  # fmt: skip
VERBS = (
    "erbjuder", "beskriver", "följer", "omfattar", "redovisar", "utvecklar", "samordnar",
    "prövar", "förtydligar", "utvärderar",
)  # fmt: skip
OBJECTS = (
    "stöd till personer som har utsatts för kommersiell sexuell exploatering",
    "hälso- och sjukvårdens ansvar enligt EU-rätt och nationell lag",
    "återkommande kompetensutveckling för medarbetarna i primärvården",
    "samtalsbehandling för barn och unga med erfarenhet av människohandel",
    "traumafokuserad behandling för dem som har fått sex mot ersättning",
    "överenskommelser mellan kommunerna och patientsäkerhetsarbetet",
    "ungdomsmottagningarnas förebyggande arbete mot prostitution",
)
MANNERS = (
    "i hela länet", "under planperioden", "vid behov", "i samråd med patienten", "varje kvartal",
    "enligt nämndens beslut", "tillsammans med civilsamhällets organisationer", "utan dröjsmål",
)  # fmt: skip

LAYOUTS = {
    "one column": {},
    "two columns": {"columns": 2, "size": 9, "leading": 11.5},
    "three columns": {"columns": 3, "size": 8, "leading": 10, "gutter": 14, "margin": 45},
    "ragged, indented": {"justify": False, "indent": 12, "spacing": 0},
    "small pages with running heads": {
        "width": 300, "height": 420, "margin": 30, "heads": True, "size": 9, "leading": 11.5,
    },
    "two columns drawn in turn": {"columns": 2, "size": 9, "leading": 11.5, "order": "rows"},
    "two columns not level, drawn in turn": {
        "columns": 2, "size": 9, "leading": 11.5, "order": "rows", "shift": 5.5,
    },
    "three columns drawn in turn": {
        "columns": 3, "size": 8, "leading": 10, "gutter": 14, "margin": 45, "order": "rows",
    },
    "lines drawn in any order": {"columns": 2, "size": 9, "leading": 11.5, "order": "shuffled"},
    "words drawn one by one": {"unit": "word"},
    "letters drawn one by one": {"unit": "char", "columns": 2, "size": 9, "leading": 11.5},
    "words of columns drawn in turn": {
        "unit": "word", "columns": 2, "size": 9, "leading": 11.5, "order": "rows",
    },
}  # fmt: skip
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@pytest.fixture(scope="module")
def typesetting() -> ModuleType:
    path = Path(__file__).with_name("typesetting.py")
    spec = importlib.util.spec_from_file_location("typesetting", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def paragraphs(count: int, seed: int) -> list[list[str]]:
    chance = random.Random(seed)
    number = iter(range(1, 10_000))
    return [
        [
            f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} "
            f"{chance.choice(MANNERS)} punkt {next(number)}."
            for _ in range(chance.randint(2, 5))
        ]
        for _ in range(count)
    ]


def known(document: ReadDocument, sentences: list[str]) -> Iterator[tuple[int, int]]:
    """Give number and offset of each sentence that is found, in either reading of its hyphens."""
    other = other_readings(document.text, document.joints)
    for k, sentence in enumerate(sentences):
        at = document.text.find(sentence)
        if at < 0 and (start := other.text.find(sentence)) >= 0:
            at = (other.in_document(start, start + len(sentence)) or (-1, -1))[0]
        if at >= 0:
            yield k, at


def measure(typesetting: ModuleType, seed: int, **settings: object) -> tuple[int, int, int, int]:
    """Give how many sentences there are, are found, on the right page, on the right line."""
    text = paragraphs(40, seed)
    data, lines = typesetting.typeset(typesetting.Layout(**settings), text)
    document = read_text(data, "plan.pdf", Limits())
    home = {sentence: line for line in lines for sentence in line.sentences}
    sentences = [sentence for paragraph in text for sentence in paragraph]
    found = pages = right = 0
    for k, at in known(document, sentences):
        row = document.lines.touched(at, at + 1)[0]
        found += 1
        pages += int(document.lines.page[row]) == home[k].page
        right += (int(document.lines.page[row]), int(document.lines.number[row])) == (
            home[k].page,
            home[k].number,
        )
    return len(sentences), found, pages, right


@pytest.mark.parametrize("hyphen", ["", "-", "\xad"], ids=["unbroken", "hyphen", "soft hyphen"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_passages_are_found_on_their_page_and_line(typesetting, layout, hyphen):
    count, found, pages, right = measure(typesetting, 1, hyphen=hyphen, **LAYOUTS[layout])
    assert found >= 0.99 * count
    assert pages == found
    assert right >= 0.99 * count


def test_lines_broken_with_the_unicode_hyphen(typesetting, needs_font):
    needs_font(DEJAVU)
    count, found, pages, right = measure(typesetting, 2, hyphen="\u2010", font=DEJAVU, columns=2)
    assert (found, pages, right) == (count, count, count)


@pytest.mark.long
@pytest.mark.parametrize("seed", [*range(3, 9), 23])
@pytest.mark.parametrize("font", ["Times-Roman", "Courier", DEJAVU])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_passages_are_found_with_other_fonts_and_texts(typesetting, needs_font, layout, font, seed):
    needs_font(font)
    settings = {"hyphen": "-", **LAYOUTS[layout], "font": font}
    count, found, pages, right = measure(typesetting, seed, **settings)
    assert found >= 0.99 * count
    assert pages == found
    assert right >= 0.99 * count


@pytest.fixture
def needs_font():
    def check(path: str) -> None:
        if path.startswith("/") and not Path(path).exists():
            pytest.skip(f"the font {path} is not installed")

    return check


def test_running_heads_and_page_numbers_are_kept_apart(typesetting):
    layout = typesetting.Layout(**LAYOUTS["small pages with running heads"], hyphen="-")
    data, lines = typesetting.typeset(layout, paragraphs(20, 3))
    document = read_text(data, "plan.pdf", Limits())
    count = lines[-1].page
    assert count > 3
    assert "påhittad" not in document.text
    assert document.furniture_text.count("Region Granmark (påhittad)") == count
    assert set(map(str, range(1, count + 1))) <= set(document.furniture_text.split())
    assert len(document.lines) == len(lines)


def test_every_range_of_the_text_leads_back_to_its_characters(typesetting):
    text = paragraphs(12, 4)
    layout = typesetting.Layout(columns=2, hyphen="-", order="rows", unit="word")
    data, _ = typesetting.typeset(layout, text)
    document = read_text(data, "plan.pdf", Limits())
    chance = random.Random(0)
    for _ in range(60):
        start = chance.randrange(len(document.text) - 80)
        end = start + chance.randrange(1, 80)
        boxes = character_boxes(data, document, start, end)
        quoted = "".join(box.character for box in boxes)
        wanted = "".join(document.text[start:end].split())
        assert quoted.replace("-", "") == wanted.replace("-", "")
        for box in boxes:
            row = document.lines.touched(box.offset, box.offset + 1)[0]
            left, bottom, right, top = document.lines.box[row]
            assert box.page == document.lines.page[row]
            assert left - 1 <= box.left <= box.right <= right + 1
            assert bottom - 1 <= box.bottom <= box.top <= top + 1


def test_reading_twice_gives_the_same_bytes(typesetting):
    data, _ = typesetting.typeset(typesetting.Layout(columns=2, hyphen="-"), paragraphs(12, 5))
    first = encode(read_text(data, "plan.pdf", Limits()))
    other, _ = typesetting.typeset(typesetting.Layout(unit="char"), paragraphs(9, 6))
    read_text(other, "annan.pdf", Limits())
    assert encode(read_text(data, "plan.pdf", Limits())) == first


def test_lines_and_paragraphs_cover_the_text_in_order(typesetting):
    data, _ = typesetting.typeset(typesetting.Layout(columns=3, hyphen="-"), paragraphs(12, 7))
    document = read_text(data, "plan.pdf", Limits())
    lines, spans = document.lines, document.paragraphs
    assert (lines.start[1:] >= lines.end[:-1]).all()
    assert (lines.start < lines.end).all()
    assert (spans.start[1:] == spans.end[:-1] + 1).all()
    assert [spans.start[0], spans.end[-1]] == [0, len(document.text)]
    breaks = [k for k, letter in enumerate(document.text) if letter == "\n"]
    assert breaks == spans.end[:-1].tolist()
    assert np.isin(spans.start, lines.start).all()


def test_hyphens_of_a_lone_column_beside_empty_ones_are_put_back():
    sentence = "Personer utsatta för kommersiell sexuell exploatering erbjuds samtalsstöd. "
    source = (
        "#set page(columns: 3, margin: 1.6cm, header: [Påhittad plan])\n"
        '#set text(lang: "sv", size: 9pt, hyphenate: true)\n#set par(justify: true)\n'
    ) + "\n\n".join([sentence * 2] * 4)
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    assert document.text.count(sentence.strip()) == 8


def test_headings_that_differ_by_their_number_alone_are_no_running_heads():
    body = " ".join(["Mottagningen erbjuder samtal och stöd till den som behöver det."] * 12)
    source = '#set page(header: [Påhittat program], numbering: "1")\n' + "\n#pagebreak()\n".join(
        f"= Avsnitt {number}\n{body}" for number in range(1, 7)
    )
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    assert [f"Avsnitt {k}" in document.text.split("\n") for k in range(1, 7)] == [True] * 6
    assert document.furniture_text.count("Påhittat program") == 6
    assert set("123456") <= set(document.furniture_text.split())


def test_columns_that_begin_lower_than_the_next_come_first():
    body = "Mottagningen erbjuder samtal och stöd till den som behöver det. " * 40
    source = (
        "#set page(columns: 2, width: 420pt, height: 500pt, margin: 40pt)\n"
        '#set text(lang: "sv", size: 8pt)\n#set par(justify: true)\n'
        f"#v(7pt, weak: false)\n= Rubrik först\n{body}"
    )
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    assert document.text.startswith("Rubrik först\n")
    assert document.text.count("samtal och stöd till den som behöver det.") == 40


def test_soft_hyphens_within_lines_leave_no_trace():
    words = [
        "explo\xada\xadte\xadring",
        "Vul\xadå\xadde",
        "gemen\xadsam",
        "pla\xadne\xadring\xaden",
    ]
    source = '#set text(lang: "sv")\n' + " och ".join(words * 20)
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    wanted = " och ".join(word.replace("\xad", "") for word in words * 20)
    assert document.text == wanted


def test_hyphens_in_fonts_that_set_them_apart():
    sentence = "Planen erbjuder hälso- och sjukvårdens ansvar enligt EU-rätt och nationell lag. "
    source = (
        "#set page(columns: 3, margin: 45pt)\n#set columns(gutter: 24pt)\n"
        '#set text(lang: "sv", size: 7pt, hyphenate: true, font: "New Computer Modern")\n'
        "#set par(justify: true, first-line-indent: 12pt, spacing: 10pt)\n"
    ) + "\n\n".join([f"Rutin {'a' * k}. " + sentence * 3 for k in range(1, 30)])
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    assert document.text.count(sentence.strip()) == 87


def test_words_at_the_end_of_two_pages_are_no_running_foot():
    """A paragraph that ends pages alike by chance is text: its last lines are set off by a gap."""
    end = "Stöd ges till den som utsatts för människohandel."
    pages = [
        [
            *(
                f"Nämnden följer upp del {chr(97 + k)}{chr(97 + n)} av planen."
                for n in range(10 + k)
            ),
            *([end] if k in (6, 7) else []),
        ]
        for k in range(12)
    ]
    source = (
        "#set page(width: 300pt, height: 420pt, margin: 30pt)\n#set text(size: 8pt)\n"
        "#set par(leading: 4pt, spacing: 4pt)\n"
    ) + "#pagebreak()\n".join(
        "\n\n".join(page[:-1]) + f"\n\n#place(bottom)[{page[-1]}]\n"
        if page[-1] == end
        else "\n\n".join(page) + "\n\n"
        for page in pages
    )
    document = read_text(typst.compile(source.encode()), "plan.pdf", Limits())
    assert document.text.count(end) == 2
    assert document.furniture_text == ""
