"""Grades are dealt out, coded twice and blind, settled by a third, and held against each other."""

import re

import pytest
from django.test import Client

from belagg.judging.coding.sight import Part, Viewer
from belagg.web.coding.claims.grading import version
from belagg.web.coding.doubling.drawing import Wanted, draw
from belagg.web.coding.models import Coding, DocumentVersion, Evidence
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.store.models import ROWS

CODING = "/studies/exempelregioner/coding/"
DESK = f"{CODING}claims/of/c1/"
PLAN = f"{CODING}double/plan/"
SECRET = "Bara fem rader av 43 sidor."


@pytest.fixture
def people(member, read):
    """Two coders and the lead, each as client and account, by name."""
    made = {}
    for name, role in (("anna", Role.CODER), ("bo", Role.CODER), ("lotta", Role.LEAD)):
        client = Client()
        client.user = member(role, of=read)
        type(client.user).objects.filter(pk=client.user.pk).update(name=f"{name}-namnet")
        client.force_login(client.user)
        made[name] = client
    return made


@pytest.fixture
def dealt(people, read):
    """The claim of the plan, which nobody has graded, given to both coders."""
    ROWS["claims"].objects.filter(claim_id="c1").update(
        grade=None, document_id=None, page=None, quote=None, coder=None, rationale=None
    )
    people["lotta"].get(f"{CODING}documents/p01-plan/")
    names = tuple(people[name].user.signature for name in ("anna", "bo"))
    wanted = Wanted(None, (claim("c1").question_id,), names, 1, 7, written=False)
    lead = people["lotta"].user
    return draw(read, wanted, actor=lead, viewer=Viewer(lead.signature, Part.LEAD))


def claim(key):
    return ROWS["claims"].objects.get(claim_id=key)


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def said(grade="partly", **more):
    plan = DocumentVersion.objects.get(document_id="p01-plan")
    return {
        "do": "decide", "grade": grade, "ground": "passage", "passage": "p01-plan-1",
        "seen": version(claim("c1")), "document_id": "p01-plan", "sha256": plan.sha256,
        "rationale": SECRET,
    } | more  # fmt: skip


def test_claims_are_dealt_out_by_lot_and_those_graded_before_are_taken_over(people, read):
    page = people["lotta"].get(PLAN)
    assert "Bedömningar" in words(page)
    form = page.context["form"]
    sent = {"questions": ["1A"], "layer": "grades", "written": "no", "share": 100, "seed": 7,
            "coders": [one for one, _name in form.fields["coders"].choices]}  # fmt: skip
    told = words(people["lotta"].post(PLAN, sent, follow=True))
    on_item = ROWS["claims"].objects.filter(question_id="1A")
    graded = on_item.exclude(grade=None).exclude(grade="not_reviewed").count()
    assert graded
    assert f"{graded} svar var redan avgjorda" in told
    assert Coding.objects.exclude(claim_id="").count() == on_item.count()
    assert Coding.objects.filter(claim_id="c2").get().state == "Coded"


def test_the_second_grades_without_seeing_what_the_first_found(people, dealt, read):
    anna, bo, lotta = (people[name] for name in ("anna", "bo", "lotta"))
    assert f"{CODING}claims/of/c1/" in anna.get(f"{CODING}claims/").content.decode()
    anna.post(DESK, said())
    assert SECRET in words(anna.get(DESK))
    assert "c1" not in [
        one.claim.claim_id for one in anna.get(f"{CODING}claims/").context["claims"]
    ]
    for other in (bo, lotta):
        for path in ("claims/of/c1/", "claims/?show=all", "claims/?show=partly",
                     "claims/results/", "double/disagreements/", "double/agreement/",
                     "documents/p01-plan/"):  # fmt: skip
            page = other.get(f"{CODING}{path}", follow=True)
            assert SECRET not in words(page)
    assert claim("c1").grade is None
    assert SECRET not in str(list(AuditEvent.objects.values()))
    assert "partly" not in str(list(AuditEvent.objects.filter(verb__startswith="coding:").values()))


