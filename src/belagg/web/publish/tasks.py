"""Building in the background: the same outputs as `belagg build`."""

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from belagg.language import speaking
from belagg.publish.build import Built, Progress
from belagg.publish.build import build as make
from belagg.publish.withdrawal import standing
from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.web.factcheck.release import held_back, released
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.publish.kept import drawn_before, keep_files, keep_study, last_released
from belagg.web.publish.models import Build, BuildState
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project


@transaction.atomic
def ask(project: Project, by: User) -> Build:
    """Put a build in the queue."""
    asked = Build.objects.create(project=project, asked_by=by)
    record("build asked for", project=project, actor=by, kind="build", key=str(asked.pk))
    transaction.on_commit(lambda: async_task("belagg.web.publish.tasks.run", asked.pk))
    return asked


def run(pk: int) -> None:
    """Build; doing it twice gives the same files, and a build that is done is left alone."""
    asked = Build.objects.get(pk=pk)
    if BuildState(asked.state) in (BuildState.DONE, BuildState.FAILED):
        return
    asked.go_to(BuildState.BUILDING)
    asked.save()

    def progress(step: str) -> None:
        Build.objects.filter(pk=pk).update(step=step)

    try:
        with speaking("sv" if asked.asked_by.language != "en" else "en"):
            whole, study, built = _made(asked.project, progress)
    except StudyError as error:
        _end(asked, BuildState.FAILED, problems=[str(problem) for problem in error.problems])
        return
    asked.revision = study.revision
    asked.archive, asked.package = keep_files(built.files), keep_study(study)
    asked.quotes = sorted(standing(study))
    asked.findings = len(built.checked.findings)
    asked.held_back = len(held_back(asked.project, whole))
    _end(asked, BuildState.DONE, problems=[])


def _made(project: Project, progress: Progress) -> tuple[Study, Study, Built]:
    """Build what may be told; again where words were withdrawn while it was made."""
    while True:
        whole = load_study(project)
        study = released(project, whole)
        built = make(study, progress, last_released(project), drawn_before(project))
        if standing(whole) <= standing(load_study(project)):
            return whole, study, built


@transaction.atomic
def _end(asked: Build, state: BuildState, problems: list[str]) -> None:
    asked.go_to(state)
    asked.problems, asked.step, asked.ended = problems, "", timezone.now()
    asked.save()
    record("build ended", project=asked.project, kind="build", key=str(asked.pk),
           after=state.value, revision=asked.revision[:12])  # fmt: skip
