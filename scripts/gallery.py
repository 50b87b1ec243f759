"""Lay out every form of chart and map with hard cases, to look at: build/gallery.html."""

from pathlib import Path

from belagg.manuscript.tree import (
    Area,
    ChartBlock,
    ChartKind,
    MapBlock,
    Series,
    Slice,
    TableBlock,
    Tone,
)
from belagg.report.charts import chart_svg
from belagg.report.maps import map_svg
from belagg.report.pictures import svg_png
from belagg.report.tokens import css_properties, picture_css
from belagg.study.geography import SHIPPED, shipped_geography

BUILD = Path(__file__).parent.parent / "build" / "gallery"
LONG = "Regionen hänvisar till det nationella vårdprogrammet för våldsutsatthet"
LONGEST = "Kunskapsstödsorganisationssamverkansöverenskommelserna"


def part(code: str, label: str, tone: Tone, count: int | None, n: int, item: str) -> Slice:
    """Make a slice as the manuscript would."""
    percent = None if count is None or not n else 100 * count / n
    return Slice(
        code=code,
        label=label,
        tone=tone,
        count=count,
        percent=percent,
        count_text="uppgiften lämnas inte ut" if count is None else str(count),
        percent_text="" if percent is None else f"{percent:.0f}\N{NO-BREAK SPACE}%",
        count_name=f"{item}.{code}.count",
        percent_name=f"{item}.{code}.percent",
    )


def series(
    item: str,
    label: str,
    answers: list[tuple[str, Tone, int | None]],
    missing: list[tuple[str, Tone, int]] | None = None,
) -> Series:
    """Make a series; n is the sum of the answers, 20 where one is withheld."""
    known = [count for _label, _tone, count in answers if count is not None]
    n = sum(known) if len(known) == len(answers) else 20
    return Series(
        label=label,
        n=n,
        n_name=f"{item}.n",
        slices=tuple(part(f"c{i}", *answer, n, item) for i, answer in enumerate(answers)),
        missing=tuple(part(f"m{i}", *lack, 0, item) for i, lack in enumerate(missing or ())),
    )


def yes_no(item: str, label: str, yes: int, partly: int, no: int, none: int = 1) -> Series:
    """Make the commonest series."""
    return series(
        item,
        label,
        [("Ja", Tone.YES, yes), ("Delvis", Tone.PARTLY, partly), ("Nej", Tone.NO, no)],
        [("Svar saknas", Tone.NO_ANSWER, none)] if none else [],
    )


CODES = [Tone.T1, Tone.T2, Tone.T3, Tone.T4, Tone.T5, Tone.T6, Tone.T7, Tone.T8]
MISSING = [
    ("Svar saknas", Tone.NO_ANSWER), ("Avböjde att svara", Tone.REFUSED),
    ("Vet inte", Tone.DONT_KNOW), ("Ej tillämpligt", Tone.NOT_APPLICABLE),
    ("Frågan ställdes inte", Tone.NOT_ASKED), ("Går inte att avgöra", Tone.UNDETERMINABLE),
    ("Inte publicerat", Tone.NOT_PUBLISHED),
]  # fmt: skip

CASES: dict[str, tuple[Series, ...]] = {
    "yes-no": (yes_no("4A", "4A Finns skriftliga riktlinjer?", 4, 3, 13),),
    "zero": (yes_no("9", "En nolla", 0, 2, 18, 0),),
    "one": (series("1", "Bara en kategori", [("Ja", Tone.YES, 20)]),),
    "empty": (yes_no("6B", "Ingen har svarat", 0, 0, 0, 21),),
    "small": (yes_no("2", "Små delar", 284, 2, 4, 0),),
    "withheld": (
        series("3", "Undertryckt", [
            ("Ja", Tone.YES, 11), ("Delvis", Tone.PARTLY, None), ("Nej", Tone.NO, None)]),
    ),
    "long": (
        series("11", "Långa ord", [
            (LONG, Tone.T1, 9), (LONG + " och till egna rutiner", Tone.T2, 7),
            (LONGEST, Tone.T3, 3), ("Annat", Tone.OTHER, 1)], [(LONG, Tone.NOT_ASKED, 2)]),
    ),
    "many": (
        series("12", "Alla toner", [(f"Metod nummer {i}", tone, 9 - i) for i, tone in
            enumerate([Tone.YES, Tone.PARTLY, Tone.NO, Tone.OTHER])]
            + [(f"Kategori {i + 5}", tone, 8 - i) for i, tone in enumerate(CODES)],
            [(label, tone, i + 1) for i, (label, tone) in enumerate(MISSING)]),
    ),
    "three": (
        yes_no("4A", "Finns skriftliga riktlinjer om kommersiell sexuell exploatering?", 4, 3, 13),
        yes_no("4B", "Finns rutiner för hur vårdpersonal ska fråga?", 4, 7, 9),
        yes_no("7", "Får patienten vård oavsett om hen polisanmäler?", 15, 3, 2, 0),
    ),
    "fourteen": tuple(
        yes_no(f"{i}", f"{i} Frågan om hur regionens verksamheter arbetar med del {i}",
               i, (i * 5) % 7, 20 - i - (i * 5) % 7, i % 3) for i in range(1, 15)
    ),
    "unequal": (
        yes_no("4A.by.kind.region", "Regioner", 4, 3, 13),
        yes_no("4A.by.kind.kommun", "Kommuner", 120, 66, 90, 14),
    ),
}  # fmt: skip


