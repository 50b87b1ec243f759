"""Outcome rates after AAPOR, by unit and by recipient, and the figures of the study itself."""

import pytest

from belagg.analysis.figures import figures_of


def contact(recipient, outcome, at=None, number=1):
    return {
        "contact_id": f"{recipient}-{number}", "recipient_id": recipient, "channel": "email",
        "purpose": "reminder", "outcome": outcome, "at": at,
    }  # fmt: skip


RECIPIENTS = [{"recipient_id": f"{u}{r}", "unit_id": f"0{u}"} for u in (1, 2, 3, 4) for r in "ab"]


def rates(study, *names):
    figures = figures_of(study)
    return [figures[name].value if name in figures else None for name in names]


def test_a_unit_has_answered_when_one_of_its_recipients_has(make_study):
    outcomes = {"1a": "complete", "1b": "refusal", "2a": "partial", "3a": "refusal",
                "3b": "refusal", "4a": "non_contact"}  # fmt: skip
    contacts = [contact(recipient, outcome) for recipient, outcome in outcomes.items()]
    study = make_study(recipients=RECIPIENTS, contacts=contacts)
    assert rates(
        study, "response.n", "response.count", "response.rate", "response.refusal.rate",
        "response.contact.rate",
    ) == [4, 2, 50.0, 25.0, 75.0]  # fmt: skip
    assert rates(
        study, "response.recipients.n", "response.recipients.count",
        "response.recipients.refusal.rate",
    ) == [8, 2, 37.5]  # fmt: skip


def test_the_last_outcome_of_a_recipient_counts_and_interim_ones_do_not(make_study):
    contacts = [
        contact("1a", "refusal", "2021-05-20", 1),
        contact("1a", "complete", "2021-06-20", 2),
        contact("1a", "sent", "2021-06-21", 3),
    ]
    study = make_study(recipients=RECIPIENTS[:1], contacts=contacts)
    assert rates(study, "response.rate") == [100.0]


def test_who_is_not_eligible_is_not_in_the_base(make_study):
    contacts = [contact("1a", "complete"), contact("2a", "not_eligible")]
    study = make_study(recipients=RECIPIENTS[0:3:2], contacts=contacts)
    assert rates(study, "response.n", "response.rate") == [1, 100.0]


def test_rates_by_recipient_are_left_out_where_it_is_not_known_who_answered(make_study, answers):
    study = make_study(recipients=RECIPIENTS, responses=answers("1", "yes no no -"))
    assert rates(study, "response.count", "response.recipients.rate") == [3, None]


def test_a_refusal_in_an_answer_is_no_response(make_study):
    refused = [{"response_id": "r", "unit_id": "01", "question_id": "1", "missing": "refused"}]
    study = make_study(recipients=RECIPIENTS, responses=refused)
    assert rates(study, "response.count") == [0]


def test_claims_are_counted_by_grade_and_listed_by_body(make_study):
    claims = [
        {"claim_id": "c1", "unit_id": "02", "question_id": "1", "claim": "x", "grade": "partly"},
        {"claim_id": "c2", "unit_id": "01", "question_id": "1", "claim": "y", "grade": "partly"},
        {"claim_id": "c3", "claim": "z"},
    ]
    figures = figures_of(make_study(claims=claims))
    assert figures["claims.n"].value == 3
    assert figures["claims.partly.units"].units == ("01", "02")
    assert figures["claims.not_reviewed.count"].value == 1
    assert figures["claims.1.partly.percent"].value == pytest.approx(100)


def test_documents_and_what_they_say_are_figures(make_study):
    study = make_study(
        documents=[{"document_id": "plan", "title": "Påhittad plan", "unit_id": "01", "pages": 43}],
        coverage=[{"document_id": "plan", "concept": "kse", "pages": 1, "lines": 5}],
    )
    assert rates(
        study, "documents.count", "documents.plan.pages", "documents.plan.kse.pages",
        "documents.plan.kse.lines",
    ) == [1, 43, 1, 5]  # fmt: skip
