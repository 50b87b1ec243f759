"""Each body reads what will be said of it, and nothing against it is released before."""

import datetime as dt
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from belagg.web.factcheck import deciding, holding, saying
from belagg.web.factcheck.models import FactCheck, Objection, Point
from belagg.web.factcheck.release import held_back, released
from belagg.web.factcheck.states import CheckStateError, PointState, PointStateError
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.publish import tasks
from belagg.web.respond.models import Attachment, Hold
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project, Stage

PAGE = "/studies/prov/fact-check/"
LATER = "2100-01-01"


def grade(study):
    return dict(study.tables["claims"].select("claim_id", "grade").iter_rows())


def test_a_body_reads_its_answer_the_reading_and_the_grade_with_reason_and_passage(check, opened):
    client, page = opened("r1")
    assert page.endswith("/facts/")
    text = client.get(page).content.decode()
    for said in ("Ja", "Bekräftas delvis", "En sida av 43.", "Fem rader.", "Påhittad plan"):
        assert said in text
    assert "Svaret gäller en annan grupp." not in text
    client, page = opened("r2")
    text = client.get(page).content.decode()
    assert "Svaret gäller en annan grupp." in text
    assert "Påhittad plan" not in text


def test_opening_writes_once_to_those_who_answered_in_their_language(project, lead):
    lead.post(f"{PAGE}begin/", {"ends": LATER})
    lead.post(f"{PAGE}begin/", {"ends": LATER})
    mails = OutboxMail.objects.all()
    assert sorted(mail.recipient_id for mail in mails) == ["r1", "r2"]
    assert all(LATER in mail.body and "{link}" in mail.body for mail in mails)
    assert FactCheck.objects.count() == 1


def test_a_check_waits_until_answers_no_longer_come_in(project, lead):
    Project.objects.update(stage=Stage.FIELD)
    lead.post(f"{PAGE}begin/", {"ends": LATER})
    assert not FactCheck.objects.exists()


def test_a_body_agrees_to_one_point_and_then_to_the_rest(check, opened, point):
    client, page = opened("r1")
    client.post(page, {"agree": point("01", "grade").pk})
    assert point("01", "grade").state == PointState.AGREED
    assert point("01", "answer").state == PointState.TOLD
    client.post(page, {"rest": "1"})
    assert set(Point.objects.filter(unit_id="01").values_list("state", flat=True)) == {"agreed"}
    assert set(Point.objects.filter(unit_id="02").values_list("state", flat=True)) == {"told"}


def test_a_body_cannot_answer_for_another(check, opened, point):
    client, page = opened("r1")
    theirs = point("02", "answer")
    assert client.post(page, {"agree": theirs.pk}).status_code == 404
    assert client.get(f"{page}{theirs.pk}/").status_code == 404
    assert client.post(f"{page}{theirs.pk}/", {"text": "Fel."}).status_code == 404


def test_an_objection_comes_with_its_document_and_gets_a_decision(check, opened, point, lead):
    document = docx.Document()
    document.add_paragraph("Planen har fler sidor om gruppen.")
    stream = io.BytesIO()
    document.save(stream)
    client, page = opened("r1")
    one = point("01", "grade")
    file = SimpleUploadedFile("plan.docx", stream.getvalue())
    sent = {"text": "Sida 31 handlar också om det.", "file": file, "page": "31"}
    assert client.post(f"{page}{one.pk}/", sent).status_code == 302
    objection = Objection.objects.get()
    assert objection.evidence == Attachment.objects.get()
    assert "Sida 31 handlar" in lead.get(f"{PAGE}{check.number}/bodies/01/").content.decode()
    given = lead.get(f"{PAGE}points/{one.pk}/evidence/{objection.pk}/")
    assert b"".join(given.streaming_content) == stream.getvalue()

    decided = {"outcome": "changed", "reason": "Sidan var förbisedd.", "becomes": "confirmed"}
    lead.post(f"{PAGE}points/{one.pk}/", decided)
    one.refresh_from_db()
    assert one.state == PointState.CHANGED
    assert one.shown["grade"] == "partly"
    assert ROWS["claims"].objects.get(claim_id="c1").grade == "confirmed"
    row = ROWS["objections"].objects.get()
    assert (row.text, row.outcome) == ("Sida 31 handlar också om det.", "Sidan var förbisedd.")
    assert "Sidan var förbisedd." in client.get(page).content.decode()


