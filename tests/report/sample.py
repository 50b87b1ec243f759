"""A report as a document tree, made by hand: every kind of node, the way a real report uses them.

The mapping, its bodies and everything said in it are made up (*påhittat*); only the codes of the
areas are real, so that the map can be drawn.
"""

from dataclasses import replace

from belagg.manuscript.tree import (
    Area,
    Block,
    BlockQuote,
    Blocks,
    Bound,
    Cell,
    ChartBlock,
    ChartKind,
    Clause,
    CodeText,
    Cover,
    Document,
    Emphasis,
    FootnoteRef,
    Foreign,
    Heading,
    ImageBlock,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    MapBlock,
    PanelBlock,
    Paragraph,
    QuestionBlock,
    QuoteBlock,
    RecommendationBlock,
    Series,
    Slice,
    Strong,
    TableBlock,
    Text,
    ThematicBreak,
    Tone,
)

AREA_CODES = [
    "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13",
    "14", "17", "18", "19", "20", "21", "22", "23", "24", "25",
]  # fmt: skip
"""The official codes of Sweden's 21 regions."""

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000408020000003cafe9a7000000114944415478da63"
    "e08e8dc38a18a8270100cbc018c1530f461c0000000049454e44ae426082"
)
"""A small picture in one colour, as PNG."""


def text(value: str) -> tuple[Inline, ...]:
    """Give plain text as inlines."""
    return (Text(value),)


def paragraph(*parts: str | Inline, lead: bool = False) -> Paragraph:
    """Give a paragraph of text and other inlines."""
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts), lead=lead)


def bound(name: str, value: str) -> Bound:
    """Give a figure whose row in the appendix exists."""
    return Bound(name, value, f"data-{name}")


def _slice(code: str, label: str, tone: Tone, count: int, of: int, units: tuple[str, ...]) -> Slice:
    percent = 100 * count / of
    return Slice(
        code, label, tone, count, percent, str(count), f"{percent:.0f}\u00a0%",
        f"4A.{code}.count", f"4A.{code}.percent", units,
    )  # fmt: skip


def _units(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"Exempelregion {number}" for number in range(first, last + 1))


def series(label: str = "4A") -> Series:
    """Give a result with three categories and one body that did not answer."""
    return Series(
        label,
        20,
        "4A.n",
        (
            _slice("yes", "ja", Tone.YES, 4, 20, _units(1, 4)),
            _slice("partly", "delvis", Tone.PARTLY, 3, 20, _units(5, 7)),
            _slice("no", "nej", Tone.NO, 13, 20, _units(8, 20)),
        ),
        (
            Slice(
                "no_answer", "svar saknas", Tone.NO_ANSWER, 1, None, "1", "",
                "4A.missing.no_answer.count", "", _units(21, 21),
            ),
        ),
    )  # fmt: skip


def numbers_table() -> TableBlock:
    """Give the table of numbers that stands below a chart."""
    return TableBlock(
        header=(Cell(text("Svar")), Cell(text("Antal")), Cell(text("Andel"))),
        rows=(
            (Cell(text("Ja"), header=True), Cell((bound("4A.yes.count", "4"),)),
             Cell((bound("4A.yes.percent", "20\u00a0%"),))),
            (Cell(text("Delvis"), header=True), Cell((bound("4A.partly.count", "3"),)),
             Cell((bound("4A.partly.percent", "15\u00a0%"),))),
            (Cell(text("Nej"), header=True), Cell((bound("4A.no.count", "13"),)),
             Cell((bound("4A.no.percent", "65\u00a0%"),))),
            (Cell(text("Svar saknas"), header=True), Cell((Bound("4A.missing.count", "1"),)),
             Cell(text("–"))),
        ),
        align=("left", "right", "right"),
        compact=True,
    )  # fmt: skip


def chart(kind: ChartKind, number: int) -> ChartBlock:
    """Give a chart of the form `kind`."""
    rows = (
        (series("4A"), replace(series("4B"), label="4B")) if kind is ChartKind.STACKED
        else (series(),)
    )  # fmt: skip
    return ChartBlock(
        kind=kind,
        anchor=f"diagram-{number}",
        number=f"Diagram\u00a0{number}",
        title="Särskilt stöd till unga anhöriga",
        alt=(
            "Av 20 regioner har 4 särskilt stöd till unga anhöriga, 3 delvis och 13 inget. "
            "En region svarade inte."
        ),
        series=rows,
        note=(
            Text("n = "), bound("4A.n", "20"),
            Text(" regioner. En region svarade inte. Källa: kartläggningens enkät, fråga 4A."),
        ),
        table=numbers_table(),
    )  # fmt: skip


