"""Whatever is done in whatever order, no words are told that their speaker has not agreed to."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from belagg.judging.voices.consent import Quote, withheld
from belagg.judging.voices.recognisable import Known
from belagg.study.vocabulary import Consent, GroupKind, QuoteKind
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS
from belagg.web.voices import groups, quoting, stood
from belagg.web.voices.models import Gate, Said, Speaker
from belagg.web.voices.states import QuoteState, QuoteStateError

DAY = dt.date(2021, 9, 1)
NOBODY = Known(frozenset(), frozenset())
which = st.integers(0, 5)


class Group(RuleBasedStateMachine):
    """A facilitator who tries everything, with participants who change their minds."""

    study = None

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.project = save_study(self.study)
        self.me = User.objects.create_user("samtal@example.org")
        self.group = groups.add_group(self.project, "G", GroupKind.EXPERIENCE, "", actor=self.me)
        safe = {"ethics_decision": "x", "legal_basis": "x", "impact_assessment": "x",
                "support_person": "x", "erasure_on": dt.date(2100, 1, 1)}  # fmt: skip
        groups.keep_gate(Gate.objects.get(group_id=self.group), safe, actor=self.me)
        groups.add_meeting(self.project, self.group, DAY, "", actor=self.me)
        self.codes, self.gone = {}, set()

    def teardown(self):
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def pick(self, model, number):
        held = list(model.objects.order_by("pk"))
        return held[number % len(held)] if held else None

    @rule(consent=st.sampled_from(list(Consent)), office=st.booleans())
    def join(self, consent, office):
        try:
            speaker, code = groups.add_speaker(self.project, self.group, consent, DAY,
                                               office=office, actor=self.me)  # fmt: skip
        except ValueError:
            return
        self.codes[speaker.speaker] = code

    @rule(number=which, consent=st.sampled_from(list(Consent)))
    def agree_to_something_else(self, number, consent):
        speaker = self.pick(Speaker, number)
        if speaker is not None and speaker.withdrawn is None:
            try:
                groups.change_consent(speaker, consent, DAY, actor=self.me)
            except ValueError:
                return

    @rule(number=which, kind=st.sampled_from(list(QuoteKind)))
    def note(self, number, kind):
        speaker = self.pick(Speaker, number)
        if speaker is not None:
            try:
                quoting.note(speaker, f"{self.group}-1", kind, "[påhittad återgivning]", place="",
                             attribution="", known=NOBODY, actor=self.me)  # fmt: skip
            except quoting.NotQuotableError:
                return

    @rule(number=which, drops=st.booleans())
    def settle(self, number, drops):
        said = self.pick(Said, number)
        if said is not None:
            try:
                if drops:
                    quoting.drop(said, actor=self.me)
                else:
                    quoting.approve(said, DAY, actor=self.me)
            except (QuoteStateError, quoting.NotQuotableError):
                return

    @rule(number=which, finishes=st.booleans())
    def take_back(self, number, finishes):
        speaker = self.pick(Speaker, number)
        if speaker is not None:
            held = quoting.by_code(self.codes[speaker.speaker])
            quoting.withdraw(held)
            self.gone.add(speaker.speaker)
            if finishes:
                stood.finish(speaker.pk)

    @invariant()
    def nothing_is_told_beyond_consent(self):
        quotes = load_study(self.project).tables["quotes"].iter_rows(named=True)
        told = [row for row in quotes if withheld(Quote.of(row)) is None]
        agreed = dict(ROWS["participants"].objects.filter(project=self.project)
                      .values_list("speaker", "consent"))  # fmt: skip
        approved = set(Said.objects.filter(project=self.project, state=QuoteState.APPROVED)
                       .values_list("quote_id", flat=True))  # fmt: skip
        for row in told:
            assert row["speaker"] not in self.gone
            assert row["consent"] == agreed[row["speaker"]]
            assert row["quote_id"] in approved
        names = [row["speaker"] for row in told]
        assert all(names.count(name) <= 2 for name in names)


@pytest.mark.long
def test_no_order_of_steps_tells_words_beyond_consent(db, make_study):
    Group.study = make_study()
    run_state_machine_as_test(Group, settings=settings(
        max_examples=15, stateful_step_count=20, deadline=None,
        suppress_health_check=list(HealthCheck)))  # fmt: skip
