"""A long report as a document tree: some forty pages with every node where it is hard to set.

The mapping, its bodies and everything said in it are made up (*påhittat*). The sentences are few
and come back with other names, so that the pages look like a report without being one.
"""

from itertools import count

from belagg.manuscript.tree import (
    Area,
    Block,
    BlockQuote,
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

PLACES = (
    "Norrvik", "Sörbygden", "Älvdala", "Mellanskog", "Kustlandet", "Östermark", "Högslätten",
    "Björkhult", "Storsjö", "Väneryd", "Granudden", "Fjällbacken", "Åkersta", "Lillbergen",
    "Sundöarna", "Tranebo", "Klarvatten", "Rosenhed", "Dalkarlby", "Ekhamra", "Isälven",
)  # fmt: skip
CODES = (
    "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13",
    "14", "17", "18", "19", "20", "21", "22", "23", "24", "25",
)  # fmt: skip
SENTENCES = (
    "Region {a} har en samverkansöverenskommelse med kommunerna om språktolkning, men den nämner "
    "varken jourtid eller teckenspråk.",
    "I {a} och {b} bokas tolken av vårdenheten själv, vilket enligt svaren tar mellan tio minuter "
    "och tre dagar.",
    "Det vanligaste svaret är att hälso- och sjukvårdens ordinarie rutiner gäller.",
    "Vi har läst de riktlinjer som regionerna hänvisar till, och i de flesta fall står där inget "
    "om vem som ansvarar för att en tolk finns på plats.",
    "När en närstående tolkar går det inte att veta vad som blev sagt.",
    "Region {b} skriver att kompetensförsörjningen är den största svårigheten, särskilt för "
    "mindre språk och utanför kontorstid.",
    "Patientsäkerhetsarbetet omfattar sällan språket, trots att flera avvikelserapporter pekar "
    "dit.",
    "Av följdfrågorna framgår att {a} räknar telefontolkning som tolkning på plats.",
    "Barnhälsovården är den verksamhet som oftast har en egen rutin.",
    "Ingen region följer upp hur ofta en bokad tolk uteblir.",
    "I tre fall säger dokumentet något annat än svaret, och då redovisar vi båda.",
    "Tolkanvändningen kostar mindre än en procent av primärvårdens budget i de regioner som kunnat "
    "ange en siffra.",
    "Teckenspråks-, dövblind- och vuxendövtolkning regleras i en egen paragraf och räknas för "
    "sig.",
    "Region {c} har infört en e-tjänst där patienten själv anger språk före första besöket.",
    "Det betyder att samma patient kan få tolk på ena sidan av en regiongräns men inte på den "
    "andra.",
    "Flera svarande använder ord som ”vid behov” utan att säga vem som avgör behovet.",
)  # fmt: skip

_turn = count()


def words(value: str) -> tuple[Inline, ...]:
    """Give plain text as inlines."""
    return (Text(value),)


def prose(sentences: int = 6) -> Paragraph:
    """Give the next paragraph; the same calls in the same order give the same report."""
    turn = next(_turn)
    names = {key: PLACES[(turn * 5 + shift) % 21] for shift, key in enumerate("abc")}
    chosen = [SENTENCES[(turn * 7 + 3 * n) % len(SENTENCES)] for n in range(sentences)]
    return Paragraph(words(" ".join(chosen).format(**names)))


def bound(name: str, text: str) -> Bound:
    """Give a figure whose row stands in the appendix."""
    return Bound(name, text, f"data-{name}")


def units(first: int, last: int) -> tuple[str, ...]:
    """Give the names of units, both ends within."""
    return tuple(f"Region {PLACES[n]}" for n in range(first, last))


def result(item: str, label: str, counts: tuple[int, int, int], missing: int = 1) -> Series:
    """Give the result of an item: yes, partly, no, and those that did not answer."""
    n = sum(counts)
    kinds = (("yes", "ja", Tone.YES), ("partly", "delvis", Tone.PARTLY), ("no", "nej", Tone.NO))
    slices = tuple(
        Slice(code, word, tone, number, 100 * number / n, str(number), f"{100 * number / n:.0f} %",
              f"{item}.{code}.count", f"{item}.{code}.percent")
        for (code, word, tone), number in zip(kinds, counts, strict=True)
    )  # fmt: skip
    gone = Slice("no_answer", "svar saknas", Tone.NO_ANSWER, missing, None, str(missing), "",
                 f"{item}.missing.no_answer.count", "")  # fmt: skip
    return Series(label, n, f"{item}.n", slices, (gone,))


def numbers(rows: tuple[Series, ...]) -> TableBlock:
    """Give the numbers behind a chart."""
    if len(rows) == 1:
        (row,) = rows
        return TableBlock(
            (Cell(words("Svar")), Cell(words("Antal")), Cell(words("Andel"))),
            tuple(
                (Cell(words(part.label.capitalize()), header=True),
                 Cell((bound(part.count_name, part.count_text),)),
                 Cell((Bound(part.percent_name, part.percent_text or "–"),)))
                for part in (*row.slices, *row.missing)
            ),
            ("left", "right", "right"), compact=True,
        )  # fmt: skip
    return TableBlock(
        tuple(Cell(words(name)) for name in ("Fråga", "Ja", "Delvis", "Nej", "Svar saknas", "n")),
        tuple(
            (Cell(words(row.label), header=True),
             *(Cell((bound(part.count_name, part.count_text),))
               for part in (*row.slices, *row.missing)),
             Cell((Bound(row.n_name, str(row.n)),)))
            for row in rows
        ),
        ("left", "right", "right", "right", "right", "right"), compact=True,
    )  # fmt: skip


def chart(number: int, kind: ChartKind, title: str, *rows: Series) -> ChartBlock:
    """Give a chart with its numbers."""
    return ChartBlock(
        kind, f"diagram-{number}", f"Diagram {number}", title,
        f"{title}. Av 20 regioner svarade de flesta nej; alla tal står i tabellen under.",
        rows,
        (Text("n = "), Bound("n", "20"), Text(" regioner; en svarade inte. Påhittade uppgifter.")),
        numbers(rows),
    )  # fmt: skip


def the_map() -> MapBlock:
    """Give a map of the units."""
    kinds = (
        [("yes", "ja", Tone.YES)] * 5 + [("partly", "delvis", Tone.PARTLY)] * 6
        + [("no", "nej", Tone.NO)] * 9 + [("no_answer", "svar saknas", Tone.NO_ANSWER)]
    )  # fmt: skip
    groups = (("Ja", 0, 5), ("Delvis", 5, 11), ("Nej", 11, 20), ("Svar saknas", 20, 21))
    return MapBlock(
        "se-regions", "karta-1", "Karta 1", "Regioner med rutin för tolk utanför kontorstid",
        "Karta över regionerna. Fem har en rutin utanför kontorstid, sex delvis, nio ingen.",
        tuple(Area(code, f"Region {place}", *kind)
              for code, place, kind in zip(CODES, PLACES, kinds, strict=True)),
        (("yes", "ja", Tone.YES), ("partly", "delvis", Tone.PARTLY), ("no", "nej", Tone.NO),
         ("no_answer", "svar saknas", Tone.NO_ANSWER)),
        words("Områdena är Sveriges regioner; svaren är påhittade."),
        TableBlock(
            (Cell(words("Svar")), Cell(words("Regioner"))),
            tuple((Cell(words(label), header=True), Cell(words(", ".join(units(first, last)))))
                  for label, first, last in groups),
            ("left", "left"), compact=True,
        ),
    )  # fmt: skip


def _opening() -> tuple[Block, ...]:
    return (
        Heading(1, "sammanfattning", words("Sammanfattning")),
        Paragraph((
            Text("Alla 21 regioner fick frågan hur en patient som inte talar svenska får tolk. "),
            bound("response.count", "Tjugo"), Text(" svarade. "), bound("1.no.count", "Elva"),
            Text(" av dem har ingen rutin alls."), FootnoteRef("rutin", 1),
        ), lead=True),
        Paragraph((
            Text("Svaren har hållits mot de dokument som regionerna hänvisar till. "),
            Strong(words("I tre fall säger dokumentet något annat.")), Text(" Se "),
            Link("#metod", words("kapitel 1")), Text(" om hur det gick till och "),
            Link("https://example.org/tolk/en-mycket-lang-adress/som-inte-ryms/pa-en-rad?sprak=sv",
                 words("underlaget på webben")), Text("."),
        )),
        prose(), prose(4),
        ListBlock((
            (Paragraph(words("Rutinen saknas där behovet är störst.")),),
            (Paragraph(words("Ansvaret är delat på fyra nivåer:")),
             ListBlock((
                 (Paragraph(words("staten, som utbildar tolkar")),
                  ListBlock(((Paragraph(words("grundutbildning")),),
                             (Paragraph(words("auktorisation")),)))),
                 (Paragraph(words("regionen, som upphandlar")),),
             ), start=1)),
            (Paragraph(words("Ingen följer upp det som inte blev av.")),),
        )),
        PanelBlock("summary", "Summary", (
            Paragraph(words("All regions were asked how patients who do not speak the language of "
                            "the country get an interpreter. Twenty of twenty-one answered; eleven "
                            "have no procedure. Everything in this report is made up.")),
            Paragraph((Text("The questionnaire and the answers are open data."),)),
        ), "en", "summary"),
        PanelBlock("summary", "Lättläst", (
            Paragraph(words("Alla har rätt att förstå sin vård.")),
            Paragraph(words("Men i många regioner finns ingen plan för tolk.")),
        ), "sv-easy", "lattlast"),
    )  # fmt: skip


def _method() -> tuple[Block, ...]:
    return (
        Heading(1, "metod", words("Så gjordes kartläggningen"), "1"),
        Heading(2, "vilka", (Text("Vilka som frågades"), FootnoteRef("register", 2)), "1.1"),
        prose(), prose(),
        QuestionBlock(
            "1", "Fråga 1", "Finns en rutin för hur en patient som inte talar svenska får tolk "
            "utanför kontorstid?", "Räkna bara det som är skrivet och gäller i dag.",
            ("ja", "delvis", "nej", "annat (beskriv)"), "Frågan gick till hälso- och "
            "sjukvårdsdirektören.",
        ),
        prose(5),
        Heading(2, "lager", words("Tre lager som aldrig blandas"), "1.2"),
        ListBlock((
            (Paragraph((Emphasis(words("Uppgett:")), Text(" det som regionen själv svarat."))),),
            (Paragraph((Emphasis(words("Omkodat:")), Text(" hur vi tolkat svaret, enligt regel."))),
             Paragraph(words("Reglerna står i bilagan. Två personer har kodat var för sig."))),
            (Paragraph((Emphasis(words("Belagt:")), Text(" det som dokumenten visar."))),),
        ), start=1, tight=False),
        prose(), prose(3),
        BlockQuote((
            Paragraph(words("En myndighet ska använda tolk när det behövs för att den enskilde ska "
                            "kunna ta till vara sin rätt. (Påhittad avskrift.)")),
            Paragraph((Text("Det gäller också i vården."), FootnoteRef("lag", 3))),
        )),
        Heading(2, "bortfall", words("Bortfall"), "1.3"),
        prose(4),
        TableBlock(
            (Cell(words("Utfall")), Cell((Text("AAPOR"), FootnoteRef("aapor", 4))),
             Cell(words("Enheter")), Cell(words("Mottagare")), Cell(words("Kommentar"))),
            tuple(
                (Cell(words(name), header=True), Cell(words(code)),
                 Cell((bound(f"response.{code}.units", units_),)), Cell(words(persons)),
                 Cell(note))
                for name, code, units_, persons, note in (
                    ("Svarade", "1.1", "20", "33", (Text("Alla i tid."), FootnoteRef("tid", 5))),
                    ("Avböjde", "2.11", "0", "2", words("Hänvisade till kollegan.")),
                    ("Nåddes inte", "2.2", "1", "6",
                     (Text("Region Isälven,"), LineBreak(), Text("två påminnelser, tre samtal"))),
                    ("Tillhör inte målgruppen", "4.0", "–", "1", words("Hade slutat.")),
                )
            ),
            ("left", "left", "right", "right", "left"), words("Utfall av utskicket"), "Tabell 1",
            "tabell-1",
        ),
        prose(5),
    )  # fmt: skip


def _results() -> tuple[Block, ...]:
    counts = ((5, 6, 9), (3, 4, 13), (15, 3, 2), (1, 14, 5), (0, 0, 20), (20, 0, 0), (7, 7, 6))
    many = tuple(
        result(f"{n}B", f"{n}B Rutin för {word}", c)
        for n, (word, c) in enumerate(zip((
            "jourtid", "teckenspråk", "barn som tolkar", "utbildning", "uppföljning",
            "upphandling", "flerspråkig patientinformation",
        ), counts, strict=True), start=1)
    )  # fmt: skip
    return (
        Heading(1, "resultat", words("Vad regionerna svarade"), "2"),
        Paragraph(words("Nio regioner har ingen rutin för tolk på kvällar, nätter och helger. "
                        "Fem har en."), lead=True),
        Heading(2, "jourtid", words("Tolk utanför kontorstid"), "2.1"),
        prose(),
        chart(1, ChartKind.BAR, "Rutin för tolk utanför kontorstid", result("1", "1", (5, 6, 9))),
        prose(), prose(),
        QuoteBlock("q1", (Paragraph(words(
            "Gruppen sade att de hellre väntade än lät barn tolka, och att det ändå hände.")),),
            "Referensgrupp med egen erfarenhet, påhittad", verbatim=False,
            label="Återgivet med andra ord"),
        the_map(),
        prose(), prose(),
        Heading(2, "alla-fragor", words("Alla frågor om rutiner"), "2.2"),
        chart(2, ChartKind.STACKED, "Rutiner efter område", *many),
        prose(), prose(4),
        Heading(2, "sprak", words("Teckenspråks-, dövblind- och vuxendövtolkning i "
                                  "specialistsjukvårdens öppenvårdsverksamheter"), "2.3"),
        prose(),
        Heading(3, "sprak-donut", words("Vem som bokar")),
        chart(3, ChartKind.DONUT, "Vem som bokar tolken", result("3", "3", (15, 3, 2))),
        prose(3),
        QuoteBlock("q2", (Paragraph((Text("Det här är en påhittad replik av en samordnare som inte "
                                          "finns, och den är "), Emphasis(words("ordagrant")),
                                     Text(" påhittad."), FootnoteRef("intervju", 6))),),
                   "Påhittad samordnare, Region Norrvik", verbatim=True),
        PanelBlock("example", "Gott exempel: språket på remissen", (
            prose(3),
            ListBlock(((Paragraph(words("språk anges av patienten själv")),),
                       (Paragraph(words("tolken bokas med tiden")),))),
            TableBlock((Cell(words("År")), Cell(words("Bokningar")), Cell(words("Uteblivna"))),
                       tuple((Cell(words(year), header=True), Cell(words(a)), Cell(words(b)))
                             for year, a, b in (("2021", "12 004", "1 310"),
                                                ("2022", "13 877", "902"))),
                       ("left", "right", "right")),
        ), "sv", "exempel-1"),
        PanelBlock("note", "Att tänka på", (
            Paragraph((Text("Svaren gäller den dag de gavs; filen heter "),
                       CodeText("private/responses.csv"), Text("."), FootnoteRef("rutin", 1))),
        ), "sv"),
        ThematicBreak(),
        prose(),
        Heading(3, "ord", (Text("Ordet "), Foreign("en", words("community interpreting")))),
        prose(), prose(),
        Heading(4, "ord-4", words("En fjärde nivå")),
        prose(3),
    )  # fmt: skip


def _reviewed() -> tuple[Block, ...]:
    grades = (
        "bekräftas",
        "bekräftas delvis",
        "motsägs",
        "preciseras inte",
        "kan inte kontrolleras",
    )
    rows = tuple(
        (
            Cell(words(f"Region {PLACES[n % 21]}"), header=True),
            Cell(words(SENTENCES[n % len(SENTENCES)].format(a="regionen", b="regionen", c="den"))),
            Cell(words(f"Riktlinje för tolkanvändning och språkstöd {2012 + n % 9}")),
            Cell(words(str(3 + n * 7 % 41))),
            Cell((Text(grades[n % 5]), *((FootnoteRef("grad", 7),) if n == 4 else ()))),
        )
        for n in range(34)
    )
    return (
        Heading(1, "granskning", words("Sagt och skrivet"), "3"),
        prose(), prose(), prose(),
        Heading(2, "pastaenden", words("Påståenden mot dokument"), "3.1"),
        prose(3),
        TableBlock(
            tuple(Cell(words(n)) for n in ("Region", "Påstående", "Dokument", "Sida", "Grad")),
            rows, ("left", "left", "left", "right", "left"),
            words("Vad regionerna säger sig ha och vad deras dokument visar"), "Tabell 2",
            "tabell-2", compact=True,
        ),
        prose(), prose(), prose(),
        Heading(2, "kostnader", words("Kostnader"), "3.2"),
        prose(), prose(), prose(), prose(), prose(),
    )  # fmt: skip


def _recommendations() -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(1, "rekommendationer", words("Rekommendationer"), "4"), prose(4),
        Heading(2, "nationellt", words("Till staten"), "4.1"),
    ]  # fmt: skip
    for n in range(1, 9):
        if n == 4:
            blocks.append(Heading(2, "regionalt", words("Till regionerna"), "4.2"))
        clauses = (
            Clause("Inför en rutin för tolk utanför kontorstid i hela hälso- och sjukvården,",
                   (("Fynd 1: nio regioner saknar rutin", "#diagram-1"), ("Fynd 2", "#karta-1"))),
            Clause("se till att den gäller också teckenspråks-, dövblind- och vuxendövtolkning,"),
            Clause("och följ varje år upp hur ofta en bokad tolk uteblir.", (("Fynd 7", ""),)),
        )[: 1 + n % 3]  # fmt: skip
        facts = (("Senast", "31 december 2026"), ("Mått", "andel enheter med rutin"))
        blocks.append(RecommendationBlock(
            f"r{n}", f"rekommendation-{n}", str(n), "Regeringen" if n < 4 else "Regionerna",
            "Skriv in språket i rutinerna" if n % 2 else
            "Se över kompetensförsörjningen och utbildningen av tolkar i hela landet",
            clauses, "Bygger på", facts[: n % 3],
        ))  # fmt: skip
    return (*blocks, prose())


