"""Answers of LimeSurvey find their item and their body, in every form LimeSurvey gives them."""

import datetime as dt
import zipfile

import pytest
from tests.exchange.limesurvey.conftest import NEW, Q, rows_xml, survey_xml

from belagg.exchange.blank import blank_study
from belagg.exchange.limesurvey.bring import import_limesurvey
from belagg.study.problems import StudyError

SURVEY = survey_xml(
    NEW,
    (
        "Grupp",
        [
            Q("L", "plan", "Finns en plan?", (), [("A1", "Ja, antagen"), ("A2", "Nej")], True),
            Q("Y", "chef", "Finns en chef?"),
            Q("M", "ways", "Vilka vägar in?", [("SQ1", "Telefon"), ("SQ2", "Chatt")], other=True),
            Q("F", "ages", "Vilka åldrar?", [("SQ1", "barn"), ("SQ2", "vuxna")],
              [("A1", "Alla"), ("A2", "Inga")]),
            Q("N", "staff", "Hur många anställda?", attributes={"num_value_int_only": "1"}),
            Q("D", "since", "Sedan när?"),
            Q("T", "more", "Något mer?"),
            Q("1", "two", "Nu och sedan?", [("SQ1", "vård")],
              [("B1", "Bra", 0), ("C1", "Dålig", 1)]),
            Q("R", "rank", "Viktigast?", (), [("A1", "Tid"), ("A2", "Pengar")]),
            Q(";", "cells", "Beskriv", [("R1", "barn"), ("C1", "nu", 1)]),
            Q("K", "sums", "Summor", [("SQ1", "kronor")]),
        ],
    ),
)  # fmt: skip


@pytest.fixture
def study(saved, make_study):
    """Give the study of the survey, with three bodies and a person asked."""
    made = import_limesurvey(saved(SURVEY), blank_study("prov", dt.date(2026, 1, 1), "sv")).study
    other = make_study(
        recipients=[{"recipient_id": "tok1", "unit_id": "01"},
                    {"recipient_id": "r2", "unit_id": "02"}],
        private={"recipients": [{"recipient_id": "r2", "email": "anna@region.example"}]},
    )  # fmt: skip
    tables = {
        **made.tables,
        "units": other.tables["units"],
        "recipients": other.tables["recipients"],
    }
    from dataclasses import replace

    return replace(made, tables=tables, private=other.private, rows={})


def answers(imported, *columns):
    wanted = columns or ("question_id", "category", "value", "text")
    frame = imported.study.tables["responses"].sort("unit_id", "question_id")
    return frame.select("unit_id", *wanted).rows()


VALUES = {
    "plan": "-oth-", "plan[other]": "På väg", "chef": "Y", "ways[SQ1]": "Y", "ways[SQ2]": "",
    "ways[other]": "Besök", "ages[SQ1]": "A1", "ages[SQ2]": "A2", "staff": "12",
    "since": "2019-05-01 00:00:00", "more": "Ingen tid\tåäö\n– rad två", "two[SQ1][1]": "B1",
    "two[SQ1][2]": "C1", "rank[1]": "A2", "rank[2]": "A1", "cells[R1_C1]": "Hej",
    "sums[SQ1]": "12.5000000000",
}  # fmt: skip

EXPECTED = [
    ("ages_SQ1", "A1", None, None), ("ages_SQ2", "A2", None, None),
    ("cells_R1_C1", None, None, "Hej"), ("chef", "yes", None, None),
    ("more", None, None, "Ingen tid\tåäö\n– rad två"), ("plan", "other", None, "På väg"),
    ("rank_1", "A2", None, None), ("rank_2", "A1", None, None),
    ("since", None, "2019-05-01", None), ("staff", None, "12", None),
    ("sums_SQ1", None, "12.5", None), ("two_SQ1_1", "B1", None, None),
    ("two_SQ1_2", "C1", None, None), ("ways", "SQ1 other", None, "Besök"),
]  # fmt: skip


def quoted(cells, separator):
    return separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)


def csv_text(names, rows, separator=","):
    return "\n".join(quoted(cells, separator) for cells in (names, *rows)) + "\n"


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("key", ["token", "region"])
def test_answers_headed_by_codes(saved, study, separator, key):
    whose = "tok1" if key == "token" else "Påhittade regionen 1"
    if key == "region":
        whose = study.unit_names["01"]
    names = ["id", "submitdate", "lastpage", "startlanguage", key, *VALUES]
    rows = [["1", "2026-01-02 10:00:00", "1", "sv", whose, *VALUES.values()]]
    made = import_limesurvey(saved(csv_text(names, rows, separator), "svar.csv"), study)
    assert answers(made) == [("01", *row) for row in EXPECTED]
    assert made.left == ()


def test_the_same_file_again_changes_nothing(saved, study):
    names = ["id", "token", *VALUES]
    path = saved(csv_text(names, [["1", "tok1", *VALUES.values()]]), "svar.csv")
    first = import_limesurvey(path, study)
    again = import_limesurvey(path, first.study)
    assert answers(again) == answers(first)
    assert any("0 new, 0 changed" in line for line in again.taken)


