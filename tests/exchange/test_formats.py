"""Every format that the command line names is there, and its files land where they are wanted."""

import pytest

from belagg.exchange.formats import FORMATS, Exported
from belagg.exchange.place import place
from belagg.study.problems import StudyError


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.name)
def test_a_format_has_the_functions_it_names(made):
    assert made.exporter or made.importer
    if made.exporter:
        assert callable(made.load_exporter())
    if made.importer:
        assert callable(made.load_importer())


TWO = Exported({"prov.sav": b"1", "prov.en.sav": b"2", "prov.codebook.csv": b"3"})


def test_a_folder_gets_every_file_and_keeps_what_it_had(tmp_path):
    (tmp_path / "brev.txt").write_text("hej")
    place(TWO, tmp_path, "prov")
    place(TWO, tmp_path, "prov")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["brev.txt", *sorted(TWO.files)]


def test_a_file_of_the_right_kind_is_that_file_with_the_rest_beside(tmp_path):
    written = place(TWO, tmp_path / "svar.sav", "prov")
    assert [p.name for p in written] == ["svar.sav", "svar.en.sav", "svar.codebook.csv"]
    assert (tmp_path / "svar.sav").read_bytes() == b"1"


def test_a_zip_holds_them_all(tmp_path):
    import zipfile

    place(TWO, tmp_path / "ut.zip", "prov")
    with zipfile.ZipFile(tmp_path / "ut.zip") as archive:
        assert sorted(archive.namelist()) == sorted(TWO.files)


def test_a_package_never_takes_the_place_of_other_files(tmp_path):
    (tmp_path / "brev.txt").write_text("hej")
    with pytest.raises(StudyError, match="is there already"):
        place(Exported({"study.toml": b""}, is_package=True), tmp_path, "prov")
    assert (tmp_path / "brev.txt").read_text() == "hej"


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "fil").write_text("hej")
    with pytest.raises(StudyError, match="cannot be written"):
        place(TWO, tmp_path / "fil" / "under", "prov")
