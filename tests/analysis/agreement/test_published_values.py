"""The measures give what their authors published."""

import numpy as np
import pytest

from belagg.analysis.agreement.gwet import gwet_ac
from belagg.analysis.agreement.kappa import cohen_kappa, fleiss_kappa
from belagg.analysis.agreement.krippendorff import Scale, alpha, alpha_with_interval
from belagg.analysis.agreement.percent import percent_agreement
from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Known, Reason, Undefined
from belagg.analysis.agreement.weights import Weights

BINARY = ("0100000010", "1110010000")
LETTERS = ("aabbdcccedda", "babbbcccedda"[:11] + "d")
NUMBERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

TONE = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1
212.2 1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121.
22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""
"""Hayes and Krippendorff 2007, table 1: a unit to a word, a coder to a place."""

FLEISS = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Fleiss 1971, table 1: how many of six put each of thirty in each of five."""


def by_coder(rows, categories):
    """Give ratings from a string to a coder, a unit to a letter, a full stop for none."""
    return Ratings.of(
        [
            (f"{unit:02}", str(coder), letter)
            for coder, row in enumerate(rows)
            for unit, letter in enumerate(row)
            if letter != "."
        ],
        categories,
    )


def by_unit(words, categories):
    return by_coder(["".join(letters) for letters in zip(*words, strict=True)], categories)


def near(value):
    return pytest.approx(value, abs=10.0 ** -len(str(value).split(".")[1]) / 2)


@pytest.mark.parametrize(
    ("rows", "categories", "scale", "value"),
    [
        (BINARY, "01", Scale.NOMINAL, 0.095),
        (LETTERS, "abcde", Scale.NOMINAL, 0.692),
        (NUMBERS, "12345", Scale.NOMINAL, 0.743),
        (NUMBERS, "12345", Scale.ORDINAL, 0.815),
        (NUMBERS, "12345", Scale.INTERVAL, 0.849),
        (NUMBERS, "12345", Scale.RATIO, 0.797),
    ],
)
def test_alpha_of_krippendorff_2011(rows, categories, scale, value):
    assert alpha(by_coder(rows, categories), scale).value == near(value)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_alpha_of_hayes_and_krippendorff_2007_with_an_interval_from_its_239_pairs(seed):
    found = alpha_with_interval(by_unit(TONE.split(), "0123"), Scale.ORDINAL, seed=seed)
    assert found.value == near(0.7598)
    assert found.interval.low == pytest.approx(0.707, abs=0.003)
    assert found.interval.high == pytest.approx(0.808, abs=0.003)


@pytest.mark.parametrize(
    ("table", "weights", "value"),
    [
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], Weights.IDENTITY, 0.492),
        ([[20, 20], [10, 50]], Weights.IDENTITY, 0.348),
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], Weights.IDENTITY, 0.4842),
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], Weights.LINEAR, 0.4701),
    ],
)
def test_cohens_kappa_of_cohen_1960_artstein_and_poesio_and_a_weighted_table(table, weights, value):
    assert cohen_kappa(Ratings.of_table(table), weights).value == near(value)


def test_fleiss_kappa_of_fleiss_1971():
    spread = [np.repeat(list("01234"), [int(n) for n in row]) for row in FLEISS.split()]
    assert fleiss_kappa(by_unit(["".join(row) for row in spread], "01234")).value == near(0.4302445)


def test_ac1_stays_high_where_one_category_is_far_the_most_common():
    ratings = Ratings.of_table([[80, 7], [8, 5]])
    assert gwet_ac(ratings).value == near(0.808)
    assert percent_agreement(ratings).value == near(0.85)
    assert cohen_kappa(ratings).value < 0.4


def test_a_bootstrap_with_the_same_seed_gives_the_same_interval():
    ratings = by_coder(NUMBERS, "12345")
    first, again = (alpha_with_interval(ratings, seed=5, samples=1000) for _ in range(2))
    other = alpha_with_interval(ratings, seed=6, samples=1000)
    assert first == again
    assert first.interval.seed == 5
    assert first.interval != other.interval


@pytest.mark.parametrize(
    ("measure", "rows", "reason"),
    [
        (alpha, ("aab", "..."), Reason.NO_PAIRS),
        (alpha, ("aaa", "aaa"), Reason.NO_VARIATION),
        (alpha_with_interval, ("aaa", "aaa"), Reason.NO_VARIATION),
        (percent_agreement, ("a.", ".b"), Reason.NO_PAIRS),
        (cohen_kappa, ("ab", "ab", "ab"), Reason.NOT_TWO),
        (cohen_kappa, ("a.", ".b"), Reason.NO_PAIRS),
        (cohen_kappa, ("aa", "aa"), Reason.NO_VARIATION),
        (fleiss_kappa, ("aa", "aa"), Reason.NO_VARIATION),
        (fleiss_kappa, ("a.", ".b"), Reason.NO_PAIRS),
        (gwet_ac, ("a.", ".b"), Reason.NO_PAIRS),
    ],
)
def test_where_there_is_no_value_the_reason_is_said(measure, rows, reason):
    found = measure(by_coder(rows, "abc"))
    assert found == Undefined(reason)
    assert found.reason.label("sv") != found.reason.label("en")


def test_ac1_of_a_single_category_is_undefined_and_of_two_alike_is_full():
    assert gwet_ac(by_coder(("aa", "aa"), "a")) == Undefined(Reason.ONE_CATEGORY)
    assert gwet_ac(by_coder(("aa", "aa"), "ab")) == Known(1.0)


def test_a_category_that_cannot_be_chosen_is_refused():
    with pytest.raises(ValueError, match="'x' is not one of a, b"):
        Ratings.of([("1", "k", "x")], "ab")
