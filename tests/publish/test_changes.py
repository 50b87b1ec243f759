"""What has changed since the release before stands in the open data, and tells no old words."""

import csv
import io

from belagg.analysis.figures import figures_of
from belagg.publish.data import data_files
from belagg.study.study import Study


def rows(files, name):
    return list(csv.reader(io.StringIO(files[name].decode())))[1:]


def test_figures_and_rows_that_differ_are_listed(make_study, answers):
    before = make_study(responses=answers("1", "yes no no"))
    after = make_study(responses=answers("1", "yes yes no no"))
    files = data_files(after, figures_of(after), before)
    assert ["1.yes.count", "1", "2"] in rows(files, "changes_figures.csv")
    assert rows(files, "changes_rows.csv") == [
        ["responses", "1-02", "changed", "category"],
        ["responses", "1-04", "added", ""],
    ]
    assert "changes_rows.csv" in files["SHA256SUMS"].decode()


def test_what_a_correction_took_away_is_named_by_its_column_alone(make_study):
    rows_of = {"response_id": "r", "unit_id": "01", "question_id": "1", "category": "other"}
    before = make_study(responses=[{**rows_of, "text": "Hemliga ord om någon"}])
    after = make_study(responses=[rows_of])
    files = data_files(after, figures_of(after), before)
    assert ["responses", "r", "changed", "text"] in rows(files, "changes_rows.csv")
    assert not [name for name, data in files.items() if b"Hemliga ord" in data]


def test_a_first_release_has_no_changes(make_study):
    study: Study = make_study()
    assert "changes_rows.csv" not in data_files(study, figures_of(study))


def test_where_small_numbers_are_withheld_no_row_of_a_body_is_listed(make_study, answers):
    before = make_study(responses=answers("1", "yes no no no"), settings={"suppress_below": 3})
    after = make_study(responses=answers("1", "no no no no"), settings={"suppress_below": 3})
    files = data_files(after, figures_of(after), before)
    assert rows(files, "changes_rows.csv") == []
    assert "1.yes.count" not in [row[0] for row in rows(files, "changes_figures.csv") if row[1]]
