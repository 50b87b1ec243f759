"""A second engine's count of words, for documents that yield suspiciously few.

Run as a module it counts in a process of its own, with little memory and time, since a hostile
file can make pypdf work for ever.
"""

import re
import subprocess
import sys
from pathlib import Path

from belagg.documents.text import Layout, ReadDocument

_FEW = 60
"""Words a page below which a document is looked at again; a page of text has some 300."""
_PAGES = 20
"""Pages that the second engine reads; it is slow, and a fault shows early."""
_SECONDS = 20
_MEMORY = 1 << 30
_WORD = re.compile(r"[^\W\d_]{2,}")


def has_too_few_words(path: Path, document: ReadDocument) -> bool:
    """Tell whether pypdf finds more than half as many words again as were read.

    Asked only of PDFs with few words a page, on their first pages, scaled to all of them. A
    document that pypdf cannot read in time raises no doubt.
    """
    pages = len(document.pages)
    if document.error or document.layout is not Layout.PAGES or not pages:
        return False
    if document.words >= _FEW * pages:
        return False
    words, read = _counted(path)
    return bool(read) and words * pages / read > 1.5 * document.words + 20


def _counted(path: Path) -> tuple[int, int]:
    """Count words and pages in a child process; nothing where it fails."""
    command = [sys.executable, "-m", "belagg.documents.second_opinion", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS + 5, check=True)
        words, pages = done.stdout.split()
    except (subprocess.SubprocessError, ValueError, OSError):
        return 0, 0
    return int(words), int(pages)


def main() -> None:
    """Print how many words pypdf finds on the first pages of a PDF, and how many pages."""
    import resource

    from pypdf import PdfReader

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    pages = PdfReader(sys.argv[1]).pages[:_PAGES]
    words = sum(len(_WORD.findall(page.extract_text())) for page in pages)
    sys.stdout.write(f"{words} {len(pages)}\n")


if __name__ == "__main__":
    main()
