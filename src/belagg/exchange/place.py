"""Puts the files of an export where the user wants them."""

from collections.abc import Mapping
from pathlib import Path

from belagg.exchange.formats import Exported
from belagg.language import _
from belagg.study.files import write_files
from belagg.study.problems import Problem, StudyError, Where


def place(exported: Exported, out: Path, study_id: str) -> tuple[Path, ...]:
    """Write the files and give their paths; StudyError where they cannot be written.

    `out` ending in `.zip` is a zip of them all; ending as the first file does it is that file,
    and what goes with it lies beside; else it is a folder, in which other files are left alone
    (but for a package, which is a folder of its own).
    """
    try:
        if out.suffix == ".zip" or exported.is_package:
            write_files(out, exported.files)
            return (out,)
        return _write(_targets(exported.files, out, study_id))
    except OSError as error:
        message = _("cannot be written: {}").format(error.strerror)
        raise StudyError([Problem("bad-output", message, Where(str(out)))]) from error


def _targets(files: Mapping[str, bytes], out: Path, study_id: str) -> dict[Path, bytes]:
    chief = next(iter(files))
    if out.suffix and out.suffix == Path(chief).suffix and not out.is_dir():
        renamed = {
            f"{out.stem}{name.removeprefix(study_id)}" if name.startswith(study_id) else name: data
            for name, data in files.items()
        }
        return {out.parent / name: data for name, data in renamed.items()}
    return {out / name: data for name, data in files.items()}


def _write(targets: Mapping[Path, bytes]) -> tuple[Path, ...]:
    for path, data in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".{path.name}-new")
        try:
            scratch.write_bytes(data)
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    return tuple(targets)
