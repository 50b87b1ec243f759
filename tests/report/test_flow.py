"""The flow between two waves: nobody lost, nothing unreadable, every number a figure."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from belagg.manuscript.tree import FlowBlock, Slice, Strand, TableBlock, Tone
from belagg.report.flow import flow_svg
from belagg.report.measure import text_width
from belagg.report.tokens import FIGURE_SIZE, FIGURE_WIDTH

GOLDEN = Path(__file__).with_name("golden") / "flow.svg"
SVG = "{http://www.w3.org/2000/svg}"
ENDS = (
    ("yes", "Ja", Tone.YES),
    ("partly", "Delvis", Tone.PARTLY),
    ("no", "Nej", Tone.NO),
    ("missing.no_answer", "Svar saknas", Tone.NO_ANSWER),
    ("unit.merged", "Gick upp i en sammanslagning", Tone.NOT_PUBLISHED),
)


def block(counts: dict[tuple[int, int], int]) -> FlowBlock:
    """Make the flow of so many bodies from one end to another."""
    strands = tuple(
        Strand(ENDS[a][0], ENDS[b][0], n, f"change.1.from.{ENDS[a][0]}.to.{ENDS[b][0]}.count")
        for (a, b), n in sorted(counts.items())
    )
    sides = []
    for side in (0, 1):
        sums = [sum(n for pair, n in counts.items() if pair[side] == e) for e in range(len(ENDS))]
        sides.append(
            tuple(
                Slice(code, label, tone, n, None, str(n), "", f"{side}.{code}.count", "")
                for (code, label, tone), n in zip(ENDS, sums, strict=True)
            )
        )
    before, after = sides
    table = TableBlock((), (), ())
    return FlowBlock(
        "change-1", "Diagram 1", "Från 2021 till 2023", "Flöde.", ("2021", "2023"), before, after,
        strands, (), table,
    )  # fmt: skip


CASE = block({(0, 0): 5, (0, 2): 1, (1, 0): 4, (1, 1): 6, (2, 2): 9, (2, 1): 3, (3, 0): 1,
              (2, 4): 2, (4, 0): 1})  # fmt: skip


def lines(root: etree._Element) -> list[tuple[str, float, float, float, float]]:
    """Give every line of text with its box."""
    found = []
    for text in root.iter(f"{SVG}text"):
        spans = text.findall(f"{SVG}tspan")
        width = sum(
            text_width(s.text, FIGURE_SIZE, bold=s.get("font-weight") == "600") for s in spans
        )
        x, y = float(text.get("x")), float(text.get("y"))
        x -= {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        words = "".join(s.text for s in spans)
        found.append((words, x, y - FIGURE_SIZE * 0.75, x + width, y + FIGURE_SIZE * 0.2))
    return found


def test_the_flow_is_drawn_as_it_was_looked_at():
    assert flow_svg(CASE, "sv") == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def test_every_number_carries_the_name_of_its_figure():
    root = etree.fromstring(flow_svg(CASE, "sv"))
    named = {s.get("data-figure"): s.text for s in root.iter(f"{SVG}tspan")}
    assert named["0.no.count"] == "14"
    assert named["change.1.from.no.to.no.count"] == "9"
    bare = [s.text for s in root.iter(f"{SVG}tspan") if not s.get("data-figure")]
    assert not any(char.isdigit() for text in bare for char in text.replace("2021", "")
                   .replace("2023", ""))  # fmt: skip


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 300), min_size=1
    )
)
def test_no_text_leaves_the_picture_or_lies_on_another(counts):
    root = etree.fromstring(flow_svg(block(counts), "sv"))
    height = float(root.get("height"))
    placed = lines(root)
    for text, left, top, right, bottom in placed:
        assert left >= -0.2 and top >= 0 and right <= FIGURE_WIDTH + 0.2, text
        assert bottom <= height, text
    for index, (text, *a) in enumerate(placed):
        for other, *b in placed[index + 1 :]:
            apart = a[2] <= b[0] + 0.2 or b[2] <= a[0] + 0.2 or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (text, other)


@pytest.mark.parametrize("counts", [{(0, 0): 290}, {(0, 0): 1, (2, 1): 289}])
def test_a_flow_of_all_or_of_one_is_drawn(counts):
    root = etree.fromstring(flow_svg(block(counts), "sv"))
    bands = [p for p in root.iter(f"{SVG}path") if "paper-line" in p.get("class", "")]
    assert len(bands) == len(counts)
