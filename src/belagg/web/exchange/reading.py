"""Reads a file that came in, as the command line does, with the mapping a person has made."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from belagg.exchange.answers.bring import Brought, saved_map
from belagg.exchange.answers.format import told
from belagg.exchange.formats import Format, Imported
from belagg.study.problems import StudyError
from belagg.study.study import Study

_NO_ANSWERS = frozenset({"no-answers", "empty-study"})
"""Problems that say that a file of a format with answers is to be read for something else."""


@dataclass(frozen=True)
class Read:
    """What a file would bring; `mapping` is the TOML it was read with, where it has answers."""

    imported: Imported
    brought: Brought | None = None
    mapping: str = ""


def read(wanted: Format, path: Path, into: Study, mapping: str, sheet: str) -> Read:
    """Read the file into the study, without writing anything; StudyError where it cannot be used.

    An empty `mapping` is guessed, an empty `sheet` is the first.
    """
    if not wanted.mapped:
        return Read(wanted.load_importer()(path, into))
    with TemporaryDirectory() as folder:
        toml = Path(folder) / "mapping.toml"
        if mapping:
            toml.write_text(mapping, encoding="utf-8")
        try:
            brought = wanted.load_mapped()(path, into, toml if mapping else None, sheet or None)
        except StudyError as error:
            if mapping or wanted.name == "responses" or not _is_no_answers(error):
                raise
            return Read(wanted.load_importer()(path, into))
    return Read(told(brought), brought, saved_map(brought))


def _is_no_answers(error: StudyError) -> bool:
    return error.problems[0].code in _NO_ANSWERS
