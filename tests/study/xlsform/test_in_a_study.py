"""The questionnaire as part of a study."""

from collections.abc import Callable
from pathlib import Path

import pytest

from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.study.xlsform.write import write_csv


def with_survey(study: Study, folder: Path, change: Callable[[str], str]) -> Path:
    """Save the study with its questionnaire as CSV files, the survey changed."""
    study.save(folder)
    (folder / "questionnaire.xlsx").unlink()
    (folder / "questionnaire").mkdir()
    for name, text in write_csv(study.questionnaire).items():
        changed = change(text) if name == "survey.csv" else text
        (folder / "questionnaire" / name).write_text(changed, encoding="utf-8")
    return folder


def test_a_study_says_what_of_its_questionnaire_it_does_not_hold(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    study = make_study()
    folder = with_survey(study, tmp_path / "s", lambda text: text + "geopoint,place,,,\n")
    loaded = Study.load(folder)
    assert loaded == study
    assert loaded.revision == study.revision
    assert [str(left) for left in loaded.left] == [
        "questionnaire/survey.csv, row 3: place: a study holds no places on a map as answers"
    ]


def test_a_study_with_a_broken_questionnaire_is_refused_with_its_place(
    make_study: Callable[..., Study], tmp_path: Path
) -> None:
    folder = with_survey(make_study(), tmp_path / "s", lambda text: text + "texxt,q9,,,\n")
    with pytest.raises(StudyError) as refused:
        Study.load(folder)
    assert [str(problem) for problem in refused.value.problems] == [
        "questionnaire/survey.csv, row 3, column type: there is no type “texxt”. "
        "Did you mean “text”?"
    ]
