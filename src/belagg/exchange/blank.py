"""A study with nothing in it yet, for an import to begin with."""

import datetime as dt
import re
import unicodedata

from belagg.study.questionnaire import Questionnaire
from belagg.study.settings import Settings
from belagg.study.study import Study, complete_tables


def blank_study(name: str, date: dt.date, language: str) -> Study:
    """Give a study without items and bodies; its id is made from `name`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    study_id = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "study"
    return Study(
        settings=Settings(study_id, date, (language,), {language: name or study_id}),
        questionnaire=Questionnaire(name or study_id, study_id, "1", (language,), ()),
        tables=complete_tables({}),
    )
