"""Reference groups: nothing before the safeguards, no names, and words that can be taken back.

No words of anybody are made up here: what stands in for them says that it does.
"""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client

from belagg.judging.voices.recognisable import known_names
from belagg.judging.voices.withdrawal import new_code
from belagg.study.vocabulary import Consent, GroupKind, QuoteKind
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.publish import tasks
from belagg.web.publish.models import BuildState
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Text
from belagg.web.voices import groups, quoting, stood
from belagg.web.voices.models import AgendaPoint, Gate, Said, Speaker, Stood
from belagg.web.voices.states import QuoteStateError

PAGE = "/studies/prov/voices/"
NOTES = "[påhittad återgivning ett] och sedan [påhittad återgivning två]"
SAFE = {
    "ethics_decision": "Påhittat beslut 1", "legal_basis": "Påhittad grund",
    "impact_assessment": "Påhittad bedömning", "support_person": "Kurator i jour",
    "erasure_on": "2100-01-01",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _counts_begin_anew():
    cache.clear()


@pytest.fixture
def project(db, make_study):
    return save_study(make_study(
        texts={"report/01.md": "# Ett\n\nText.\n"},
        recommendations=[{"recommendation_id": "r1", "level": "national", "title": "Påhittad"}],
    ))  # fmt: skip


@pytest.fixture
def facilitator(member):
    return member(Role.FACILITATOR)


@pytest.fixture
def client(facilitator):
    made = Client()
    made.force_login(facilitator)
    return made


@pytest.fixture
def group(project, facilitator):
    """A group that may meet, which has met."""
    key = groups.add_group(project, "Grupp A", GroupKind.EXPERIENCE, "", actor=facilitator)
    gate = Gate.objects.get(project=project, group_id=key)
    day = {"erasure_on": dt.date(2100, 1, 1)}
    groups.keep_gate(gate, SAFE | day, actor=facilitator)
    groups.add_meeting(project, key, dt.date(2021, 9, 1), "", actor=facilitator)
    ROWS["meetings"].objects.update(record=NOTES)
    return key


@pytest.fixture
def spoken(project, group, facilitator):
    """Somebody in the group, her code, and a way to note words: spoken("anonymous")."""

    def make(consent="anonymous", office=False):
        return groups.add_speaker(project, group, Consent(consent), dt.date(2021, 8, 1),
                                  office=office, actor=facilitator)  # fmt: skip

    return make


def note(speaker, actor, text="[påhittad återgivning ett]", kind="paraphrase", attribution=""):
    return quoting.note(
        speaker, f"{speaker.group_id}-1", QuoteKind(kind), text, place="",
        attribution=attribution, known=known_names(load_study(speaker.project)), actor=actor,
    )  # fmt: skip


def test_no_meeting_opens_and_nobody_takes_part_before_all_is_recorded(client, project):
    client.post(PAGE, {"name": "Grupp A", "kind": "experience"})
    opening = {"held_on": "2021-09-01", "subject": ""}
    joining = {"consent": "internal", "consent_on": "2021-09-01", "adult": "on"}
    for left_out in SAFE:
        given = {name: value for name, value in SAFE.items() if name != left_out}
        client.post(f"{PAGE}groups/grupp-a/safeguards/", given)
        client.post(f"{PAGE}groups/grupp-a/meetings/", opening)
        client.post(f"{PAGE}groups/grupp-a/participants/", joining)
        assert not ROWS["meetings"].objects.exists(), left_out
        assert not Speaker.objects.exists(), left_out
    client.post(f"{PAGE}groups/grupp-a/safeguards/", SAFE)
    client.post(f"{PAGE}groups/grupp-a/meetings/", opening)
    client.post(f"{PAGE}groups/grupp-a/participants/", joining)
    assert ROWS["meetings"].objects.count() == Speaker.objects.count() == 1


def test_who_has_not_turned_18_is_let_in_by_an_ethics_decision_alone(client, group, project):
    young = {"consent": "internal", "consent_on": "2021-09-01"}
    client.post(f"{PAGE}groups/{group}/participants/", young)
    assert not Speaker.objects.exists()
    allowed = SAFE | {"minors": "on", "minors_allowed": "on"}
    client.post(f"{PAGE}groups/{group}/safeguards/", allowed)
    client.post(f"{PAGE}groups/{group}/participants/", young)
    assert Speaker.objects.count() == 1


def test_a_code_is_shown_once_and_stored_nowhere(client, group):
    joining = {"consent": "anonymous", "consent_on": "2021-09-01", "adult": "on"}
    page = client.post(f"{PAGE}groups/{group}/participants/", joining)
    code = re.search(r"<code>([A-Z0-9-]{24})</code>", page.content.decode())[1]
    speaker = Speaker.objects.get()
    assert quoting.by_code(code.lower()) == speaker
    held = str([list(m.objects.values()) for m in (Speaker, AuditEvent, ROWS["participants"])])
    assert code not in held
    assert code.replace("-", "") not in held
    row = ROWS["participants"].objects.get()
    assert (row.name, row.contact) == (None, None)


def test_only_who_speaks_in_an_office_can_be_named(spoken, facilitator):
    with pytest.raises(ValueError, match="office"):
        spoken("named")
    speaker, _code = spoken("named", office=True)
    note(speaker, facilitator, attribution="Samordnare i Påhittad region 1")


def test_verbatim_words_stand_in_the_notes(spoken, facilitator):
    speaker, _code = spoken()
    with pytest.raises(quoting.NotQuotableError):
        note(speaker, facilitator, "[annat påhittat]", "verbatim")
    note(speaker, facilitator, "[påhittad återgivning ett] […] två]", "verbatim")


@pytest.mark.parametrize("attribution", ["Deltagare, 17 år", "Deltagare i Uppsala", "Hösten 2020"])
def test_how_a_speaker_is_named_may_not_tell_who_she_is(spoken, facilitator, attribution):
    speaker, _code = spoken()
    with pytest.raises(quoting.NotQuotableError):
        note(speaker, facilitator, attribution=attribution)


def test_a_warning_tells_what_in_the_words_gives_her_away(spoken, facilitator, client, group):
    speaker, _code = spoken()
    note(speaker, facilitator, "[påhittad återgivning: 17 år, i Uppsala]")
    page = client.get(f"{PAGE}meetings/{group}-1/").content.decode()
    assert "ålder: 17 år" in page
    assert "plats: Uppsala" in page


def test_a_quotation_is_in_the_study_when_its_speaker_has_approved_it(spoken, facilitator, client):
    speaker, _code = spoken()
    said = note(speaker, facilitator)
    assert not ROWS["quotes"].objects.exists()
    client.post(f"{PAGE}quotes/{said.pk}/", {"approve": "1"})
    row = ROWS["quotes"].objects.get()
    assert (row.speaker, row.consent, row.source) == (
        speaker.speaker, "anonymous", f"meeting:{speaker.group_id}-1",
    )  # fmt: skip
    with pytest.raises(QuoteStateError):
        quoting.drop(said, actor=facilitator)


@pytest.mark.parametrize(
    ("consent", "kind", "may"),
    [("internal", "paraphrase", False), ("paraphrase", "paraphrase", True),
     ("paraphrase", "verbatim", False), ("anonymous", "verbatim", True)],
)  # fmt: skip
def test_consent_says_how_far_words_go(spoken, facilitator, consent, kind, may):
    said = note(spoken(consent)[0], facilitator, kind=kind)
    if may:
        quoting.approve(said, dt.date(2021, 9, 2), actor=facilitator)
    else:
        with pytest.raises(quoting.NotQuotableError):
            quoting.approve(said, dt.date(2021, 9, 2), actor=facilitator)
    assert ROWS["quotes"].objects.exists() is may


def test_one_speaker_has_two_quotations_at_most(spoken, facilitator):
    speaker, _code = spoken()
    for _turn in range(2):
        quoting.approve(note(speaker, facilitator), dt.date(2021, 9, 2), actor=facilitator)
    with pytest.raises(quoting.NotQuotableError):
        quoting.approve(note(speaker, facilitator), dt.date(2021, 9, 2), actor=facilitator)


def test_words_taken_back_are_in_no_later_build_and_are_found_in_earlier_ones(
    spoken, facilitator, project, client, member
):
    speaker, code = spoken()
    said = note(speaker, facilitator)
    quoting.approve(said, dt.date(2021, 9, 2), actor=facilitator)
    chapter = Text.objects.get()
    chapter.content = f"# Ett\n\n::: quote {said.quote_id}\n"
    chapter.save()
    lead = member(Role.LEAD)
    first = tasks.ask(project, lead)
    tasks.run(first.pk)
    first.refresh_from_db()
    assert first.state == BuildState.DONE, first.problems

    response = Client().post("/withdraw/", {"code": code.lower().replace("-", " ")})
    assert "Dina ord är tillbakatagna" in response.content.decode()
    stood.finish(speaker.pk)
    stood.finish(speaker.pk)
    found = Stood.objects.get()
    assert (found.what, found.key) == ("build", str(first.pk))
    assert {"report.html", "report.pdf", "report.docx"} <= set(found.files)
    assert "report.docx" in client.get(PAGE).content.decode()
    assert ROWS["quotes"].objects.get().text == "[…]"
    assert Said.objects.get().text == ""
    first.refresh_from_db()
    assert (first.state, first.archive) == (BuildState.WITHDRAWN, "")

    again = tasks.ask(project, lead)
    tasks.run(again.pk)
    again.refresh_from_db()
    assert again.state == BuildState.FAILED
    Text.objects.update(content="# Ett\n\nText.\n")
    third = tasks.ask(project, lead)
    tasks.run(third.pk)
    third.refresh_from_db()
    assert third.state == BuildState.DONE
    assert not stood.pages_with(third.archive, {"q": "[påhittad återgivning ett]"})


def test_words_withdrawn_while_a_build_is_made_are_not_in_it(
    spoken, facilitator, project, member, monkeypatch
):
    speaker, _code = spoken()
    said = note(speaker, facilitator)
    quoting.approve(said, dt.date(2021, 9, 2), actor=facilitator)
    Text.objects.update(content=f"# Ett\n\n::: quote {said.quote_id}\n")
    make, turns = tasks.make, []

    def slowly(study, progress, before, drawn):
        turns.append(study)
        made = make(study, progress, before, drawn)
        quoting.withdraw(speaker)
        return made

    monkeypatch.setattr(tasks, "make", slowly)
    asked = tasks.ask(project, member(Role.LEAD))
    tasks.run(asked.pk)
    asked.refresh_from_db()
    assert asked.state == BuildState.FAILED, "the second turn meets the quotation that is gone"
    assert len(turns) == 2


def test_codes_cannot_be_guessed_at_length(db):
    client = Client()
    for _turn in range(10):
        assert client.post("/withdraw/", {"code": new_code()}).status_code == 200
    assert client.post("/withdraw/", {"code": new_code()}).status_code == 429


def test_another_code_makes_the_one_before_open_nothing(spoken, facilitator):
    speaker, code = spoken()
    another = groups.another_code(speaker, actor=facilitator)
    assert quoting.by_code(code) is None
    assert quoting.by_code(another) == speaker


def test_less_consent_reaches_what_is_approved_already(spoken, facilitator):
    speaker, _code = spoken()
    quoting.approve(note(speaker, facilitator), dt.date(2021, 9, 2), actor=facilitator)
    groups.change_consent(speaker, Consent.INTERNAL, dt.date(2021, 9, 3), actor=facilitator)
    assert ROWS["quotes"].objects.get().consent == "internal"


def test_what_a_meeting_came_to_and_what_some_held_against_it_are_kept(client, group):
    client.post(f"{PAGE}meetings/{group}-1/agenda/", {
        "recommendation_id": "r1", "outcome": "dissent", "note": "Påhittad mening.",
        "dissent": "Påhittad avvikande mening."})  # fmt: skip
    point = AgendaPoint.objects.get()
    assert (point.outcome, point.dissent) == ("dissent", "Påhittad avvikande mening.")
    assert "Påhittad avvikande mening." in client.get(f"{PAGE}meetings/{group}-1/").content.decode()


def test_nobody_else_sees_anything_of_it(logged_in, group, project):
    for role in set(Role) - {Role.FACILITATOR}:
        other = logged_in(role)
        for path in ("", f"groups/{group}/", f"meetings/{group}-1/"):
            assert other.get(f"{PAGE}{path}").status_code == 403, role
        assert other.get("/studies/prov/tables/quotes/").status_code == 404
        assert "Referensgrupper" not in other.get("/studies/prov/").content.decode()


def test_on_the_day_of_erasure_people_notes_and_codes_go(spoken, facilitator, group, client):
    speaker, code = spoken()
    note(speaker, facilitator)
    client.post(f"{PAGE}groups/{group}/erase/")
    assert ROWS["participants"].objects.exists(), "the day has not come"
    Gate.objects.update(erasure_on=dt.date(2021, 1, 1))
    client.post(f"{PAGE}groups/{group}/erase/")
    assert not ROWS["participants"].objects.exists()
    assert ROWS["meetings"].objects.get().record is None
    assert Said.objects.get().text == ""
    assert quoting.by_code(code) is None


def test_no_words_are_in_the_log(spoken, facilitator, client, group):
    speaker, _code = spoken()
    note(speaker, facilitator)
    client.post(f"{PAGE}meetings/{group}-1/", {"summary": "Påhittad", "record": NOTES})
    assert "påhittad" not in str(list(AuditEvent.objects.values())).lower()


def test_the_pages_ask_a_bounded_number_of_times(
    spoken, facilitator, client, group, django_assert_max_num_queries
):
    for _turn in range(15):
        note(spoken()[0], facilitator)
    client.get(f"{PAGE}meetings/{group}-1/")
    for path, most in (("", 16), (f"groups/{group}/", 16), (f"meetings/{group}-1/", 24)):
        with django_assert_max_num_queries(most):
            client.get(f"{PAGE}{path}")
