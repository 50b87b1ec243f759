"""What bodies said, held against what their documents show."""

import pytest

from belagg.analysis.figures import figures_of
from belagg.analysis.said_found import grade_of_all
from belagg.study.vocabulary import Grade


def claim(unit, grade, question="1", number=1):
    return {
        "claim_id": f"{unit}-{question}-{number}", "unit_id": unit, "question_id": question,
        "claim": "Vi har en plan.", "grade": grade,
    }  # fmt: skip


def value(figures, name):
    return figures.value(name) if name in figures else None


def test_of_those_who_said_yes_it_is_told_how_many_a_document_bears_out(make_study, answers):
    claims = [claim("01", "confirmed"), claim("02", "not_specified"), claim("04", "partly")]
    study = make_study(responses=answers("1", "yes yes yes no"), claims=claims)
    figures = figures_of(study)
    assert value(figures, "claims.1.said.yes.n") == 3
    assert value(figures, "claims.1.said.yes.confirmed.count") == 1
    assert value(figures, "claims.1.said.yes.confirmed.percent") == pytest.approx(100 / 3)
    assert value(figures, "claims.1.said.yes.not_reviewed.units") == ("Påhittad region 3",)
    assert value(figures, "claims.1.said.no.partly.count") == 1
    assert value(figures, "claims.1.said.missing.n") is None


def test_a_recode_does_not_change_what_a_body_said(make_study, answers):
    recoded = {
        "assessment_id": "r", "unit_id": "01", "question_id": "1", "layer": "recoded",
        "category": "no",
    }  # fmt: skip
    study = make_study(
        responses=answers("1", "yes"), assessments=[recoded], claims=[claim("01", "contradicted")]
    )
    figures = figures_of(study)
    assert value(figures, "1.no.count") == 1
    assert value(figures, "claims.1.said.yes.contradicted.count") == 1
    assert value(figures, "claims.1.said.no.n") is None


def test_a_claim_of_a_body_without_an_answer_stands_apart(make_study, answers):
    study = make_study(responses=answers("1", "yes"), claims=[claim("02", "unverifiable")])
    figures = figures_of(study)
    assert value(figures, "claims.1.said.missing.unverifiable.units") == ("Påhittad region 2",)
    assert value(figures, "claims.1.said.yes.not_reviewed.count") == 1


def test_grades_of_all_bodies_that_said_a_thing_add_up_to_them(make_study, answers):
    claims = [claim("01", "partly"), claim("01", "contradicted", number=2), claim("03", None)]
    figures = figures_of(make_study(responses=answers("1", "yes yes yes no"), claims=claims))
    counts = [value(figures, f"claims.1.said.yes.{grade}.count") for grade in Grade]
    assert counts == [0, 1, 0, 0, 0, 2]


@pytest.mark.parametrize(
    ("grades", "one"),
    [
        ("confirmed confirmed", "confirmed"),
        ("confirmed contradicted", "partly"),
        ("partly unverifiable", "partly"),
        ("contradicted unverifiable", "contradicted"),
        ("not_specified unverifiable", "not_specified"),
        ("confirmed not_reviewed", "confirmed"),
        ("not_reviewed", "not_reviewed"),
    ],
)
def test_several_claims_of_a_body_on_an_item_have_one_grade(grades, one):
    assert grade_of_all([Grade(grade) for grade in grades.split()]) == one


def test_what_is_withheld_cannot_be_had_back_from_what_was_found(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no no"),
        claims=[claim("01", "confirmed")],
        settings={"suppress_below": 3},
    )
    assert not [name for name in figures_of(study) if ".said." in name]


def test_where_what_some_body_said_is_not_published_nothing_is_counted(make_study, answers):
    gone = {"response_id": "x", "unit_id": "04", "question_id": "1", "missing": "not_published"}
    study = make_study(
        responses=[*answers("1", "yes no no"), gone], claims=[claim("01", "confirmed")]
    )
    assert not [name for name in figures_of(study) if ".said." in name]
