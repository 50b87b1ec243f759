"""What the reader sees where a placeholder stood."""

import pytest

from belagg.manuscript.appendix_ids import appendix_id
from belagg.manuscript.tree import Bound, Paragraph


def shown(composed, text, **more):
    made = composed(text, **more)
    (block,) = made.body
    assert isinstance(block, Paragraph)
    words = "".join(getattr(inline, "text", "") for inline in block.children)
    return words.replace("\u00a0", "~").replace("\u202f", "_"), made


@pytest.mark.parametrize(
    ("placeholder", "expected"),
    [
        ("1.no.count", "2"),
        ("1.no.count | words", "två"),
        ("1.no.count | Words", "Två"),
        ("1.yes.count | words", "en"),
        ("1.yes.count | words | ett", "ett"),
        ("1.yes.count | noun", "1~region"),
        ("1.no.count | words | noun", "två regioner"),
        ("1.yes.count | Words | noun", "En region"),
        ("1.no.percent", "67~%"),
        ("1.no.percent | words", "67~procent"),
        ("1.no.percent | number", "67"),
        ("1.no.percent | one", "66,7~%"),
        ("1.no.percent | number | one", "66,7"),
        ("1.no.units", "Påhittad region 2 och Påhittad region 3"),
        ("1.no.units | samt", "Påhittad region 2 samt Påhittad region 3"),
        ("1.no.units | eller", "Påhittad region 2 eller Påhittad region 3"),
        ("1.no.count.high", "3"),
        ("units.count | words", "fyra"),
        ('"14 frågor"', "14~frågor"),
        ('"2 - 3"', "2~– 3"),
    ],
)
def test_a_figure_is_written_as_its_filter_says(composed, placeholder, expected):
    text, made = shown(composed, f"{{{{ {placeholder} }}}}", language="sv")
    assert text == expected
    assert not made.problems


def test_english_is_written_as_english(composed):
    text, _ = shown(composed, "{{ 1.no.units | samt }}: {{ 1.no.percent | one }}")
    assert text == "Påhittad region 2 and Påhittad region 3: 66.7%"


def test_a_short_name_is_the_first_alias(composed):
    units = [
        {"unit_id": "01", "name": "Region Ett", "aliases": ["Ett", "Etta"]},
        {"unit_id": "02", "name": "Region Två"},
    ]
    text, _ = shown(composed, "{{ units.count }}: {{ 1.no.units | short }}", units=units,
                    responses=[{"response_id": u, "unit_id": u, "question_id": "1",
                                "category": "no", "origin": "survey"} for u in ("01", "02")],
                    language="sv")  # fmt: skip
    assert text == "2: Ett och Region Två"


def test_a_bound_number_carries_its_name_and_its_row_in_the_appendix(composed):
    _, made = shown(composed, "{{ 1.no.count }}")
    assert made.body[0].children == (Bound("1.no.count", "2", "d-1-no"),)


@pytest.mark.parametrize(
    ("placeholder", "code", "near"),
    [
        ("1.nej.count", "figure-unknown", "1.no.count"),
        ("1.no.cuont", "figure-unknown", "1.no.count"),
        ("1.no.count | word", "figure-filter", "words"),
        ("1.no.count | samt", "figure-filter", None),
        ("1.no.units | words", "figure-filter", None),
    ],
)
def test_a_name_that_does_not_exist_stops_with_its_line(composed, placeholder, code, near):
    made = composed(f"Text.\n\nMore\nof {{{{ {placeholder} }}}} it.")
    (problem,) = made.problems
    assert (problem.code, problem.where.file, problem.where.line) == (code, "report/1.md", 4)
    if near:
        assert near in problem.nearest


def test_an_item_published_in_part_is_said_to_be_so(composed, answers):
    rows = answers("1", "yes no no -")
    rows.append(
        {"response_id": "x", "unit_id": "04", "question_id": "1", "missing": "not_published"}
    )
    made = composed("{{ 1.no.count }}", responses=rows)
    (problem,) = made.problems
    assert "not published" in problem.message


def test_a_withheld_number_is_said_in_words(composed, answers):
    text, made = shown(composed, "{{ 1.yes.count | words }}", settings={"suppress_below": 3})
    assert text == "not shown"
    assert not made.problems


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("4A.no.count", "d-4A-no"),
        ("4A.no.percent", "d-4A-no"),
        ("4A.no.count.low", "d-4A-no"),
        ("4A@stated.no.units", "d-4A-stated-no"),
        ("4A.n", "d-4A"),
        ("7.mean", "d-7"),
        ("4A.missing.count", "d-4A-missing"),
        ("4A.missing.no_answer.units", "d-4A-missing-no_answer"),
        ("4A.by.kind.region.no.percent", "d-4A-by-kind-region-no"),
        ("response.rate", "d-response"),
        ("response.missing.units", "d-response-missing"),
        ("claims.4A.partly.count", "d-claims-4A-partly"),
        ("cited.prior-exposed", "d-cited-prior-exposed"),
        ("cited.n", "d-cited-n"),
        ("documents.count", "d-documents"),
        ("documents.plan.pages", "d-documents-plan"),
        ("documents.plan.kse.lines", "d-documents-plan-kse"),
        ("groups.g1.size", "d-groups-g1"),
        ("units.count", "d-units"),
    ],
)
def test_what_is_said_of_one_thing_stands_in_one_row(name, row):
    assert appendix_id(name) == row
