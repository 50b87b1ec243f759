"""The format `responses`: a file of answers into a study, told so that a person can judge it."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from belagg.exchange.answers.bring import Brought, bring
from belagg.exchange.answers.mapping import AnswerMap, map_in
from belagg.exchange.answers.source import read_source
from belagg.exchange.formats import Imported
from belagg.language import _, ngettext
from belagg.study.problems import Problem, StudyError
from belagg.study.study import Study

_SHOWN = 12
"""How many values of a column are shown with what they were taken for."""


def import_answers(path: Path, into: Study) -> Imported:
    """Read answers with a mapping guessed from headings and values."""
    return told(answers_from(path, into, None, None))


def answers_from(path: Path, into: Study, mapping: Path | None, sheet: str | None) -> Brought:
    """Read answers with the mapping in a file, else a guessed one; `sheet` chooses a sheet."""
    if not into.items or not len(into.tables["units"]):
        message = _("the study has no items or no bodies yet; answers belong to both")
        raise StudyError([Problem("empty-study", message)])
    answer_map: AnswerMap | None = None
    if mapping is not None:
        answer_map = map_in(mapping, into.questionnaire)
    wanted = sheet or (answer_map.sheet if answer_map else None)
    return bring(read_source(path, wanted), into, answer_map)


def told(brought: Brought) -> Imported:
    """Give what was brought with what it took, line by line, and what it left."""
    return Imported(brought.study, brought.left, tuple(_taken(brought)))


def _taken(brought: Brought) -> Iterator[str]:
    for (column, item), found in groupby(brought.matched, key=lambda m: (m.column, m.item)):
        values = list(found)
        shown = [f"“{m.value}” → {m.meaning} ({m.count})" for m in values[:_SHOWN]]
        if len(values) > _SHOWN:
            shown.append("…")
        yield _("column {}, item {}: {}").format(column, item, ", ".join(shown))
    for column, count in brought.formulas.items():
        yield ngettext(
            "column {}: {} text began like a formula and got an apostrophe before it",
            "column {}: {} texts began like formulas and got an apostrophe before them",
            count,
        ).format(column, count)
    if brought.elsewhere:
        yield ngettext(
            "{} answer stands in the study under another id and was not taken again",
            "{} answers stand in the study under other ids and were not taken again",
            brought.elsewhere,
        ).format(brought.elsewhere)
    if brought.gone:
        yield ngettext(
            "{} answer of an earlier delivery is not in the file; it is kept",
            "{} answers of an earlier delivery are not in the file; they are kept",
            brought.gone,
        ).format(brought.gone)
    yield _("answers: {} new, {} changed, {} there already").format(
        brought.new, brought.changed, brought.same
    )
