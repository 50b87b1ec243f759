"""A wave is started from the last one: what goes on, what stays behind, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest

from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.study.tables import VOICES
from belagg.study.vocabulary import Comparability
from belagg.study.waves import next_wave, read_successions

NEXT = dt.date(2023, 9, 1)
MERGER = b"before_id,after_id,on,name\n03,05,2022-01-01,Regionen som blev\n04,05,2022-01-01,\n"


@pytest.fixture
def last(make_study, answers):
    recipients = [
        {"recipient_id": f"{unit}-{n}", "unit_id": unit, "role": role}
        for unit in ("01", "03", "04")
        for n, role in enumerate(("ordförande", "chef"))
    ]
    return make_study(
        settings={"wave": "2021"},
        private={"recipients": [{"recipient_id": "01-0", "name": "Påhittad Person"}]},
        texts={"report/01.md": "# Då\n"},
        recipients=recipients,
        responses=answers("1", "yes no no yes"),
    )


def test_items_go_on_as_the_same_and_nobody_has_answered(last):
    wave = next_wave(last, "prov-2023", "2023", NEXT)
    (item,) = wave.items
    assert (item.same_as, item.comparability) == ("1", Comparability.SAME)
    assert wave.tables["responses"].is_empty()
    assert wave.waves["2021"] == replace(last.public(), waves={}, texts={})


def test_the_words_of_reference_groups_stay_in_the_wave_they_were_said_in(make_study, answers):
    said = make_study(
        settings={"wave": "2021"},
        responses=answers("1", "yes no no yes"),
        groups=[{"group_id": "g", "name": "Påhittad grupp", "kind": "experience"}],
        quotes=[{"quote_id": "q", "kind": "verbatim", "text": "Påhittade ord"}],
    )
    wave = next_wave(said, "prov-2023", "2023", NEXT).waves["2021"]
    assert not any(len(wave.tables[name]) for name in VOICES)
    assert not wave.texts
    assert len(wave.tables["responses"]) == len(said.tables["responses"])


def test_officials_go_on_as_roles_and_nothing_private_does(last, tmp_path):
    wave = next_wave(last, "prov-2023", "2023", NEXT)
    assert wave.tables["recipients"]["role"].unique().sort().to_list() == ["chef", "ordförande"]
    assert not wave.private
    assert not wave.waves["2021"].private
    wave.save(tmp_path / "w")
    assert not any(b"Person" in f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())


def test_bodies_that_merged_stay_with_their_last_day_and_the_new_one_takes_their_roles(last):
    wave = next_wave(last, "prov-2023", "2023", NEXT, read_successions(MERGER, "s.csv"))
    assert wave.units_in_force == ("01", "02", "05")
    units = {row["unit_id"]: row for row in wave.tables["units"].iter_rows(named=True)}
    assert units["03"]["valid_to"] == dt.date(2021, 12, 31)
    assert units["05"]["valid_from"] == dt.date(2022, 1, 1)
    assert units["05"]["name"] == "Regionen som blev"
    roles = wave.tables["recipients"].filter(unit_id="05")["role"].to_list()
    assert sorted(roles) == ["chef", "ordförande"]
    assert wave.tables["recipients"].filter(unit_id="03").is_empty()


def test_a_body_that_takes_up_another_goes_on(last):
    rows = b"before_id,after_id,on\n04,03,2022-01-01\n"
    wave = next_wave(last, "prov-2023", "2023", NEXT, read_successions(rows, "s.csv"))
    assert wave.units_in_force == ("01", "02", "03")
    assert len(wave.tables["recipients"].filter(unit_id="03")) == 2


def test_the_next_wave_is_a_package_that_loads_as_it_was_and_keeps_all_waves(last, tmp_path):
    second = next_wave(last, "prov-2023", "2023", NEXT, read_successions(MERGER, "s.csv"))
    third = next_wave(second, "prov-2025", "2025", dt.date(2025, 9, 1))
    third.save(tmp_path / "w")
    loaded = Study.load(tmp_path / "w")
    assert loaded == third
    assert sorted(loaded.waves) == ["2021", "2023"]
    assert loaded.last_wave == loaded.waves["2023"]


@pytest.mark.parametrize(
    ("name", "date", "rows", "code", "row"),
    [
        ("2023", dt.date(2021, 9, 1), b"", "wave-date", None),
        ("2021", NEXT, b"", "wave-name", None),
        ("2023", NEXT, b"09,01,2022-01-01,\n", "unknown-reference", 2),
        ("2023", NEXT, b"01,09,2022-01-01,\n", "wave-new-body", 2),
        ("2023", NEXT, b"01,02,2020-01-01,\n", "wave-date", 2),
        ("2023", NEXT, b"01,02,2024-01-01,\n", "wave-date", 2),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(last, name, date, rows, code, row):
    head = b"before_id,after_id,on,name\n"
    gone_on = read_successions(head + rows, "s.csv")
    with pytest.raises(StudyError) as refused:
        next_wave(last, "prov-2023", name, date, gone_on, "s.csv")
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.row) == (code, row)


def test_every_fault_of_a_list_of_mergers_is_told_at_once():
    with pytest.raises(StudyError) as refused:
        read_successions(b"before_id,after_id,on\n01,02,nyss\n01,02,2022-01-01\n,02,\n", "s.csv")
    told = {(problem.code, problem.where.row) for problem in refused.value.problems}
    assert told >= {("bad-value", 2), ("duplicate-key", 3), ("empty-key", 4), ("empty-cell", 4)}
