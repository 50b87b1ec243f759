"""Follow-up questions by the same link: only those cells are open, and the rest stands."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belagg.study.questionnaire import worded
from belagg.study.sheets import clean
from belagg.study.vocabulary import Missing, Origin
from belagg.web.people.audit import record, text_hash
from belagg.web.respond import signals
from belagg.web.respond.answers import form_of
from belagg.web.respond.holds import passed
from belagg.web.respond.reading import MAX_TEXT
from belagg.web.respond.sending import moment_of
from belagg.web.respond.session import Official, signing
from belagg.web.store.models import ROWS, Project


def open_questions(project: Project, unit_id: str) -> list[object]:
    """Give the questions that were sent to a body and have not been answered."""
    rows = ROWS["follow_ups"].objects.filter(project=project, unit_id=unit_id, answered=None)
    return list(rows.exclude(asked=None).order_by("follow_up_id"))


@signing
def follow_ups(request: HttpRequest, who: Official) -> HttpResponse:
    """Show the open questions beside what was answered, and take the answers."""
    rows = open_questions(who.project, who.unit_id)
    if request.method == "POST":
        answered = _answer(request, who, rows)
        if answered:
            messages.success(request, _("Your answers have been sent. Thank you."))
        else:
            messages.error(request, _("Write an answer to at least one of the questions."))
        return redirect("answer-follow-ups", who.sheet.pk)
    language = get_language() or "sv"
    form = form_of(who.project)
    said = {row.question_id: row for row in ROWS["responses"].objects.filter(
        project=who.project, unit_id=who.unit_id, origin=Origin.SURVEY.value)}  # fmt: skip
    shown = []
    for row in rows:
        item = form.by_id.get(row.question_id)  # type: ignore[attr-defined]  # a row
        answer = said.get(row.question_id)  # type: ignore[attr-defined]  # a row
        labels = {c.code: worded(c.label, language) for c in item.choices} if item else {}
        words = ""
        if answer is not None:
            chosen = ", ".join(labels.get(c, c) for c in (answer.category or "").split())
            missing = Missing(answer.missing).label(language) if answer.missing else ""
            words = ": ".join(w for w in (chosen, answer.text or answer.value, missing) if w)
        shown.append((row, worded(item.label, language) if item else "", words))
    return render(request, "respond/follow_ups.html", {"who": who, "rows": shown})


@transaction.atomic
def _answer(request: HttpRequest, who: Official, rows: list[object]) -> int:
    count, now = 0, timezone.now()
    for row in rows:
        key = row.follow_up_id  # type: ignore[attr-defined]  # a row of follow_ups
        text = clean(str(request.POST.get(f"f.{key}", "")))[:MAX_TEXT]
        if not text:
            continue
        taken = (
            ROWS["follow_ups"]
            .objects.filter(project=who.project, follow_up_id=key, answered=None)
            .update(answered=moment_of(now))
        )
        if not taken:
            continue
        ROWS["responses"].objects.create(
            project=who.project, response_id=key, unit_id=who.unit_id,
            recipient_id=who.recipient_id,
            question_id=row.question_id,  # type: ignore[attr-defined]  # a row
            text=passed(who.project, text, place=key, unit_id=who.unit_id,
                        question_id=row.question_id),  # type: ignore[attr-defined]  # a row
            origin=Origin.FOLLOW_UP.value, at=moment_of(now),
        )  # fmt: skip
        record("follow-up answered", project=who.project, actor_kind="official",
               kind="follow_up", key=key, after=text_hash(text)[:16])  # fmt: skip
        signals.follow_up_answered.send(Official, project=who.project, follow_up_id=key,
                                        unit_id=who.unit_id, at=now)  # fmt: skip
        count += 1
    return count