def test_answers_headed_by_whole_questions_with_answers_in_words(saved, study):
    cells = {
        "Response ID": "7",
        "Token": "tok1",
        "Finns en plan?": "Ja, antagen",
        "Finns en chef?": "Ja",
        "Vilka vägar in? [Telefon]": "Yes",
        "Vilka vägar in? [Chatt]": "No",
        "Vilka vägar in? [Other]": "Besök",
        "Vilka åldrar? [barn]": "Alla",
        "Nu och sedan? [vård][1]": "Bra",
        "Hur många anställda?": "N/A",
    }
    made = import_limesurvey(saved(csv_text(list(cells), [list(cells.values())]), "a.csv"), study)
    assert answers(made, "question_id", "category", "text") == [
        ("01", "ages_SQ1", "A1", None), ("01", "chef", "yes", None), ("01", "plan", "A1", None),
        ("01", "two_SQ1_1", "B1", None), ("01", "ways", "SQ1 other", "Besök"),
    ]  # fmt: skip


def test_answers_headed_by_code_and_text(saved, study):
    cells = {
        "id. Response ID": "7", "token. Token": "tok1", "plan. Finns en plan?": "A2",
        "ways[SQ1]. Vilka vägar in? [Telefon]": "Y", "ages[SQ2]. Vilka åldrar? [vuxna]": "A1",
    }  # fmt: skip
    made = import_limesurvey(saved(csv_text(list(cells), [list(cells.values())]), "a.csv"), study)
    assert answers(made, "question_id", "category") == [
        ("01", "ages_SQ2", "A1"), ("01", "plan", "A2"), ("01", "ways", "SQ1"),
    ]  # fmt: skip


def test_yes_as_1_and_no_as_2_is_understood(saved, study):
    names = ["id", "token", "chef", "ways[SQ1]", "ways[SQ2]"]
    made = import_limesurvey(saved(csv_text(names, [["1", "tok1", "2", "1", "2"]]), "a.csv"), study)
    assert answers(made, "question_id", "category") == [
        ("01", "chef", "no"), ("01", "ways", "SQ1"),
    ]  # fmt: skip


def vv_text(names, rows):
    masked = [
        [
            "{question_not_shown}" if cell is None
            else cell.replace("{", "{lbrace}").replace("\n", "{newline}").replace("\t", "{tab}")
            for cell in row
        ]
        for row in rows
    ]  # fmt: skip
    return "\n".join("\t".join(f'"{c}"' for c in row) for row in (names, names, *masked)) + "\n"


@pytest.mark.parametrize("separator", ["_", "["])
def test_answers_in_vv(saved, study, separator):
    names = [
        name if separator == "[" else name.replace("][", "_").replace("[", "_").replace("]", "")
        for name in VALUES
    ]
    values = [value or None for value in VALUES.values()]
    own = ["id", "token", "submitdate", "lastpage", "startlanguage"]
    rows = [["1", "tok1", "2026-01-02 10:00:00", "1", "sv", *values]]
    made = import_limesurvey(saved(vv_text([*own, *names], rows), "vvexport_1.csv"), study)
    assert answers(made) == [("01", *row) for row in EXPECTED]


STORED = {
    "plan": "1X1X11", "plan[other]": "1X1X11other", "chef": "1X1X12", "ways[SQ1]": "1X1X13SQ1",
    "ways[SQ2]": "1X1X13SQ2", "ways[other]": "1X1X13other", "ages[SQ1]": "1X1X16SQ1",
    "ages[SQ2]": "1X1X16SQ2", "staff": "1X1X19", "since": "1X1X20", "more": "1X1X21",
    "two[SQ1][1]": "1X1X22SQ1#0", "two[SQ1][2]": "1X1X22SQ1#1", "rank[1]": "1X1X241",
    "rank[2]": "1X1X242", "cells[R1_C1]": "1X1X25R1_C1", "sums[SQ1]": "1X1X28SQ1",
}  # fmt: skip

NEWER = {
    "plan": "Q11", "plan[other]": "Q11_Cother", "chef": "Q12", "ways[SQ1]": "Q13_S14",
    "ways[SQ2]": "Q13_S15", "ways[other]": "Q13_Cother", "ages[SQ1]": "Q16_S17",
    "ages[SQ2]": "Q16_S18", "staff": "Q19", "since": "Q20", "more": "Q21",
    "two[SQ1][1]": "Q22_S23#0", "two[SQ1][2]": "Q22_S23#1", "rank[1]": "Q24_R2400",
    "rank[2]": "Q24_R2401", "cells[R1_C1]": "Q25_S26_S27", "sums[SQ1]": "Q28_S29",
}  # fmt: skip


