"""A process that draws one page of a PDF, within limits: `… PATH PAGE`, WebP on standard output."""

import os
import resource
import sys

from belagg.documents.page_pictures import MEMORY, SECONDS, draw_page


def main() -> None:
    """Draw the page; exit 1 where that cannot be done."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing that a library prints may end up in the picture.
    picture = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        data = draw_page(sys.argv[1], int(sys.argv[2]))
    except Exception:
        sys.exit(1)
    with os.fdopen(picture, "wb") as stream:
        stream.write(data)


if __name__ == "__main__":
    main()
