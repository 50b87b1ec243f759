"""The process that takes authors out of documents nobody has seen: from one folder to another.

It may use 1 GB of memory. For each file it writes one of the same name: the cleaned document, or
nothing where the file cannot be cleaned. A file that ends this process is the last it touched.
"""

import contextlib
import sys
from pathlib import Path

from belagg.documents.authors import without_authors

LIMIT = 1 << 30


def main() -> None:
    """Clean the files of the folder that is named first into the one that is named second."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    source, target = map(Path, sys.argv[1:])
    for path in sorted(source.iterdir()):
        made = target / path.name
        if made.exists():
            continue
        made.touch()
        data = path.read_bytes()
        # Whatever a reader raises, the file is one that cannot be cleaned.
        with contextlib.suppress(Exception):
            cleaned = without_authors(data)
            if cleaned is not None:
                made.write_bytes(cleaned)


if __name__ == "__main__":
    main()
