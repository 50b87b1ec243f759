"""Reads files of one kind, each of which is damaged, and tells of each how it ended.

    python -m tests.fuzz.child KIND FOLDER < names of files > one line of JSON a file

What a person did wrong is StudyError; anything else that is raised is a fault of the program.
"""

import json
import resource
import sys
import traceback
from pathlib import Path

MEMORY = 4 << 30


def main(kind: str, folder: Path) -> None:
    from tests.fuzz.seeds import ROOT, blank

    from belagg.exchange.formats import format_named, importable
    from belagg.study.problems import StudyError
    from belagg.study.study import Study

    filled = Study.load(ROOT / "examples" / "exempelregioner")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def read(path: Path) -> None:
        if kind == "documents":
            from belagg.documents.limits import Limits
            from belagg.documents.read import read_path

            read_path(str(path), Limits())
        elif kind == "concepts":
            from belagg.documents.concepts import read_concepts

            read_concepts(path)
        elif kind == "package":
            Study.load(path)
        else:
            into = filled if kind == "responses" else blank()
            format_named(kind, importable()).load_importer()(path, into)

    for line in sys.stdin:
        path = folder / line.rstrip("\n")
        told = ""
        try:
            read(path)
        except (StudyError, MemoryError):
            pass
        except Exception:
            told = traceback.format_exc()
        sys.stdout.write(f"{json.dumps([path.name, told])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