def the_map() -> MapBlock:
    """Give a map of the regions with the list of them below it."""
    answers = [("yes", "ja", Tone.YES)] * 4 + [("partly", "delvis", Tone.PARTLY)] * 3
    answers += [("no", "nej", Tone.NO)] * 13 + [("no_answer", "svar saknas", Tone.NO_ANSWER)]
    return MapBlock(
        geography="se-regions",
        anchor="karta-1",
        number="Karta\u00a01",
        title="Regioner med särskilt stöd till unga anhöriga",
        alt="Karta över Sveriges 21 regioner. Fyra har särskilt stöd, alla i landets södra del.",
        areas=tuple(
            Area(code, f"Exempelregion {n}", *answer)
            for n, (code, answer) in enumerate(zip(AREA_CODES, answers, strict=True), start=1)
        ),
        legend=(
            ("yes", "ja", Tone.YES), ("partly", "delvis", Tone.PARTLY), ("no", "nej", Tone.NO),
            ("no_answer", "svar saknas", Tone.NO_ANSWER),
        ),
        note=text("Påhittade svar."),
        table=TableBlock(
            header=(Cell(text("Svar")), Cell(text("Regioner"))),
            rows=(
                (Cell(text("Ja"), header=True),
                 Cell((bound("4A.yes.units", "Exempelregion 1, 2, 3 och 4"),))),
                (Cell(text("Delvis"), header=True), Cell(text("Exempelregion 5, 6 och 7"))),
                (Cell(text("Nej"), header=True), Cell(text("Exempelregion 8 till 20"))),
                (Cell(text("Svar saknas"), header=True), Cell(text("Exempelregion 21"))),
            ),
            align=("left", "left"),
            compact=True,
        ),
    )  # fmt: skip


def _summary() -> tuple[Block, ...]:
    return (
        Heading(1, "sammanfattning", text("Sammanfattning")),
        paragraph(
            "Under våren frågade vi alla regioner vilket stöd de ger unga som växer upp med en "
            "förälder som är allvarligt sjuk. ", bound("response.count", "20"), " av ",
            bound("response.n", "21"), " regioner svarade. Hela rapporten är påhittad och finns "
            "för att visa hur en rapport ser ut.", lead=True,
        ),
        paragraph(
            "Av de ", bound("4A.n", "20"), " regioner som svarade har ",
            bound("4A.no.count", "tretton"), " (", bound("4A.no.percent", "65\u00a0%"),
            ") inget särskilt stöd.", FootnoteRef("stod", 1), " Fyra har det: ",
            bound("4A.yes.units", "Exempelregion 1, 2, 3 och 4"), ". Resultatet visas i ",
            Link("#diagram-1", text("diagram 1")), " och i ", Link("#karta-1", text("karta 1")),
            ". Andra har skrivit om detta ", Emphasis(text("tidigare")), " och ",
            Strong((Text("utan att "), Emphasis(text("nämna")), Text(" de unga"))),
            ", se ", Link("https://example.org/rapport?a=1&b=2", text("en rapport")), ".",
        ),
        ListBlock((
            (paragraph("Stödet beror på var man bor."),),
            (paragraph("Få regioner har skrivit ner vad som ska göras."),
             ListBlock(((paragraph("Rutiner saknas i primärvården."),),
                        (paragraph("De som finns nämner sällan barn."),))),),
            (paragraph("Ingen följer upp."),),
        )),
        PanelBlock(
            "summary", "Summary in English",
            (
                paragraph(
                    "In spring all regions were asked what support they give to young people with "
                    "a seriously ill parent. ", Bound("response.count", "20"), " of ",
                    Bound("response.n", "21"), " answered. Everything in this report is made up.",
                ),
            ),
            "en", anchor="english",
        ),
        PanelBlock(
            "summary", "Lättläst",
            (paragraph("Många regioner har inget stöd till unga anhöriga."),), "sv-easy",
        ),
    )  # fmt: skip


