"""Builds as pages: asked for, followed, read and taken out."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from belagg.publish.check import check_study
from belagg.web.people.access import acting, in_study
from belagg.web.people.permissions import Permission
from belagg.web.publish import tasks
from belagg.web.publish.kept import archive_of
from belagg.web.publish.models import BuildState
from belagg.web.publish.previews import file_of
from belagg.web.store import files
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

_SHOWN = 20


@in_study(Permission.READ)
def builds(request: HttpRequest, project: Project) -> HttpResponse:
    """List the latest builds with what became of them."""
    language = get_language() or "sv"
    listed = [(b, BuildState(b.state).label(language)) for b in project.builds.all()[:_SHOWN]]
    running = any(b.state in (BuildState.QUEUED, BuildState.BUILDING) for b, _word in listed)
    return render(request, "publish/builds.html", {"builds": listed, "running": running})


@require_POST
@in_study(Permission.PUBLISH)
def build_now(request: HttpRequest, project: Project) -> HttpResponse:
    """Ask for a build."""
    tasks.ask(project, acting(request))
    return redirect("builds", project.slug)


@in_study(Permission.READ)
def build(request: HttpRequest, project: Project, pk: int) -> HttpResponse:
    """Show one build: its files, or what kept it from being made."""
    found = get_object_or_404(project.builds, pk=pk)
    names = archive_of(found.archive).namelist() if found.archive else []
    top = [name for name in names if "/" not in name]
    links = found.previews.filter(revoked=None, expires__gt=timezone.now())
    context = {"build": found, "files": top, "more": len(names) - len(top),
               "previewed": links.exists(),
               "site": "site/index.html" if "site/index.html" in names else "",
               "state": BuildState(found.state).label(get_language() or "sv")}  # fmt: skip
    return render(request, "publish/build.html", context)


@in_study(Permission.READ)
def build_file(request: HttpRequest, project: Project, pk: int, path: str) -> HttpResponse:
    """Give one file of a build; a page among them is shown apart from everything else here."""
    return file_of(get_object_or_404(project.builds, pk=pk), path)


@in_study(Permission.READ)
def build_zip(request: HttpRequest, project: Project, pk: int) -> FileResponse:
    """Give everything of a build as a zip."""
    found = get_object_or_404(project.builds, pk=pk)
    if not found.archive:
        raise Http404
    name = f"{project.slug}-{found.revision[:12]}.zip"
    stream = files.path_of(found.archive).open("rb")
    return FileResponse(stream, as_attachment=True, filename=name)


@in_study(Permission.READ)
def checks(request: HttpRequest, project: Project) -> HttpResponse:
    """Tell what a careful reader would have caught, as `belagg check` does."""
    found = check_study(load_study(project))
    language = get_language() or "sv"
    listed = [
        {"severity": f.severity.label(language), "kind": f.severity.value, "code": f.code,
         "where": str(f.where), "message": f.message}
        for f in found.findings
    ]  # fmt: skip
    return render(request, "publish/checks.html", {"findings": listed, "allowed": found.allowed})
