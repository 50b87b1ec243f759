"""A package that is broken is told so, all of it at once; a good one survives a round trip."""

import zipfile
from pathlib import Path

import pytest

from belagg.study.problems import StudyError
from belagg.study.study import Study

GOOD = {
    "study.toml": (
        'format = 1\nid = "prov"\ndate = 2021-09-01\nlanguages = ["sv"]\n[title]\nsv = "Prov"\n'
        '[[theme]]\nid = "t1"\nlabel = { sv = "Tema ett" }\n'
    ),
    "questionnaire/survey.csv": (
        "type,name,label::Svenska (sv),belagg_id,belagg_theme\n"
        "select_one janej,q1,Finns en rutin?,1,t1\n"
        "integer,q2,Hur många gavs vård?,2,t1\n"
    ),
    "questionnaire/choices.csv": (
        "list_name,name,label::Svenska (sv)\njanej,yes,Ja\njanej,partly,Delvis\njanej,no,Nej\n"
    ),
    "units.csv": "unit_id,name,kind\n01,Påhittad region 1,region\n02,Påhittad region 2,region\n",
    "recipients.csv": "recipient_id,unit_id,role\na,01,ordförande\nb,02,ordförande\n",
    "responses.csv": (
        "response_id,unit_id,recipient_id,question_id,category,value,origin,at\n"
        "r1,01,a,1,yes,,survey,2021-05-20\n"
        "r2,02,b,2,,14,survey,2021-05-21T08:00:00Z\n"
    ),
    "report/01.md": "# Rubrik\n\nText.\n",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    for name, content in files.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


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
        "“units” is a name that figures of the study itself have",
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


def test_a_good_package_loads_with_its_rows_where_they_stand_in_the_file(tmp_path):
    study = Study.load(write(tmp_path / "p", GOOD))
    assert study.tables["units"]["name"].to_list() == ["Påhittad region 1", "Påhittad region 2"]
    assert str(study.place("units", 1, "name")) == "units.csv, row 3, column name"


def test_a_folder_its_copy_and_its_zip_are_the_same_study(tmp_path):
    study = Study.load(write(tmp_path / "p", GOOD))
    study.save(tmp_path / "copy")
    study.save(tmp_path / "copy.zip")
    for path in ("copy", "copy.zip"):
        again = Study.load(tmp_path / path)
        assert again == study
        assert again.revision == study.revision


def test_the_same_study_is_written_as_the_same_bytes(tmp_path):
    study = Study.load(write(tmp_path / "p", GOOD))
    study.save(tmp_path / "a.zip")
    Study.load(tmp_path / "a.zip").save(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_personal_data_changes_no_revision_and_stays_out_of_the_public_part(tmp_path):
    private = {
        "private/recipients.csv": "recipient_id,name,email\na,Påhittad Person,p@example.org\n"
    }
    with_names = Study.load(write(tmp_path / "p", GOOD | private))
    without = Study.load(write(tmp_path / "q", GOOD))
    assert with_names.revision == without.revision
    assert "name" not in with_names.tables["recipients"].columns
    with_names.public().save(tmp_path / "public")
    for path in (tmp_path / "public").rglob("*"):
        assert path.is_dir() or b"example.org" not in path.read_bytes()


def test_rows_in_another_order_are_the_same_revision(tmp_path):
    swapped = {
        "units.csv": "unit_id,name,kind\n02,Påhittad region 2,region\n01,Påhittad region 1,region\n"
    }
    first = Study.load(write(tmp_path / "p", GOOD))
    second = Study.load(write(tmp_path / "q", GOOD | swapped))
    assert first.revision == second.revision
    assert str(second.place("units", 0)) == "units.csv, row 3"


@pytest.mark.parametrize("name", ["../out.csv", "/etc/x", "a/../../b", "C:\\x"])
def test_a_zip_that_reaches_outside_is_refused(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for path, text in GOOD.items():
            archive.writestr(path, text)
        archive.writestr(name, "x")
    with pytest.raises(StudyError, match="leads out of the package"):
        Study.load(tmp_path / "p.zip")


def test_a_zip_whose_bytes_are_damaged_is_refused(tmp_path):
    Study.load(write(tmp_path / "p", GOOD)).save(tmp_path / "p.zip")
    data = bytearray((tmp_path / "p.zip").read_bytes())
    first = 30 + int.from_bytes(data[26:28], "little")
    data[first : first + 40] = b"\xff" * 40
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(StudyError, match="is a zip that cannot be read"):
        Study.load(tmp_path / "p.zip")


def test_a_zip_with_a_password_is_refused_by_that_reason(tmp_path):
    Study.load(write(tmp_path / "p", GOOD)).save(tmp_path / "p.zip")
    data = bytearray((tmp_path / "p.zip").read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "p.zip").write_bytes(data)
    with pytest.raises(StudyError, match="is locked with a password"):
        Study.load(tmp_path / "p.zip")


def test_hidden_files_beside_the_folder_of_a_zip_are_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr(".DS_Store", "x")
        for path, text in GOOD.items():
            archive.writestr(f"studie/{path}", text)
    assert Study.load(tmp_path / "p.zip").settings.study_id == "prov"


@pytest.mark.parametrize("target", ["02.md", "gone.md"])
def test_a_link_that_leads_nowhere_is_named(tmp_path, target):
    folder = write(tmp_path / "p", GOOD)
    (folder / "report" / "02.md").symlink_to(folder / "report" / target)
    with pytest.raises(StudyError, match=r"report/02\.md: cannot be read"):
        Study.load(folder)


def test_a_study_without_a_language_is_told_so(tmp_path):
    settings = str(GOOD["study.toml"]).replace('["sv"]', "[]")
    assert problems_of(tmp_path, **{"study.toml": settings}) == [
        "study.toml: languages: is empty; name at least one, such as sv"
    ]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in GOOD.items():
            archive.writestr(path, text)
        archive.writestr("documents/bomb.pdf", b"\0" * 50_000_000)
    with pytest.raises(StudyError, match="suspiciously much"):
        Study.load(tmp_path / "p.zip")


def test_saving_never_overwrites_something_that_is_not_a_study(tmp_path):
    study = Study.load(write(tmp_path / "p", GOOD))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("hej")
    with pytest.raises(StudyError, match="is there already and is not a study"):
        study.save(tmp_path / "home")
    assert (tmp_path / "home" / "letter.txt").read_text() == "hej"


def test_an_earlier_wave_travels_with_the_study(tmp_path):
    waves = {f"waves/2019/{path}": text for path, text in GOOD.items()}
    study = Study.load(write(tmp_path / "p", GOOD | waves))
    assert study.waves["2019"].revision == Study.load(write(tmp_path / "q", GOOD)).revision
    study.save(tmp_path / "copy")
    assert Study.load(tmp_path / "copy") == study
