"""Where a study lies, as the command line names it: a folder, a zip, or `db:ID`."""

from pathlib import Path

from belagg.study.study import Study

DATABASE = "db:"
"""What a study's name begins with where it lies in the web application's database."""


def study_at(place: Path) -> Study:
    """Load the study from its package, or from the database; StudyError where it is not there."""
    name = str(place)
    if not name.startswith(DATABASE):
        return Study.load(place)
    from belagg.cli_web import study_from_database

    return study_from_database(name.removeprefix(DATABASE))