def _method() -> tuple[Block, ...]:
    return (
        Heading(1, "metod", text("Så gjordes kartläggningen"), "1"),
        Heading(2, "urval", text("Vilka som frågades"), "1.1"),
        paragraph(
            "Enkäten gick till ", Foreign("en", text("chief medical officers")),
            " i alla regioner. Den som inte svarade fick en påminnelse", FootnoteRef("aapor", 2),
            ". Frågan ställdes så här:",
        ),
        QuestionBlock(
            "4A", "Fråga 4A", "Har regionen särskilt stöd till unga anhöriga?",
            "Räkna bara stöd som är skrivet till gruppen.", ("ja", "delvis", "nej", "annat"),
            "Den som valde annat fick skriva fritt.",
        ),
        Heading(2, "svar", (Text("Hur svaren tolkades i "), Emphasis(text("tre")), Text(" lager")),
                "1.2"),
        ListBlock((
            (paragraph("Det som regionen uppgett."),),
            (paragraph("Det som vi tolkat svaret som."),
             paragraph("Tolkningen följer en regel som står i bilagan.")),
            (paragraph("Det som dokumenten visar."),
             ListBlock(((paragraph("riktlinjer"),), (paragraph("vårdprogram"),)), start=1)),
        ), start=1, tight=False),
        paragraph("Numreringen fortsätter:"),
        ListBlock(((paragraph("Det som ingen vet."),),), start=4),
        TableBlock(
            header=(Cell(text("Utfall")), Cell(text("Antal")), Cell(text("Kommentar"))),
            rows=(
                (Cell(text("Svarade"), header=True), Cell((bound("response.count", "20"),)),
                 Cell((Text("Alla i tid."), FootnoteRef("stod", 1)))),
                (Cell(text("Svarade inte"), header=True),
                 Cell((bound("response.missing.count", "1"),)),
                 Cell((Text("Exempelregion 21,"), LineBreak(), Text("efter två påminnelser")))),
            ),
            align=("left", "right", "left"),
            caption=text("Utfall av utskicket"),
            number="Tabell\u00a01",
            anchor="tabell-1",
        ),
    )  # fmt: skip


def _results() -> tuple[Block, ...]:
    return (
        Heading(1, "resultat", text("Vad regionerna svarade"), "2"),
        Heading(2, "stod-till-unga", text("Stöd till unga"), "2.1"),
        chart(ChartKind.BAR, 1),
        paragraph("Samma fråga gäller barn under tolv år."),
        chart(ChartKind.STACKED, 2),
        chart(ChartKind.DONUT, 3),
        the_map(),
        Heading(3, "roster", text("Vad de som berörs säger")),
        QuoteBlock(
            "q1", (paragraph("Gruppen sade att de fick vänta, och att ingen frågade hur det var "
                             "hemma."),),
            "Referensgrupp 1, påhittad", verbatim=False, label="Återgivet med andra ord",
        ),
        QuoteBlock(
            "q2", (paragraph("Det här är en påhittad replik av en påhittad tjänsteman."),),
            "Påhittad samordnare", verbatim=True,
        ),
        PanelBlock(
            "example", "Gott exempel: en mottagning utan remiss",
            (
                paragraph("Exempelregion 2 har öppnat en mottagning dit unga kan gå själva:"),
                ListBlock(((paragraph("öppet efter skolan"),), (paragraph("ingen journal"),))),
                TableBlock(
                    (Cell(text("År")), Cell(text("Besök"))),
                    ((Cell(text("2019")), Cell(text("1\u202f204"))),), ("left", "right"),
                ),
            ),
            "sv", anchor="exempel-1",
        ),
        PanelBlock(
            "note", "Att tänka på",
            (paragraph("Svaren gäller den dag de gavs, se ", CodeText("assessments.csv"), "."),),
            "sv",
        ),
        BlockQuote((paragraph("Region ska erbjuda en god hälso- och sjukvård åt den som är bosatt "
                              "inom regionen. (Påhittad avskrift.)"),)),
        ImageBlock(PICTURE, "image/png", "En ruta i en enda färg.", text("En bild ur paketet"),
                   "Bild\u00a01", "bild-1"),
        ThematicBreak(),
        paragraph("Svaren skiljer sig åt.", FootnoteRef("kalla", 3)),
    )  # fmt: skip


def _recommendations() -> tuple[Block, ...]:
    return (
        Heading(1, "rekommendationer", text("Rekommendationer"), "3"),
        RecommendationBlock(
            "r1", "rekommendation-1", "1", "Till regionerna", "Skriv in de unga i rutinerna",
            (
                Clause("Varje region inför en rutin för unga anhöriga,",
                       (("Fynd 1: tretton regioner saknar stöd", "#diagram-1"),)),
                Clause("och följer upp den varje år.",
                       (("Fynd 2", "#stod-till-unga"), ("Fynd 3", ""))),
            ),
            "Bygger på", (("Senast", "2026-12-31"), ("Mått", "andel vårdcentraler med rutin")),
        ),
        RecommendationBlock(
            "r2", "rekommendation-2", "2", "Till regeringen", "Låt någon följa utvecklingen",
            (Clause("Ge en myndighet i uppdrag att upprepa kartläggningen."),), "Bygger på",
        ),
    )  # fmt: skip


