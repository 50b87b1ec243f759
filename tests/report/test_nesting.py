"""Every block in every other: what a manuscript may hold, the renderers can show."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.manuscript.tree import (
    Block,
    BlockQuote,
    Blocks,
    Bound,
    Cell,
    ChartBlock,
    CodeText,
    Document,
    Emphasis,
    FootnoteRef,
    Foreign,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    MapBlock,
    PanelBlock,
    Paragraph,
    QuoteBlock,
    RecommendationBlock,
    Strong,
    TableBlock,
    Text,
    ThematicBreak,
)
from belagg.report.html import render_html
from belagg.report.pdf import render_pdf
from belagg.report.walk import blocks_in
from belagg.study.geography import load_geography

WORDS = st.text('aåb- é.<&"\\#[]$', max_size=12)
LANGUAGES = st.sampled_from(["en", "sv-easy", "en-GB", "zh-Hant", "x", ""])

LEAVES: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, WORDS), st.builds(CodeText, WORDS), st.builds(LineBreak),
    st.builds(FootnoteRef, st.just("n"), st.just(1)), st.builds(Bound, WORDS, WORDS),
)  # fmt: skip
INLINES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Emphasis, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Strong, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Foreign, LANGUAGES, st.lists(inner, max_size=2).map(tuple)),
        st.builds(Link, st.just("https://example.org"), st.builds(Text, WORDS).map(lambda t: (t,))),
    ),
    max_leaves=4,
)
LINE = st.lists(INLINES, max_size=3).map(tuple)
TABLE = st.integers(0, 3).flatmap(
    lambda rows: st.builds(
        lambda head, body: TableBlock(head, body, ("left", "right"), (Text("T"),)),
        st.tuples(st.builds(Cell, LINE), st.builds(Cell, LINE)),
        st.lists(st.tuples(st.builds(Cell, LINE, st.booleans()), st.builds(Cell, LINE)),
                 min_size=rows, max_size=rows).map(tuple),
    )
)  # fmt: skip


def blocks(pictures: tuple[Block, ...]) -> st.SearchStrategy[Blocks]:
    leaves: st.SearchStrategy[Block] = st.one_of(
        st.builds(Paragraph, LINE, st.booleans()), TABLE, st.just(ThematicBreak()),
        st.builds(lambda level, line: Heading(level, "", (Text("R"), *line)),
                  st.integers(1, 5), LINE),
        st.sampled_from(pictures),
    )  # fmt: skip
    some = st.lists(
        st.recursive(
            leaves,
            lambda inner: st.one_of(
                st.builds(BlockQuote, st.lists(inner, max_size=2).map(tuple)),
                st.builds(
                    ListBlock,
                    st.lists(st.lists(inner, max_size=2).map(tuple), min_size=1, max_size=2).map(
                        tuple
                    ),
                    st.sampled_from([None, 1, 7]),
                    st.booleans(),
                ),
                st.builds(
                    PanelBlock, st.sampled_from(["example", "note", "summary"]), WORDS,
                    st.lists(inner, max_size=2).map(tuple), LANGUAGES,
                ),
                st.builds(
                    QuoteBlock, st.just("q"), st.lists(inner, max_size=2).map(tuple), WORDS,
                    st.booleans(), WORDS,
                ),
            ),
            max_leaves=6,
        ),
        max_size=5,
    )  # fmt: skip
    return some.map(tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_block_in_every_other_can_be_shown(
    data: st.DataObject,
    report_of: Callable[..., Document],
    sample_document: Callable[..., Document],
) -> None:
    geographies = {"se-regions": load_geography("se-regions", {})}
    kinds = ChartBlock | MapBlock | RecommendationBlock
    found = {type(b): b for b in blocks_in(sample_document().body) if isinstance(b, kinds)}
    body = data.draw(blocks(tuple(found.values())))
    seen: set[str] = set()
    for block in blocks_in(body):
        anchor = getattr(block, "anchor", None)
        if anchor and anchor in seen:
            return
        seen.add(anchor or "")
    places = tuple(Heading(2, name, (Text("X"),)) for name in ("diagram-1", "stod-till-unga"))
    places = tuple(p for p in places if p.anchor not in seen)
    document = report_of(*body, *places, footnotes={"n": (Paragraph((Text("N"),)),)})
    assert "</html>" in render_html(document, geographies)
    assert render_pdf(document, geographies).startswith(b"%PDF-1.7")
