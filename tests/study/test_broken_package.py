"""A package that is broken is told so, all of it at once."""

from pathlib import Path

import pytest
from tests.study.packages import GOOD, write

from belagg.study.problems import StudyError
from belagg.study.study import Study


def problems_of(folder: Path, **changes: str | bytes | None) -> list[str]:
    write(folder, GOOD | {name.replace("__", "/"): text for name, text in changes.items()})
    with pytest.raises(StudyError) as caught:
        Study.load(folder)
    return [str(problem) for problem in caught.value.problems]


BROKEN = {
    "no settings": ({"study.toml": None}, "has no study.toml"),
    "settings that are not TOML": (
        {"study.toml": "format = \n"},
        "study.toml, line 1: is not TOML",
    ),
    "a newer format": (
        {"study.toml": GOOD["study.toml"].replace("format = 1", "format = 9")},
        "has format 9; this program reads up to 1",
    ),
    "no format": (
        {"study.toml": GOOD["study.toml"].replace("format = 1\n", "")},
        "study.toml: format: “None” is not 1",
    ),
    "a misspelt setting": (
        {"study.toml": 'langauges = ["sv"]\n' + GOOD["study.toml"]},
        "langauges: is not a setting. Did you mean “languages”?",
    ),
    "a date in quotes": (
        {"study.toml": GOOD["study.toml"].replace("2021-09-01", '"1 sept"')},
        "date: “1 sept” is not a date as 2021-11-18, unquoted",
    ),
    "no title in the first language": (
        {"study.toml": GOOD["study.toml"].replace('sv = "Prov"', 'en = "Trial"')},
        "title: has no text in the first language, sv",
    ),
    "a short name with spaces": (
        {"study.toml": GOOD["study.toml"].replace('"prov"', '"Mitt prov"')},
        "id: “Mitt prov” is not a short name",
    ),
    "an override without a reason": (
        {"study.toml": GOOD["study.toml"] + '[[allow]]\ncode = "x"\nwhere = "*"\n'},
        "allow 1.reason: is missing",
    ),
    "a theme whose parent is unknown": (
        {"study.toml": GOOD["study.toml"] + 'parent = "t2"\n'},
        "theme.parent: “t2” is not the id of a theme. Did you mean “t1”?",
    ),
    "no questionnaire": (
        {"questionnaire/survey.csv": None, "questionnaire/choices.csv": None},
        "questionnaire.xlsx: is missing",
    ),
    "an unknown type of question": (
        {"questionnaire/survey.csv": GOOD["questionnaire/survey.csv"].replace("integer", "intger")},
        "Did you mean “integer”?",
    ),
    "a list of choices that is missing": (
        {"questionnaire/survey.csv": GOOD["questionnaire/survey.csv"].replace(" janej", " janje")},
        "Did you mean “janej”?",
    ),
    "an item called as a figure of the study": (
        {
            "questionnaire/survey.csv": GOOD["questionnaire/survey.csv"].replace(",2,", ",units,"),
            "responses.csv": None,
        },
        "survey.csv, row 3, column belagg_id: “units” is the first word of other figures",
    ),
    "an item in an unknown theme": (
        {"questionnaire/survey.csv": GOOD["questionnaire/survey.csv"].replace("2,t1", "2,t7")},
        "“t7” is not a theme of study.toml. Did you mean “t1”?",
    ),
    "no units": ({"units.csv": None}, "units.csv: is missing; every study lists the bodies"),
    "a table called wrong": (
        {"asessments.csv": "assessment_id\n"},
        "asessments.csv: is not a table of a study. Did you mean “assessments.csv”?",
    ),
    "a private table among the public": (
        {"participants.csv": "speaker,group_id\n"},
        "participants.csv: is a private table and belongs in private/",
    ),
    "a private column among the public": (
        {"recipients.csv": "recipient_id,unit_id,email\na,01,x@example.org\nb,02,\n"},
        "the column “email” is private and belongs in private/recipients.csv",
    ),
    "a column called wrong": (
        {"units.csv": "unit_id,naem\n01,A\n02,B\n"},
        "the column “naem” is not one of unit_id, name",
    ),
    "a required column that is missing": (
        {"units.csv": "unit_id\n01\n02\n"},
        "units.csv, row 1: the column “name” is missing",
    ),
    "the same column twice": (
        {"units.csv": "unit_id,name,name\n01,A,A\n02,B,B\n"},
        "units.csv, row 1: the column “name” stands twice",
    ),
    "semicolons between columns": (
        {"units.csv": "unit_id;name;kind\n01;A;region\n"},
        "units.csv, row 1: has semicolons between its columns; expected commas",
    ),
    "another encoding": (
        {"units.csv": "unit_id,name\n01,Påhittad\n02,B\n".encode("cp1252")},
        "units.csv, row 2: is not UTF-8 (byte 0xe5 at position 17)",
    ),
    "a row that is too long": (
        {"units.csv": "unit_id,name\n01,A,x\n02,B\n"},
        "units.csv, row 2: has 3 cells; the heading has 2",
    ),
    "a quotation mark that is never closed": (
        {"units.csv": 'unit_id,name\n01,"A\n02,B\n'},
        "is not well-formed CSV",
    ),
    "an empty file": ({"units.csv": ""}, "units.csv: is empty; expected a row of headings"),
    "the same key twice": (
        {"units.csv": "unit_id,name\n01,A\n02,B\n01,C\n"},
        "units.csv, row 4, column unit_id: “01” stands on an earlier row already",
    ),
    "a key that is empty": (
        {"units.csv": "unit_id,name\n01,A\n02,B\n,C\n"},
        "units.csv, row 4, column unit_id: is empty",
    ),
    "a cell that must not be empty": (
        {"units.csv": "unit_id,name\n01,A\n02,\n"},
        "units.csv, row 3, column name: is empty",
    ),
    "a body that does not exist": (
        {"recipients.csv": "recipient_id,unit_id\na,1\nb,02\n"},
        "recipients.csv, row 2, column unit_id: “1” is not in units.csv. Did you mean “01”?",
    ),
    "an item that does not exist": (
        {"responses.csv": "response_id,unit_id,question_id,category\nr1,01,1a,yes\n"},
        "responses.csv, row 2, column question_id: “1a” is not in the questionnaire. Did you mean",
    ),
    "a category that does not exist": (
        {"responses.csv": "response_id,unit_id,question_id,category\nr1,01,1,yess\n"},
        "“yess” is not one of yes, partly, no. Did you mean “yes”?",
    ),
    "a category on an open item": (
        {"responses.csv": "response_id,unit_id,question_id,category\nr1,01,2,yes\n"},
        "“yes” is a category, but 2 has none to choose from",
    ),
    "a category beside a missing code": (
        {"responses.csv": "response_id,unit_id,question_id,category,missing\nr1,01,1,no,refused\n"},
        "“no” stands beside a missing code; a row has one or the other",
    ),
    "a decision that decides nothing": (
        {
            "assessments.csv": "assessment_id,unit_id,question_id,layer,rationale\n"
            "a1,01,1,recoded,Svaret är ett ja.\n"
        },
        "assessments.csv, row 2, column category: nothing is decided",
    ),
    "a published figure of an item that does not exist": (
        {
            "sources.csv": "source_id,title\ns,T\n",
            "cited.csv": "cited_id,source_id,figure,value,unit\nc,s,1b.no.count,5,count\n",
        },
        "cited.csv, row 2, column figure: “1b.no.count” begins with no item of the questionnaire",
    ),
    "a missing code that does not exist": (
        {"responses.csv": "response_id,unit_id,question_id,missing\nr1,01,1,noanswer\n"},
        "is not one of no_answer, refused, dont_know",
    ),
    "a number that is none": (
        {"responses.csv": "response_id,unit_id,question_id,value\nr1,01,2,fjorton\n"},
        "“fjorton” is not a value of an item of type integer",
    ),
    "a time without a zone": (
        {"responses.csv": "response_id,unit_id,question_id,at\nr1,01,2,2021-05-20 08:00\n"},
        "“2021-05-20 08:00” is not a date as 2021-05-19 or a time in UTC",
    ),
    "a day that does not exist": (
        {"units.csv": "unit_id,name,valid_from\n01,A,2021-02-30\n02,B,\n"},
        "“2021-02-30” is not a date as 2021-05-19",
    ),
    "a decimal comma": (
        {
            "sources.csv": "source_id,title\ns,T\n",
            "cited.csv": 'cited_id,source_id,value,unit\nc,s,"1,5",count\n',
        },
        "“1,5” is not a number with a decimal point. Did you mean “1.5”?",
    ),
    "a map that is not there": (
        {"study.toml": 'geography = "karta.geojson"\n' + GOOD["study.toml"]},
        "geography: there is no file “karta.geojson” in the package",
    ),
    "an answer from a recipient of another body": (
        {"responses.csv": "response_id,unit_id,recipient_id,question_id,category\nr1,02,a,1,yes\n"},
        "responses.csv, row 2, column recipient_id: “a” was asked for another body",
    ),
    "a number beyond what can be kept exact": (
        {"responses.csv": f"response_id,unit_id,question_id,value\nr1,01,2,{10**25}\n"},
        "is not a value of an item of type integer",
    ),
    "bodies that belong to each other in a ring": (
        {"units.csv": "unit_id,name,parent_id\n01,A,01\n02,B,01\n"},
        "row 2, column parent_id: “01” belongs in the end to this row itself",
    ),
    "personal data of nobody": (
        {"private/recipients.csv": "recipient_id,name\nx,Påhittad\n"},
        "private/recipients.csv, row 2, column recipient_id: “x” is not in recipients.csv",
    ),
    "a choice called as what has no answer": (
        {"questionnaire/choices.csv": GOOD["questionnaire/choices.csv"] + "janej,missing,Saknas\n"},
        "“missing” says why an answer is missing and cannot be a choice",
    ),
    "concepts that are not TOML": ({"concepts.toml": "x = ["}, "concepts.toml"),
    "a manuscript in a language the study does not have": (
        {"report/en/01.md": "# Title\n"},
        "report/en/01.md: the folder “en” is not called as a language after the first",
    ),
    "a manuscript in another encoding": (
        {"report/01.md": "# Å\n".encode("cp1252")},
        "report/01.md: is not UTF-8",
    ),
}


@pytest.mark.parametrize(("changes", "expected"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_package_gets_one_clear_message(tmp_path, changes, expected):
    write(tmp_path / "p", GOOD | changes)
    with pytest.raises(StudyError) as caught:
        Study.load(tmp_path / "p")
    said = [str(problem) for problem in caught.value.problems]
    assert [text for text in said if expected in text], said
    assert len(said) == 1, said


def test_everything_wrong_is_said_at_once(tmp_path):
    said = problems_of(
        tmp_path,
        **{
            "units.csv": "unit_id,name\n01,A\n02,\n",
            "responses.csv": "response_id,unit_id,question_id,category\nr1,03,1,jo\n",
        },
    )
    assert len(said) == 3, said


def test_a_study_without_a_language_is_told_so(tmp_path):
    settings = str(GOOD["study.toml"]).replace('["sv"]', "[]")
    assert problems_of(tmp_path, **{"study.toml": settings}) == [
        "study.toml: languages: is empty; name at least one, such as sv"
    ]