def block(kind: ChartKind, name: str) -> ChartBlock:
    """Make the chart of one case."""
    table = TableBlock(header=(), rows=(), align=())
    return ChartBlock(
        kind=kind,
        anchor=f"{kind.value}-{name}",
        number="Diagram 1",
        title=f"{name}, {kind.value}",
        alt="Ett diagram för ögat.",
        series=CASES[name],
        note=(),
        table=table,
    )


def country(name: str, seed: int) -> MapBlock:
    """Make a map with made-up answers."""
    geography = shipped_geography(name)
    legend = (
        ("yes", "Ja", Tone.YES),
        ("partly", "Delvis, eller endast för vissa av verksamheterna", Tone.PARTLY),
        ("no", "Nej", Tone.NO),
        ("no_answer", "Svar saknas", Tone.NO_ANSWER),
        ("refused", "Avböjde att svara", Tone.REFUSED),
    )
    areas = []
    for index, (unit, label) in enumerate(geography.names.items()):
        code, text, tone = legend[(0, 2, 1, 2, 2, 1, 0, 2, 3, 2, 2, 0, 4)[(index * seed) % 13]]
        areas.append(Area(unit, label, code, text, tone))
    return MapBlock(
        geography=name,
        anchor=name,
        number="Karta 1",
        title="En karta",
        alt="En karta för ögat.",
        areas=tuple(areas),
        legend=legend,
        note=(),
        table=TableBlock(header=(), rows=(), align=()),
        count_names=tuple(f"4A.{code}.count" for code, _label, _tone in legend),
    )


def main() -> None:
    """Write the gallery as HTML and every picture as PNG."""
    BUILD.mkdir(parents=True, exist_ok=True)
    pictures = {
        f"{kind.value}-{name}": chart_svg(block(kind, name), "sv")
        for name in CASES
        for kind in ChartKind
    }
    for name in SHIPPED:
        pictures[f"map-{name}"] = map_svg(country(name, 5), shipped_geography(name), "sv")
    for (name, svg), png in zip(
        pictures.items(), svg_png(list(pictures.values()), 144), strict=True
    ):
        (BUILD / f"{name}.svg").write_text(svg, encoding="utf-8")
        (BUILD / f"{name}.png").write_bytes(png)
    figures = "".join(
        f"<figure><figcaption>{name}</figcaption>{svg}</figure>" for name, svg in pictures.items()
    )
    fonts = "".join(
        f"@font-face{{font-family:'Belagg Sans';font-weight:{weight};"
        f"src:url(../../src/belagg/report/fonts/BelaggSans-{name}.woff2)}}"
        for name, weight in (("Regular", 400), ("Semibold", 600))
    )
    page = (
        f"<!doctype html><html lang=sv><meta charset=utf-8><title>Gallery</title><style>{fonts}"
        f"{css_properties()}{picture_css()}body{{background:var(--paper);color:var(--ink);"
        "font-family:var(--sans);display:grid;grid-template-columns:repeat(3,560px);gap:40px;"
        "padding:40px}figure{margin:0}figcaption{margin-bottom:8px;color:var(--muted)}"
        f"</style><body>{figures}</body></html>"
    )
    (BUILD / "index.html").write_text(page, encoding="utf-8")
    (BUILD / "grey.html").write_text(
        page.replace("<body>", '<body style="filter:grayscale(1)">'), encoding="utf-8"
    )
    (BUILD / "dark.html").write_text(
        page.replace("<html lang=sv>", "<html lang=sv data-theme=dark>"), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
