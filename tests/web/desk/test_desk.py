"""The coordinator sees how far it has come, logs calls, asks follow-up questions, and closes."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from belagg.study.vocabulary import Disposition
from belagg.web.desk.earlier import earlier_of
from belagg.web.desk.progress import BodyState, Contact, bodies_of, by_day, pushes
from belagg.web.fieldwork import plan
from belagg.web.fieldwork.dispositions import final_outcome
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.respond.models import Hold, Sheet
from belagg.web.respond.sending import send
from belagg.web.store import stages
from belagg.web.store.bridge import save_study
from belagg.web.store.models import ROWS, Project, Stage

NAMES = {"1": "Ett", "2": "Två", "3": "Tre"}


def contact(unit, day, outcome="sent", purpose="invitation", channel="email"):
    return Contact(unit, day, purpose, channel, outcome)


@pytest.mark.parametrize(
    "contacts, answered, drafts, wanted",
    [
        ([], {}, {}, BodyState.NOT_ASKED),
        ([contact("1", "2021-05-19")], {}, {}, BodyState.ASKED),
        ([contact("1", "2021-05-19", "non_contact")], {}, {}, BodyState.UNREACHED),
        ([contact("1", "2021-05-19"), contact("1", "2021-06-01", "refusal")], {}, {},
         BodyState.REFUSED),
        ([contact("1", "2021-05-19")], {}, {"1": "draft"}, BodyState.BEGUN),
        ([], {"1": None}, {}, BodyState.ANSWERED),
        ([], {"1": None}, {"1": "unlocked"}, BodyState.UNLOCKED),
    ],
)  # fmt: skip
def test_a_body_is_where_the_best_of_its_recipients_is(contacts, answered, drafts, wanted):
    assert bodies_of({"1": "Ett"}, contacts, answered, drafts)[0].state is wanted


def test_each_push_is_told_with_what_it_brought():
    day = dt.date.fromisoformat
    answered = {"1": day("2021-05-25"), "2": day("2021-06-10")}
    contacts = [contact(u, "2021-05-19") for u in NAMES]
    contacts += [contact(u, "2021-06-09", purpose="reminder") for u in "23"]
    bodies = bodies_of(NAMES, contacts, answered, {})
    found = [(p.day, p.contacts, p.answered_before, p.answered_after)
             for p in pushes(contacts, bodies)]  # fmt: skip
    assert found == [("2021-05-19", 3, 0, 1), ("2021-06-09", 2, 1, 1)]
    assert by_day(bodies) == [(day("2021-05-25"), 1), (day("2021-06-10"), 2)]


@pytest.mark.parametrize(
    "outcomes, begun, wanted",
    [
        (["sent"], False, Disposition.OTHER_ELIGIBLE),
        (["sent", "non_contact"], False, Disposition.OTHER_ELIGIBLE),
        (["non_contact"], False, Disposition.NON_CONTACT),
        (["undeliverable"], False, Disposition.UNKNOWN),
        ([], False, Disposition.UNKNOWN),
        (["sent"], True, Disposition.BREAK_OFF),
        (["sent", "refusal"], True, None),
        (["complete"], False, None),
    ],
)
def test_whoever_has_not_answered_gets_an_outcome_by_rule(outcomes, begun, wanted):
    assert final_outcome(outcomes, begun=begun) is wanted


@pytest.fixture
def fielded(db, make_study):
    study = make_study(
        recipients=[{"recipient_id": f"r{n}", "unit_id": f"0{n}", "role": "Ordförande"}
                    for n in (1, 2)],
        private={"recipients": [{"recipient_id": f"r{n}", "name": "Påhittad Person",
                                 "email": f"r{n}@example.org"} for n in (1, 2)]},
    )  # fmt: skip
    project = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    project.refresh_from_db()
    return project


@pytest.fixture
def coordinator(fielded):
    user = User.objects.create_user("samordnare@example.org")
    Membership.objects.create(user=user, project=fielded, role=Role.COORDINATOR)
    client = Client()
    client.force_login(user)
    return client


def opened(project, recipient):
    client = Client()
    link = links.issue(project, recipient).removeprefix("http://localhost:8000")
    return client, int(client.post(link)["Location"].split("/")[2])


def answered(project, recipient="r1"):
    client, sheet = opened(project, recipient)
    client.post(f"/answer/{sheet}/save/1/", {"1.version": 0, "1": "partly"})
    send(Sheet.objects.get(pk=sheet), by=recipient, signed="x", registry_number="")
    return client, sheet


def text(response):
    return response.content.decode()


def test_the_desk_shows_who_has_answered(coordinator, fielded):
    answered(fielded)
    assert "1 av 4 organ har svarat" in text(coordinator.get("/studies/prov/desk/"))
    page = text(coordinator.get("/studies/prov/desk/bodies/?state=answered"))
    assert "Påhittad region 1" in page
    assert "Påhittad region 2" not in page
    csv = text(coordinator.get("/studies/prov/desk/bodies.csv"))
    assert csv.splitlines()[1].startswith("01,Påhittad region 1,answered,")


def test_a_response_is_written_down_as_complete(coordinator, fielded):
    answered(fielded)
    assert ROWS["contacts"].objects.get(recipient_id="r1").outcome == "complete"


def test_a_call_is_written_down_and_its_note_is_private(coordinator, fielded):
    sent = {"recipient": "r1", "channel": "phone", "outcome": "non_contact", "note": "Åter fredag"}
    coordinator.post("/studies/prov/desk/bodies/01/contact/", sent)
    row = ROWS["contacts"].objects.get()
    assert (row.channel, row.outcome, row.note) == ("phone", "non_contact", "Åter fredag")
    viewer = User.objects.create_user("lasare@example.org")
    Membership.objects.create(user=viewer, project=fielded, role=Role.VIEWER)
    client = Client()
    client.force_login(viewer)
    page = text(client.get("/studies/prov/desk/bodies/01/"))
    assert "Åter fredag" not in page
    assert "r1@example.org" not in page


def test_a_follow_up_question_goes_out_and_comes_back(coordinator, fielded):
    official, sheet = answered(fielded)
    for question in ("Vilka {verksamheter}?", "Sedan när?"):
        sent = {"question_id": "1", "text": question}
        coordinator.post("/studies/prov/desk/bodies/01/ask/", sent)
    assert "ingen följdfråga" in text(official.get(f"/answer/{sheet}/follow-ups/"))
    coordinator.post("/studies/prov/desk/follow-ups/", {"due": "2021-07-16"})
    mail = OutboxMail.objects.get(purpose="follow_up")
    assert "Vilka (verksamheter)?" in mail.body
    assert "Sedan när?" in mail.body
    page = text(official.get(f"/answer/{sheet}/follow-ups/"))
    assert "Vilka {verksamheter}?" in page
    assert "Delvis" in page
    key = ROWS["follow_ups"].objects.order_by("follow_up_id")[0].follow_up_id
    official.post(f"/answer/{sheet}/follow-ups/", {f"f.{key}": "Psykiatrin."})
    row = ROWS["responses"].objects.get(origin="follow_up")
    assert (row.text, row.question_id, row.recipient_id) == ("Psykiatrin.", "1", "r1")
    official.post(f"/answer/{sheet}/follow-ups/", {f"f.{key}": "Igen."})
    assert ROWS["responses"].objects.filter(origin="follow_up").count() == 1
    assert "Psykiatrin." in text(coordinator.get("/studies/prov/desk/follow-ups/"))


def test_follow_up_questions_are_had_as_csv_with_their_answers(coordinator, fielded):
    ROWS["follow_ups"].objects.create(project=fielded, follow_up_id="f", unit_id="01",
                                      question_id="1", text="=Hur?")  # fmt: skip
    ROWS["responses"].objects.create(project=fielded, response_id="f", unit_id="01",
                                     text="Så.", origin="follow_up")  # fmt: skip
    lines = text(coordinator.get("/studies/prov/desk/follow-ups.csv")).splitlines()
    assert lines[1] == "f,01,Påhittad region 1,1,'=Hur?,,,,Så."


def test_a_coordinator_chooses_the_language_of_a_recipients_mail(coordinator, fielded):
    where = "/studies/prov/desk/bodies/01/"
    assert "Får mejl på svenska." in text(coordinator.get(where))
    coordinator.post(f"{where}language/", {"recipient": "r1", "language": "en"})
    assert "Får mejl på engelska." in text(coordinator.get(where))
    other = coordinator.post(f"{where}language/", {"recipient": "r2", "language": "en"})
    assert other.status_code == 404  # a recipient of another body


def test_answers_that_are_held_back_stand_among_what_is_to_do(coordinator, fielded):
    Hold.objects.create(project=fielded, unit_id="01", place="x", fingerprint="x", text="x")
    assert "1 svar hålls tillbaka tills du har läst det" in text(
        coordinator.get("/studies/prov/desk/")
    )


def test_the_desk_compares_with_the_earlier_wave_so_many_days_after_its_start(
    db, make_study, answers
):
    asked = [{"contact_id": f"c{n}", "recipient_id": f"r{n}", "channel": "email",
              "purpose": "invitation", "outcome": "sent"} for n in (1, 2)]  # fmt: skip
    who = [{"recipient_id": f"r{n}", "unit_id": f"0{n}"} for n in (1, 2)]
    before = make_study(
        recipients=who, contacts=[{**one, "at": "2017-05-01"} for one in asked],
        responses=answers("1", "yes yes no", at="2017-05-08T08:00:00Z"),
    )  # fmt: skip
    later = [{"contact_id": "p", "recipient_id": "r2", "channel": "email", "purpose": "reminder",
              "outcome": "sent", "at": "2021-05-12"}]  # fmt: skip
    study = make_study(
        recipients=who, contacts=[{**one, "at": "2021-05-03"} for one in asked] + later,
        responses=answers("1", "yes", at="2021-05-04T08:00:00Z"),
    )  # fmt: skip
    study = replace(study, waves={"2017": before})
    wave = earlier_of(study)
    assert (wave.name, wave.bodies, wave.days) == ("2017", 4, (7, 7, 7))
    assert [wave.answered_after(days) for days in (6, 7)] == [0, 3]
    project = save_study(study)
    lead = User.objects.create_user("ledare@example.org")
    Membership.objects.create(user=lead, project=project, role=Role.LEAD)
    client = Client()
    client.force_login(lead)
    page = text(client.get("/studies/prov/desk/"))
    assert "2017: hade svarat lika många dagar efter starten" in page
    assert "0 av 4" in page  # on the day of the invitation
    assert "3 av 4" in page  # nine days later, when the reminder went out
    ROWS["contacts"].objects.filter(purpose="invitation").update(at=None)
    assert "2017: hade svarat" not in text(client.get("/studies/prov/desk/"))


def test_a_follow_up_can_be_answered_after_the_field_has_closed(coordinator, fielded):
    official, sheet = answered(fielded)
    coordinator.post("/studies/prov/desk/bodies/01/ask/", {"question_id": "1", "text": "Hur?"})
    stages.go_to(fielded, Stage.CLOSED, actor=User.objects.first())
    assert official.get(f"/answer/{sheet}/follow-ups/").status_code == 403
    coordinator.post("/studies/prov/desk/follow-ups/", {"due": "2021-07-16"})
    assert official.get(f"/answer/{sheet}/follow-ups/").status_code == 200
    changed = official.post(f"/answer/{sheet}/save/1/", {"1.version": 1, "1": "no"})
    assert changed.status_code == 423


def test_closing_gives_everybody_an_outcome(coordinator, fielded):
    answered(fielded)
    coordinator.post("/studies/prov/stage/", {"stage": "closed"})
    outcomes = dict(ROWS["contacts"].objects.values_list("recipient_id", "outcome"))
    assert outcomes == {"r1": "complete", "r2": "unknown"}


def test_a_coordinator_unlocks_a_response(coordinator, fielded):
    official, sheet = answered(fielded)
    coordinator.post(f"/studies/prov/desk/bodies/01/unlock/{sheet}/")
    response = official.post(f"/answer/{sheet}/save/1/", {"1.version": 1, "1": "yes"})
    assert response.status_code == 200


def test_two_who_differ_are_weighed_together_with_a_reason(coordinator, fielded):
    for who, category in (("r1", "yes"), ("r2", "no")):
        ROWS["responses"].objects.create(
            project=fielded, response_id=who, unit_id="01", recipient_id=who, question_id="1",
            category=category, origin="survey",
        )  # fmt: skip
    lead = User.objects.create_user("ledare@example.org")
    Membership.objects.create(user=lead, project=fielded, role=Role.LEAD)
    client = Client()
    client.force_login(lead)
    assert "Påhittad region 1, 1" in text(client.get("/studies/prov/desk/reconcile/"))
    sent = {"unit_id": "01", "question_id": "1", "category": "partly"}
    client.post("/studies/prov/desk/reconcile/", sent)
    assert not ROWS["assessments"].objects.exists()
    client.post("/studies/prov/desk/reconcile/", sent | {"rationale": "Olika delar."})
    row = ROWS["assessments"].objects.get()
    assert (row.layer, row.basis, row.category) == ("stated", "reconciliation", "partly")
    assert "Påhittad region 1, 1" not in text(client.get("/studies/prov/desk/reconcile/"))


@pytest.mark.parametrize("path", ["", "bodies/", "bodies/001/", "follow-ups/", "reconcile/"])
def test_a_page_asks_as_little_of_the_database_for_290_bodies(
    db, make_study, path, django_assert_max_num_queries
):
    units = [{"unit_id": f"{n:03}", "name": f"Påhittad kommun {n}"} for n in range(290)]
    who = [{"recipient_id": f"{n:03}-{k}", "unit_id": f"{n:03}"}
           for n in range(290) for k in "ab"]  # fmt: skip
    tried = [{"contact_id": w["recipient_id"], "recipient_id": w["recipient_id"],
              "at": "2021-05-19", "channel": "email", "purpose": "invitation",
              "outcome": "sent"} for w in who]  # fmt: skip
    project = save_study(make_study(units=units, recipients=who, contacts=tried))
    lead = User.objects.create_user("ledare@example.org")
    Membership.objects.create(user=lead, project=project, role=Role.LEAD)
    client = Client()
    client.force_login(lead)
    client.get(f"/studies/prov/desk/{path}")
    with django_assert_max_num_queries(20):
        assert client.get(f"/studies/prov/desk/{path}").status_code == 200


def test_the_desk_paints_the_bodies_on_a_map_by_how_far_they_have_come(db, make_study, answers):
    study = make_study(settings={"geography": "se-regions"}, responses=answers("1", "yes"))
    project = save_study(study)
    lead = User.objects.create_user("ledare@example.org")
    Membership.objects.create(user=lead, project=project, role=Role.LEAD)
    client = Client()
    client.force_login(lead)
    page = text(client.get("/studies/prov/desk/"))
    assert 'aria-labelledby="desk-map-title desk-map-desc"' in page
    assert "Har svarat" in page
    assert "style=" not in page


def test_a_step_whose_day_has_come_stands_on_the_desk_by_its_name(coordinator, fielded):
    plan.propose(fielded, dt.date(2021, 5, 19), actor=User.objects.first())
    page = text(coordinator.get("/studies/prov/desk/"))
    assert "Skicka första påminnelsen, planerat till" in page
    assert "Skicka samtalen" not in page
