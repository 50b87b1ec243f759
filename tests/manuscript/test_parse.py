"""How a manuscript is read: blocks, places, placeholders, and what is said of mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.manuscript.parse import parse
from belagg.manuscript.source import (
    Directive,
    HeadingSource,
    Marked,
    ParagraphSource,
    Prose,
    Slot,
    TableSource,
    directives,
    passages,
)


def problems(text: str) -> list[tuple[str, int | None]]:
    return [(p.code, p.where.line) for p in parse(text, "report/1.md").problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hej {{ 4A.no.count", [("placeholder-open", 1)]),
        ("Hej\n\n4A.no.count }} och", [("placeholder-open", 3)]),
        ("Hej {{ 4A.no\ncount }}", [("placeholder-open", 1), ("placeholder-open", 2)]),
        ("Hej {{ }}", [("placeholder-empty", 1)]),
        ("Hej {{ | words }}", [("placeholder-empty", 1)]),
        ("a\n\n<div>b</div>", [("html", 3)]),
        ("a\nb <b>c</b>", [("html", 2), ("html", 2)]),
        ("a\n\n<!-- never ends\n\nb", [("comment", 3)]),
        ("<!-- belagg: alow x y -->", [("comment", 1)]),
        ("<!-- belagg: allow typed-number -->", [("comment", 1)]),
        ("a\n\n::: chrat 4A", [("block", 3)]),
        ("::: exampel\ntext\n:::", [("block", 1)]),
        ("a\n\n:::", [("block", 3)]),
        ("a\n\n::: note\n\nb", [("block", 3)]),
        ("::: note\n::: example\nb\n:::", [("block", 1)]),
        ("::: summary\nb\n:::", [("block", 1)]),
        ("# A {.unumbered}", [("heading", 1)]),
        ("a[^x]\n\n[^x]: b\n\n[^x]: c", [("footnote", 5)]),
        ("a\n\n| a | b |\n|---|---|\n| <i>c</i> | d |", [("html", 5), ("html", 5)]),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert problems(text) == expected


def test_a_misspelt_block_names_the_nearest() -> None:
    (problem,) = parse("::: chrat 4A", "report/1.md").problems
    assert (problem.found, problem.nearest) == ("chrat", "chart")


def test_a_bar_in_a_placeholder_does_not_split_a_table_cell() -> None:
    text = "| a | b |\n|---|--:|\n| {{ 4A.no.count | words }} | {{ 4A.n \\| words }} |"
    (table,) = parse(text, "f").blocks
    assert isinstance(table, TableSource)
    assert table.align == ("left", "right")
    cells = [cell.pieces for cell in table.rows[0]]
    assert [(p[0].name, p[0].filters) for p in cells if isinstance(p[0], Slot)] == [
        ("4A.no.count", ("words",)),
        ("4A.n", ("words",)),
    ]


def test_every_placeholder_knows_its_line() -> None:
    text = (
        "# {{ a }}\n\nb {{ c }}\n*d\n{{ e | f }}*\n\n- {{ g }}\n\n| {{ h }} |\n|---|\n| {{ i }} |\n"
    )
    slots = [s for p in passages(parse(text, "f").blocks, "sv") for s in p.slots.values()]
    assert [(s.name, s.where.line) for s in slots] == [
        ("a", 1), ("c", 3), ("e", 5), ("g", 7), ("h", 9), ("i", 11),
    ]  # fmt: skip


@pytest.mark.parametrize("quotes", ['""', "“”", "””"])
def test_a_quoted_placeholder_is_what_it_says(quotes: str) -> None:
    (block,) = parse(f"{{{{ {quotes[0]}14 | frågor}}{quotes[1]} }}}}", "f").blocks
    assert isinstance(block, ParagraphSource)
    (slot,) = block.run.pieces
    assert isinstance(slot, Slot)
    assert (slot.literal, slot.name) == ("14 | frågor}", "")


def test_a_heading_can_have_a_name_and_be_without_number() -> None:
    first, second = parse("# A {.unnumbered #a-b}\n\n## B *c*", "f").blocks
    assert isinstance(first, HeadingSource)
    assert (first.numbered, first.anchor, first.run.pieces) == (False, "a-b", (Prose("A"),))
    assert isinstance(second, HeadingSource)
    assert (second.level, second.numbered, second.anchor) == (2, True, "")


def test_blocks_have_arguments_options_and_text_inside() -> None:
    text = (
        '::: chart 1A 1B form=donut title="Av {{ 1A.n }} svar" layer=stated\n'
        "::: example I {{ x }}\ntext\n\n::: note Inre\n- a\n:::\n:::\nefter"
    )
    chart, example, after = parse(text, "f").blocks
    assert isinstance(chart, Directive)
    assert chart.args == ("1A", "1B")
    assert {key: len(run.pieces) for key, run in chart.options.items()} == {
        "form": 1, "title": 3, "layer": 1,
    }  # fmt: skip
    assert isinstance(example, Directive)
    assert [block.kind for block in directives((example,))] == ["example", "note"]
    assert example.where.line == 2
    assert isinstance(after, ParagraphSource)


def test_comments_of_the_authors_are_not_read_and_move_no_line() -> None:
    text = "a <!-- en\nrad --> b\n\n<!-- belagg: nothing? -->\n\n{{ x }}"
    parsed = parse(text, "f")
    assert next(passages(parsed.blocks, "sv")).text == "a\nb"
    slots = [s for p in passages(parsed.blocks, "sv") for s in p.slots.values()]
    assert slots[0].where.line == 6


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("<!-- belagg: allow x y -->\na\nb\n\nc", [2, 3]),
        ("a\nb <!-- belagg: allow x y -->\n\nc", [1, 2]),
        ("a\n\n<!-- belagg: allow x y -->\n\n::: chart 4A\n\nc", [5]),
        ("<!-- belagg: allow x y -->\n| a |\n|---|\n| b |\n", [2, 3, 4]),
        ("<!-- belagg: allow x y -->\n# a\n\nb", [2]),
        ("<!-- belagg: allow x\nlonger y -->\n- a\n- b", [3]),
    ],
)
def test_an_allowance_is_for_its_paragraph_or_the_next(text: str, covered: list[int]) -> None:
    parsed = parse(text, "f")
    (comment,) = parsed.comments
    assert list(range(comment.first, comment.last + 1)) == covered
    assert comment.reason in ("y", "longer y")


def test_stress_links_and_notes_are_kept() -> None:
    parsed = parse("*a* **b** [c](#d) e[^1] ^[f *g*]\n\n[^1]: h", "f")
    (block,) = parsed.blocks
    assert isinstance(block, ParagraphSource)
    kinds = [p.kind for p in block.run.pieces if isinstance(p, Marked)]
    assert kinds == ["emphasis", "strong", "link"]
    assert set(parsed.footnotes) == {"1", "^1"}


PLAIN = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\\"),
    max_size=80,
)


@given(st.lists(PLAIN, max_size=6))
def test_no_text_stops_the_reader(lines: list[str]) -> None:
    parse("\n".join(lines), "f")


@given(st.text(alphabet=st.sampled_from(list('ab {}|"“”:#*_[]^()<>!-\n1')), max_size=120))
def test_no_heap_of_marks_stops_the_reader(text: str) -> None:
    parse(text, "f")


@given(
    st.lists(
        st.text(
            alphabet=st.sampled_from(list("abcåäöÅ éüß\U000f0001")), min_size=1, max_size=30
        ).filter(lambda text: text.strip() and text == text.strip() and "  " not in text),
        min_size=1,
        max_size=5,
    )
)
def test_plain_words_come_through_as_they_are(paragraphs: list[str]) -> None:
    parsed = parse("\n\n".join(paragraphs), "f")
    assert [p.text for p in passages(parsed.blocks, "sv")] == paragraphs
