"""A study in the database and back is the same study."""

from pathlib import Path

import pytest
from django.core.management import call_command

from belagg.study.study import Study
from belagg.study.tables import TABLES
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("name", ["kse-2021", "kse-2021-as-published"])
def test_an_example_comes_back_as_it_went_in(db, name):
    study = Study.load(EXAMPLES / name)
    back = load_study(save_study(study))
    assert back == study
    assert back.revision == study.revision


def test_private_values_stay_with_their_rows(db, make_study):
    study = make_study(
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "Ordförande"},
                    {"recipient_id": "r2", "unit_id": "02", "role": "Direktör"}],
        private={"recipients": [{"recipient_id": "r1", "name": "Påhittad Person",
                                 "email": "p@example.org"}],
                 "participants": [{"speaker": "A"}]},
    )  # fmt: skip
    assert load_study(save_study(study)) == study


@pytest.mark.parametrize("name", TABLES)
def test_every_declared_column_has_a_place(name):
    held = {field.name for field in ROWS[name]._meta.get_fields()}
    assert {column.name for column in TABLES[name].columns} <= held


def test_a_change_of_the_declared_tables_has_its_migration(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