def test_two_that_agree_give_the_study_the_grade_and_its_passage(people, dealt):
    people["anna"].post(DESK, said())
    people["bo"].post(DESK, said(rationale="Ett ställe."))
    assert (claim("c1").grade, claim("c1").page) == ("partly", 29)
    passage = ROWS["passages"].objects.get(passage_id="p01-plan-1")
    assert Evidence.objects.get().start == passage.start
    assert Coding.objects.get(claim_id="c1").state == "Agreed"


def test_what_differs_is_settled_with_both_rationales_and_no_names(people, dealt):
    anna, bo, lotta = (people[name] for name in ("anna", "bo", "lotta"))
    anna.post(DESK, said())
    bo.post(DESK, said("contradicted", rationale="Planen säger något annat."))
    assert claim("c1").grade is None
    queue = words(lotta.get(f"{CODING}double/disagreements/"))
    assert SECRET in queue
    assert "bekräftas delvis" in queue
    assert "handlingsplan mot våld (påhittad), sidan 29" in queue
    page = words(lotta.get(DESK))
    assert "Planen säger något annat." in page
    assert "anna-namnet" not in page
    assert "anna-namnet" in words(lotta.get(f"{DESK}?names=yes"))
    assert anna.post(DESK, said(do="settle"), follow=True).status_code == 200
    assert claim("c1").grade is None
    told = lotta.post(DESK, said("partly", do="settle", then="rule", rationale="Det räcker."))
    assert told["Location"].endswith("/rules/new/")
    assert (claim("c1").grade, claim("c1").coder) == ("partly", lotta.user.signature)
    told = words(lotta.get(f"{CODING}double/agreement/"))
    assert "Krippendorffs alfa, ordinal" in told
    assert "Bekräftas delvis Motsägs 1" in told
    assert "Alla av anna-namnet och bo-namnet." in told
    assert "anna-namnet" not in words(people["bo"].get(f"{CODING}double/agreement/"))


def test_a_grade_that_lacks_its_ground_or_reason_is_not_a_decision(people, dealt):
    anna = people["anna"]
    for lacking in ({"ground": "none"}, {"rationale": ""}, {"grade": "good"}):
        anna.post(DESK, said(**lacking))
        assert Coding.objects.get(claim_id="c1").state == "Assigned"


def test_a_grade_is_taken_back_while_the_other_has_none(people, dealt):
    people["anna"].post(DESK, said())
    people["bo"].post(DESK, {"do": "take back"})
    assert Coding.objects.get(claim_id="c1").state == "HalfCoded"
    people["anna"].post(DESK, {"do": "take back"})
    assert Coding.objects.get(claim_id="c1").state == "Assigned"


def test_a_rule_that_graders_followed_lists_their_claims_when_it_is_written_anew(people, dealt):
    lotta = people["lotta"]
    lotta.post(f"{CODING}recode/rules/new/", {"version": 1, "when": "Planen har minst en sida."})
    (rule,) = (r for r in ROWS["codebook"].objects.all() if r.when == "Planen har minst en sida.")
    for name in ("anna", "bo"):
        people[name].post(DESK, said(rule=rule.rule_id))
    path = f"{CODING}recode/rules/{rule.rule_id}/"
    told = lotta.post(path, {"version": 2, "when": "Planen har ett avsnitt."}, follow=True)
    assert "bekräftas delvis" in words(told)
    assert DESK in told.content.decode()
    (row,) = Coding.objects.filter(claim_id="c1")
    lotta.post(f"{path}again/", {"case": row.pk, "then": "open", "reason": "Ny lydelse."})
    assert Coding.objects.get(claim_id="c1").state == "Assigned"
    assert SECRET not in words(people["bo"].get(DESK))


def test_a_grade_that_is_dealt_out_is_changed_by_no_other_way(people, dealt, read):
    anna = people["anna"]
    anna.post(DESK, said())
    row = "/studies/exempelregioner/tables/claims/row/?claim_id=c1"
    form = anna.get(row).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    version_now = anna.get(row).context["version"]
    refused = anna.post(row, sent | {"grade": "confirmed", "version": version_now})
    assert "utdelad" in words(refused)
    removed = anna.post(row.replace("/row/", "/remove/"), follow=True)
    assert "utdelad" in words(removed)
    assert claim("c1").grade is None
