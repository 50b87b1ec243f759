"""The structure of a survey as the questionnaire of a study."""

from pathlib import Path

from belagg.exchange.formats import Imported
from belagg.exchange.limesurvey.dump import Dump
from belagg.exchange.limesurvey.items import Made, questionnaire_of, with_items
from belagg.exchange.limesurvey.listed import left_of_survey
from belagg.exchange.limesurvey.survey import survey_of
from belagg.exchange.questionnaire import refuse_empty, with_questionnaire
from belagg.language import _
from belagg.study.study import Study


def made_of(dump: Dump, into: Study) -> Made:
    """Make a questionnaire of a structure, with all that is left of it."""
    survey = survey_of(dump, into.settings.language)
    made = questionnaire_of(survey)
    return Made(made.questionnaire, made.columns, (*made.left, *left_of_survey(dump, survey)))


def bring_structure(path: Path, dump: Dump, into: Study) -> Imported:
    """Put the items of a survey in a study.

    A survey takes the place of the questionnaire; a group or a question is added to it. StudyError
    where the file has no items, or where answers in the study stand on items that would go.
    """
    made = made_of(dump, into)
    refuse_empty(into, made.questionnaire, made.left, path.name)
    form, left = made.questionnaire, list(made.left)
    if dump.kind != "Survey" and into.items:
        form, there = with_items(into.questionnaire, form, path.name)
        left += there
    study = with_questionnaire(into, form, str(path))
    taken = _("items: {}, groups: {}").format(
        len(made.questionnaire.items), len(made.questionnaire.groups)
    )
    return Imported(study, tuple(left), (taken,))
