"""The measures agree with other people's programs on a thousand random tables each."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from belagg.analysis.agreement.gwet import gwet_ac
from belagg.analysis.agreement.kappa import cohen_kappa, fleiss_kappa
from belagg.analysis.agreement.krippendorff import Scale, alpha
from belagg.analysis.agreement.ratings import Ratings
from belagg.analysis.agreement.result import Known, Undefined
from belagg.analysis.agreement.unitised import Continuum, Span, unitised
from belagg.analysis.agreement.weights import Weights

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.long
thousand = settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def ask(needs):
    """Ask another program in an environment of its own; None where it gives no number."""
    python = ROOT / ".oracles" / "bin" / "python"
    needs(str(python))
    child = subprocess.Popen(
        [python, ROOT / "tests" / "oracles" / "answer.py"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def asked(what, **question):
        child.stdin.write(json.dumps({"ask": what, **question}) + "\n")
        child.stdin.flush()
        return json.loads(child.stdout.readline()).get("value")

    with child:
        yield asked
        child.stdin.close()


@st.composite
def ratings(draw, *, coders=(2, 4), missing=True):
    """Ratings of up to twelve units in up to five categories."""
    size = draw(st.integers(2, 5))
    width = draw(st.integers(*coders))
    value = st.integers(-1 if missing else 0, size - 1)
    rows = draw(st.lists(st.lists(value, min_size=width, max_size=width), min_size=2, max_size=12))
    codes = np.array(rows, dtype=np.int64)
    categories = tuple(str(place) for place in range(1, size + 1))
    return Ratings(
        tuple(str(unit) for unit in range(len(rows))),
        tuple(str(coder) for coder in range(width)), categories, codes,
    )  # fmt: skip


def _judged(made):
    """irrCAC gives standard errors too, for which it needs two units."""
    return (made.counts.sum(axis=1) > 0).sum()


def question(made):
    return {"codes": made.codes.tolist(), "size": len(made.categories)}


@thousand
@given(made=ratings(), scale=st.sampled_from(list(Scale)))
def test_alpha_is_that_of_krippendorff_on_pypi(ask, made, scale):
    theirs = ask("alpha", **question(made), scale=scale.value)
    ours = alpha(made, scale)
    if isinstance(ours, Undefined):
        assert theirs is None or len(np.flatnonzero(made.counts.sum(axis=0))) == 1
    else:
        assert ours.value == pytest.approx(theirs, abs=1e-9)


@thousand
@given(made=ratings(), weights=st.sampled_from(list(Weights)))
def test_ac1_and_ac2_are_those_of_irrcac(ask, made, weights):
    assume(len(made.pairable) and _judged(made) > 1)
    ours = gwet_ac(made, weights)
    assert ours.value == pytest.approx(
        ask("cac", **question(made), weights=weights.value, coefficient="gwet"), abs=1e-9
    )


@thousand
@given(made=ratings())
def test_fleiss_kappa_with_missing_judgements_is_that_of_irrcac(ask, made):
    ours = fleiss_kappa(made)
    assume(isinstance(ours, Known) and _judged(made) > 1)
    theirs = ask("cac", **question(made), weights="identity", coefficient="fleiss")
    assert ours.value == pytest.approx(theirs, abs=1e-9)


@thousand
@given(made=ratings(missing=False))
def test_fleiss_kappa_is_that_of_statsmodels(made):
    from statsmodels.stats.inter_rater import fleiss_kappa as theirs

    ours = fleiss_kappa(made)
    assume(isinstance(ours, Known))
    assert ours.value == pytest.approx(theirs(made.counts), abs=1e-9)


@thousand
@given(made=ratings(coders=(2, 2)), weights=st.sampled_from(list(Weights)))
def test_cohens_kappa_is_that_of_statsmodels(made, weights):
    from statsmodels.stats.inter_rater import cohens_kappa

    ours = cohen_kappa(made, weights)
    assume(isinstance(ours, Known))
    table = np.zeros((len(made.categories),) * 2)
    for first, second in made.codes:
        if first >= 0 and second >= 0:
            table[first, second] += 1
    kind = {Weights.LINEAR: "linear", Weights.QUADRATIC: "quadratic"}.get(weights)
    theirs = cohens_kappa(table, wt=kind, return_results=False)
    assert ours.value == pytest.approx(float(theirs), abs=1e-9)


@thousand
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(1, 6)), max_size=8),
        min_size=2, max_size=4,
    )
)  # fmt: skip
def test_u_alpha_is_that_of_the_package_of_its_name(ask, coders):
    length = max(sum(size for _code, size in parts) for parts in coders)
    assume(length and any(code for parts in coders for code, _size in parts))
    tiled = [_tiled(parts, length) for parts in coders]
    text = Continuum(
        length,
        {
            str(number): [Span(code, start, end) for code, start, end in parts if code]
            for number, parts in enumerate(tiled)
        },
    )
    ours = unitised([text]).spans
    assume(isinstance(ours, Known))
    assert ours.value == pytest.approx(ask("unitised", coders=tiled), abs=1e-9)


def _tiled(parts, length):
    """Give segments that fill the text, neighbours of one kind as one."""
    letters = "".join((code or "-") * size for code, size in parts).ljust(length, "-")
    made = []
    for place, letter in enumerate(letters):
        if made and made[-1][0] == letter.replace("-", ""):
            made[-1][2] = place + 1
        else:
            made.append([letter.replace("-", ""), place, place + 1])
    return made
