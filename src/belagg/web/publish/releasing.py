"""Releases: asked for, made, published, and made again when something in them is withdrawn.

Every step can be done twice, or be taken up by another worker: a release goes on from the state
that it is in.
"""

import datetime as dt
from collections.abc import Iterable

import polars as pl
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from belagg.language import speaking
from belagg.publish import releases
from belagg.publish.build import build
from belagg.publish.guide.lasting import good_until
from belagg.publish.places import place_of
from belagg.publish.releases import GUIDE, OF_THE_DAY
from belagg.publish.withdrawal import standing_rows, taken_out, where_left, with_erratum
from belagg.study.problems import StudyError
from belagg.study.questionnaire import worded
from belagg.study.settings_file import parse_settings
from belagg.study.study import Study
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.publish.approval import same_approval
from belagg.web.publish.kept import (
    drawn_before,
    keep_files,
    keep_study,
    kept_files,
    kept_study,
    last_released,
)
from belagg.web.publish.models import Build, BuildState, Release, ReleaseState
from belagg.web.store import files
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS, Project


class ReleaseError(Exception):
    """A build cannot be released; the message says why, to the one who asked."""


def ask(made: Build, number: str, note: str, day: dt.date, by: User) -> Release:
    """Release a build under a number; ReleaseError where it may not be.

    What is released is what was built, and a row of `releases` that tells of it.
    """
    if made.state != BuildState.DONE or not made.package:
        raise ReleaseError(_("This build cannot be released. Make a new one."))
    study = kept_study(made.package)
    if study.settings.made_up:
        raise ReleaseError(_("The study is made up, and is not released."))
    if number in study.tables["releases"]["number"]:
        raise ReleaseError(_("There is a release with that number."))
    row = {"number": number, "date": day, "note": note}
    project = made.project
    try:
        with transaction.atomic():
            ROWS["releases"].objects.create(project=project, **row)
            asked = Release.objects.create(
                project=project, number=number, note=note, day=day, asked_by=by,
                package=keep_study(_with_row(study, "releases", row)), quotes=made.quotes,
                guide_taken_back=_approval_is_gone(project, study),
            )  # fmt: skip
            record("release asked for", project=project, actor=by, kind="release", key=number,
                   revision=made.revision[:12])  # fmt: skip
            transaction.on_commit(lambda: async_task("belagg.web.publish.releasing.go_on",
                                                     project.pk))  # fmt: skip
    except IntegrityError as error:
        raise ReleaseError(_("There is a release with that number.")) from error
    return asked


def _approval_is_gone(project: Project, study: Study) -> bool:
    """Say whether the guide of a study that was built rests on an approval that is no more."""
    now, _problems = parse_settings(project.settings)
    return study.settings.guide is not None and not same_approval(now, study.settings)


def keep_true() -> None:
    """Take what has been withdrawn out of everything built, and finish what was left undone."""
    for project in Project.objects.filter(builds__isnull=False).distinct():
        go_on(project.pk)


def go_on(pk: int) -> None:
    """Take a study's releases as far as they can come."""
    project = Project.objects.get(pk=pk)
    _take_back(project)
    for release in project.published_releases.filter(
        state__in=(ReleaseState.WAITING, ReleaseState.STALE)
    ):
        _make(release)
    if project.published_releases.filter(state=ReleaseState.MADE).exists() or _expired(project):
        _publish(project)


def _expired(project: Project) -> bool:
    """Say whether a guide is public that no longer holds."""
    return project.published_releases.filter(
        state=ReleaseState.OUT, guide_until__lt=timezone.localdate(), guide_down=False
    ).exists()


def _take_back(project: Project) -> None:
    """Find quotations that no longer stand in the study but do in something built of it."""
    still = standing_rows(ROWS["quotes"].objects.filter(project=project).values())
    for made in project.builds.filter(state=BuildState.DONE):
        if set(made.quotes) - still:
            _forget_build(made)
    for release in project.published_releases.filter(
        state__in=(ReleaseState.MADE, ReleaseState.OUT)
    ):
        if set(release.quotes) - still:
            _change(release, ReleaseState.STALE)


@transaction.atomic
def _forget_build(made: Build) -> None:
    digests = (made.archive, made.package)
    made.go_to(BuildState.WITHDRAWN)
    made.archive = made.package = ""
    made.save()
    record("build taken away", project=made.project, kind="build", key=str(made.pk),
           after=made.state)  # fmt: skip
    transaction.on_commit(lambda: _forget(digests))


def _make(release: Release) -> None:
    """Build a release, without what has been withdrawn."""
    study = kept_study(release.package)
    again = release.state == ReleaseState.STALE
    left: list[str] = []
    if again:
        gone = _gone(release)
        quotes = study.tables["quotes"].filter(pl.col("quote_id").is_in(list(gone)))
        study = taken_out(study, gone)
        left = sorted({place for words in quotes["text"] for place in where_left(study, words)})
        study = with_erratum(study, release.number, max(gone.values()))
    if left:
        message = _("Words that were withdrawn stand there, typed out: {}").format(", ".join(left))
        _hold(release, message)
        return
    try:
        with speaking("sv" if release.asked_by.language != "en" else "en"):
            before = last_released(release.project, release)
            made = build(study, lambda _step: None, before, drawn_before(release.project))
    except StudyError as error:
        problems = [str(problem) for problem in error.problems]
        if again:
            _hold(release, *problems)
        else:
            _fail(release, problems)
        return
    _made(release, study, keep_files(made.files), again=again)


