"""Pictures of the pages of a PDF, drawn in child processes that a hostile file may take down."""

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from belagg.documents.confinement import confinement

_SCALE = 1.5
"""Pixels a PDF point: 108 to the inch, enough to read small type on a screen."""
_QUALITY = 55
MEMORY = 1 << 30
"""Bytes of address space of a process that draws."""
SECONDS = 30
"""Seconds that drawing a page may take."""


def draw_page(path: str, page: int) -> bytes:
    """Draw a page (from 1) as WebP; what pypdfium2 raises on a damaged file passes on."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[page - 1].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    data = io.BytesIO()
    picture.save(data, "WEBP", quality=_QUALITY)
    return data.getvalue()


def drawn_page(path: Path, page: int) -> bytes | None:
    """Draw one page (from 1) as WebP in a confined process of its own; None where it cannot be."""
    command = [
        *confinement(), sys.executable, "-m", "belagg.documents.page_child", str(path), str(page)
    ]  # fmt: skip
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return ended.stdout if ended.returncode == 0 and ended.stdout else None


def draw_pages(wanted: Sequence[tuple[Path, int]]) -> Iterator[bytes | None]:
    """Draw pages in order; None for one that cannot be drawn, or takes its process with it.

    The process is spawned: a forked one would begin with all the memory of this one.
    """
    left = list(wanted)
    while left:
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=_limit) as pool:
            while left:
                path, page = left.pop(0)
                try:
                    yield pool.submit(draw_page, str(path), page).result(timeout=SECONDS)
                except (BrokenProcessPool, TimeoutError):
                    for process in list(pool._processes.values()):
                        process.kill()
                    yield None
                    break
                except Exception:
                    yield None


def _limit() -> None:
    """Bound the memory of the process that draws."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
