"""The texts of documents as they are read here, in which offsets of segments count."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from belagg.documents.review_read import read_files

_WORKERS = 2


def read_contents(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Read documents, in processes that may be lost, and give the text of each that has one.

    `contents` are by file name, whose ending tells formats that look alike apart.
    """
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths: dict[Path, str] = {}
        for number, (name, data) in enumerate(contents.items()):
            ending = Path(name).suffix if Path(name).suffix.isascii() else ""
            path = Path(folder, f"{number}{ending}")
            path.write_bytes(data)
            paths[path] = name
        for path, document in read_files(list(paths), _WORKERS):
            if document.error is None:
                texts[paths[path]] = document.text
    return texts
