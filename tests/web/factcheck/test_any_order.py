"""Whatever bodies and lead do in whatever order, nothing is released too early and nothing lost."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from belagg.study.vocabulary import Grade
from belagg.web.factcheck import deciding, holding, saying
from belagg.web.factcheck.models import Objection, Point, PointKind
from belagg.web.factcheck.release import BELOW, released
from belagg.web.factcheck.states import CheckStateError, PointState, PointStateError
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project, new_change

LATER = dt.date(2100, 1, 1)
which = st.integers(0, 9)
grades = st.sampled_from(list(Grade))


class Check(RuleBasedStateMachine):
    """Two bodies, a lead, and a coder who grades anew; `told` is what has been through a check."""

    project = None

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.lead = User.objects.create_user("ledare@example.org")
        self.stated = self.answers()
        self.decided, self.told = {}, set()

    def teardown(self):
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def answers(self):
        rows = ROWS["responses"].objects.filter(project=self.project).order_by("response_id")
        return list(rows.values("response_id", "category", "text", "missing"))

    def point(self, number):
        held = list(Point.objects.order_by("pk"))
        return held[number % len(held)] if held else None

    @rule()
    def begin(self):
        try:
            holding.begin(self.project, LATER, actor=self.lead)
        except (CheckStateError, holding.NotYetError):
            return

    @rule(number=which, objects=st.booleans())
    def answer(self, number, objects):
        point = self.point(number)
        if point is not None:
            try:
                if objects:
                    saying.object_to(point, "Nej.", by="r1")
                else:
                    saying.agree(point, by="r1")
            except (CheckStateError, PointStateError):
                return

    @rule(number=which, grade=grades, changes=st.booleans())
    def decide(self, number, grade, changes):
        point = self.point(number)
        if point is None:
            return
        outcome = PointState.CHANGED if changes else PointState.UPHELD
        becomes = grade.value if changes and point.kind == PointKind.GRADE else ""
        try:
            deciding.decide(point, outcome, "Skäl.", actor=self.lead, becomes=becomes)
        except (CheckStateError, PointStateError):
            return
        if becomes:
            self.told.add((point.key, becomes))
        for one in point.objections.all():
            self.decided[one.pk] = (one.outcome, one.reason)

    @rule(grade=grades)
    def grade_anew(self, grade):
        ROWS["claims"].objects.filter(project=self.project, claim_id="c1").update(grade=grade.value)
        Project.objects.filter(pk=self.project.pk).update(change=new_change())

    @rule(rest=st.booleans())
    def end(self, rest):
        check = self.project.fact_checks.order_by("-number").first()
        if check is None:
            return
        try:
            for unit in ("01", "02") if rest else ():
                saying.agree_to_the_rest(check, unit, by="r1")
            holding.end(check, actor=self.lead)
        except (CheckStateError, holding.NotYetError):
            return
        told = check.points.filter(kind=PointKind.GRADE)
        self.told |= {(point.key, point.shown["grade"]) for point in told}

    @invariant()
    def nothing_is_released_that_no_body_was_told(self):
        study = released(self.project, load_study(self.project))
        for claim, grade in study.tables["claims"].select("claim_id", "grade").iter_rows():
            assert grade not in BELOW or (claim, grade) in self.told

    @invariant()
    def answers_and_decisions_stay(self):
        assert self.answers() == self.stated
        held = {one.pk: (one.outcome, one.reason) for one in Objection.objects.all()}
        assert self.decided.items() <= held.items()


@pytest.mark.long
def test_no_order_of_steps_releases_too_early_or_loses_a_decision(project):
    Check.project = project
    run_state_machine_as_test(Check, settings=settings(
        max_examples=15, stateful_step_count=20, deadline=None,
        suppress_health_check=list(HealthCheck)))  # fmt: skip
