"""What came after the fieldwork of the made-up regions: coding, asking for papers, the say."""

import datetime as dt

from django.utils import timezone

from belagg.judging.coding.actions import Action, Decide
from belagg.judging.coding.sight import Part, Viewer
from belagg.judging.coding.states import Case, Decision, Verdict
from belagg.study.vocabulary import Basis, Consent, Layer
from belagg.web.coding.documents import reading
from belagg.web.coding.doubling.drawing import Wanted, draw
from belagg.web.coding.models import Coding, DocumentRequest
from belagg.web.coding.recoding import codings
from belagg.web.demo.calendar import CODED, MET, at, morning
from belagg.web.demo.fieldwork import Team
from belagg.web.demo.mail import send_nowhere
from belagg.web.desk.moments import now_text
from belagg.web.factcheck import holding, saying
from belagg.web.people.models import User
from belagg.web.publish import tasks
from belagg.web.store.models import Project
from belagg.web.voices import groups
from belagg.web.voices.models import Gate

ITEMS = ("1A", "3")
"""What is dealt out to the coders anew; the rest was coded before."""
GROUP = "samordnare"
"""The made-up group of professionals that comes with the example."""
SEED = 2021
DECIDED = 8
"""How many cases of those with two coders both have decided."""


def play(project: Project, team: Team) -> None:
    """Play it: what needs a worker is put in line for the one that `serve` starts.

    The fact check is not of the past: the bodies' time to say what they think runs from today.
    """
    erased = timezone.localdate() + dt.timedelta(days=365)
    with at(morning(CODED)):
        _code(project, team)
        _ask_for_papers(project, team)
    with at(morning(MET)):
        _meet(project, team, erased)
    _let_bodies_say(project, team)
    reading.ask(project, actor=team.lead)
    tasks.ask(project, team.lead)


def _code(project: Project, team: Team) -> None:
    """Deal the answers out, half of them to two, of whom some agree and some do not."""
    coders = tuple(coder.signature for coder in team.coders)
    wanted = Wanted(Layer.RECODED, ITEMS, coders, 0.5, SEED, written=False)
    draw(project, wanted, actor=team.lead, viewer=Viewer(team.lead.signature, Part.LEAD))
    twice = Coding.objects.filter(project=project, state__in=codings.OPEN).exclude(second="")
    for number, row in enumerate(twice.order_by("question_id", "unit_id")[:DECIDED]):
        case = codings.case_of(row)
        for coder in team.coders:
            differs = coder is team.coders[1] and number % 3 == 0
            _decide(project, coder, case, "partly" if differs else "no")


def _decide(project: Project, coder: User, case: Case, category: str) -> None:
    decision = Decision(coder.signature, Verdict(category), "Påhittat skäl.", "", Basis.TEXT, None,
                        now_text())  # fmt: skip
    actions: list[tuple[Case, Action]] = [(case, Decide(decision))]
    codings.act(project, coder, Viewer(coder.signature, Part.CODER), actions)


def _ask_for_papers(project: Project, team: Team) -> None:
    for unit, sent in (("P04", True), ("P09", False)):
        DocumentRequest.objects.create(
            project=project, unit_id=unit, by=team.coders[0], what="Handlingsplan mot våld",
            text="# Begäran om handling (påhittad)\n\nVi ber om er handlingsplan mot våld.",
            sent=timezone.localdate() if sent else None,
        )  # fmt: skip


def _meet(project: Project, team: Team, erased: dt.date) -> None:
    """Record a group's safeguards, let two take part, and open a meeting on the recommendations."""
    gate, _made = Gate.objects.get_or_create(project=project, group_id=GROUP)
    on = morning(MET).date()
    held = dict.fromkeys(("not_research", "legal_basis", "impact_assessment", "support_person"),
                         "Påhittat: noterat för att visa sidan.")  # fmt: skip
    groups.keep_gate(gate, {**held, "erasure_on": erased}, actor=team.facilitator)
    for consent in (Consent.PARAPHRASE, Consent.INTERNAL):
        groups.add_speaker(project, GROUP, consent, on, office=False, actor=team.facilitator)
    groups.add_meeting(project, GROUP, on, "Rekommendationerna igen (påhittat möte)",
                       actor=team.facilitator)  # fmt: skip


def _let_bodies_say(project: Project, team: Team) -> None:
    """Tell each body what will be said of it; one agrees and one objects, and the time runs on."""
    ends = timezone.localdate() + dt.timedelta(days=holding.DAYS)
    check = holding.begin(project, ends, actor=team.lead)
    send_nowhere()
    points = check.points.order_by("position")
    first = points.first()
    if first is None:
        return
    saying.agree_to_the_rest(check, first.unit_id, by=f"{first.unit_id}-rs")
    other = points.exclude(unit_id=first.unit_id).first()
    if other is not None:
        saying.object_to(other, "Påhittat: planen antogs på nytt i fjol och har ett eget avsnitt.",
                         by=f"{other.unit_id}-rs")  # fmt: skip
