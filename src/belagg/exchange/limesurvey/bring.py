"""The format `limesurvey`: a structure, an archive or answers into a study."""

from dataclasses import replace
from pathlib import Path

from belagg.exchange.answers.bring import Brought
from belagg.exchange.answers.format import told
from belagg.exchange.formats import Imported
from belagg.exchange.limesurvey.answers import Delivery, archived, delivered, taken, unsent
from belagg.exchange.limesurvey.read import Archive, read_archive, read_structure
from belagg.exchange.limesurvey.structure import bring_structure, made_of
from belagg.language import _
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.study import Study


def import_limesurvey(path: Path, into: Study) -> Imported:
    """Read `.lss`, `.lsg`, `.lsq`, tab-separated structure, `.lsa`, or answers (CSV, XLSX, vv).

    What the file is, is told from its content. StudyError where it cannot be used.
    """
    dump = read_structure(path)
    if dump is not None:
        return bring_structure(path, dump, into)
    archive = read_archive(path)
    if archive is not None:
        return _bring_archive(path, archive, into)
    _refuse_empty(into)
    return _told(delivered(path, into, None), into)


def answers_from(path: Path, into: Study, mapping: Path | None, sheet: str | None) -> Brought:
    """Read answers with the mapping in a file, else with one made of LimeSurvey's headings."""
    if read_structure(path) is not None:
        message = _("is the structure of a survey, and has no answers for a mapping to read")
        raise StudyError([Problem("no-answers", message, Where(path.name))])
    archive = read_archive(path)
    if archive is None:
        _refuse_empty(into)
        return taken(delivered(path, into, sheet), into, mapping)
    if archive.responses is None:
        message = _("the archive has no answers")
        raise StudyError([Problem("no-answers", message, Where(path.name))])
    _refuse_empty(into)
    columns = made_of(archive.survey, into).columns
    return taken(archived(path, archive, columns, into), into, mapping)


def _bring_archive(path: Path, archive: Archive, into: Study) -> Imported:
    """Take the structure where the study has none, and the answers where it has bodies."""
    first = Imported(into) if into.items else bring_structure(path, archive.survey, into)
    if archive.responses is None or not len(archive.responses):
        if into.items:
            return bring_structure(path, archive.survey, into)
        reason = _("the archive has no answers")
        return replace(first, left=(*first.left, Left(path.name, reason)))
    study = first.study
    if not len(study.tables["units"]):
        reason = _(
            "the study has no bodies yet, so that the answers ({} rows) were left; fill in "
            "units.csv and import the same file again"
        ).format(len(archive.responses))
        return replace(first, left=(*first.left, Left(f"{path.name}/responses", reason)))
    columns = made_of(archive.survey, study).columns
    second = _told(archived(path, archive, columns, study), study)
    return Imported(second.study, (*first.left, *second.left), (*first.taken, *second.taken))


def _told(delivery: Delivery, into: Study) -> Imported:
    imported = told(taken(delivery, into))
    return replace(imported, taken=(*unsent(delivery.source), *imported.taken))


def _refuse_empty(into: Study) -> None:
    if not into.items or not len(into.tables["units"]):
        message = _("the study has no items or no bodies yet; answers belong to both")
        raise StudyError([Problem("empty-study", message)])
