"""Letters by post: made for whom a step reaches, and written down once they have been posted."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from belagg.study.questionnaire import worded
from belagg.study.vocabulary import Channel, Disposition
from belagg.web.desk.moments import now_text
from belagg.web.fieldwork import letter_pdf
from belagg.web.fieldwork.facts import facts_of, values_for
from belagg.web.fieldwork.models import PostedLetter, Step
from belagg.web.fieldwork.plan import Addressee, addressees, words_in
from belagg.web.fieldwork.states import StepState
from belagg.web.fieldwork.words import filled
from belagg.web.frame.marks import marked
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.respond import links
from belagg.web.store.models import ROWS


@transaction.atomic
def make(step: Step, *, actor: User) -> bytes | None:
    """Make the letters of a step to whom it reaches now, as one PDF; None where that is nobody.

    Each has a link of its own. Making them again makes those that have not been posted anew, but
    for whoever has answered since.
    """
    reached = [one for one in addressees(step) if not one.why_not]
    waiting = PostedLetter.objects.filter(project=step.project, step=step.key, posted=None)
    waiting.delete()
    PostedLetter.objects.bulk_create(
        PostedLetter(project=step.project, step=step.key, recipient_id=one.recipient_id)
        for one in reached
    )
    record("letters made", project=step.project, actor=actor, kind="step", key=step.key,
           letters=len(reached))  # fmt: skip
    return _set(step, reached) if reached else None


@transaction.atomic
def note_posted(step: Step, *, actor: User) -> int:
    """Write down that the letters made last have been posted; give how many there were."""
    waiting = PostedLetter.objects.filter(project=step.project, step=step.key, posted=None)
    who = list(waiting.select_for_update().values_list("recipient_id", flat=True))
    waiting.update(posted=timezone.now())
    for recipient_id in who:
        ROWS["contacts"].objects.get_or_create(
            project=step.project, contact_id=f"{recipient_id}-{step.key}",
            defaults={"at": now_text(), "recipient_id": recipient_id,
                      "channel": Channel.POST.value, "purpose": step.purpose,
                      "outcome": Disposition.SENT.value},
        )  # fmt: skip
    if who:
        Step.objects.filter(pk=step.pk).update(state=StepState.CARRIED_OUT)
        record("letters posted", project=step.project, actor=actor, kind="step", key=step.key,
               before=step.state, after=StepState.CARRIED_OUT.value, letters=len(who))  # fmt: skip
    return len(who)


def _set(step: Step, reached: list[Addressee]) -> bytes:
    facts, day = facts_of(step.project), timezone.localdate()
    rows = {row.recipient_id: row for row in ROWS["recipients"].objects.filter(
        project=step.project)}  # fmt: skip
    letters = []
    for one in reached:
        row = rows[one.recipient_id]
        values = values_for(facts, row, one.language)
        values["link"] = links.issue(step.project, one.recipient_id)
        subject, body = words_in(step, one.language)
        with translation.override(one.language):
            told = _("The code opens the questionnaire.")
        text = marked(filled(body, values), language=one.language, made_up=facts.made_up)
        lines = (one.unit, one.role, row.name or "", *(row.postal_address or "").split("\n"))
        to = tuple(line.strip() for line in lines if line.strip())
        letters.append(letter_pdf.Letter(one.language, to, filled(subject, values),
                                         text, values["link"], told))  # fmt: skip
    title = f"{_('Letters')}: {worded(facts.title, 'sv')}"
    return letter_pdf.letters_pdf(title, facts.steward, day, letters)
