"""A text to be read and marked: with the mouse, or by numbers and words without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from belagg.judging.code_tree import CodeTreeError
from belagg.judging.text_coding import NotNowError, Sight, may_mark, sight
from belagg.study.sheets import clean
from belagg.web.coding.models import TreeStep
from belagg.web.coding.recoding.items import language
from belagg.web.coding.themes import marks, pairs, texts
from belagg.web.coding.themes.forms import MarkForm
from belagg.web.coding.themes.passages import Passage, Piece, Span, between, pieces, places_of
from belagg.web.coding.themes.words import refusal
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import Project


@dataclass(frozen=True)
class Row:
    """A passage in pieces, with the marks that begin in it."""

    passage: Passage
    pieces: Sequence[Piece]
    begins: Sequence["Shown"]


@dataclass(frozen=True)
class Shown:
    """A mark in the margin: its number on the page, its code in words, and what may be done."""

    number: int
    mark: marks.Marked
    path: str
    name: str
    words: str
    passage: int
    mine: bool


@in_study(Permission.CODE, Permission.ANSWERS)
def answer(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Read and mark an answer."""
    return _reading(request, project, texts.answer(project, key))


@in_study(Permission.CODE)
def document(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Read and mark the text of a document."""
    return _reading(request, project, texts.document(project, key))


@never_cache
@in_study(Permission.CODE, Permission.VOICES)
def notes(request: HttpRequest, project: Project, key: str) -> HttpResponse:
    """Read and mark the notes of a meeting; for those who run reference groups and code."""
    return _reading(request, project, texts.meeting(project, key))


def _reading(request: HttpRequest, project: Project, text: texts.Text) -> HttpResponse:
    lead = allowed(getattr(request, "roles", ()), Permission.ADJUDICATE)
    book = marks.codes_of(project)
    paths = marks.paths_of(book)
    page = _page(request, project, text)
    asked = request.POST.get("do", "")
    initial = {"code": request.session.get("code", "")}
    form = MarkForm(request.POST if asked == "mark" else None, paths, initial=initial)
    if asked == "mark":
        key = _mark(request, project, text, page, form, lead=lead)
        if key:
            return redirect(_here(project, text, page, key))
    elif request.method == "POST":
        _act(request, project, text, lead=lead)
        return redirect(_here(project, text, page, ""))
    context = _shown(request, project, text, page, paths, lead=lead)
    if context["private"]:
        form.fields["memo"].help_text = _("Stays here, with the notes.")
    return render(request, "coding/themes/reader.html", context | {"form": form})


def _page(request: HttpRequest, project: Project, text: texts.Text) -> int:
    wanted = request.GET.get("mark", "")
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isdigit() and len(asked) < 7 else 1
    if wanted:
        found = [m for m in marks.seen(project, text, acting(request)) if m.segment_id == wanted]
        page = text.page_of(found[0].start) if found else page
    return min(max(1, page), text.pages)


def _here(project: Project, text: texts.Text, page: int, key: str) -> str:
    place = f"#m-{key}" if key else "#text"
    return f"{texts.address(project, text.source)}?page={page}{place}"


def _mark(
    request: HttpRequest, project: Project, text: texts.Text, page: int, form: MarkForm, *,
    lead: bool,
) -> str:  # fmt: skip
    """Mark what the form says and give the mark's id; empty, with the form saying why, for none."""
    if not form.is_valid():
        return ""
    data = form.cleaned_data
    place = _place(text, text.passages(page), form)
    if place is None:
        return ""
    try:
        code = data["code"]
        if data["name"]:
            code = marks.add_code(project, data["name"], data["parent"], actor=acting(request))
        key = marks.mark(project, text, place, code, data["memo"], actor=acting(request),
                         lead=lead)  # fmt: skip
    except CodeTreeError as error:
        form.add_error("name" if data["name"] else "code", refusal(error))
        return ""
    except PermissionError:
        form.add_error(None, _("You cannot mark this text as it stands now."))
        return ""
    request.session["code"] = code
    messages.success(request, _("Marked."))
    return key


def _place(
    text: texts.Text, passages: Sequence[Passage], form: MarkForm
) -> tuple[int, int] | None:  # fmt: skip
    """Give where the form says: words that are selected or quoted, else passages by number."""
    data = form.cleaned_data
    words, first, last = data["words"], data["first"], data["last"] or data["first"]
    numbered = between(passages, first, last) if first else None
    if first and numbered is None:
        told = (passages[0].number, passages[-1].number) if passages else (0, 0)
        form.add_error("first", _("The numbers of this page are %s to %s.") % told)
        return None
    if not words:
        if numbered is None:
            form.add_error("words", _("Say what to mark: words, or numbers of passages."))
        return numbered
    start, end = data["start"], data["end"]
    if start is not None and end is not None and text.text[start:end].split() == words.split():
        return start, end
    found = places_of(text.text, words, *(numbered or ()))
    if len(found) == 1:
        return found[0].start, found[0].end
    if not found:
        form.add_error("words", _("These words are not there, letter for letter."))
    else:
        form.add_error("words", _("These words stand in %s places. Write the number of the "
                                  "passage too, or some more words.") % len(found))  # fmt: skip
    return None


def _act(request: HttpRequest, project: Project, text: texts.Text, *, lead: bool) -> None:
    """Do what a button says with a mark or with the text, and tell how it went."""
    post, actor = request.POST, acting(request)
    key = str(post.get("mark", ""))
    try:
        match post.get("do"):
            case "remove":
                marks.unmark(project, text.source, key, actor=actor, lead=lead)
                messages.success(request, _("Taken away. It can be undone."))
            case "amend":
                marks.amend(
                    project,
                    text.source,
                    key,
                    str(post.get("code", "")),
                    clean(str(post.get("memo", "")))[:5000],
                    actor=actor,
                    lead=lead,
                )
                messages.success(request, _("Saved."))  # fmt: skip
            case "undo":
                step = get_object_or_404(TreeStep, project=project, source=text.source,
                                         number=int(post.get("step", "0")))  # fmt: skip
                marks.take_back(project, step.number, actor=actor, lead=lead)
                messages.success(request, _("Undone."))
            case "finish":
                both = pairs.finished(project, text.source, actor)
                told = _("Both are done: all marks are shown.")
                alone = _("Noted. The marks are shown when both are done.")
                messages.success(request, told if both else alone)
            case "take up":
                pairs.taken_up(project, text.source, actor)
    except CodeTreeError as error:
        messages.error(request, refusal(error))
    except (PermissionError, NotNowError, ValueError):
        messages.error(request, _("That cannot be done as the text stands now."))


def _shown(
    request: HttpRequest, project: Project, text: texts.Text, page: int, paths: dict[str, str], *,
    lead: bool,
) -> dict[str, object]:  # fmt: skip
    actor = acting(request)
    held = marks.doubled(project, text.source)
    every = marks.seen(project, text, actor)
    passages = text.passages(page)
    listed = _listed(text, passages, every, paths, actor.signature, lead=lead)
    spans = [Span(m.segment_id, m.start, m.end) for m in every if not m.changed]
    before, after = texts.neighbours(project, text)
    elsewhere = {text.page_of(m.start) for m in every} - {page} if text.pages > 1 else set()
    return {
        "text": text, "page": page, "pages": text.pages,
        "rows": [
            Row(one, pieces(text.text, one, spans),
                [m for m in listed if m.passage == one.number and not m.mark.changed])
            for one in passages
        ],
        "listed": listed, "elsewhere": sorted(elsewhere), "codes": list(paths.items()),
        "before": before, "after": after, "keys": request.session.get("keys", True),
        "may_mark": may_mark(held, actor.signature, lead=lead),
        "held": held, "standing": held.state.label(language()) if held else "",
        "mine_of_two": held is not None and actor.signature in held.coders,
        "done": held is not None and held.done == actor.signature,
        "hidden": sight(held, actor.signature) is Sight.NONE,
        "last": marks.last_step(project, text.source, actor),
        "document_page": reverse("document", args=(project.slug, text.source.partition(":")[2]))
        if text.document is not None else "",
        "private": text.source.startswith(f"{texts.MEETING}:"),
    }  # fmt: skip


def _listed(
    text: texts.Text, passages: Sequence[Passage], every: Sequence[marks.Marked],
    paths: dict[str, str], me: str, *, lead: bool,
) -> list[Shown]:  # fmt: skip
    """Give the marks that touch a page, numbered; each with the passage of it where it begins."""
    if not passages:
        return []
    first, last = passages[0].start, passages[-1].end
    here = [m for m in every if m.changed or (m.start < last and m.end > first)]
    return [
        Shown(
            number, m, paths.get(m.code_id, m.code_id),
            paths.get(m.code_id, m.code_id).rpartition(" / ")[2],
            " ".join(text.text[m.start : m.end].split()),
            next((p.number for p in passages if p.end > m.start), passages[-1].number),
            lead or m.coder == me,
        )
        for number, m in enumerate(here, 1)
    ]  # fmt: skip
