"""Measuring: lines, pages, passages and what they stand under."""

from hypothesis import given, settings
from hypothesis import strategies as st

from belagg.documents.coverage import count_words, measure
from belagg.documents.scan_settle import Hit

LINES = st.sampled_from(["ord", "träff här", "å ä ö 🙂"])


def hits_of(document, *words, concept="kse"):
    return [Hit(document.text.index(w), document.text.index(w) + len(w), concept, w) for w in words]


def test_the_plan_of_many_pages_has_five_lines_on_one_page(document_of):
    five = ["Första träffen här", "rad två", "rad tre", "rad fyra", "och sista träffen"]
    plan = document_of(*[[["Ingenting."]]] * 12, [["Inledning."], five], *[[["Slut."]]] * 30)
    found = measure(plan, hits_of(plan, "Första", "sista"), ["kse"])
    (coverage,) = found.coverage
    assert len(plan.pages) == 43
    assert (coverage.pages, coverage.lines, coverage.passages) == (1, 5, 1)
    assert coverage.lines_with_hits == 2
    assert (coverage.first_page, coverage.first_line) == (13, 2)
    assert (found.pages_with_hits, found.lines_with_hits, found.lines_in_passages) == (1, 2, 5)


def test_hits_of_two_paragraphs_are_two_passages(document_of):
    text = document_of([["ett ord här"], ["ett annat där"]])
    found = measure(text, hits_of(text, "ord", "annat"), ["kse"])
    assert [(p.text, p.lines, p.words) for p in found.passages] == [("ord", 1, 1), ("annat", 1, 1)]


def test_a_passage_over_two_pages_counts_on_both(document_of):
    plan = document_of([["mening som börjar"]], [["och slutar"]])
    whole = Hit(0, len(plan.text), "kse", "x")
    (coverage,) = measure(plan, [whole], ["kse"]).coverage
    assert (coverage.pages, coverage.lines) == (2, 2)


def test_a_document_that_says_nothing_has_zeros_for_each_concept(document_of):
    found = measure(document_of([["Inget."]]), [], ["kse", "annat"])
    assert [(c.hits, c.pages, c.lines, c.share) for c in found.coverage] == [(0, 0, 0, 0.0)] * 2


def test_headings_are_those_it_stands_under(document_of):
    plan = document_of(
        [["Plan"], ["Vård"], ["Barn"], ["träff ett"], ["Skola"], ["träff två"]],
        headings=[("Plan", 1), ("Vård", 2), ("Barn", 3), ("Skola", 2)],
    )
    found = measure(plan, hits_of(plan, "ett", "två"), ["kse"])
    assert [p.headings for p in found.passages] == [("Plan", "Vård", "Barn"), ("Plan", "Skola")]
    assert found.coverage[0].headings == ("Barn", "Skola")


def test_the_box_of_a_hit_lies_within_its_line(document_of):
    plan = document_of([["före träffen efter"]])
    (hit,) = measure(plan, hits_of(plan, "träffen"), ["kse"]).hits
    left, bottom, right, top = hit.box
    assert 50 < left < right < 450
    assert (bottom, top) == (788, 798)


def test_words_are_counted_as_people_count_them():
    assert count_words("Hälso- och sjukvården ska, enligt EU-rätten, nå 95 %.") == 8


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["ord", "träff här", "å ä ö 🙂"]), min_size=1), min_size=1)
)
def test_every_hit_gives_back_its_quotation(document_of, paragraphs):
    plan = document_of(paragraphs)
    places = [i for i in range(len(plan.text)) if plan.text.startswith("träff", i)]
    found = measure(plan, [Hit(i, i + 5, "kse", "träff") for i in places], ["kse"])
    assert len(found.hits) == len(places)
    for hit in found.hits:
        assert plan.text[hit.start : hit.end] == hit.text == "träff"
        assert hit.page == 1
        line = plan.lines.touched(hit.start, hit.end)[0]
        assert plan.lines.number[line] == hit.line
    assert sum(p.hits for p in found.passages) == len(places)