def _data(size: int) -> tuple[Block, ...]:
    named: dict[str, tuple[str, str]] = {"response.count": ("20", "alla utom Region Isälven"),
                                         "1.no.count": ("9", ", ".join(units(11, 20)))}  # fmt: skip
    for code in ("1.1", "2.11", "2.2", "4.0"):
        named[f"response.{code}.units"] = ("–", "–")
    for item in ("1", "3", *(f"{n}B" for n in range(1, 8)), *(f"{n}C" for n in range(1, size))):
        for code, first, last in (("yes", 0, 5), ("partly", 5, 11), ("no", 11, 20)):
            named[f"{item}.{code}.count"] = (str(last - first), ", ".join(units(first, last)))
        named[f"{item}.missing.no_answer.count"] = ("1", "Region Isälven")
    rows = tuple(
        (Cell((CodeText(name),), header=True, anchor=f"data-{name}"), Cell(words(value)),
         Cell(words("8–12")), Cell(words(behind)))
        for name, (value, behind) in named.items()
    )  # fmt: skip
    return (
        Heading(1, "bilaga", words("Bilaga: metod och data")),
        Paragraph((Text("Gjord av revision "), CodeText("9f3c2a7be4d05a61c8e7f9b0d2a4c6e8"),
                   Text("."))),
        ImageBlock(
            b"<svg xmlns='http://www.w3.org/2000/svg' width='240' height='60' viewBox='0 0 240 60'>"
            b"<path d='M0 50C60 0 120 60 240 10' fill='none' stroke='#0f5257' stroke-width='3'/>"
            b"</svg>",
            "image/svg+xml", "En kurva som stiger, faller och stiger.",
            words("En påhittad kurva"), "Bild 1", "bild-1",
        ),
        Heading(2, "underlag", words("Uppgifterna bakom varje tal")),
        TableBlock(
            tuple(Cell(words(name)) for name in ("Uppgift", "Värde", "Gränser", "Enheter")),
            rows, ("left", "right", "right", "left"), words("Underlag för varje uppgift"),
            "Tabell 3", "tabell-3", compact=True,
        ),
    )  # fmt: skip


