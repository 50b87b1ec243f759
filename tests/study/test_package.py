"""A good package is the same as a folder, as a zip and written again; a hostile one is refused."""

import zipfile

import pytest
from tests.study.packages import GOOD, write

from belagg.study.problems import StudyError
from belagg.study.study import Study


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
