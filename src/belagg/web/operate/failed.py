"""What the worker could not do: its errors without their words, and a page to take it up again.

A task that fails is tried again by the queue, five times with a quarter of an hour between; then it
is a dead letter, and stays here until somebody has looked at it.
"""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_q.models import Task
from django_q.signals import post_execute_in_worker
from django_q.tasks import async_task

from belagg.web.people.access import acting, owners_only
from belagg.web.people.audit import record

_PAGE = 50
_PLACE = re.compile(r'File "[^"]*?([^/"]+)", line (\d+)')
_KIND = re.compile(r"^([\w.]+(?:Error|Exception|Exit|Interrupt|Warning)?)(?::|$)", re.MULTILINE)


def wordless(trace: str) -> str:
    """Give the kind of an error and the places it came through, without its message."""
    places = [f"{name}:{line}" for name, line in _PLACE.findall(trace)]
    kinds = [kind for kind in _KIND.findall(trace) if kind != "Traceback"]
    told = kinds[-1] if kinds else "error"
    return f"{told} at {' < '.join(reversed(places[-12:]))}"


@receiver(post_execute_in_worker)
def leave_words_out(task: dict[str, Any], **_more: object) -> None:
    """Keep rows and addresses, which errors of databases and mail name, out of what is stored."""
    if not task.get("success", True):
        task["result"] = wordless(str(task["result"]))


@owners_only
def failed(request: HttpRequest) -> HttpResponse:
    """List the tasks that failed, the latest first."""
    tasks = Task.objects.filter(success=False).order_by("-stopped")
    page = Paginator(tasks, _PAGE).get_page(request.GET.get("page"))
    return render(request, "operate/failed.html", {"page": page})


@require_POST
@owners_only
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """Take a failed task up again (`again`), or let it be; either way it leaves the list."""
    task = get_object_or_404(Task, pk=key, success=False)
    again = request.POST.get("do") == "again"
    with transaction.atomic():
        if again:
            async_task(task.func, *(task.args or ()), **(task.kwargs or {}))
        record("task taken up again" if again else "task let be", actor=acting(request),
               kind="task", key=str(task.func))  # fmt: skip
        task.delete()
    messages.success(request, _("It is in the queue again.") if again else _("It is let be."))
    return redirect("failed-tasks")