def test_a_reading_that_is_changed_becomes_a_decision_beside_the_earlier(check, point, member):
    one = point("02", "recoding")
    saying.object_to(one, "Det gäller alla.", by="r2")
    deciding.decide(one, PointState.CHANGED, "Riktigt.", actor=member(Role.LEAD), becomes="yes")
    rows = ROWS["assessments"].objects.order_by("at").values_list("category", "round")
    assert list(rows) == [("no", "adjudicated"), ("yes", "adjudicated")]
    assert ROWS["responses"].objects.get(unit_id="02").category == "partly"


def test_an_objection_without_words_is_asked_for_them(check, opened, point):
    client, page = opened("r1")
    response = client.post(f"{page}{point('01', 'grade').pk}/", {"text": " "})
    assert response.status_code == 200
    assert b'role="alert"' in response.content
    assert not Objection.objects.exists()


def test_what_may_tell_of_a_person_in_an_objection_waits_before_it_is_in_the_study(
    check, point, member
):
    one = point("01", "grade")
    saying.object_to(one, "Fråga 19640823-3234 om saken.", by="r1")
    deciding.decide(one, PointState.UPHELD, "Det ändrar inget.", actor=member(Role.LEAD))
    assert ROWS["objections"].objects.get().text == "[…]"
    from belagg.web.respond.attachments import settle

    settle(Hold.objects.get(), "Fråga […] om saken.", actor=member(Role.COORDINATOR))
    assert ROWS["objections"].objects.get().text == "Fråga […] om saken."


def test_a_check_ends_when_all_is_decided_and_answered_or_the_day_has_passed(
    check, point, lead
):  # fmt: skip
    lead.post(f"{PAGE}1/end/")
    assert FactCheck.objects.get().is_open, "the day has not passed"
    one = point("01", "grade")
    saying.object_to(one, "Nej.", by="r1")
    FactCheck.objects.update(ends=dt.date(2021, 1, 1))
    lead.post(f"{PAGE}1/end/")
    assert FactCheck.objects.get().is_open, "an objection has no decision"
    lead.post(f"{PAGE}points/{one.pk}/", {"outcome": "upheld", "reason": "Det står så."})
    lead.post(f"{PAGE}1/end/")
    assert not FactCheck.objects.get().is_open
    told = OutboxMail.objects.filter(step="fact-check-answer-1")
    assert [mail.recipient_id for mail in told] == ["r1"]


def test_nothing_is_answered_or_decided_after_the_end(check, point, member):
    saying.agree_to_the_rest(check, "01", by="r1")
    saying.agree_to_the_rest(check, "02", by="r2")
    holding.end(check, actor=member(Role.LEAD))
    with pytest.raises(CheckStateError):
        saying.object_to(point("01", "grade"), "Nej.", by="r1")
    with pytest.raises(CheckStateError):
        holding.give_until(check, dt.date(2100, 2, 1), actor=member(Role.LEAD))


def test_a_decision_is_not_taken_twice(check, point, member):
    one, lead = point("01", "grade"), member(Role.LEAD)
    saying.object_to(one, "Nej.", by="r1")
    deciding.decide(one, PointState.UPHELD, "Så står det.", actor=lead)
    with pytest.raises(PointStateError):
        deciding.decide(one, PointState.CHANGED, "Ändrat.", actor=lead, becomes="confirmed")
    with pytest.raises(PointStateError):
        saying.agree(one, by="r1")


def test_no_grade_below_confirmed_is_released_before_the_check_has_ended(
    project, member, point
):  # fmt: skip
    def told():
        study = load_study(project)
        return grade(released(project, study)), held_back(project, study)

    assert told() == ({"c1": "not_reviewed", "c2": "confirmed"}, {"c1"})
    row = released(project, load_study(project)).tables["claims"].row(0, named=True)
    assert (row["quote"], row["page"], row["rationale"]) == (None, None, None)
    lead = member(Role.LEAD)
    check = holding.begin(project, dt.date(2100, 1, 1), actor=lead)
    assert told()[1] == {"c1"}
    for unit in ("01", "02"):
        saying.agree_to_the_rest(check, unit, by="r")
    holding.end(check, actor=lead)
    assert told() == ({"c1": "partly", "c2": "confirmed"}, frozenset())


def test_a_grade_that_is_changed_afterwards_is_held_back_and_told_in_another_check(
    project, member
):  # fmt: skip
    lead = member(Role.LEAD)
    holding.held_elsewhere(project, "Per brev.", actor=lead)
    assert not held_back(project, load_study(project))
    ROWS["claims"].objects.filter(claim_id="c1").update(grade="contradicted")
    Project.objects.update(change=1)
    assert held_back(project, load_study(project)) == {"c1"}
    second = holding.begin(project, dt.date(2100, 1, 1), actor=lead)
    assert [one.key for one in second.points.all()] == ["c1"]


