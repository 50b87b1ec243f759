"""From the personal link into the questionnaire: opening the link itself changes nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from belagg.study.questionnaire import worded
from belagg.web.factcheck.saying import latest_for
from belagg.web.fieldwork.default_texts import text_of
from belagg.web.fieldwork.reach import speak
from belagg.web.fieldwork.words import as_fragment
from belagg.web.frame.marks import tells_of
from belagg.web.people.access import open_to_all
from belagg.web.progress.models import open_round
from belagg.web.respond import links, session
from belagg.web.respond.answers import form_of, held_answers, lacking
from belagg.web.respond.colleagues import person_of
from belagg.web.respond.following_up import open_questions
from belagg.web.respond.pages import pages_of
from belagg.web.respond.session import Official, official
from belagg.web.respond.shown import fields_of
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Stage


@open_to_all
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what the link is to, and begin when the button is pressed; mail scanners only read."""
    found = links.opened_by(secret) if session.TRIES.left(request) else None
    if found is None:
        return session.closed_door(request)
    tells_of(request, found.project)
    recipient = person_of(found.project, found.recipient_id)
    if recipient is None:
        return session.closed_door(request)
    if not session.is_open(found.project, recipient.unit_id):
        return render(request, "respond/not_open.html", status=403)
    facts = latest_for(found.project, recipient.unit_id)
    if request.method == "POST":
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            # She chose the language on our pages: what her browser asks for may not be hers.
            speak(found.project, found.recipient_id, get_language() or "sv")
        sheet = session.begin(request, found)
        whole = recipient.sections is None
        return redirect("answer-facts" if facts is not None and whole else "answer", sheet.pk)
    unit = ROWS["units"].objects.get(project=found.project, unit_id=recipient.unit_id)
    about = load_study(found.project).settings
    language = get_language() or "sv"
    context = {
        "title": worded(about.title, language),
        "steward": about.steward,
        "unit": unit.name,
        "role": recipient.role,
        "colleague": recipient.sections is not None,
        "secret": secret,
        "pilot": found.project.stage == Stage.PILOT,
        "count": len(form_of(found.project).answerable),
        "facts": facts,
    }
    return render(request, "respond/link.html", context)


@official
def overview(request: HttpRequest, who: Official) -> HttpResponse:
    """Show the whole questionnaire before it is begun, and how far the response has come."""
    language = get_language() or "sv"
    study = load_study(who.project)
    form, held = form_of(who.project), held_answers(who.sheet)
    everything = frozenset(item.question_id for item in form.items)
    pages = [
        (
            page,
            fields_of(page, held, everything, language),
            sum(not held[i.question_id].is_empty for i in page.items if i.question_id in held),
            who.may_answer(page.key),
        )
        for page in pages_of(form, study.settings, language)
    ]
    context = {
        "who": who,
        "title": worded(study.settings.title, language),
        "pages": pages,
        "first": next((page.number for page, *_more, hers in pages if hers), 0),
        "attached": who.sheet.attachments.filter(removed=None, original=False).count(),
        "colleagues": who.sheet.colleagues.filter(withdrawn=None).count(),
        "answered": sum(not answer.is_empty for answer in held.values()),
        "count": len(form.answerable),
        "lacking": lacking(form, held),
        "follow_ups": len(open_questions(who.project, who.unit_id)),
        "facts": latest_for(who.project, who.unit_id) if who.signs else None,
        "progress": open_round(who.project) if who.signs else None,
    }
    return render(request, "respond/overview.html", context)


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what becomes of what is written, and whom to turn to."""
    return render(request, "respond/privacy.html")


@open_to_all
def questions(request: HttpRequest) -> HttpResponse:
    """Answer what officials ask most."""
    title, answers = text_of("questions", "en" if get_language() == "en" else "sv")
    context = {"title": title, "answers": as_fragment(answers)}
    return render(request, "respond/questions.html", context)
