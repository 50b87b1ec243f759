"""Answers come in from anybody's file, once, and what does not fit is listed with its count."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from belagg.exchange.answers.bring import Brought, bring, saved_map
from belagg.exchange.answers.mapping import AnswerMap, Part, Use, parse_map, render_map
from belagg.exchange.answers.source import read_source
from belagg.study.problems import StudyError
from belagg.study.questionnaire import Choice
from belagg.study.study import Study

MANY = (
    Choice("phone", {"sv": "Telefon", "en": "Telephone"}),
    Choice("chat", {"sv": "Chatt", "en": "Chat"}),
    Choice("other", {"sv": "Annat", "en": "Other"}),
)


@pytest.fixture
def study(make_study: Callable[..., Study], make_item: Callable[..., Any]) -> Study:
    items = [
        make_item("1"),
        make_item("2", "select_multiple", MANY),
        make_item("3", "text"),
        make_item("4", "integer"),
        make_item("5", "decimal"),
        make_item("6", "date"),
    ]
    return make_study(
        items,
        recipients=[{"recipient_id": "r1", "unit_id": "02"}],
        private={"recipients": [{"recipient_id": "r1", "email": "anna@region.example"}]},
    )


@pytest.fixture
def brought(study: Study, tmp_path: Path) -> Callable[..., Brought]:
    def make(
        text: str | bytes, into: Study | None = None, answer_map: AnswerMap | None = None
    ) -> Brought:
        path = tmp_path / "svar.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return bring(read_source(path), into or study, answer_map)

    return make


def rows(result: Brought, *columns: str) -> list[tuple[Any, ...]]:
    return result.study.tables["responses"].sort("response_id").select(columns).rows()


def test_a_file_headed_by_wording_is_understood_without_a_mapping(
    brought: Callable[..., Brought],
) -> None:
    result = brought(
        "Region;Fråga 1?;Fråga 1? - kommentar;q2;3\n"
        "Påhittad region 1;Ja;vi har;Telefon, Chatt;Lång text\n"
        "2;nej;;chat;\n"
    )
    assert rows(result, "unit_id", "question_id", "category", "text") == [
        ("01", "1", "yes", "vi har"),
        ("01", "2", "phone chat", None),
        ("01", "3", None, "Lång text"),
        ("02", "1", "no", None),
        ("02", "2", "chat", None),
    ]
    assert result.new == 5 and not result.left


def test_the_same_file_again_changes_nothing_and_a_corrected_one_corrects(
    brought: Callable[..., Brought],
) -> None:
    first = brought("unit_id,1\n01,yes\n02,no\n")
    again = brought("unit_id,1\n01,yes\n02,no\n", first.study)
    assert again.study == first.study
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    corrected = brought("unit_id,1\n01,partly\n", again.study)
    assert (corrected.new, corrected.changed, corrected.same, corrected.gone) == (0, 1, 0, 1)
    assert rows(corrected, "unit_id", "category") == [("01", "partly"), ("02", "no")]


def test_answers_the_study_has_under_other_ids_are_not_brought_twice(
    brought: Callable[..., Brought], study: Study, make_study: Any, answers: Any, make_item: Any
) -> None:
    had = make_study([make_item("1")], responses=answers("1", "yes no - -"))
    result = brought("unit_id,1\n01,yes\n02,no\n03,yes\n", had)
    assert (result.new, result.elsewhere) == (1, 2)


def test_values_that_fit_nothing_are_counted_with_the_first_row_and_the_nearest_word(
    brought: Callable[..., Brought],
) -> None:
    result = brought("unit_id,1\n01,Jaa\n02,Jaa\n03,Kanske ibland\n04,Ja\n")
    found = [(u.value, u.count, u.row, u.nearest) for u in result.unmatched]
    assert found == [("Jaa", 2, 2, "Ja"), ("Kanske ibland", 1, 4, None)]
    assert [str(left.where) for left in result.left] == [
        "svar.csv, row 2, column 1",
        "svar.csv, row 4, column 1",
    ]
    assert rows(result, "unit_id", "category") == [("04", "yes")]


def test_the_saved_mapping_waits_for_those_values_and_takes_them_when_filled_in(
    brought: Callable[..., Brought], study: Study
) -> None:
    first = brought("unit_id,1\n01,Kanske\n02,Ja\n")
    text = saved_map(first)
    assert '# "Kanske" = ""  # 1 row' in text
    filled = text.replace('# "Kanske" = ""', '"Kanske" = "partly"')
    second = brought(
        "unit_id,1\n01,Kanske\n02,Ja\n", first.study, parse_map(filled, study.questionnaire, "m")
    )
    assert rows(second, "unit_id", "category") == [("01", "partly"), ("02", "yes")]
    assert (second.new, second.same) == (1, 1)


def test_a_mapping_survives_its_file(study: Study) -> None:
    made = AnswerMap(
        name="enkät 2021", unit="Org.", at="Tid", units={"Sthlm \"norra\"": "01"},
        missing={"99": "dont_know"}, empty=("-", "."), leave=("IP",),
        columns={
            "Q.1 [a]": Use("1", values={"Ja, \"helt\"": "yes"}, missing={"?": "refused"}),
            "2": Use("2", separator="\n", other=True),
            "2/chat": Use("2", Part.CHOICE, "chat"),
        },
    )  # fmt: skip
    assert parse_map(render_map(made), study.questionnaire, "m.toml") == made


def test_every_fault_of_a_mapping_is_told_at_once(study: Study) -> None:
    text = (
        'format = 1\nunitt = "x"\n[columns.a]\nitem = "9"\n'
        '[columns.b]\nitem = "1"\nvalues = {Ja = "yess"}\n'
    )
    with pytest.raises(StudyError) as caught:
        parse_map(text, study.questionnaire, "m.toml")
    assert [p.code for p in caught.value.problems] == [
        "unknown-key", "unknown-item", "unknown-category", "no-key",
    ]  # fmt: skip
    assert caught.value.problems[2].nearest == "yes"


def test_missing_words_are_missing_and_never_no(brought: Callable[..., Brought]) -> None:
    result = brought("unit_id,1\n01,Vet ej\n02,Ej tillämpligt\n03,no answer\n04,\n")
    assert rows(result, "unit_id", "category", "missing") == [
        ("01", None, "dont_know"),
        ("02", None, "not_applicable"),
        ("03", None, "no_answer"),
    ]


def test_numbers_and_dates_are_read_as_people_write_them(brought: Callable[..., Brought]) -> None:
    result = brought(
        "unit_id;4;5;6\n01;1 200;3,5;2021-05-19\n02;12.0;−2;2021-05-19 08:30:00\n"
        "03;tolv;x;19/5 2021\n"
    )
    assert rows(result, "unit_id", "question_id", "value") == [
        ("01", "4", "1200"), ("01", "5", "3.5"), ("01", "6", "2021-05-19"),
        ("02", "4", "12"), ("02", "5", "-2"), ("02", "6", "2021-05-19"),
    ]  # fmt: skip
    assert [u.value for u in result.unmatched] == ["tolv", "x", "19/5 2021"]


def test_a_column_per_choice_makes_one_answer_and_other_keeps_its_words(
    brought: Callable[..., Brought],
) -> None:
    result = brought("unit_id,q2/phone,q2/chat,q2/other\n01,1,0,0\n02,1,1,brev\n03,0,0,0\n")
    assert rows(result, "unit_id", "category", "text") == [
        ("01", "phone", None),
        ("02", "phone chat other", "brev"),
    ]


def test_a_body_is_known_by_its_recipients_address(brought: Callable[..., Brought]) -> None:
    result = brought("email,1\nAnna@region.example,Ja\nokand@region.example,Nej\n")
    assert rows(result, "unit_id", "recipient_id", "category") == [("02", "r1", "yes")]
    assert [(key.value, key.count) for key in result.keys] == [("okand@region.example", 1)]


def test_a_row_per_answer_is_read_too(brought: Callable[..., Brought]) -> None:
    result = brought(
        "unit_id,question_id,category,text\n01,1,yes,\n01,3,,Så här\n02,q1,Nej,för\n02,77,x,\n"
    )
    assert rows(result, "unit_id", "question_id", "category", "text") == [
        ("01", "1", "yes", None), ("01", "3", None, "Så här"), ("02", "1", "no", "för"),
    ]  # fmt: skip
    assert [key.value for key in result.keys] == ["77"]


def test_several_persons_of_one_body_keep_an_answer_each(brought: Callable[..., Brought]) -> None:
    text = "unit_id,1\n01,yes\n01,no\n"
    result = brought(text)
    assert rows(result, "response_id", "category") == [
        ("survey-01-1", "yes"),
        ("survey-01-1#2", "no"),
    ]
    assert brought(text, result.study).study == result.study


def test_times_without_a_zone_are_kept_as_days(brought: Callable[..., Brought]) -> None:
    result = brought(
        "unit_id,submitdate,1\n01,2021-05-19 08:30:00,yes\n02,2021-05-19T08:30:00+02:00,no\n"
    )
    assert rows(result, "at") == [("2021-05-19",), ("2021-05-19T06:30:00Z",)]


def test_texts_that_a_spreadsheet_would_run_are_disarmed_and_told(
    brought: Callable[..., Brought],
) -> None:
    result = brought("unit_id,3\n01,\"=cmd|'/C calc'!A0\"\n02,- en rutin (2019)\n03,@SUM(A1)\n")
    assert rows(result, "text") == [("'=cmd|'/C calc'!A0",), ("- en rutin (2019)",), ("'@SUM(A1)",)]
    assert result.formulas == {"3": 2}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_swedish_letters_survive_the_encodings_of_excel(
    brought: Callable[..., Brought], encoding: str
) -> None:
    result = brought("unit_id;3\n01;Åsa är öm\n".encode(encoding))
    assert rows(result, "text") == [("Åsa är öm",)]


def test_a_file_whose_extension_lies_is_read_as_what_it_is(study: Study, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["Region", "Fråga 1?", "4"])
        sheet.write_row(1, 0, ["Påhittad region 3", "Delvis", 12])
    path = tmp_path / "svar.csv"
    path.write_bytes(stream.getvalue())
    result = bring(read_source(path), study)
    assert rows(result, "unit_id", "category", "value") == [
        ("03", "partly", None),
        ("03", None, "12"),
    ]


def test_spss_answers_come_by_their_labels(study: Study, tmp_path: Path) -> None:
    import pandas as pd
    import pyreadstat

    path = tmp_path / "svar.sav"
    frame = pd.DataFrame(
        {"lan": ["01", "02", "03"], "v1": [1.0, 99.0, None], "fritext": ["å" * 300, "", ""]}
    )
    pyreadstat.write_sav(
        frame, str(path), column_labels=["Region", "Fråga 1?", "Fråga 3?"],
        variable_value_labels={"v1": {1.0: "Ja", 2.0: "Nej", 99.0: "Vet ej"}},
        missing_ranges={"v1": [99]},
    )  # fmt: skip
    result = bring(read_source(path), study)
    assert rows(result, "unit_id", "question_id", "category", "missing", "text") == [
        ("01", "1", "yes", None, None),
        ("01", "3", None, None, "å" * 300),
        ("02", "1", None, "dont_know", None),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no-rows"),
        (b"a,b\n", "no-rows"),
        (b"\x00\x01\x02\x03", "file-not-table"),
        (b"$FL2 damaged beyond reading", "file-damaged"),
        (b"<!DOCTYPE html><table></table>", "file-not-sheets"),
        (b"PK\x03\x04 damaged", "file-damaged"),
        (b"a,b\n1,2,3\n", "row-width"),
        (b"x,y\np,q\n", "no-key"),
        (b"unit_id,1\n77,yes\n", "no-key"),
    ],
)
def test_files_without_answers_are_refused_with_a_reason(
    study: Study, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "svar.csv"
    path.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        bring(read_source(path), study)
    assert code in {problem.code for problem in caught.value.problems}


def test_what_was_imported_is_a_sound_study(
    brought: Callable[..., Brought], tmp_path: Path
) -> None:
    result = brought("unit_id;1;2;3;4;6\n01;Ja;Chatt;fri | text;3;2021-01-02\n02;?;;;;\n")
    result.study.save(tmp_path / "studien")
    assert (
        Study.load(tmp_path / "studien")
        .tables["responses"]
        .equals(result.study.tables["responses"])
    )


def test_running_numbers_are_not_taken_for_the_codes_of_bodies(
    brought: Callable[..., Brought],
) -> None:
    result = brought("id,organ 1,q1\n1,Påhittad region 3,yes\n2,Påhittad region 4,no\n")
    assert rows(result, "unit_id", "category") == [("03", "yes"), ("04", "no")]
