"""Claims are made of what bodies say, held against their documents, graded, and counted."""

import re

import pytest
from django.test import Client

from belagg.judging.coding.states import Ground
from belagg.publish.check import check_study
from belagg.study.vocabulary import Grade
from belagg.web.coding.claims import making, queue
from belagg.web.coding.claims.grading import NotGradedError, grade, undo, version
from belagg.web.coding.documents import keeping, reading
from belagg.web.coding.models import ClaimSource, Coding, DocumentVersion, Evidence, Grading, Source
from belagg.web.people.models import AuditEvent, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS

HOME = "/studies/exempelregioner/coding/claims/"


@pytest.fixture
def coder(logged_in, read) -> Client:
    return logged_in(Role.CODER, of=read)


@pytest.fixture
def waiting(read):
    """The claim of the plan, not graded yet; the others are."""
    ROWS["claims"].objects.filter(claim_id="c1").update(
        grade=None, document_id=None, page=None, quote=None, coder=None, rationale=None
    )
    return claim("c1")


def claim(key):
    return ROWS["claims"].objects.get(claim_id=key)


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def passage():
    """The one passage of the plan on the subject."""
    return ROWS["passages"].objects.get(passage_id="p01-plan-1")


def plan_version() -> DocumentVersion:
    return DocumentVersion.objects.get(document_id="p01-plan")


def given(key="c1", **more):
    sha256 = more.get("sha256") or plan_version().sha256
    return {
        "grade": "partly", "ground": "passage", "passage": "p01-plan-1",
        "seen": version(claim(key)),
        "document_id": "p01-plan", "sha256": sha256, "rationale": "Fem rader.",
    } | more  # fmt: skip


def test_the_desk_shows_what_was_said_and_where_the_plan_says_it(coder, waiting):
    shown = coder.get(f"{HOME}of/c1/?document=p01-plan")
    assert "Handlingsplanen tar upp sex mot ersättning." in words(shown)
    assert "43 sidor, 1 med träff, 5 rader" in words(shown)
    assert "Sida 29 av 43" in words(shown)
    for part in ("Vad organet svarade", "Vad det svarade på annat", "Regelboken",
                 "Förra omgången"):  # fmt: skip
        assert part in words(shown)


def test_a_grade_rests_on_the_passage_in_view_and_the_next_claim_follows(coder, waiting):
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    response = coder.post(f"{HOME}of/c1/", given())
    assert response["Location"] == HOME
    row, held = claim("c1"), Evidence.objects.get()
    assert (row.grade, row.page, row.document_id) == ("partly", 29, "p01-plan")
    assert row.quote.startswith("Sex mot ersättning är en form av utsatthet")
    assert row.coder == User.objects.get(memberships__role="coder").signature
    assert (held.sha256, held.start) == (plan_version().sha256, passage().start)
    assert AuditEvent.objects.get(verb="claim graded").after == "partly"


def test_lines_of_a_page_that_no_concept_found_are_a_passage_of_the_study(coder, waiting):
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    coder.post(f"{HOME}of/c1/", given(ground="lines", page=3, first=2, last=3))
    row = claim("c1")
    passage = ROWS["passages"].objects.get(concept="evidence")
    assert (row.page, passage.page, passage.line, passage.text) == (3, 3, 2, row.quote)
    found = {finding.code for finding in check_study(load_study(row.project)).findings}
    assert "quote-differs" not in found
    ROWS["documents"].objects.filter(document_id="p01-plan").update(sha256="0" * 64)
    reading.Reading.objects.all().delete()
    reading.ask(row.project)
    reading.run(row.project.pk)
    assert ROWS["passages"].objects.filter(concept="evidence").count() == 1


def test_selected_words_are_kept_to_the_letter(coder, waiting):
    start = passage().start
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    coder.post(f"{HOME}of/c1/", given(ground="words", start=start, end=start + 18))
    assert claim("c1").quote == "Sex mot ersättning"


@pytest.mark.parametrize(
    "change, told",
    [
        ({"ground": "none"}, "Välj det ställe som bekräftar utsagan."),
        ({"document_id": ""}, "Välj det dokument som bedömningen vilar på."),
        ({"ground": "lines", "page": 3}, "Ange från vilken rad till vilken."),
        ({"ground": "lines", "page": 3, "first": 900}, "Sådana rader finns inte på sidan."),
        ({"ground": "words", "start": 5, "end": 10**8}, "Stället finns inte i dokumentet"),
        ({"grade": "excellent"}, "Välj en bedömning"),
        ({"seen": "another"}, "Någon annan har bedömt utsagan"),
    ],
)
def test_a_grade_that_lacks_its_ground_is_not_given(coder, waiting, change, told):
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    response = coder.post(f"{HOME}of/c1/", given(**change), follow=True)
    assert told in words(response)
    assert claim("c1").grade is None
    assert not Grading.objects.exists()


