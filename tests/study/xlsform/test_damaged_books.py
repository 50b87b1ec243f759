"""Workbooks that were damaged on the way: refused with a reason, never with a traceback."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.study.xlsform.read import read_form


def book() -> bytes:
    made = Workbook()
    made.active.title = "survey"
    made.active.append(["type", "name", "label"])
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def cut(data: bytes) -> bytes:
    """Lose a piece, so that the first member seems to lie before the beginning."""
    return data[:60] + data[90:]


def without_sheets(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as there, zipfile.ZipFile(made, "w") as out:
        for name in there.namelist():
            content = there.read(name)
            if name == "xl/workbook.xml":
                start, end = content.index(b"<sheets>"), content.index(b"</sheets>")
                content = content[: start + len(b"<sheets>")] + content[end:]
            out.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("damage", [cut, without_sheets])
def test_a_damaged_workbook_is_refused_with_a_reason(tmp_path: Path, damage):
    path = tmp_path / "form.xlsx"
    path.write_bytes(damage(book()))
    parsed = read_form(path)
    assert parsed.questionnaire is None
    assert parsed.problems


def test_a_package_that_lost_a_piece_is_refused(tmp_path: Path):
    path = tmp_path / "study.zip"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        out.writestr("study.toml", 'id = "prov"\n' * 40)
        out.writestr("units.csv", "unit_id,name\n" * 40)
    path.write_bytes(cut(data.getvalue()))
    with pytest.raises(StudyError):
        Study.load(path)
