"""How far the coders of a study agree, as figures."""

import pytest

from belagg.analysis.agreement.coders import agreements, ordered_codes
from belagg.analysis.agreement.result import Known, Reason
from belagg.analysis.figures import figures_of
from belagg.study.questionnaire import Choice


def decisions(question, said, layer="recoded"):
    """Give rows of `assessments`: {"anna": "yes no - partly"} for units 01, 02, 03, 04."""
    rows = []
    for round_, (coder, codes) in zip(("first", "second", "second"), said.items(), strict=False):
        for number, code in enumerate(codes.split(), start=1):
            if code == "-":
                continue
            given = {"missing": code[1:]} if code.startswith("!") else {"category": code}
            rows.append(
                {
                    "assessment_id": f"{coder}-{question}-{number}-{layer}",
                    "unit_id": f"{number:02}",
                    "question_id": question,
                    "layer": layer,
                    "coder": coder,
                    "round": round_,
                    **given,
                }
            )
    return rows


def test_agreement_is_of_the_units_that_two_have_judged(make_study):
    rows = decisions("1", {"anna": "yes no no partly", "bo": "yes no yes -"})
    figures = figures_of(make_study(assessments=rows))
    assert figures["agreement.1.n"].value == 3
    assert figures["agreement.1.percent"].value == pytest.approx(200 / 3)
    assert figures["agreement.1.coders.count"].value == 2
    assert figures.value("agreement.1.differs.units") == ("Påhittad region 3",)
    assert figures["agreement.1.agreed.count"].value == 2
    assert figures["agreement.items.count"].value == 1
    alpha = figures["agreement.1.alpha"]
    assert figures["agreement.1.alpha.low"].value == alpha.low < alpha.value < alpha.high


def test_an_item_coded_once_has_no_agreement(make_study):
    figures = figures_of(make_study(assessments=decisions("1", {"anna": "yes no no partly"})))
    assert not [name for name in figures if name.startswith("agreement")]


def test_what_settled_a_difference_is_not_counted(make_study):
    rows = decisions("1", {"anna": "yes no no no", "bo": "yes no yes no"})
    settled = {**rows[2], "assessment_id": "s", "coder": "lead", "round": "adjudicated"}
    before, after = (figures_of(make_study(assessments=r)) for r in (rows, [*rows, settled]))
    assert before.value("agreement.1.percent") == after.value("agreement.1.percent") == 75


def test_a_missing_code_is_a_judgement_but_has_no_place_on_a_scale(make_study):
    rows = decisions("1", {"anna": "yes no partly !undeterminable", "bo": "yes no no no"})
    figures = figures_of(make_study(assessments=rows))
    assert figures["agreement.1.differs.count"].value == 2
    (measured,) = agreements(figures.study, figures.cells)
    assert [d.said for d in measured.disagreements()] == [
        ("partly", "no"), ("no", "!undeterminable"),
    ]  # fmt: skip
    assert len(measured.on_scale.pairable) == 3
    assert figures["agreement.1.ordinal.alpha"].value > figures["agreement.1.alpha"].value


def test_coders_who_all_say_the_same_get_a_reason_for_alpha_and_a_full_ac1(make_study):
    rows = decisions("1", {"anna": "no no no no", "bo": "no no no no"})
    figures = figures_of(make_study(assessments=rows))
    assert figures["agreement.1.percent"].value == 100
    assert figures["agreement.1.alpha"].value is None
    assert figures["agreement.1.alpha"].undefined is Reason.NO_VARIATION
    assert "agreement.1.alpha.low" not in figures
    assert figures["agreement.1.ac1"].value == 1


def test_each_two_coders_are_measured_on_what_both_have_judged(make_study):
    rows = decisions("1", {"anna": "yes no no -", "bo": "yes no - no", "cy": "- - yes no"})
    figures = figures_of(make_study(assessments=rows))
    (measured,) = agreements(figures.study, figures.cells)
    pairs = {pair.ratings.coders: (len(pair.doubled), pair.percent) for pair in measured.pairs()}
    assert pairs == {
        ("anna", "bo"): (2, Known(1.0)),
        ("anna", "cy"): (1, Known(0.0)),
        ("bo", "cy"): (1, Known(1.0)),
    }


def test_layers_are_measured_apart(make_study):
    rows = decisions("1", {"anna": "yes no no no", "bo": "yes no yes no"})
    rows += decisions("1", {"anna": "no no no no", "bo": "no no no yes"}, "documented")
    figures = figures_of(make_study(assessments=rows))
    assert figures.value("agreement.1.percent") == 75
    assert figures.value("agreement.1@documented.differs.units") == ("Påhittad region 4",)


def test_several_choices_are_the_same_in_any_order(make_study, make_item):
    rows = decisions("9", {"anna": "yes no"})
    rows[0]["category"], rows[1]["category"] = "yes no", "no"
    other = [{**row, "assessment_id": f"b{n}", "coder": "bo"} for n, row in enumerate(rows)]
    other[0]["category"] = "no yes"
    study = make_study([make_item("9", "select_multiple")], assessments=rows + other)
    assert figures_of(study).value("agreement.9.percent") == 100


def test_only_answers_that_stand_in_order_have_a_scale(make_item):
    assert ordered_codes(make_item("1")) == ["no", "partly", "yes"]
    numbers = [Choice(str(n), {"sv": str(n)}) for n in (10, 0, 5)]
    assert ordered_codes(make_item("1", choices=numbers)) == ["0", "5", "10"]
    words = [Choice(word, {"sv": word}) for word in ("red", "green", "blue")]
    assert ordered_codes(make_item("1", choices=words)) == ()
