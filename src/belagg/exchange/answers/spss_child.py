"""The process that reads an SPSS file nobody has seen: path in, Arrow table of texts out.

It may use 2 GB of memory. A value with a label is given as the label, also where it counts as
missing for SPSS, so that the mapping says what it means; a system missing value is null. The first
row holds the labels of the variables.
"""

import datetime
import io
import sys
from typing import Any

import polars as pl

LIMIT = 2 * 2**30


def main() -> None:
    """Read the SPSS file named on the command line and write it to standard output."""
    import pyreadstat

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    data, meta = pyreadstat.read_sav(sys.argv[1], output_format="dict", user_missing=True)
    columns = []
    for name, label in zip(meta.column_names, meta.column_labels, strict=True):
        labels = meta.variable_value_labels.get(name, {})
        known: dict[Any, str | None] = {}
        texts: list[str | None] = [label or None]
        for value in data[name]:
            if value not in known:
                known[value] = labels.get(value) or _text(value)
            texts.append(known[value])
        columns.append(pl.Series(name, texts, dtype=pl.String))
    stream = io.BytesIO()
    pl.DataFrame(columns).write_ipc(stream)
    sys.stdout.buffer.write(stream.getvalue())


def _text(value: Any) -> str | None:
    if value is None or value != value:  # noqa: PLR0124  # NaN is the system missing value
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


if __name__ == "__main__":
    main()
