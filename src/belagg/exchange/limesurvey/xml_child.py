"""The process that reads XML of LimeSurvey that nobody has seen: path in, JSON or Arrow out.

It may take 2 GB of address space, of which Polars alone reserves almost one, and is ended from
outside when it takes too long. Nothing of the XML is resolved or fetched. Usage: `tables PATH
[MEMBER]` gives the tables of a structure, `rows PATH [MEMBER]` those of the one table of a file of
answers or participants, as columns of texts.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

LIMIT = 2 << 30
"""How much address space the process may take, in bytes."""

MAX_XML = 256 << 20
"""The largest XML that is read, in bytes."""

ENTITIES = 3
BROKEN = 4
TOO_LARGE = 5
"""Exit codes: what the file is refused for."""

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def main() -> None:
    """Read what the command line names and write it to standard output."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    mode, path, *member = sys.argv[1:]
    with _opened(path, member) as stream:
        data = stream.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        sys.exit(TOO_LARGE)
    # In UTF-16 every other byte is zero; without these it reads like ASCII.
    plain = data.replace(b"\x00", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        sys.exit(ENTITIES)
    if plain is data:
        # LimeSurvey of old let through control characters that XML forbids.
        data = _NOT_XML.sub(b"", data)
    if mode == "tables":
        json.dump(_tables(data), sys.stdout)
    else:
        _write_rows(data)


def _opened(path: str, member: list[str]) -> IO[bytes]:
    if not member:
        return Path(path).open("rb")
    return zipfile.ZipFile(path).open(member[0])


def _events(data: bytes) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    try:
        yield from etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
    except etree.XMLSyntaxError as error:
        sys.stderr.write(str(error))
        sys.exit(BROKEN)


def _tables(data: bytes) -> dict[str, Any]:
    """Give doctype, version, languages and the rows of every table, with their lines."""
    found: dict[str, Any] = {"kind": "", "version": "", "languages": [], "tables": {}}
    path: list[str] = []
    for event, element in _events(data):
        if event == "start":
            path.append(element.tag)
            continue
        path.pop()
        match path, element.tag:
            case [_], "LimeSurveyDocType":
                found["kind"] = (element.text or "").strip()
            case [_], "DBVersion":
                found["version"] = (element.text or "").strip()
            case [_, "languages"], "language":
                found["languages"].append((element.text or "").strip())
            case [_, table, "rows"], "row":
                cells = {str(cell.tag): cell.text for cell in element if cell.text}
                found["tables"].setdefault(table, []).append((element.sourceline, cells))
                element.clear()
    return found


def _write_rows(data: bytes) -> None:
    """Write the rows of the first table that has any; a cell that is not there is null."""
    import polars as pl

    names: list[str] = []
    columns: dict[str, list[str | None]] = {}
    path: list[str] = []
    count = 0
    for event, element in _events(data):
        if event == "start":
            path.append(element.tag)
            continue
        path.pop()
        match path, element.tag:
            case [_, _table, "fields"], "fieldname":
                names.append((element.text or "").strip())
            case [_, _table, "rows"], "row":
                for cell in element:
                    column = columns.setdefault(str(cell.tag), [])
                    column.extend([None] * (count - len(column)))
                    column.append(cell.text or "")
                count += 1
                element.clear()
    for column in columns.values():
        column.extend([None] * (count - len(column)))
    order = [name for name in map(_masked, names) if name in columns]
    order += [name for name in columns if name not in order]
    frame = pl.DataFrame([pl.Series(name, columns[name], dtype=pl.String) for name in order])
    stream = io.BytesIO()
    frame.write_ipc(stream)
    sys.stdout.buffer.write(stream.getvalue())


def _masked(name: str) -> str:
    """Give the name of a column as LimeSurvey makes an element of it."""
    return ("_" if name[:1].isdigit() else "") + name.replace("#", "-")


if __name__ == "__main__":
    main()
