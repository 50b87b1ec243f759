"""Documents that other programs must make readable first: old Word files and scanned pages.

LibreOffice turns DOC and RTF into DOCX; OCRmyPDF with Tesseract gives scanned pages a text. Both
are used where they are installed and missed kindly where they are not. They run without network
where bubblewrap works, with bounded memory and time, and end with all they have started.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from belagg.documents.confinement import confinement
from belagg.documents.media import DOC, RTF
from belagg.documents.text import Reason, Unreadable

_MEMORY = 4 << 30
"""Address space of a converter in bytes; LibreOffice maps over one GiB to begin with."""


@dataclass(frozen=True, slots=True)
class Converter:
    """A program that makes a readable copy: what users call it, and how it is run.

    `program` gives where it is installed, or None; `arguments` what it is told of a file and its
    folder, in which it leaves `copy`. `otherwise` is the reason of a file it can do nothing with.
    """

    name: str
    program: Callable[[], str | None]
    arguments: Callable[[Path, Path], tuple[str, ...]]
    copy: str
    seconds: int
    otherwise: Reason

    @property
    def installed(self) -> bool:
        """Whether the program is there."""
        return self.program() is not None


def converter_for(error: Unreadable | None) -> Converter | None:
    """Give the program that may make a document readable that comes back with `error`."""
    if error is None:
        return None
    if error.reason is Reason.NO_TEXT_LAYER:
        return OCR
    if error.reason is Reason.UNSUPPORTED:
        return {DOC: OLD_WORD, RTF: RICH_TEXT}.get(error.detail)
    return None


def convert(converter: Converter, source: Path, folder: Path) -> Path | Unreadable:
    """Make a readable copy of `source` in the empty `folder`; or say why there is none."""
    # A name of its own, since a file's name can look like an option or be too long.
    original = folder / f"original{source.suffix.lower()}"
    try:
        shutil.copyfile(source, original)
    except OSError as error:
        return Unreadable(Reason.MISSING, type(error).__name__)
    program = converter.program()
    if program is None:
        return Unreadable(converter.otherwise, f"{converter.name} is not installed")
    command = (*confinement(folder), program, *converter.arguments(original, folder))
    code = _run(command, folder, converter.seconds)
    if code is None:
        return Unreadable(Reason.TIMEOUT, f"{converter.name}: {converter.seconds} s")
    copy = folder / converter.copy
    if code != 0 or not copy.is_file():
        return Unreadable(converter.otherwise, f"{converter.name}: exit {code}")
    return copy


def _run(command: tuple[str, ...], folder: Path, seconds: int) -> int | None:
    """Run a command to its end; None where it took too long and was ended."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _bound(process.pid)
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        # The programs start others; all of them are in the session that began here.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bound(pid: int) -> None:
    """Bound the memory of a process and all it starts, where the system can (Linux)."""
    import resource

    if sys.platform == "linux":
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _to_docx(source: Path, folder: Path, kind: str) -> tuple[str, ...]:
    # A profile of its own: LibreOffice runs once a profile, and macros of the user's stay out.
    # Told no kind, it takes a damaged file for plain text, and gives rubbish for a document.
    return (
        f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nolockcheck", f"--infilter={kind}", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(folder), str(source),
    )  # fmt: skip


def _ocr() -> str | None:
    if not _reads_swedish():
        return None
    return shutil.which("ocrmypdf") or shutil.which("ocrmypdf", path=Path(sys.executable).parent)


def _with_text(source: Path, folder: Path) -> tuple[str, ...]:
    # Pages are neither turned nor straightened, so that places are those of the original. Swedish
    # alone: with English beside it Tesseract may read "få" as "fa", on some processors only.
    return (
        "--language", "swe", "--skip-text", "--output-type", "pdf", "--optimize", "0",
        "--jobs", "1", "--quiet", str(source), str(folder / "read.pdf"),
    )  # fmt: skip


@cache
def _reads_swedish() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "swe" in told.stdout.split()


def _office_converter(kind: str) -> Converter:
    arguments = partial(_to_docx, kind=kind)
    return Converter("LibreOffice", _office, arguments, "original.docx", 180, Reason.DAMAGED)


OLD_WORD = _office_converter("MS Word 97")
RICH_TEXT = _office_converter("Rich Text Format")
OCR = Converter("OCRmyPDF", _ocr, _with_text, "read.pdf", 1800, Reason.NO_TEXT_LAYER)
