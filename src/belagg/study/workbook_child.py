"""The process that reads a workbook nobody has measured: workbook in, JSON of its sheets out.

It may use 1 GB of memory; a workbook that asks for more, or that makes the reader fail, ends
this process alone.
"""

import json
import sys

from belagg.study.workbook import cells_of, portable

LIMIT = 2**30


def main() -> None:
    """Read the workbook on standard input and write its sheets to standard output as JSON."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    json.dump(
        [
            (
                name,
                [
                    (number, [portable(cell) for cell in cells])
                    for number, cells in enumerate(rows, start=1)
                    if any(cell != "" for cell in cells)
                ],
                merged,
            )
            for name, rows, merged in cells_of(sys.stdin.buffer.read())
        ],
        sys.stdout,
    )


if __name__ == "__main__":
    main()
