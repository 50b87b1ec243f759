"""A whole manuscript becomes a tree: numbers, anchors, notes, links, and what stops it."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.analysis.figures import figures_of
from belagg.manuscript.compose import compose
from belagg.manuscript.source import Passage
from belagg.manuscript.tree import (
    Bound,
    CodeText,
    FootnoteRef,
    Foreign,
    Heading,
    ImageBlock,
    Link,
    ListBlock,
    PanelBlock,
    Paragraph,
    TableBlock,
    Text,
)
from belagg.manuscript.uses import UseKind
from belagg.study.files import memory_file
from belagg.study.settings import Allow


def problems(made):
    return [(p.code, p.where.line) for p in made.problems]


def headings(made):
    return [(b.numbered, b.anchor) for b in made.body if isinstance(b, Heading)]


def all_texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, (tuple, list)):
        for child in node:
            yield from all_texts(child)
    elif isinstance(node, dict):
        yield from all_texts(list(node.values()))
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from all_texts(getattr(node, name))


def test_headings_are_numbered_and_named_apart(composed):
    made = composed(
        "# Svar på åtta frågor\n## Om\n## Om\n### Djupt\n# Mer {.unnumbered}\n## Under\n"
        "# Sist {#slut}\n## Om\n"
    )
    assert headings(made) == [
        ("1", "svar-pa-atta-fragor"),
        ("1.1", "om"),
        ("1.2", "om-2"),
        ("1.2.1", "djupt"),
        ("", "mer"),
        ("", "under"),
        ("2", "slut"),
        ("2.1", "om-3"),
    ]


def test_the_first_paragraph_of_a_chapter_is_its_lead(composed):
    made = composed("# A\n\nb\n\nc\n\n## D\n\ne")
    assert [b.lead for b in made.body if isinstance(b, Paragraph)] == [True, False, False]


def test_files_are_read_in_order_of_name(make_study):
    study = make_study(
        texts={"report/2.md": "två saker", "report/1.md": "# A", "report/en/1.md": "x"}
    )
    made = compose(study, figures_of(study), "sv")
    assert [type(block) for block in made.body] == [Heading, Paragraph]


def test_a_second_language_composes_from_its_own_folder(make_study, answers):
    study = make_study(
        settings={"languages": ("sv", "en")},
        responses=answers("1", "yes no no -"),
        texts={
            "report/1.md": "{{ 1.no.count | words }}",
            "report/en/1.md": "{{ 1.no.count | words }}",
        },
    )
    figures = figures_of(study)
    assert [c.text for c in compose(study, figures, "sv").body[0].children] == ["två"]
    assert [c.text for c in compose(study, figures, "en").body[0].children] == ["two"]


def test_footnotes_are_numbered_by_first_mark_through_all_files(make_study):
    study = make_study(
        texts={
            "report/1.md": "a[^b] c[^a] d[^b] e^[inne]\n\n[^a]: A\n\n[^b]: B[^c]\n\n[^c]: C",
            "report/2.md": "f[^a]\n\n[^a]: annan",
        }
    )
    made = compose(study, figures_of(study), "sv")
    marks = [
        (i.footnote_id, i.number)
        for b in made.body
        for i in b.children
        if isinstance(i, FootnoteRef)
    ]
    assert marks == [("fn-1", 1), ("fn-2", 2), ("fn-1", 1), ("fn-3", 3), ("fn-4", 4)]
    first = {name: blocks[0].children[0].text for name, blocks in made.footnotes.items()}
    assert first == {"fn-1": "B", "fn-2": "A", "fn-3": "inne", "fn-4": "annan", "fn-5": "C"}
    assert not made.problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb[^x]", [("footnote", 2)]),
        ("a\n\n[^x]: b", [("footnote", None)]),
        ("a [b](kapitel.md)", [("link", 1)]),
        ("a\n[b](#ingenstans)", [("link", 2)]),
        ("a [b](lang:english!)", [("link", 1)]),
        ("# A {#x}\n\n# B {#x}", [("anchor", 3)]),
        ("a ![b](x.png) c", [("picture", 1)]),
        ("a\n\n![b](x.png)", [("picture", 3)]),
        ("a\n\n13 regions", [("typed-number", 3)]),
        ("a\n# thirteen", [("typed-number", 2)]),
        ("- a\n- 13 regions", [("typed-number", 2)]),
        ("| a |\n|---|\n| 13 |", [("typed-number", 3)]),
        ("a[^1]\n\n[^1]: 13 regions", [("typed-number", 3)]),
        ("::: note About 13 regions\na\n:::", [("typed-number", 1)]),
        ('::: chart 1 title="13 regions"', [("typed-number", 1)]),
        ("::: example\n13 regions\n:::", [("typed-number", 2)]),
        ("::: chart 9", [("block", 1)]),
        ("::: chart", [("block", 1)]),
        ("::: chart 1 from=bar", [("block", 1)]),
        ("::: chart 1 form=pie", [("block", 1)]),
        ("::: chart 1 layer=said", [("block", 1)]),
        ("::: chart 1 by=size", [("block", 1)]),
        ("::: chart 1 layer=documented", [("block", 1)]),
        ("::: map 1", [("block", 1)]),
        ("::: table services", [("block", 1)]),
        ("::: table nothing", [("block", 1)]),
        ("::: quote q1", [("block", 1)]),
        ("::: quote", [("block", 1)]),
        ("::: question 9", [("block", 1)]),
        ("::: finding f1", [("block", 1)]),
        ("::: recommendation r1", [("block", 1)]),
        ("::: recommendations", [("block", 1)]),
        ('::: chart 1 title="{{ 1.nej.count }}"', [("figure-unknown", 1)]),
    ],
)
def test_what_cannot_be_made_stops_with_its_line(composed, text, expected):
    assert problems(composed(text)) == expected


def test_all_problems_are_told_at_once_in_order(composed):
    made = composed("<b>\n\n{{ x }}\n\n13 regions\n\n::: chart 9")
    assert problems(made) == [
        ("html", 1), ("figure-unknown", 3), ("typed-number", 5), ("block", 7),
    ]  # fmt: skip


def test_a_typed_number_suggests_the_figure_of_that_value_that_the_file_speaks_of(composed):
    made = composed("{{ 1.n }} answered.\n\n2 regions said no, 67% of them.")
    assert [p.nearest for p in made.problems] == ["1.no.count", "1.no.percent"]


def test_a_number_in_words_suggests_its_figure_too(composed):
    made = composed("{{ 1.n }} answered.\n\nTwo regions said no.")
    assert [p.nearest for p in made.problems] == ["1.no.count"]


def test_a_number_typed_in_a_finding_is_found_in_the_table(composed):
    made = composed("a", findings=[{"finding_id": "f1", "statement": "13 regions"}])
    (problem,) = made.problems
    assert (problem.code, problem.where.file, problem.where.column) == (
        "typed-number", "findings.csv", "statement",
    )  # fmt: skip


def test_a_comment_allows_one_code_in_one_place(composed):
    made = composed("<!-- belagg: allow typed-number as it was said -->\n13 regions\n\n14 regions")
    assert problems(made) == [("typed-number", 4)]
    assert [(a.problem.where.line, a.reason) for a in made.allowed] == [(2, "as it was said")]


def test_a_name_that_does_not_exist_cannot_be_allowed(composed):
    made = composed("<!-- belagg: allow figure-unknown why not -->\n{{ x }}")
    assert problems(made) == [("figure-unknown", 2)]
    assert not made.allowed


def test_a_finding_that_is_shown_nowhere_is_bound_too(composed):
    made = composed("a", findings=[{"finding_id": "f1", "statement": "{{ 1.nej.count }}"}])
    assert [(p.code, p.where.file) for p in made.problems] == [("figure-unknown", "findings.csv")]
    assert not list(made.uses)


def test_words_of_another_language_are_set_and_marked_in_it(composed):
    made = composed('Det "är" [the "best" of it](lang:en) här', language="sv")
    _before, foreign, _after = made.body[0].children
    assert foreign == Foreign("en", (Text("the “best” of it"),))


@pytest.mark.parametrize(
    ("where", "stands"),
    [
        ("*", True),
        ("report/1.md", True),
        ("report/1.md, line 3", True),
        ("report/1.md, line 4", False),
        ("report/2.md", False),
    ],
)
def test_the_settings_allow_by_place(composed, where, stands):
    allows = (Allow("typed-number", where, "as it is"),)
    made = composed("a\n\n13 regions", settings={"allows": allows})
    assert bool(made.allowed) is stands
    assert bool(made.problems) is not stands


def test_an_empty_link_is_written_as_what_it_leads_to(composed):
    made = composed(
        "See [](#chart-1), [](#one), [](#under), [x](#chart-1).\n\n::: chart 1\n\n# One\n## Under\n"
    )
    links = [i for i in made.body[0].children if isinstance(i, Link)]
    assert ["".join(c.text for c in link.children).replace("\u00a0", " ") for link in links] == [
        "Chart 1", "chapter 1", "section 1.1", "x",
    ]  # fmt: skip
    assert not made.problems


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def drawn(kind: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (2, 2)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"x"),
        ("a.png", drawn("PNG")[:30]),
        ("a.png", drawn("JPEG")),
        ("a.svg", b"<html/>"),
        ("a.svg", SVG[:20]),
    ],
)
def test_a_broken_picture_is_told_with_its_line(make_study, name, data):
    from dataclasses import replace

    study = make_study(texts={"report/1.md": f"Text.\n\n![En väg]({name})"})
    study = replace(study, files={name: memory_file(name, data)})
    assert problems(compose(study, figures_of(study), "sv")) == [("picture", 3)]


def test_a_picture_has_its_data_alternative_and_caption(make_study):
    from dataclasses import replace

    study = make_study(
        texts={"report/1.md": '![En "karta"](pictures/a.png "Bilden")\n\n![](a.svg)'}
    )
    held = {"pictures/a.png": drawn("PNG"), "report/a.svg": SVG}
    study = replace(study, files={f: memory_file(f, data) for f, data in held.items()})
    made = compose(study, figures_of(study), "sv")
    first, second = made.body
    assert isinstance(first, ImageBlock)
    assert (first.alt, first.data, first.media) == ("En ”karta”", drawn("PNG"), "image/png")
    assert first.caption == (Text("Bilden"),)
    assert first.number
    assert isinstance(second, ImageBlock)
    assert (second.media, second.number) == ("image/svg+xml", "")
    assert problems(made) == [("missing-alt", 3)]


def test_lists_tables_and_code_keep_their_form(composed):
    made = composed(
        "3. a\n4. b\n\n| x | y |\n|:-:|--:|\n| {{ 1.n }} | `{{ 1.n }} <b>` |\n\n    c\n    d\n"
    )
    numbered, table, code = made.body
    assert isinstance(numbered, ListBlock)
    assert (numbered.start, numbered.tight, len(numbered.items)) == (3, True, 2)
    assert isinstance(table, TableBlock)
    assert table.align == ("center", "right")
    assert table.rows[0][0].children == (Bound("1.n", "3", "d-1"),)
    assert table.rows[0][1].children == (CodeText("3 <b>"),)
    assert [c.text for c in code.children if isinstance(c, CodeText)] == ["c", "d"]


def test_panels_hold_text_in_their_own_language(composed):
    made = composed(
        '::: example Good "care"\n*a* {{ 1.no.count | words }}\n:::\n'
        '::: summary sv Sammanfattning\n{{ 1.no.count | words }} "nej"\n:::\n'
        "::: summary sv-easy Lättläst\nx\n:::\n::: note\ny\n:::\n"
    )
    example, summary, easy, note = made.body
    assert isinstance(example, PanelBlock)
    assert (example.kind, example.title, example.language) == ("example", "Good “care”", "en")
    assert isinstance(summary, PanelBlock)
    assert [c.text for c in summary.children[0].children] == ["två", " ”nej”"]
    assert (summary.language, easy.language, note.title) == ("sv", "sv", "")
    assert easy.anchor == "lattlast"


def test_uses_tell_what_is_used_where(composed):
    made = composed("{{ 1.n }}\n\n::: chart 1\n::: question 1\n\n{{ 1.n }}")
    figures = made.uses.of(UseKind.FIGURE)
    assert [where.line for where in figures["1.n"]] == [1, 3, 6]
    items = [(use.block, use.where.line) for use in made.uses if use.kind is UseKind.ITEM]
    assert items == [("chart", 3), ("question", 4)]


def test_the_prose_can_be_read_with_its_places(composed):
    made = composed("# A *b*\n\n> c\nd {{ 1.n }} `e`\n\n- f[^1]\n\n[^1]: g")
    found = [(p.kind, p.text, p.quoted, p.where.line) for p in made.manuscript.passages]
    assert found == [
        ("heading", "A b", False, 1),
        ("paragraph", "c\nd \ufffc \ufffc", True, 3),
        ("paragraph", "f", False, 6),
        ("footnote", "g", False, 8),
    ]
    quoted: Passage = made.manuscript.passages[1]
    assert quoted.place(quoted.text.index("d")).line == 4
    assert [slot.name for slot in quoted.slots.values()] == ["1.n"]


BUILDER = [HealthCheck.function_scoped_fixture]  # the fixture only builds, and keeps nothing

MARKS = st.text(alphabet=st.sampled_from(list('ab1. {}|"*_[]^()!:#-\n')), max_size=60)


@settings(deadline=None, max_examples=60, suppress_health_check=BUILDER)
@given(
    before=MARKS, after=MARKS,
    inside=st.sampled_from(["1.n", "1.no.count|words", '"x"', "1.no.units", "nothing", ""]),
)  # fmt: skip
def test_no_placeholder_is_ever_left_unbound(composed, before, after, inside):
    made = composed(f"{before}{{{{ {inside} }}}}{after}")
    if not made.problems:
        for text in all_texts((made.body, dict(made.footnotes))):
            assert "{{" not in text
            assert "}}" not in text


@settings(deadline=None, max_examples=60, suppress_health_check=BUILDER)
@given(
    st.text(
        alphabet=st.characters(whitelist_categories=("Ll", "Lu"), whitelist_characters=" "),
        max_size=60,
    )
)
def test_words_without_placeholders_survive(composed, text):
    made = composed(text)
    assert "".join(all_texts(made.body)).split() == text.split()
