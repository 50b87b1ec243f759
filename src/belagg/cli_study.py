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


def publishable_at(place: Path) -> Study:
    """Load the study as it may be published; StudyError where it is not there.

    A package is published as it is. Of a study in the database, grades that the bodies have not had
    their say on are left out.
    """
    name = str(place)
    if not name.startswith(DATABASE):
        return Study.load(place)
    from belagg.cli_web import released_from_database

    return released_from_database(name.removeprefix(DATABASE))
