"""What a build or a release keeps: its files as a zip, and the public study it was made of."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from belagg.publish.drawn import NOTHING, Drawn
from belagg.study.study import Study
from belagg.web.publish.models import Release, ReleaseState
from belagg.web.store import files
from belagg.web.store.models import Project

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def keep_files(made: Mapping[str, bytes]) -> str:
    """Keep files by path as one zip, the same for the same files, and give its checksum."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(made.items()):
            archive.writestr(zipfile.ZipInfo(path, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return files.keep(buffer.getvalue())


def kept_files(digest: str) -> dict[str, bytes]:
    """Give the files of a zip by path."""
    with archive_of(digest) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(digest: str) -> zipfile.ZipFile:
    """Open the zip of a build."""
    return zipfile.ZipFile(files.path_of(digest))


def drawn_before(project: Project) -> Drawn:
    """Give the pictures of the last build of a study that is still kept."""
    last = project.builds.exclude(archive="").first()
    if last is None:
        return NOTHING
    try:
        with archive_of(last.archive) as archive:
            names = [name for name in archive.namelist() if name.endswith(".png")]
            return Drawn.of([archive.read(name) for name in names])
    except FileNotFoundError:
        return NOTHING  # It was taken away in this moment: words in it were withdrawn.


def keep_study(study: Study) -> str:
    """Keep what is public of a study as a zipped package, and give its checksum."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "study.zip"
        study.public().save(path)
        return files.keep(path.read_bytes())


def kept_study(digest: str) -> Study:
    """Give the study of a package that was kept."""
    return Study.load(files.path_of(digest))


def last_released(project: Project, before: Release | None = None) -> Study | None:
    """Give the study of the last release that is public, or of the last before another."""
    rows = project.published_releases.filter(state__in=(ReleaseState.MADE, ReleaseState.OUT))
    if before is not None:
        rows = rows.filter(pk__lt=before.pk)
    last = rows.last()
    return kept_study(last.package) if last is not None else None
