"""The questionnaire as an XLSForm, out and in."""

from dataclasses import replace
from pathlib import Path

from belagg.exchange.formats import Exported, Imported
from belagg.language import translate
from belagg.study.files import memory_file
from belagg.study.package import package_files, read_package
from belagg.study.problems import StudyError
from belagg.study.questionnaire import Questionnaire
from belagg.study.settings import Settings
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
    form = parsed.questionnaire
    fresh = not into.questionnaire.items
    settings = _titled(into.settings, form) if fresh else into.settings
    known = {theme.theme_id for theme in settings.themes}
    themeless = [item if item.theme in known else replace(item, theme=None) for item in form.items]
    made = replace(
        into,
        settings=settings,
        questionnaire=replace(form, items=tuple(themeless)),
        texts=_manuscript(form) if fresh else into.texts,
        rows={},
    )
    files = {name: memory_file(name, data) for name, data in package_files(made).items()}
    return Imported(read_package(files, str(path)), parsed.left)


def _titled(settings: Settings, form: Questionnaire) -> Settings:
    title = form.title or settings.study_id
    return replace(settings, languages=form.languages, title=dict.fromkeys(form.languages, title))


def _manuscript(form: Questionnaire) -> dict[str, str]:
    """Give a first text with every question, so that the study builds as it is."""
    heading = translate("The questions", form.languages[0])
    blocks = [f"::: question {item.question_id}\n" for item in form.answerable]
    return {"report/01.md": "\n".join([f"# {heading}\n", *blocks])}
