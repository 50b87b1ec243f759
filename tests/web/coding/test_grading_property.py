"""No sequence of gradings and undoings loses one, touches another's, or changes an answer."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.study.vocabulary import Grade
from belagg.web.coding.claims import grading
from belagg.web.coding.models import Evidence, Grading
from belagg.web.people.permissions import Role
from belagg.web.store.models import ROWS

GROUNDS = [
    None,
    grading.Ground("p01-plan", "a" * 64),
    grading.Ground("p01-plan", "a" * 64, 28280, 28298, 29, 17, "Sex mot ersättning"),
    grading.Ground("p01-plan", "b" * 64, 100, 120, 1, 3, "något som inget begrepp"),
]
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.one_of(st.just("undo"), st.just("stale"),
                  st.tuples(st.sampled_from(list(Grade)), st.sampled_from(range(len(GROUNDS))))),
    ),
    max_size=12,
)  # fmt: skip


def standing(project):
    claim = ROWS["claims"].objects.get(project=project, claim_id="c1")
    names = ("grade", "document_id", "page", "quote", "coder", "rationale")
    evidence = Evidence.objects.filter(project=project, claim_id="c1").values_list(
        "document_id", "sha256", "start", "end"
    )
    own = ROWS["passages"].objects.filter(project=project, concept="evidence")
    return (
        tuple(getattr(claim, name) for name in names),
        list(evidence), list(own.values_list("passage_id", "text")),
    )  # fmt: skip


def grade(project, actor, given_grade, ground, seen):
    grading.grade(project, "c1", given_grade, ground, "skäl", seen=seen, actor=actor)


@pytest.mark.long
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_what_is_undone_is_as_if_it_had_never_been(regions, member, actions):
    with transaction.atomic():
        people = [member(Role.CODER, of=regions), member(Role.CODER, of=regions)]
        said = list(ROWS["responses"].objects.filter(project=regions).values())
        done: list[tuple[int, object]] = []
        for who, action in actions:
            before = standing(regions)
            seen = grading.version(ROWS["claims"].objects.get(project=regions, claim_id="c1"))
            try:
                if action == "undo":
                    grading.undo(regions, actor=people[who])
                elif action == "stale":
                    grade(regions, people[who], Grade.UNVERIFIABLE, None, "what was there once")
                else:
                    grade(regions, people[who], action[0], GROUNDS[action[1]], seen)
            except grading.NotGradedError:
                assert standing(regions) == before
                continue
            if action == "undo":
                assert done[-1][0] == who
                assert standing(regions) == done.pop()[1]
            else:
                assert action != "stale"
                done.append((who, before))
        kept = Grading.objects.filter(project=regions)
        assert kept.filter(undone=None).count() == len(done)
        assert list(ROWS["responses"].objects.filter(project=regions).values()) == said
        transaction.set_rollback(True)
