"""The code tree: all themes, categories and codes, a code by itself, and the history."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belagg.judging.code_tree import (
    Book,
    Code,
    CodeTreeError,
    Command,
    Merge,
    Move,
    Note,
    Remove,
    Rename,
    Split,
)
from belagg.study.sheets import clean
from belagg.web.coding.models import TextCoding, TreeStep
from belagg.web.coding.themes import marks
from belagg.web.coding.themes.forms import CodeForm
from belagg.web.coding.themes.pairs import waiting_for
from belagg.web.coding.themes.retrieval import Asked, found
from belagg.web.coding.themes.words import STEPS, refusal
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission, allowed
from belagg.web.store.models import ROWS, Project

_PAGE = 50


@dataclass(frozen=True)
class Branch:
    """A code with how many passages have it, and it or one below, and the codes under it."""

    code: Code
    own: int
    below: int
    branches: tuple["Branch", ...]


@in_study(Permission.CODE)
def themes(request: HttpRequest, project: Project) -> HttpResponse:
    """Show the code tree, and take a new code."""
    book = marks.codes_of(project)
    form = CodeForm(request.POST or None, marks.paths_of(book))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            key = marks.add_code(project, data["name"], data["parent"], data["definition"],
                                 actor=acting(request))  # fmt: skip
            if data["memo"]:
                marks.change(project, Note(key, data["memo"]), actor=acting(request))
        except CodeTreeError as error:
            form.add_error("name", refusal(error))
        else:
            messages.success(request, _("The code is added."))
            return redirect("themes", project.slug)
    counts = _counts(project)
    context = {
        "tree": [_branch(book, code, counts) for code in book.children(None)], "form": form,
        "total": sum(counts.values()), "waiting": waiting_for(project, acting(request)).count(),
        "doubled": TextCoding.objects.filter(project=project).exists(),
    }  # fmt: skip
    return render(request, "coding/themes/tree.html", context)


def _counts(project: Project) -> dict[str, int]:
    rows = ROWS["segments"].objects.filter(project=project).order_by()
    return dict(rows.values_list("code_id").annotate(n=Count("pk")))


def _branch(book: Book, code: Code, counts: Mapping[str, int]) -> Branch:
    branches = tuple(_branch(book, one, counts) for one in book.children(code.code_id))
    own = counts.get(code.code_id, 0)
    return Branch(code, own, own + sum(one.below for one in branches), branches)


@in_study(Permission.CODE)
def code(request: HttpRequest, project: Project, code_id: str) -> HttpResponse:
    """Show a code, and change its name, meaning, memo and place."""
    book, held = _held(project, code_id)
    below = {code_id, *(one for one in book.codes if code_id in book.above(one))}
    paths = marks.paths_of(book)
    initial = {"name": held.name, "parent": held.parent_id or "", "definition": held.definition,
               "memo": held.memo}  # fmt: skip
    elsewhere = {key: path for key, path in paths.items() if key not in below}
    form = CodeForm(request.POST or None, elsewhere, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            for command in _commands(held, form.cleaned_data):
                marks.change(project, command, actor=acting(request))
        except CodeTreeError as error:
            form.add_error("name", refusal(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("theme-code", project.slug, code_id)
    counts = _counts(project)
    context = {
        "code": held, "path": paths.get(code_id, held.name), "form": form,
        "branch": _branch(book, held, counts),
        "others": [(key, path) for key, path in paths.items() if key != code_id],
    }  # fmt: skip
    return render(request, "coding/themes/code.html", context)


def _held(project: Project, code_id: str) -> tuple[Book, Code]:
    book = marks.codes_of(project)
    if code_id not in book.codes:
        raise Http404
    return book, book.codes[code_id]


def _commands(held: Code, data: Mapping[str, str]) -> list[Command]:
    found: list[Command] = []
    if (data["name"], data["definition"]) != (held.name, held.definition):
        found.append(Rename(held.code_id, data["name"], data["definition"]))
    if data["memo"] != held.memo:
        found.append(Note(held.code_id, data["memo"]))
    if (data["parent"] or None) != held.parent_id:
        found.append(Move(held.code_id, data["parent"] or None))
    return found


@require_POST
@in_study(Permission.CODE)
def merge(request: HttpRequest, project: Project, code_id: str) -> HttpResponse:
    """Let a code take over the marks of another, and the codes below it; the other goes."""
    return _changed(
        request, project, Merge((str(request.POST.get("other", "")),), code_id), code_id
    )


@require_POST
@in_study(Permission.CODE)
def remove(request: HttpRequest, project: Project, code_id: str) -> HttpResponse:
    """Take away a code that has no marks and none below it."""
    return _changed(request, project, Remove(code_id), "")


def _changed(
    request: HttpRequest, project: Project, command: Command, back_to: str
) -> HttpResponse:
    try:
        marks.change(project, command, actor=acting(request))
        messages.success(request, _("Done. It can be undone in the history."))
    except CodeTreeError as error:
        messages.error(request, refusal(error))
        if isinstance(command, Remove):
            return redirect("theme-code", project.slug, command.code_id)
    if back_to:
        return redirect("theme-code", project.slug, back_to)
    return redirect("themes", project.slug)


@in_study(Permission.CODE)
def split(request: HttpRequest, project: Project, code_id: str) -> HttpResponse:
    """Give some passages of a code to a new one beside it; the rest stay."""
    book, held = _held(project, code_id)
    ticked = request.POST.getlist("span")
    name = clean(str(request.POST.get("name", "")))[:200]
    if request.method == "POST":
        part = Code(marks.new_id(name, book.codes), name)
        try:
            marks.change(project, Split(code_id, (part,), dict.fromkeys(ticked, part.code_id)),
                         actor=acting(request))  # fmt: skip
        except CodeTreeError as error:
            messages.error(request, refusal(error))
        else:
            messages.success(request, _("Done. It can be undone in the history."))
            return redirect("theme-code", project.slug, code_id)
    own = [one for one in found(project, Asked(code=code_id)) if one.span.code_id == code_id]
    context = {"code": held, "spans": own, "name": name, "ticked": ticked}
    return render(request, "coding/themes/split.html", context)


@in_study(Permission.CODE)
def history(request: HttpRequest, project: Project) -> HttpResponse:
    """List what was done to the codes, the latest first, each to be undone."""
    steps = TreeStep.objects.filter(project=project, name__in=STEPS).select_related("by")
    page = Paginator(steps, _PAGE).get_page(request.GET.get("page"))
    rows = [(step, STEPS[step.name], _told(step)) for step in page]
    return render(request, "coding/themes/history.html", {"page": page, "rows": rows})


def _told(step: TreeStep) -> list[tuple[str, str]]:
    """Give the names of the codes that a step changed, before and after; empty for none."""
    return [
        ((was or {}).get("name", ""), (became or {}).get("name", ""))
        for was, became in step.codes.values()
    ]


@require_POST
@in_study(Permission.CODE)
def undo(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """Undo a step of the history."""
    step = get_object_or_404(TreeStep, project=project, number=number, name__in=STEPS)
    lead = allowed(getattr(request, "roles", ()), Permission.ADJUDICATE)
    try:
        marks.take_back(project, step.number, actor=acting(request), lead=lead)
        messages.success(request, _("Undone."))
    except CodeTreeError as error:
        messages.error(request, refusal(error))
    return redirect("themes-history", project.slug)
