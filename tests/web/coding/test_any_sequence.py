"""Whatever anybody does in whatever order, by the addresses of the program itself.

No page, file or message shows a first decision to somebody who may yet decide the same case, what
a body stated stays, no decision is lost, and what a speaker has taken back is in no new build.
"""

import datetime as dt
import io
import itertools
import re
import zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from belagg.analysis.figures import figures_of
from belagg.judging.coding.rows import assessment_rows
from belagg.judging.voices.recognisable import Known
from belagg.publish.data import data_files
from belagg.study.vocabulary import Consent, GroupKind, QuoteKind
from belagg.web.coding.models import Coding
from belagg.web.coding.recoding import codings
from belagg.web.people.models import Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS
from belagg.web.voices import groups, quoting
from belagg.web.voices.models import Gate, Said

DAY = dt.date(2021, 9, 1)
WORDS = "[påhittad återgivning i referensgruppen]"
UNITS = ("01", "02")
PEOPLE = {
    "lotta": Role.LEAD, "karin": Role.COORDINATOR, "anna": Role.CODER, "bo": Role.CODER,
    "vera": Role.VIEWER, "fia": Role.FACILITATOR,
}  # fmt: skip
CODERS = ("anna", "bo")
DOING = ("take back", "open", "assign", "replace")
NAMED = {
    "slug": ["prov"], "layer": ["recoded"], "question_id": ["1"], "unit_id": list(UNITS),
    "claim_id": ["c1", "c2"], "rule_id": ["delvis"], "response_id": ["1-01"], "name": ["claims",
    "codebook", "objections", "units"], "number": ["1"], "pk": ["1"], "document_id": ["plan"],
}  # fmt: skip
MORE = ("claims/?show=all", "recode/answers/recoded/1/?show=all", "claims/results/?item=1")
_SECRET = re.compile(r"hemligt\d+h")


def addresses(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern.url_patterns, route)
        elif "<slug:slug>" in route:
            names = re.findall(r"<\w+:(\w+)>", route)
            for values in itertools.product(*(NAMED.get(name, ["1"]) for name in names)):
                given = iter(values)
                yield "/" + re.sub(r"<\w+:\w+>", lambda _match, it=given: next(it), route)


ADDRESSES = [*addresses(get_resolver().url_patterns),
             *(f"/studies/prov/coding/{path}" for path in MORE)]  # fmt: skip


