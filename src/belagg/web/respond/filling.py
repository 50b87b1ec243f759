"""Filling in: a page at a time, and each field as it is left where the browser runs scripts."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.web.respond import answers, earlier, pilot
from belagg.web.respond.answers import ConflictError, Given, Held, LockedError, asked_items, form_of
from belagg.web.respond.pages import Page, page_with, pages_of
from belagg.web.respond.reading import NotAnAnswerError, given_in
from belagg.web.respond.session import Official, official
from belagg.web.respond.shown import fields_of, in_words
from belagg.web.store.bridge import load_study


@official
def page(request: HttpRequest, who: Official, number: int) -> HttpResponse:
    """Show a page with its answers; sending it saves them all and goes on."""
    if not who.may_change:
        return redirect("answer-receipt" if who.signs else "answer", who.sheet.pk)
    language = get_language() or "sv"
    pages = pages_of(form_of(who.project), load_study(who.project).settings, language)
    shown = next((one for one in pages if one.number == number), None)
    if shown is None:
        raise Http404
    if not who.may_answer(shown.key):
        return redirect("answer", who.sheet.pk)
    if request.method != "POST":
        return _show(request, who, pages, shown, language)
    before = answers.put_now(form_of(who.project), who.sheet)
    tried, errors, theirs = _save_page(request, who, shown)
    if errors or theirs:
        return _show(request, who, pages, shown, language, tried, errors, theirs)
    now = answers.put_now(form_of(who.project), who.sheet)
    new_here = {i.question_id for i in shown.items} & (now - before)
    if new_here and "back" not in request.POST:
        return redirect("answer-page", who.sheet.pk, number)
    return _onwards(request, who, pages, number)


def _onwards(
    request: HttpRequest, who: Official, pages: tuple[Page, ...], number: int
) -> HttpResponse:
    if "pause" in request.POST:
        return redirect("answer", who.sheet.pk)
    mine = [page.number for page in pages if who.may_answer(page.key)]
    back = "back" in request.POST
    left = [one for one in mine if (one < number if back else one > number)]
    if left:
        return redirect("answer-page", who.sheet.pk, left[-1] if back else left[0])
    return redirect("answer" if back or not who.signs else "answer-review", who.sheet.pk)


def _save_page(
    request: HttpRequest, who: Official, shown: Page
) -> tuple[dict[str, Given], dict[str, str], dict[str, Held]]:
    sent = {key: [str(v) for v in values] for key, values in request.POST.lists()}
    tried: dict[str, Given] = {}
    errors: dict[str, str] = {}
    theirs: dict[str, Held] = {}
    for item in shown.items:
        name = item.question_id
        if f"{name}.version" not in sent or sent.get(f"{name}.keep") == ["theirs"]:
            continue
        pilot.keep_comment(who, name, sent)
        try:
            given = tried[name] = given_in(item, sent)
            answers.save(who.sheet, name, given, based_on=_version(sent, name), by=who.recipient_id)
        except NotAnAnswerError as error:
            errors[name] = str(error)
        except ConflictError as conflict:
            theirs[name] = conflict.theirs
        except LockedError:
            errors[name] = _("The response has been sent meanwhile, by a colleague of yours.")
        else:
            del tried[name]
    return tried, errors, theirs


def _version(sent: dict[str, list[str]], name: str) -> int:
    text = sent[f"{name}.version"][0]
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _show(
    request: HttpRequest,
    who: Official,
    pages: tuple[Page, ...],
    shown: Page,
    language: str,
    tried: dict[str, Given] | None = None,
    errors: dict[str, str] | None = None,
    theirs: dict[str, Held] | None = None,
) -> HttpResponse:
    held = answers.held_answers(who.sheet)
    put = asked_items(form_of(who.project), held)
    fields = fields_of(shown, held, put, language, tried=tried, errors=errors, theirs=theirs,
                       before=earlier.answers_of(load_study(who.project), who.unit_id, language),
                       comments=pilot.comments_of(who))  # fmt: skip
    context = {
        "who": who, "page": shown, "pages": pages, "fields": fields,
        "wrong": [f for f in fields if f.error or f.theirs],
    }  # fmt: skip
    return render(request, "respond/page.html", context)


def _is_hers(who: Official, question_id: str) -> bool:
    if who.signs:
        return True
    pages = pages_of(form_of(who.project), load_study(who.project).settings, "sv")
    page = page_with(pages, question_id)
    return page is not None and who.may_answer(page.key)


@require_POST
@official
def save_field(request: HttpRequest, who: Official, question_id: str) -> JsonResponse:
    """Save one answer as its field is left.

    Gives 200 with the new version, and the items that are put now where that can have changed;
    409 with what a colleague has saved meanwhile; 422 with what is wrong; 423 where the response
    has been sent.
    """
    if not who.may_change:
        return JsonResponse({"error": _("The response has been sent.")}, status=423)
    form = form_of(who.project)
    item = form.by_id.get(question_id)
    if item is None or not _is_hers(who, question_id):
        raise Http404
    sent = {key: [str(v) for v in values] for key, values in request.POST.lists()}
    pilot.keep_comment(who, question_id, sent)
    if f"{question_id}.version" not in sent:
        return JsonResponse({"error": _("The version is missing.")}, status=422)
    try:
        held = answers.save(
            who.sheet, question_id, given_in(item, sent),
            based_on=_version(sent, question_id), by=who.recipient_id,
        )  # fmt: skip
    except NotAnAnswerError as error:
        return JsonResponse({"error": str(error)}, status=422)
    except ConflictError as conflict:
        words = in_words(item, conflict.theirs, get_language() or "sv")
        return JsonResponse({"theirs": words, "version": conflict.theirs.version}, status=409)
    except LockedError:
        return JsonResponse({"error": _("The response has been sent.")}, status=423)
    put = None
    if item.name in form.deciding:
        put = sorted(answers.put_now(form, who.sheet))
    return JsonResponse({"version": held.version, "put": put})