def test_another_bodys_document_bears_nothing_out_but_an_authoritys_may(coder, waiting, read):
    for key in ("p01-plan", "p06-rutin"):
        coder.get(f"/studies/exempelregioner/coding/documents/{key}/")
    other = DocumentVersion.objects.get(document_id="p06-rutin").sha256
    wrong = given(document_id="p06-rutin", sha256=other, ground="lines", page=1, first=1)
    assert "ett annat organ" in words(coder.post(f"{HOME}of/c1/", wrong, follow=True))
    ROWS["documents"].objects.filter(document_id="p06-rutin").update(unit_id=None)
    coder.post(f"{HOME}of/c1/", wrong)
    assert claim("c1").document_id == "p06-rutin"


def test_silence_is_told_without_a_passage(coder, waiting):
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    coder.post(f"{HOME}of/c1/", given(grade="contradicted", ground="none"))
    row = claim("c1")
    assert (row.grade, row.document_id, row.page, row.quote) == (
        "contradicted", "p01-plan", None, None
    )  # fmt: skip


def test_a_grade_that_came_with_a_package_is_shown_where_its_words_stand(coder, read):
    shown = coder.get(f"{HOME}of/c2/")
    assert "Sida 2 av 4" in words(shown)
    marked = re.findall(r'<mark class="now">([^<]*)</mark>', shown.content.decode())
    assert " ".join(part.strip() for part in marked) == claim("c2").quote
    version_of_it = DocumentVersion.objects.get(document_id="p06-rutin").sha256
    sent = given("c2", document_id="p06-rutin", sha256=version_of_it, ground="kept")
    coder.post(f"{HOME}of/c2/", sent)
    assert (claim("c2").grade, claim("c2").page) == ("partly", 2)


def test_what_was_graded_last_is_undone_letter_for_letter(coder, waiting):
    before = {name: getattr(waiting, name) for name in ("grade", "quote", "page", "rationale")}
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    coder.post(f"{HOME}of/c1/", given(ground="lines", page=3, first=2, last=3))
    response = coder.post(f"{HOME}undo/")
    assert response["Location"] == f"{HOME}of/c1/"
    assert {name: getattr(claim("c1"), name) for name in before} == before
    assert not Evidence.objects.exists()
    assert not ROWS["passages"].objects.filter(concept="evidence").exists()
    assert "inget att ångra" in words(coder.post(f"{HOME}undo/", follow=True))
    assert AuditEvent.objects.filter(verb="grading undone").count() == 1


def test_what_another_has_graded_since_is_not_undone(read, waiting, member):
    first, second = member(Role.CODER, of=read), member(Role.LEAD, of=read)
    grade(read, "c1", Grade.UNVERIFIABLE, None, "", seen=version(claim("c1")), actor=first)
    grade(read, "c1", Grade.NOT_SPECIFIED, None, "", seen=version(claim("c1")), actor=second)
    with pytest.raises(NotGradedError):
        undo(read, actor=first)
    assert claim("c1").grade == "not_specified"
    assert undo(read, actor=second) == "c1"
    assert undo(read, actor=first) == "c1"
    assert claim("c1").grade is None


def test_a_grade_on_a_file_that_changed_is_proposed_for_another_look(coder, waiting, read):
    coder.get(f"{HOME}of/c1/?document=p01-plan")
    coder.post(f"{HOME}of/c1/", given())
    old = plan_version().sha256
    routine = reading.files.read(ROWS["documents"].objects.get(document_id="p06-rutin").sha256)
    keeping.renew(read, "p01-plan", keeping.Content(routine, "application/pdf", "ny.pdf"),
                  source=Source.UPLOADED, actor=None)  # fmt: skip
    assert [one.claim_id for one in queue.to_look_at_again(read)] == ["c1"]
    assert "1 vilar på ett dokument som har ändrats." in words(coder.get(HOME))
    assert "Dokumentet har ändrats sedan bedömningen." in words(coder.get(f"{HOME}of/c1/"))
    shown = words(coder.get(f"{HOME}of/c1/?document=p01-plan&version={old}"))
    assert "Sida 29 av 43" in shown


def test_a_claim_is_made_of_a_part_of_an_answer(coder, read):
    row = ROWS["responses"].objects.filter(text__isnull=False).first()
    part = row.text[3:12]
    address = f"{HOME}answers/{row.response_id}/"
    missing = coder.post(address, {"part": "§ finns inte", "wording": "Påhittad."})
    assert "finns inte ordagrant i svaret" in words(missing)
    coder.post(address, {"part": part, "wording": "Regionen har en påhittad rutin."})
    held = ClaimSource.objects.get()
    assert (held.start, row.text[held.start : held.end]) == (row.text.find(part), part)
    made = claim(held.claim_id)
    assert (made.unit_id, made.question_id, made.grade) == (row.unit_id, row.question_id, None)


def test_one_claim_is_made_for_each_that_said_the_same_and_never_twice(coder, read):
    said = {row.unit_id for row in ROWS["responses"].objects.filter(question_id="7")
            if row.category == "yes"}  # fmt: skip
    asked = {"category": "yes", "wording": "{unit} gör så."}
    coder.post(f"{HOME}answers/?item=7", asked)
    coder.post(f"{HOME}answers/?item=7", asked)
    made = ROWS["claims"].objects.filter(question_id="7")
    assert {row.unit_id for row in made} == said
    assert made.count() == len(said)
    assert made.get(unit_id=min(said)).claim.endswith(" gör så.")


