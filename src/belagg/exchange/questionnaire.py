"""A questionnaire that came in takes its place in a study."""

from collections.abc import Iterable
from dataclasses import replace

from belagg.language import _, translate
from belagg.study.files import memory_file
from belagg.study.package import package_files, read_package
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.questionnaire import Questionnaire
from belagg.study.settings import Settings
from belagg.study.study import Study


def with_questionnaire(into: Study, form: Questionnaire, file: str) -> Study:
    """Give the study with the questionnaire; `file` is what messages call where it came from.

    A study without items takes its title, its languages and a first manuscript from it too.
    Raises StudyError where answers and decisions in the study stand on items or choices that the
    questionnaire does not have.
    """
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
    return read_package(files, file)


def refuse_empty(into: Study, form: Questionnaire, left: Iterable[Left], file: str) -> None:
    """Raise StudyError, with what was left of the file, where a questionnaire would be lost to it.

    A study without items takes its title and languages from a form of which nothing else is held.
    """
    if form.items or not into.items:
        return
    reasons = [Problem("left", f"{one.what}: {one.reason}", one.where) for one in left]
    message = _("has no item that a study can hold, and cannot take the questionnaire's place")
    raise StudyError([Problem("no-items", message, Where(file)), *reasons])


def _titled(settings: Settings, form: Questionnaire) -> Settings:
    title = form.title or settings.study_id
    return replace(settings, languages=form.languages, title=dict.fromkeys(form.languages, title))


def _manuscript(form: Questionnaire) -> dict[str, str]:
    """Give a first text with every question, so that the study builds as it is."""
    heading = translate("The questions", form.languages[0])
    blocks = [f"::: question {item.question_id}\n" for item in form.answerable]
    return {"report/01.md": "\n".join([f"# {heading}\n", *blocks])}