FOOTNOTES = {
    "rutin": (Paragraph(words("Med rutin menas något skrivet som gäller hela regionen.")),),
    "register": (Paragraph((Text("Mottagarna är funktioner, inte personer. Se "),
                            Link("https://example.org/mottagare",
                                 words("https://example.org/mottagare")), Text("."))),),
    "lag": (Paragraph(words("Påhittad författning (2019:000), 13 §.")),),
    "aapor": (Paragraph((Foreign("en", words("Standard Definitions: Final Dispositions of Case "
                                             "Codes and Outcome Rates for Surveys")),
                         Text(", 10 uppl., 2023."))),
              Paragraph(words("Koden gäller enheten, inte personen."))),
    "tid": (Paragraph(words("Inom åtta veckor.")),),
    "intervju": (Paragraph(words("Påhittad intervju.")),),
    "grad": (Paragraph(words("Graden säger vad dokumentet visar, inte vad regionen gör.")),),
}  # fmt: skip


def long_report(size: int = 40) -> Document:
    """Give the report; `size` is the number of items in its appendix, four rows each."""
    global _turn  # noqa: PLW0603 (every report begins with the same sentence)
    _turn = count()
    more: list[Block] = []
    for chapter in range(5, 9):
        more.append(
            Heading(
                1,
                f"fordjupning-{chapter}",
                words(f"Fördjupning {chapter - 4}: {PLACES[chapter]}"),
                str(chapter),
            )
        )
        for section in range(1, 4):
            more.append(Heading(2, f"f-{chapter}-{section}",
                                words(f"Iakttagelser från {PLACES[chapter + section]}"),
                                f"{chapter}.{section}"))  # fmt: skip
            more.extend(prose(5 + section) for _ in range(4))
    cover = Cover(
        "Tolk i vården", "En påhittad kartläggning av språktolkning i 21 regioner",
        ("Påhittade Utredningsbyrån", "Stiftelsen Exempel", "Föreningen Prov"), "2024-03-01",
        "1 mars 2024", "Påhittade institutet för språk i vården",
        "Hur en patient som inte talar svenska får tolk: vad regionerna uppger, vad deras dokument "
        "visar och vad som behöver göras. Allt i rapporten är påhittat.",
        ("tolk", "vård", "regioner", "kartläggning"), "9f3c2a7be4d0", "CC BY 4.0",
    )  # fmt: skip
    labels = {
        "contents": "Innehåll", "footnotes": "Noter", "page": "Sida", "data": "Data",
        "appendix": "Bilaga", "skip": "Hoppa till innehållet", "missing": "Saknas",
        "back": "Tillbaka till texten",
    }  # fmt: skip
    body = (*_opening(), *_method(), *_results(), *_reviewed(), *_recommendations(), *more)
    return Document("sv", cover, (*body, *_data(size)), FOOTNOTES, labels)
