"""The questionnaire as an XLSForm, out and in."""

from pathlib import Path

from belagg.exchange.formats import Exported, Imported
from belagg.exchange.questionnaire import refuse_empty, with_questionnaire
from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.study.xlsform.read import read_foreign_form
from belagg.study.xlsform.write import write_xlsform


def export_form(study: Study, _language: str | None) -> Exported:
    """Give the questionnaire as XLSX, in every language it has."""
    name = f"{study.settings.study_id}.xlsx"
    return Exported({name: write_xlsform(study.questionnaire)})


def import_form(path: Path, into: Study) -> Imported:
    """Read a form that others made as the questionnaire of a study.

    A study without items takes its title and languages from the form too. StudyError with every
    problem where the form cannot be used, or where answers and decisions in the study stand on
    items or choices that the form does not have.
    """
    parsed = read_foreign_form(path, into.settings.language)
    if parsed.questionnaire is None:
        raise StudyError(parsed.problems)
    refuse_empty(into, parsed.questionnaire, parsed.left, path.name)
    return Imported(with_questionnaire(into, parsed.questionnaire, str(path)), parsed.left)
