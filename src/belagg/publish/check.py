"""Checks a study as a whole: its data, and its manuscript in every language it is written in."""

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import Checked, check
from belagg.manuscript.compose import compose
from belagg.manuscript.read import manuscript_files
from belagg.study.study import Study


def check_study(study: Study) -> Checked:
    """Run every rule over the study and its manuscripts."""
    figures = figures_of(study)
    first, *others = study.settings.languages
    written = (first, *(language for language in others if manuscript_files(study, language)))
    manuscripts = tuple(compose(study, figures, language) for language in written)
    return check(Subject(study, figures, manuscripts))