@transaction.atomic
def _fail(release: Release, problems: list[str]) -> None:
    ROWS["releases"].objects.filter(project=release.project, number=release.number).delete()
    release.problems = problems
    _change(release, ReleaseState.FAILED)


def _gone(release: Release) -> dict[str, dt.date]:
    """Give the quotations of a release that stand no longer, and the day of each."""
    rows = {row["quote_id"]: row for row in
            ROWS["quotes"].objects.filter(project=release.project).values()}  # fmt: skip
    still, today = standing_rows(rows.values()), timezone.localdate()
    return {
        name: (name in rows and rows[name]["withdrawn_at"]) or today
        for name in release.quotes
        if name not in still
    }


@transaction.atomic
def _made(release: Release, study: Study, archive: str, *, again: bool) -> None:
    old = (release.package, release.archive) if again else ()
    if again:
        gone = _gone(release)
        day = max(gone.values())
        release.quotes = [name for name in release.quotes if name not in gone]
        release.earlier = [*release.earlier, release.revision[:12]]
        release.withdrawn = [*release.withdrawn, day.isoformat()]
        release.package = keep_study(study)
        erratum = study.tables["errata"].filter(pl.col("release") == release.number)
        for row in erratum.iter_rows(named=True):
            ROWS["errata"].objects.get_or_create(
                project=release.project, erratum_id=row["erratum_id"],
                defaults={"date": row["date"], "release": row["release"], "text": row["text"]},
            )  # fmt: skip
    release.archive, release.revision, release.problems = archive, study.revision, []
    release.guide_until = good_until(study)
    _change(release, ReleaseState.MADE)
    transaction.on_commit(lambda: _forget(old))


def _hold(release: Release, *problems: str) -> None:
    """Take a release down: what was withdrawn could not be taken out of it."""
    digests = (release.package, release.archive)
    with transaction.atomic():
        release.problems = list(problems)
        release.archive = release.package = ""
        _change(release, ReleaseState.HELD)
        transaction.on_commit(lambda: _forget(digests))
    _publish(release.project)


def _publish(project: Project) -> None:
    """Put every release where it is published, in place of what is there."""
    rows = list(project.published_releases.filter(
        state__in=(ReleaseState.MADE, ReleaseState.OUT, ReleaseState.HELD)))  # fmt: skip
    waiting = [row for row in rows if row.state == ReleaseState.MADE]
    try:
        place_of(settings.PUBLISH_TO).put(project.slug, tree(project, rows))
    except StudyError as error:
        told = [str(problem) for problem in error.problems]
        Release.objects.filter(pk__in=[row.pk for row in waiting]).update(problems=told)
        return
    for row in waiting:
        row.problems = []
        _change(row, ReleaseState.OUT)
    for row in rows:
        if _past(row) and not row.guide_down:
            _guide_is_down(row)


def _past(release: Release) -> bool:
    return release.guide_until is not None and release.guide_until < timezone.localdate()


@transaction.atomic
def _guide_is_down(release: Release) -> None:
    release.guide_down = True
    release.save(update_fields=["guide_down"])
    record("guide taken down", project=release.project, kind="release", key=release.number)


def _files_of(release: Release) -> dict[str, bytes]:
    """Give the files of a release, without a guide and cards that no longer hold."""
    made = kept_files(release.archive) if release.archive else {}
    gone: tuple[str, ...] = OF_THE_DAY if _past(release) else ()
    gone += (GUIDE,) if release.guide_taken_back else ()
    return {path: data for path, data in made.items() if not path.startswith(gone)}


def tree(project: Project, rows: Iterable[Release]) -> dict[str, bytes]:
    """Give all files of the releases of a study, as they are published."""
    about = load_study(project).settings
    return releases.published(
        [
            releases.Release(
                row.number, row.day, row.note, row.revision[:12],
                _files_of(row), row.earlier,
                [dt.date.fromisoformat(day) for day in row.withdrawn],
            )
            for row in rows
        ],
        worded(about.title, about.language),
        about.language,
    )  # fmt: skip


@transaction.atomic
def _change(release: Release, state: ReleaseState) -> None:
    before = release.state
    release.refresh_from_db(fields=["guide_taken_back"])  # It may have been meanwhile.
    release.go_to(state)
    release.save()
    record("release changed", project=release.project, kind="release", key=release.number,
           before=before, after=state.value, revision=release.revision[:12])  # fmt: skip


def _forget(digests: Iterable[str]) -> None:
    """Take files away that nothing built or released refers to any more."""
    for digest in filter(None, digests):
        kept = any(
            model.objects.filter(**{column: digest}).exists()
            for model in (Build, Release)
            for column in ("archive", "package")
        )
        if not kept:
            files.forget(digest)


def _with_row(study: Study, table: str, row: dict[str, object]) -> Study:
    frame = study.tables[table]
    added = pl.DataFrame([{name: row.get(name) for name in frame.columns}], frame.schema)
    return study.with_table(table, pl.concat([frame, added]))