def test_a_grade_that_an_objection_led_to_is_released(check, project, point, member):
    lead, one = member(Role.LEAD), point("01", "grade")
    saying.object_to(one, "Ni har läst fel plan.", by="r1")
    deciding.decide(one, PointState.CHANGED, "Planen gick inte att läsa.", actor=lead,
                    becomes="unverifiable")  # fmt: skip
    for unit in ("01", "02"):
        saying.agree_to_the_rest(check, unit, by="r")
    holding.end(check, actor=lead)
    assert not held_back(project, load_study(project))


def test_a_build_and_a_public_package_leave_out_what_is_held_back(project, member, lead):
    asked = tasks.ask(project, member(Role.LEAD))
    tasks.run(asked.pk)
    asked.refresh_from_db()
    assert asked.held_back == 1
    page = lead.get(f"/studies/prov/publish/{asked.pk}/files/site/bodies/01.html")
    assert "En sida av 43." not in page.content.decode()
    assert "utelämnad" in lead.get(f"/studies/prov/publish/{asked.pk}/").content.decode()
    public = lead.post("/studies/prov/publish/package/public/").content
    assert b"contradicted" not in public
    holding.held_elsewhere(project, "Per brev.", actor=member(Role.LEAD))
    again = tasks.ask(project, member(Role.LEAD))
    tasks.run(again.pk)
    page = lead.get(f"/studies/prov/publish/{again.pk}/files/site/bodies/01.html")
    assert "En sida av 43." in page.content.decode()


def test_only_those_who_have_said_nothing_are_reminded(check, lead):
    saying.agree_to_the_rest(check, "01", by="r1")
    lead.post(f"{PAGE}1/remind/")
    reminded = OutboxMail.objects.filter(step="fact-check-reminder-1")
    assert [mail.recipient_id for mail in reminded] == ["r2"]


def test_coordinators_follow_and_only_the_lead_opens_decides_and_ends(check, logged_in, point):
    coordinator = logged_in(Role.COORDINATOR)
    assert coordinator.get(PAGE).status_code == 200
    assert coordinator.get(f"{PAGE}1/bodies/01/").status_code == 200
    for path in ("begin/", "1/end/", "1/day/", "elsewhere/", f"points/{point('01', 'grade').pk}/"):
        assert coordinator.post(f"{PAGE}{path}").status_code == 403
    assert logged_in(Role.CODER).get(PAGE).status_code == 403


def test_every_step_is_in_the_log_without_the_words(check, point, member):
    one = point("01", "grade")
    saying.object_to(one, "Hemliga ord.", by="r1")
    deciding.decide(one, PointState.UPHELD, "Hemligt skäl.", actor=member(Role.LEAD))
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"fact check opened", "point answered", "objection decided"} <= verbs
    assert "Hemli" not in str(list(AuditEvent.objects.values()))


def test_what_was_said_can_be_read_by_the_link_after_the_end(check, opened, member):
    saying.agree_to_the_rest(check, "01", by="r1")
    saying.agree_to_the_rest(check, "02", by="r2")
    holding.end(check, actor=member(Role.LEAD))
    client, page = opened("r1")
    text = client.get(page).content.decode()
    assert "Bekräftas delvis" in text
    assert 'name="agree"' not in text


def test_pages_of_many_bodies_ask_the_database_a_bounded_number_of_times(
    project, member, lead, opened, django_assert_max_num_queries
):  # fmt: skip
    ROWS["units"].objects.bulk_create(
        ROWS["units"](project=project, unit_id=f"u{n}", name=f"Region {n}", attributes={})
        for n in range(100)
    )
    ROWS["claims"].objects.bulk_create(
        ROWS["claims"](project=project, claim_id=f"k{n}", unit_id=f"u{n}", question_id="1",
                       claim="Finns.", grade="partly")
        for n in range(100)
    )  # fmt: skip
    with django_assert_max_num_queries(90):
        holding.begin(project, dt.date(2100, 1, 1), actor=member(Role.LEAD))
    lead.get(PAGE)
    with django_assert_max_num_queries(14):
        lead.get(PAGE)
    client, page = opened("r1")
    with django_assert_max_num_queries(20):
        client.get(page)


def test_the_passage_marked_for_a_grade_is_held_back_with_it(project):
    ROWS["passages"].objects.create(
        project=project, passage_id="c1-evidence", document_id="plan", concept="evidence", page=29,
        line=1, start=0, end=10, text="Fem rader.",
    )  # fmt: skip
    Project.objects.update(change=3)
    assert len(released(project, load_study(project)).tables["passages"]) == 0