def told(response) -> str:
    """Give all that a response tells: its text, where it leads, and the files in an archive."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace") + response.get("Location", "")


class Team(RuleBasedStateMachine):
    """Everybody who is let into a study, each with a browser of her own."""

    study = None
    looks_at_all = False

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.project = save_study(self.study)
        self.users, self.clients, self.given = {}, {}, {}
        for name, role in PEOPLE.items():
            self.users[name] = User.objects.create_user(f"{name}@example.org", name=name)
            Membership.objects.create(user=self.users[name], project=self.project, role=role)
            self.clients[name] = Client()
            self.clients[name].force_login(self.users[name])
        both = [self.users[name].signature for name in CODERS]
        for layer in ("recoded", "grades"):
            sent = {"questions": ["1"], "layer": layer, "written": "no", "coders": both,
                    "share": 100, "seed": 7}  # fmt: skip
            self.clients["lotta"].post("/studies/prov/coding/double/plan/", sent)
        assert Coding.objects.count() == 2 * len(UNITS)
        self.stated = list(ROWS["responses"].objects.order_by("pk").values())
        self.code = self.quotation()

    def teardown(self):
        try:
            if self.looks_at_all:
                for name in PEOPLE:
                    for path in ADDRESSES:
                        self.visit(name, path)
                self.check()
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def quotation(self) -> str:
        """Note what somebody said in a group; give the code she takes it back with."""
        me = self.users["fia"]
        group = groups.add_group(self.project, "G", GroupKind.EXPERIENCE, "", actor=me)
        safe = {"ethics_decision": "x", "legal_basis": "x", "impact_assessment": "x",
                "support_person": "x", "erasure_on": dt.date(2100, 1, 1)}  # fmt: skip
        groups.keep_gate(Gate.objects.get(group_id=group), safe, actor=me)
        groups.add_meeting(self.project, group, DAY, "", actor=me)
        speaker, code = groups.add_speaker(self.project, group, Consent.ANONYMOUS, DAY,
                                           office=False, actor=me)  # fmt: skip
        quoting.note(speaker, f"{group}-1", QuoteKind.PARAPHRASE, WORDS, place="", attribution="",
                     known=Known(frozenset(), frozenset()), actor=me)  # fmt: skip
        quoting.approve(Said.objects.get(), DAY, actor=me)
        return code

    def secret(self) -> str:
        return f"hemligt{len(self.given)}h"

    def case(self, number, grade):
        unit = UNITS[number % len(UNITS)]
        if grade:
            return f"/studies/prov/coding/claims/of/c{number % len(UNITS) + 1}/"
        return f"/studies/prov/coding/recode/answers/recoded/1/{unit}/"

    def coding(self, number, grade):
        claim = f"c{number % len(UNITS) + 1}" if grade else ""
        return Coding.objects.get(unit_id=UNITS[number % len(UNITS)], claim_id=claim)

    def decide(self, name, number, grade, said, do):
        secret = self.secret()
        sent = {"do": do, "rationale": secret, "evidence": secret, "basis": "text", "seen": "x"}
        verdict = ("unverifiable", "not_specified")[said] if grade else ("yes", "no")[said]
        sent |= {"grade": verdict, "ground": "none"} if grade else {"verdict": verdict}
        response = self.clients[name].post(self.case(number, grade), sent)
        row = self.coding(number, grade)
        if secret in str(row.content):
            self.given[secret] = row.pk
            assert name in (*CODERS, "lotta")
        self.hold(name, told(response))

    @rule(name=st.sampled_from(list(PEOPLE)), number=st.integers(0, 1), grade=st.booleans(),
          said=st.integers(0, 1))  # fmt: skip
    def somebody_decides(self, name, number, grade, said):
        self.decide(name, number, grade, said, "decide")

    @rule(coder=st.sampled_from(CODERS), number=st.integers(0, 1), grade=st.booleans(),
          said=st.integers(0, 1))  # fmt: skip
    def a_coder_decides(self, coder, number, grade, said):
        self.decide(coder, number, grade, said, "decide")

    @rule(name=st.sampled_from(["lotta", "anna"]), number=st.integers(0, 1), grade=st.booleans(),
          said=st.integers(0, 1))  # fmt: skip
    def somebody_settles(self, name, number, grade, said):
        self.decide(name, number, grade, said, "settle")

    @rule(coder=st.sampled_from(CODERS), said=st.sampled_from(["yes", "no"]))
    def a_coder_decides_in_the_grid(self, coder, said):
        secret = self.secret()
        self.clients[coder].post(
            "/studies/prov/coding/recode/answers/recoded/1/",
            {"body": UNITS, "verdict": said, "rationale": secret, "basis": "text"},
        )
        held = [row for row in Coding.objects.all() if secret in str(row.content)]
        if held:
            self.given[secret] = held[0].pk

    @rule(name=st.sampled_from([*CODERS, "lotta", "vera"]), number=st.integers(0, 1),
          grade=st.booleans(), do=st.sampled_from(DOING))  # fmt: skip
    def something_else_is_done(self, name, number, grade, do):
        anna, bo, lotta = (self.users[one].signature for one in ("anna", "bo", "lotta"))
        sent = {"do": do, "reason": "Prov.", "first": anna, "second": bo, "coder": bo, "by": lotta}
        response = self.clients[name].post(self.case(number, grade), sent, follow=True)
        self.hold(name, told(response))

    @rule()
    def the_rule_is_written_anew(self):
        newest = ROWS["codebook"].objects.order_by("-version").first().version
        path = "/studies/prov/coding/recode/rules/delvis/"
        self.clients["lotta"].post(path, {"version": newest + 1, "when": f"Lydelse {newest}."})

    @rule(name=st.sampled_from(list(PEOPLE)), which=st.lists(st.integers(0, 10_000), max_size=3))
    def somebody_looks_around(self, name, which):
        for number in which:
            self.visit(name, ADDRESSES[number % len(ADDRESSES)])

    @rule(
        name=st.sampled_from(["anna", "bo", "vera", "fia", "karin"]), number=st.integers(0, 10_000)
    )
    def somebody_sends_what_was_not_asked_for(self, name, number):
        path = ADDRESSES[number % len(ADDRESSES)]
        sent = {
            "do": "settle",
            "grade": "partly",
            "verdict": "no",
            "category": "no",
            "then": "stand",
        }
        if not re.search(r"/(demo|restore|ending|delete|archive)", path):
            self.hold(name, told(self.clients[name].post(path, sent)))

    @rule()
    def the_speaker_takes_it_back(self):
        Client().post("/withdraw/", {"code": self.code})
        self.gone = True

    gone = False

    def visit(self, name, path):
        self.hold(name, told(self.clients[name].get(path)))

    def hold(self, name, text):
        """Hold what somebody was shown to what she may see now."""
        found = set(_SECRET.findall(text))
        me = self.users[name].signature
        for row in Coding.objects.filter(state="HalfCoded") if found else ():
            held = codings.state_of(row, codings.case_of(row)).held
            if held.coder != me:
                assert held.rationale not in found, (name, held.rationale)

    @invariant()
    def check(self):
        assert list(ROWS["responses"].objects.order_by("pk").values()) == self.stated
        rows = {row.pk: row for row in Coding.objects.all()}
        for secret, pk in self.given.items():
            assert secret in str(rows[pk].content)
        states = [codings.state_of(row, codings.case_of(row)) for row in rows.values()]
        wanted = {row["assessment_id"]: row["rationale"] for row in assessment_rows(states)}
        assert wanted == dict(ROWS["assessments"].objects.values_list("assessment_id", "rationale"))
        if self.gone:
            study = load_study(self.project)
            made = data_files(study, figures_of(study), None)
            assert not [path for path, content in made.items() if WORDS.encode() in content]


@pytest.fixture
def team(db, make_study, make_item, answers):
    units = [{"unit_id": unit, "name": f"Påhittad region {unit}"} for unit in UNITS]
    Team.study = make_study(
        [make_item("1")], units=units, responses=answers("1", "yes no"),
        codebook=[{"rule_id": "delvis", "version": 1, "when": "Påhittad regel."}],
        documents=[{"document_id": "plan", "unit_id": "01", "title": "Påhittad plan"}],
        claims=[{"claim_id": f"c{n}", "unit_id": unit, "question_id": "1", "claim": "Påhittad."}
                for n, unit in enumerate(UNITS, 1)],
    )  # fmt: skip
    return Team


@pytest.mark.long
def test_no_sequence_shows_loses_or_changes_what_it_must_not(team):
    run_state_machine_as_test(team, settings=settings(
        max_examples=12, stateful_step_count=20, deadline=None,
        suppress_health_check=list(HealthCheck)))  # fmt: skip


@pytest.mark.long
def test_no_page_of_any_role_shows_a_first_decision(team, monkeypatch):
    monkeypatch.setattr(team, "looks_at_all", True)
    run_state_machine_as_test(team, settings=settings(
        max_examples=1, stateful_step_count=10, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck)))  # fmt: skip


def test_a_short_sequence_shows_nothing_either(team):
    one = team()
    one.a_coder_decides("anna", 0, grade=False, said=0)
    one.a_coder_decides("bo", 1, grade=True, said=0)
    for name in ("bo", "lotta", "anna", "vera"):
        for path in MORE:
            one.visit(name, f"/studies/prov/coding/{path}")
    one.a_coder_decides("bo", 0, grade=False, said=1)
    one.something_else_is_done("lotta", 0, grade=False, do="open")
    one.somebody_settles("lotta", 0, grade=False, said=1)
    assert len(one.given) == 4
    one.check()
    one.teardown()