def test_the_queue_goes_on_from_where_one_is_and_round(coder, read):
    making.make_of_all(read, "7", "yes", "{unit} gör så.", actor=User.objects.get())
    waiting = list(queue.of_study(read).filter(queue.TO_GRADE))
    assert queue.next_after(read, waiting[0], "") == waiting[1]
    assert queue.next_after(read, waiting[-1], "") == waiting[0]
    assert f"{len(waiting)} väntar på bedömning." in words(coder.get(HOME))


def test_the_result_is_a_table_and_a_map_without_rank_or_score(coder, read):
    shown = coder.get(f"{HOME}results/?item=1B")
    text = words(shown)
    assert "Sagt och funnet" in text
    assert "har ett dokument som bekräftar det." in text
    assert "{{ claims.1B.said." in text.replace("&#123;", "{").replace("&#125;", "}")
    assert shown.content.decode().count("<svg") == 1
    assert "Region Almvik" in text
    assert "poäng" not in text.lower()


def test_claims_are_found_from_the_body_and_from_the_document(coder, read):
    body = coder.get("/studies/exempelregioner/desk/bodies/P01/").content.decode()
    assert "coding/claims/?show=all&amp;unit=P01" in body
    assert "Handlingsplanen tar upp sex mot ersättning." in words(
        coder.get(f"{HOME}?show=all&unit=P01")
    )
    shown = words(coder.get("/studies/exempelregioner/coding/documents/p01-plan/"))
    assert "Handlingsplanen tar upp sex mot ersättning." in shown


def test_a_grade_is_not_seen_by_others_while_the_case_is_coded_blind(coder, read, member):
    other = member(Role.CODER, of=read)
    Coding.objects.create(
        project=read, unit_id="P06", question_id="1A", layer="documented", state="Assigned",
        content={}, first=other.signature,
    )  # fmt: skip
    assert "bekräftas" not in words(coder.get(f"{HOME}?show=all&unit=P06")).split("dokument")[0]
    shown = words(coder.get(f"{HOME}of/c2/"))
    assert "Frågan ställs i enrum vid varje nybesök. ”" not in shown
    assert "Rutinen anger var och när frågan ställs." not in shown
    assert "kodas blint" in shown
    assert claim("c2").claim not in words(coder.get(f"{HOME}results/?item=1A"))
    assert "c2" not in words(coder.get(f"{HOME}?show=confirmed"))
    other_grade = given("c2", sha256="0", grade="unverifiable", document_id="")
    refused = coder.post(f"{HOME}of/c2/", other_grade, follow=True)
    assert "kodas blint" in words(refused)
    assert claim("c2").grade == "confirmed"
    Coding.objects.update(state="Coded")
    assert "Rutinen anger var och när frågan ställs." in words(coder.get(f"{HOME}of/c2/"))


def test_keys_of_one_letter_can_be_turned_off(coder, waiting):
    page = coder.get(f"{HOME}of/c1/").content.decode()
    assert "coding/keys.js" in page
    back = f"{HOME}of/c1/"
    keys = "/studies/exempelregioner/coding/keys/"
    assert coder.post(keys, {"next": back})["Location"] == back
    assert "coding/keys.js" not in coder.get(f"{HOME}of/c1/").content.decode()
    assert coder.post(keys, {"next": "https://example.org/"})["Location"].startswith("/studies/")


def test_grading_and_its_queue_ask_no_more_of_the_database_for_290_bodies(
    coder, read, django_assert_max_num_queries
):
    unit, row = ROWS["units"], ROWS["claims"]
    unit.objects.bulk_create(unit(project=read, unit_id=f"K{n}", name=f"Påhittad {n}")
                             for n in range(290))  # fmt: skip
    row.objects.bulk_create(
        row(project=read, claim_id=f"K{n}-{q}", unit_id=f"K{n}", question_id=q, claim="Påhittat.")
        for n in range(290) for q in ("1A", "1B", "3", "7")
    )  # fmt: skip
    user = User.objects.get()
    making.make_of_all(read, "8B", "yes", "{unit}", actor=user)
    load_study(read)
    with django_assert_max_num_queries(20):
        assert coder.get(f"{HOME}?show=all").status_code == 200
    with django_assert_max_num_queries(40):
        assert coder.get(f"{HOME}of/K7-1A/").status_code == 200
    with django_assert_max_num_queries(40):
        assert coder.get(f"{HOME}of/c1/?document=p01-plan").status_code == 200
    with django_assert_max_num_queries(20):
        assert coder.get(f"{HOME}results/?item=1B").status_code == 200


def test_a_document_alone_is_ground_for_what_is_not_specified(read, waiting, member):
    user = member(Role.CODER, of=read)
    ground = Ground("p01-plan", "0" * 64)
    grade(read, "c1", Grade.NOT_SPECIFIED, ground, "", seen=version(claim("c1")), actor=user)
    assert claim("c1").document_id == "p01-plan"