@pytest.fixture
def archive(tmp_path):
    """Pack a survey, its answers and its participants as LimeSurvey does."""

    def pack(rows, people=None, survey=SURVEY):
        path = tmp_path / "survey_archive_1.lsa"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("survey_1.lss", survey)
            if rows is not None:
                packed.writestr("survey_1_responses.lsr", rows_xml("Responses", "responses", rows))
            if people is not None:
                packed.writestr("survey_1_tokens.lst", rows_xml("Tokens", "tokens", people))
        return path

    return pack


@pytest.mark.parametrize("names", [STORED, NEWER], ids=["numbers", "newer"])
def test_answers_in_an_archive(archive, study, names):
    row = {"id": "1", "token": "tok1", "submitdate": "2026-01-02 10:00:00"}
    row |= {names[name]: value for name, value in VALUES.items()}
    made = import_limesurvey(archive([row]), study)
    assert answers(made) == [("01", *row) for row in EXPECTED]


def test_a_token_that_is_nobody_here_is_matched_by_what_is_known_of_the_participant(archive, study):
    people = [
        {"tid": "1", "token": "x1", "email": "anna@region.example", "firstname": "Anna"},
        {"tid": "2", "token": "x2", "email": "bo@region.example", "firstname": "Bo"},
    ]
    rows = [{"id": "1", "token": "x1", STORED["chef"]: "N"}]
    made = import_limesurvey(archive(rows, people), study)
    assert answers(made, "recipient_id", "category") == [("02", "r2", "no")]


def test_the_body_may_stand_in_an_attribute_of_the_participants(archive, study):
    people = [{"token": "x1", "attribute_1": study.unit_names["03"]}]
    made = import_limesurvey(
        archive([{"id": "1", "token": "x1", STORED["chef"]: "Y"}], people), study
    )
    assert answers(made, "category") == [("03", "yes")]


def test_the_body_may_be_chosen_in_the_survey(archive, make_study, make_item, saved):
    names = make_study().unit_names
    which = Q("L", "who", "Vilken region?", answers=[(f"A{u}", n) for u, n in names.items()])
    survey = survey_xml(NEW, ("G", [which, Q("Y", "chef")]))
    made = import_limesurvey(saved(survey), blank_study("p", dt.date(2026, 1, 1), "sv")).study
    from dataclasses import replace

    made = replace(made, tables={**made.tables, "units": make_study().tables["units"]}, rows={})
    rows = [
        {"id": "1", "1X1X11": "A02", "1X1X12": "Y"},
        {"id": "2", "1X1X11": "A03", "1X1X12": "N"},
    ]
    got = import_limesurvey(archive(rows, survey=survey), made)
    assert [row for row in answers(got, "question_id", "category") if row[1] == "chef"] == [
        ("02", "chef", "yes"), ("03", "chef", "no"),
    ]  # fmt: skip


def test_an_archive_without_bodies_gives_the_questions_and_says_what_waits(archive):
    made = import_limesurvey(
        archive([{"id": "1", STORED["chef"]: "Y"}]), blank_study("p", dt.date(2026, 1, 1), "sv")
    )
    assert len(made.study.items) == 14
    assert any("the study has no bodies yet" in str(left) for left in made.left)


def test_answers_that_were_never_sent_are_told(archive, study):
    rows = [
        {"id": "1", "token": "tok1", "submitdate": "2026-01-02 10:00:00", STORED["chef"]: "Y"},
        {"id": "2", "token": "r2", STORED["chef"]: "N"},
    ]
    made = import_limesurvey(archive(rows), study)
    assert len(answers(made)) == 2
    assert any("begun and not sent" in line and line.endswith("rows 2") for line in made.taken)


def test_an_unknown_token_and_an_unknown_answer_are_listed_with_their_rows(archive, study):
    rows = [
        {"id": "1", "token": "tok1", STORED["plan"]: "A9"},
        {"id": "2", "token": "who", STORED["chef"]: "Y"},
        {"id": "3", "token": "r2", STORED["chef"]: "Y"},
    ]
    made = import_limesurvey(archive(rows), study)
    said = "\n".join(map(str, made.left))
    assert "“A9” is no answer to item plan" in said
    assert "“who” is no body or person" in said


def test_answers_without_a_key_are_refused(saved, study):
    path = saved(csv_text(["id", "chef"], [["1", "Y"]]), "a.csv")
    with pytest.raises(StudyError, match="no column says whose answer"):
        import_limesurvey(path, study)


def test_a_bomb_is_refused(tmp_path, study):
    path = tmp_path / "bomb.lsa"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("survey_1.lss", b"<document>" + b" " * 50_000_000)
    with pytest.raises(StudyError, match="suspiciously much"):
        import_limesurvey(path, study)


def test_a_zip_that_is_damaged_is_refused(tmp_path, study):
    path = tmp_path / "a.lsa"
    path.write_bytes(b"PK\x03\x04" + b"x" * 500)
    with pytest.raises(StudyError, match="zip cannot be read"):
        import_limesurvey(path, study)
