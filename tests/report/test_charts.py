"""Charts: what they say, that they are sound SVG, and that no label lies on another."""

import runpy
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from belagg.manuscript.tree import ChartBlock, ChartKind, Series, Slice, TableBlock, Tone
from belagg.report.charts import chart_svg
from belagg.report.measure import text_width
from belagg.report.tokens import FIGURE_SIZE, FIGURE_WIDTH

ROOT = Path(__file__).parents[2]
GALLERY = runpy.run_path(str(ROOT / "scripts" / "gallery.py"))
GOLDEN = Path(__file__).with_name("golden")
SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]

KINDS = pytest.mark.parametrize("kind", ChartKind, ids=lambda kind: kind.value)
CASES = pytest.mark.parametrize("name", GALLERY["CASES"])


def draw(kind: ChartKind, name: str) -> str:
    return chart_svg(GALLERY["block"](kind, name), "sv")


def text_boxes(root: etree._Element) -> list[tuple[str, Box]]:
    """Every line of text with the box it takes up, from the metrics of its typeface."""
    boxes = []
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", FIGURE_SIZE))
        spans = text.findall(f"{SVG}tspan")
        width = sum(text_width(s.text, size, bold=s.get("font-weight") == "600") for s in spans)
        x, y = float(text.get("x")), float(text.get("y"))
        x -= {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        words = "".join(span.text for span in spans)
        boxes.append((words, (x, y - size * 0.75, x + width, y + size * 0.2)))
    return boxes


def assert_legible(svg: str) -> None:
    """No two lines of text touch, and none leaves the picture."""
    root = etree.fromstring(svg)
    height = float(root.get("height"))
    boxes = text_boxes(root)
    for text, (left, top, right, bottom) in boxes:
        assert left >= -0.11 and top >= 0, text
        assert right <= FIGURE_WIDTH + 0.11 and bottom <= height, text
    for index, (text, a) in enumerate(boxes):
        for other, b in boxes[index + 1 :]:
            apart = a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (text, other)


@KINDS
@CASES
def test_labels_never_lie_on_one_another(kind: ChartKind, name: str) -> None:
    assert_legible(draw(kind, name))


LABELS = st.one_of(
    st.sampled_from(["Ja", "Nej", "Delvis", "12", "Går inte att avgöra"]),
    st.text(alphabet="abcdefghijklmnåäöABC -/0123456789", max_size=60),
)


@st.composite
def charts(draw_one: st.DrawFn) -> ChartBlock:
    """Any chart: any form, up to eight series of up to ten categories, some of them withheld."""
    series = []
    for row in range(draw_one(st.integers(1, 8))):
        answers = draw_one(
            st.lists(st.tuples(LABELS, st.one_of(st.none(), st.integers(0, 300))), max_size=10)
        )
        n = sum(count or 0 for _label, count in answers)
        withheld = any(count is None for _label, count in answers)
        slices = tuple(
            Slice(f"c{i}", label, list(Tone)[i], count,
                  None if count is None or not n else 100 * count / n,
                  "uppgiften lämnas inte ut" if count is None else str(count),
                  "" if count is None or not n else f"{100 * count / n:.0f}\u00a0%",
                  f"{row}.c{i}.count", f"{row}.c{i}.percent")
            for i, (label, count) in enumerate(answers)
        )  # fmt: skip
        missing = tuple(
            Slice(f"m{i}", label, list(Tone)[4 + i], 3, None, "3", "", f"{row}.m{i}.count", "")
            for i, label in enumerate(draw_one(st.lists(LABELS, max_size=7)))
        )
        series.append(
            Series(draw_one(LABELS), n + 7 if withheld else n, f"{row}.n", slices, missing)
        )
    kind = draw_one(st.sampled_from(ChartKind))
    table = TableBlock(header=(), rows=(), align=())
    return ChartBlock(kind, "diagram-1", "", "Titel", "Alt", tuple(series), (), table)


@settings(max_examples=60, deadline=None)
@given(charts())
def test_labels_never_lie_on_one_another_whatever_the_answers(block: ChartBlock) -> None:
    assert_legible(chart_svg(block, "sv"))


@KINDS
def test_every_number_carries_the_name_of_its_figure(kind: ChartKind) -> None:
    root = etree.fromstring(draw(kind, "yes-no"))
    named = {span.get("data-figure"): span.text for span in root.iter(f"{SVG}tspan")}
    assert named["4A.c2.count"] == "13"
    assert named["4A.c2.percent"] == "65\u00a0%"
    assert named["4A.m0.count"] == "1"
    assert named["4A.n"] == "n = 20"
    unnamed = [s.text for s in root.iter(f"{SVG}tspan") if not s.get("data-figure")]
    assert not any(char.isdigit() for text in unnamed for char in text)


@KINDS
def test_every_category_is_named_in_words_beside_its_number(kind: ChartKind) -> None:
    written = " ".join(text for text, _box in text_boxes(etree.fromstring(draw(kind, "yes-no"))))
    for word in ("Ja", "Delvis", "Nej", "Svar saknas"):
        assert word in written


@KINDS
def test_a_chart_has_title_description_and_role(kind: ChartKind) -> None:
    block = replace(GALLERY["block"](kind, "yes-no"), title="A < B & C", alt='En "läst" bild')
    root = etree.fromstring(chart_svg(block, "sv"))
    assert root.get("role") == "img"
    labels = [root.find(f".//*[@id='{name}']").text for name in root.get("aria-labelledby").split()]
    assert labels == ["A < B & C", 'En "läst" bild']


def test_several_charts_in_one_page_share_no_identifier() -> None:
    page = [draw(kind, name) for kind in ChartKind for name in GALLERY["CASES"]]
    ids = Counter(
        element.get("id") for svg in page for element in etree.fromstring(svg).iter("{*}*")
        if element.get("id")
    )  # fmt: skip
    assert ids.most_common(1)[0][1] == 1


@KINDS
def test_a_withheld_count_has_no_area(kind: ChartKind) -> None:
    root = etree.fromstring(draw(kind, "withheld"))
    painted = [path.get("d") for path in root.iter(f"{SVG}path") if path.get("class") == "fill-no"]
    swatch = "h20v12h-20z"
    assert all(path.endswith(swatch) for path in painted)
    assert "uppgiften lämnas inte ut" in " ".join(root.itertext())


def test_bars_are_as_long_as_their_counts() -> None:
    root = etree.fromstring(draw(ChartKind.BAR, "yes-no"))
    lengths = {
        path.get("class"): float(path.get("d").split("h")[1].split("v")[0])
        for path in root.iter(f"{SVG}path")
        if path.get("class", "").startswith("fill-")
    }
    unit = lengths["fill-no"] / 13
    assert lengths["fill-yes"] / unit == pytest.approx(4, abs=0.01)
    assert lengths["fill-no-answer"] / unit == pytest.approx(1, abs=0.01)


def test_bars_of_groups_of_unequal_size_show_shares() -> None:
    root = etree.fromstring(draw(ChartKind.BAR, "unequal"))
    lengths = [
        float(path.get("d").split("h")[1].split("v")[0])
        for path in root.iter(f"{SVG}path")
        if path.get("class") == "fill-yes"
    ]
    assert lengths[0] / lengths[1] == pytest.approx((4 / 20) / (120 / 276), abs=0.01)


def test_the_same_chart_is_the_same_bytes() -> None:
    assert draw(ChartKind.DONUT, "many") == draw(ChartKind.DONUT, "many")


@pytest.mark.parametrize(
    "picture",
    [
        "bar-yes-no",
        "stacked-yes-no",
        "donut-yes-no",
        "stacked-fourteen",
        "donut-long",
        "donut-three",
    ],
)
def test_charts_look_as_when_last_looked_at(picture: str) -> None:
    """After a wanted change: `scripts/gallery.py`, look, and copy build/gallery/NAME.svg here."""
    kind, name = picture.split("-", 1)
    expected = (GOLDEN / f"{picture}.svg").read_text(encoding="utf-8")
    assert draw(ChartKind(kind), name) == expected
