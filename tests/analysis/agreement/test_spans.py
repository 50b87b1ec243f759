"""Agreement on marked passages: identical, different, absent, and as it is defined."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belagg.analysis.agreement.result import Known, Reason, Undefined
from belagg.analysis.agreement.unitised import Continuum, Span, of_one_code, unitised

LENGTH = 24


def spans(text):
    """Give the spans of a line: `--aa-bb` has a at 2-4 and b at 5-7."""
    made, at = [], 0
    for code, letters in itertools.groupby(text):
        size = len(list(letters))
        if code != "-":
            made.append(Span(code, at, at + size))
        at += size
    return made


def text_of(*lines):
    return Continuum(len(lines[0]), {str(n): spans(line) for n, line in enumerate(lines)})


def test_the_same_marking_is_full_agreement():
    found = unitised([text_of("--aaaa--bb--", "--aaaa--bb--")])
    assert (found.spans, found.relevance, found.coding) == (Known(1.0), Known(1.0), Known(1.0))
    assert found.coverage == pytest.approx(0.5)


def test_the_same_places_with_other_codes_agree_on_relevance_and_not_on_coding():
    found = unitised([text_of("--aaaa--bb--", "--bbbb--aa--")])
    assert found.relevance == Known(1.0)
    assert found.coding.value < 0
    assert found.spans.value < 1


def test_marking_that_never_meets_is_worse_than_chance():
    found = unitised([text_of("aaaa--------", "--------aaaa")])
    assert found.spans.value < 0
    assert found.coding == Undefined(Reason.NO_PAIRS)
    assert found.coverage == 0


def test_a_coder_who_read_and_marked_nothing_counts():
    with_silent = unitised([text_of("--aaaa------", "--aaaa------", "------------")])
    without = unitised([text_of("--aaaa------", "--aaaa------")])
    assert without.spans == Known(1.0)
    assert with_silent.spans.value < 0.5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text_of("--aaaa--"), Reason.NO_PAIRS),
        (text_of("--------", "--------"), Reason.NOTHING_MARKED),
        (
            Continuum(8, {"1": [Span("a", 0, 4), Span("b", 2, 6)], "2": [Span("a", 0, 4)]}),
            Reason.OVERLAP,
        ),
    ],
)
def test_where_spans_cannot_be_compared_the_reason_is_said(text, reason):
    found = unitised([text])
    assert (found.spans, found.relevance, found.coding) == (Undefined(reason),) * 3


def test_codes_that_overlap_are_measured_one_at_a_time():
    text = Continuum(
        20,
        {
            "1": [Span("a", 0, 8), Span("b", 4, 12)],
            "2": [Span("a", 0, 8), Span("b", 14, 18)],
        },
    )
    assert of_one_code([text], "a").spans == Known(1.0)
    assert of_one_code([text], "b").spans.value < 0


def test_spans_of_one_code_that_touch_are_one():
    whole = Continuum(12, {"1": [Span("a", 2, 8)], "2": [Span("a", 3, 9)]})
    cut = Continuum(12, {"1": [Span("a", 2, 5), Span("a", 5, 8)], "2": [Span("a", 3, 9)]})
    assert unitised([whole]) == unitised([cut])


def letter_by_letter(lines):
    """u-alpha and cu-alpha of one text as the article defines them, a letter at a time."""
    coders = len(lines)
    observed, margins = Counter(), Counter()
    for letters in zip(*lines, strict=True):
        for one, two in itertools.permutations(letters, 2):
            observed[one, two] += 1 / (coders - 1)
            margins[one] += 1 / (coders - 1)
    total = sum(margins.values())
    squares = Counter({"-": sum(line.count("-") for line in lines)})
    met = Counter()
    for coder, line in enumerate(lines):
        for span in spans(line):
            squares[span.code] += (span.end - span.start) ** 2
            for other in (*lines[:coder], *lines[coder + 1 :]):
                shared = sum(letter != "-" for letter in other[span.start : span.end])
                met[span.code] += shared**2 / (coders - 1)
    alike = sum(
        total * (margins[k] ** 2 - squares[k]) / (total**2 - sum(squares.values())) for k in margins
    )
    whole = 1 - (total - sum(observed[k, k] for k in margins)) / (total - alike)
    codes = [k for k in margins if k != "-"]
    inner = {k: sum(observed[k, c] for c in codes) for k in codes}
    of = sum(inner.values())
    if sum(inner[k] > 0 for k in codes) < 2:
        return whole, None
    divisor = of - sum(met.values()) / of
    if divisor < 1e-9:
        return whole, None
    by_chance = sum((inner[k] ** 2 - met[k]) / divisor for k in codes)
    return whole, 1 - (of - sum(observed[k, k] for k in codes)) / (of - by_chance)


lines = st.lists(st.sampled_from(["-", "--", "---", "a", "aa", "aaaa", "b", "bbb"])).map(
    lambda parts: "".join(parts)[:LENGTH].ljust(LENGTH, "-")
)


@given(st.lists(lines, min_size=2, max_size=4))
def test_spans_are_measured_as_if_letter_by_letter(texts):
    if all(set(line) == {"-"} for line in texts):
        return
    whole, coding = letter_by_letter(texts)
    found = unitised([text_of(*texts)])
    assert found.spans.value == pytest.approx(whole)
    if coding is None:
        assert isinstance(found.coding, Undefined)
    else:
        assert found.coding.value == pytest.approx(coding)