_DATA = (
    ("4A.n", "20", "Exempelregion 1–20"), ("4A.yes.count", "4", "Exempelregion 1–4"),
    ("4A.yes.percent", "20\u00a0%", "4 av 20"), ("4A.yes.units", "4", "Exempelregion 1–4"),
    ("4A.partly.count", "3", "Exempelregion 5–7"), ("4A.partly.percent", "15\u00a0%", "3 av 20"),
    ("4A.no.count", "13", "Exempelregion 8–20"), ("4A.no.percent", "65\u00a0%", "13 av 20"),
    ("response.count", "20", "Exempelregion 1–20"), ("response.n", "21", "alla"),
    ("response.missing.count", "1", "Exempelregion 21"),
)  # fmt: skip


def data_table(extra: int = 0) -> TableBlock:
    """Give the appendix table of the data behind the figures, with `extra` rows more."""
    rows = _DATA + tuple(
        (f"{number}A.no.count", str(number), "Exempelregion 1, 2, 3, 5, 8, 13 och 21")
        for number in range(100, 100 + extra)
    )
    return TableBlock(
        header=(Cell(text("Uppgift")), Cell(text("Värde")), Cell(text("Enheter")),
                Cell(text("Gränser"))),
        rows=tuple(
            (Cell((CodeText(name),), header=True, anchor=f"data-{name}"),
             Cell((Bound(name, value),)), Cell(text(units)), Cell(text("11–15")))
            for name, value, units in rows
        ),
        align=("left", "right", "left", "right"),
        caption=text("Underlag för varje uppgift i rapporten"),
        number="Tabell\u00a02",
        anchor="tabell-2",
        compact=True,
    )  # fmt: skip


def _appendix(extra: int) -> tuple[Block, ...]:
    return (
        Heading(1, "bilaga", text("Bilaga: metod och data")),
        paragraph("Rapporten är gjord av revision ", CodeText("3f9a1c0e5b7d"), "."),
        Heading(2, "underlag", text("Underlag")),
        data_table(extra),
    )


FOOTNOTES: dict[str, Blocks] = {
    "stod": (paragraph("Särskilt stöd är stöd som är skrivet till gruppen, se ",
                       Link("#metod", text("kapitel 1")), "."),),
    "aapor": (paragraph(Foreign("en", text("Standard Definitions")), ", 10 uppl., 2023. ",
                        Link("https://example.org/aapor", text("example.org/aapor"))),
              paragraph("Vi räknar på enheter (", bound("response.n", "21"), ").")),
    "kalla": (paragraph("Påhittad källa."),),
}  # fmt: skip

LABELS = {
    "contents": "Innehåll",
    "footnotes": "Noter",
    "page": "Sida",
    "data": "Data",
    "appendix": "Bilaga",
    "skip": "Hoppa till innehållet",
    "missing": "Saknas",
    "back": "Tillbaka till texten",
}

COVER = Cover(
    title="Unga anhöriga i regionerna",
    subtitle="En påhittad kartläggning av stödet i 21 regioner",
    authors=("Påhittade Byrån", "Exempel Exempelsson"),
    date="2024-03-01",
    date_text="1 mars 2024",
    publisher="Påhittade institutet",
    description="En påhittad rapport som visar allt en rapport kan innehålla.",
    keywords=("unga anhöriga", "regioner", "kartläggning"),
    revision="3f9a1c0e5b7d",
    licence="CC BY 4.0",
)


def sample_document(extra_rows: int = 0, chapters: int = 0) -> Document:
    """Give the sample; `extra_rows` in its appendix and `chapters` of plain text make it long."""
    filler: Inlines = text(
        "Det här stycket finns för att rapporten ska bli lång. Det säger ingenting om någon. " * 5
    )
    more: tuple[Block, ...] = tuple(
        block
        for number in range(chapters)
        for block in (
            Heading(1, f"mer-{number}", text(f"Mer text {number}"), str(4 + number)),
            *(Paragraph(filler) for _ in range(12)),
        )
    )
    body = (*_summary(), *_method(), *_results(), *_recommendations(), *more)
    return Document("sv", COVER, (*body, *_appendix(extra_rows)), FOOTNOTES, LABELS)
