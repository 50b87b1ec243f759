"""Forms on disk: whatever the file is called, whatever stands in it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
import xlwt

from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.xlsform.read import form_of, read_form
from belagg.study.xlsform.write import form_grids, write_csv, write_xlsform

FORM = Questionnaire(
    "Kartläggning",
    "kartlaggning",
    "1",
    ("sv", "en"),
    (
        Item(
            "4A",
            "q4A",
            ItemType.SELECT_ONE,
            {"sv": "Har ni riktlinjer?", "en": "Do you have guidelines?"},
            choices=(
                Choice("yes", {"sv": "Ja", "en": "Yes"}),
                Choice("other", {"sv": "Annat", "en": "Other"}),
            ),
            other_label={"sv": "Vad då?"},
        ),
        Item("4B", "q4B", ItemType.INTEGER, {"sv": "=1+1", "en": "-- how many?"}),
    ),
)

SHEET = "xl/worksheets/sheet1.xml"


def altered(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give the workbook with one of its parts changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


@pytest.mark.parametrize("name", ["form.xlsx", "form.xls", "form.csv", "form", "form.ods"])
def test_a_workbook_is_read_whatever_its_name_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(write_xlsform(FORM))
    assert read_form(path) == (FORM, (), ())


def test_csv_files_named_as_workbook_are_read(tmp_path: Path) -> None:
    for name, text in write_csv(FORM).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "survey.csv").rename(tmp_path / "survey.xlsx")
    (tmp_path / "only.xls").write_text("type,name,label\ntext,q1,Vad?\n")
    parsed = read_form(tmp_path / "only.xls")
    assert parsed.questionnaire is not None
    assert parsed.questionnaire.item("q1").label == {"sv": "Vad?"}


@pytest.mark.parametrize("target", ["folder", "folder/survey.csv"])
def test_a_folder_of_csv_files_is_a_form_and_so_is_its_survey(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, text in write_csv(FORM).items():
        (folder / name).write_text(text, encoding="utf-8")
    assert read_form(tmp_path / target) == (FORM, (), ())


def test_csv_from_a_swedish_excel_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "questionnaire"
    folder.mkdir()
    survey = "type;name;label\r\nselect_one ja_nej;q1;Är länet med?\r\n;;\r\n"
    choices = "list_name;name;label\r\nja_nej;yes;Ja, på väg\r\n"
    (folder / "survey.csv").write_bytes(survey.encode("cp1252"))
    (folder / "Choices.CSV").write_bytes(b"\xff\xfe" + choices.encode("utf-16-le"))
    parsed = read_form(folder)
    assert parsed.problems == ()
    assert parsed.questionnaire is not None
    item = parsed.questionnaire.item("q1")
    assert item.label == {"sv": "Är länet med?"}
    assert item.choice("yes").label == {"sv": "Ja, på väg"}


def test_one_csv_file_with_all_sheets_below_each_other_is_read_as_pyxform_does() -> None:
    text = (
        "survey,,,\n,type,name,label\n,select_one yn,q1,Vad?\n"
        "choices,,,\n,list_name,name,label\n,yn,yes,Ja\n"
        "settings,,,\n,form_title,form_id,\n,Enkät,enkat,\n"
    )
    parsed = form_of(text.encode(), "form.csv")
    assert parsed.questionnaire is not None
    assert parsed.questionnaire.title == "Enkät"
    assert parsed.questionnaire.item("q1").codes == ("yes",)
    broken = form_of(text.replace("yn,q1", "ny,q1").encode(), "form.csv")
    assert [str(problem) for problem in broken.problems] == [
        "form.csv, sheet survey, row 3, column type: there is no list of choices “ny” in the "
        "sheet choices"
    ]


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        for row, cells in [(2, ["type", "name", "label"]), (6, ["texxt", "q1", "Vad?"])]:
            sheet.write_row(row, 1, cells)
    assert [str(problem) for problem in form_of(content.getvalue(), "f.xlsx").problems] == [
        "f.xlsx, sheet survey, row 7, column type: there is no type “texxt”. Did you mean “text”?"
    ]


def test_a_formula_that_failed_is_named_and_one_that_did_not_is_its_value() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        sheet.write_row(1, 0, ["text", "q1"])
        sheet.write_formula(1, 2, '="Vad" & "?"', None, "Vad?")
    parsed = form_of(content.getvalue(), "f.xlsx")
    assert parsed.questionnaire is not None
    assert parsed.questionnaire.item("q1").label == {"sv": "Vad?"}
    failed = altered(
        content.getvalue(),
        SHEET,
        lambda xml: xml.replace(b't="str"', b't="e"').replace(b"<v>Vad?", b"<v>#REF!"),
    )
    assert [str(problem) for problem in form_of(failed, "f.xlsx").problems] == [
        "f.xlsx, sheet survey, row 2, column label: the formula in the cell has failed (#REF!)"
    ]


def test_a_text_that_looks_like_a_formula_is_written_as_text() -> None:
    with zipfile.ZipFile(io.BytesIO(write_xlsform(FORM))) as book:
        assert b"<f>" not in book.read(SHEET)
    assert "'=1+1" in write_csv(FORM)["survey.csv"]


HOSTILE = {
    "nothing": b"",
    "a zip of nothing": b"PK\x05\x06" + b"\0" * 18,
    "half a zip": write_xlsform(FORM)[:3000],
    "an OLE file of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "a web page": b"<!DOCTYPE html><html><table><tr><td>type</td></tr></table></html>",
    "XML": b"<?xml version='1.0'?><Workbook/>",
    "neither text nor sheets": b"\x81\x8d\x8f" * 100,
    "a quotation mark open": b'type,name,label\ntext,q1,"Vad?\n',
    "more commas than any form": b"type,name" + b"," * 6_000_000,
    "more lines than any form": b"type,name\n" + b"\n" * 6_000_000,
    "half a sheet": altered(write_xlsform(FORM), SHEET, lambda xml: xml[: len(xml) // 2]),
    "entities": altered(
        write_xlsform(FORM),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"<sst", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst', 1),
    ),
    "a zip bomb": altered(write_xlsform(FORM), SHEET, lambda xml: xml + b" " * 70_000_000),
    "a cell at the end of the world": altered(
        write_xlsform(FORM), SHEET, lambda xml: xml.replace(b'r="A2"', b'r="XFD1048576"')
    ),
    "a cell beyond it": altered(
        write_xlsform(FORM), SHEET, lambda xml: xml.replace(b'r="A2"', b'r="ZZZZZZ99999999"')
    ),
    "a cell that hides where it is": altered(
        write_xlsform(FORM),
        SHEET,
        lambda xml: xml.replace(b'<c r="A2"', b'<c x=">" r="XFD1048576"'),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_damaged_file_is_refused_with_one_message(name: str) -> None:
    parsed = form_of(HOSTILE[name], "f.xlsx")
    assert parsed.questionnaire is None
    assert len(parsed.problems) == 1
    assert parsed.problems[0].where.file == "f.xlsx"


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    honest = altered(write_xlsform(FORM), SHEET, lambda xml: xml + b" " * 100_000)
    lying = bytearray(honest)
    with zipfile.ZipFile(io.BytesIO(honest)) as book:
        size = book.getinfo(SHEET).file_size
    lying = bytearray(honest.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    parsed = form_of(bytes(lying), "f.xlsx")
    assert [problem.code for problem in parsed.problems] == ["file-damaged"]


def test_a_far_cell_that_is_blank_does_no_harm() -> None:
    styled = altered(
        write_xlsform(FORM),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
        ),
    )
    assert form_of(styled, "f.xlsx") == (FORM, (), ())


def test_a_file_that_is_not_there_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    assert [problem.code for problem in read_form(tmp_path / "no.xlsx").problems] == [
        "file-unreadable"
    ]
    assert [problem.code for problem in read_form(tmp_path).problems] == ["missing-sheet"]


def as_xls(grids: dict[str, list[list[str]]]) -> bytes:
    book = xlwt.Workbook()
    for name, grid in grids.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(grid):
            for column, text in enumerate(cells):
                sheet.write(row, column, text)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_ods(grids: dict[str, list[list[str]]], repeated: int = 1) -> bytes:
    """Write what OpenDocument asks for at least; `repeated` says how often the last row stands."""
    tables = []
    for name, grid in grids.items():
        rows = []
        for cells in grid:
            texts = (f"<text:p>{escape(text)}</text:p>" if text else "" for text in cells)
            row = "".join(
                f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
                for text in texts
            )
            times = repeated if cells is grid[-1] else 1
            rows.append(
                f'<table:table-row table:number-rows-repeated="{times}">{row}</table:table-row>'
            )
        tables.append(f'<table:table table:name="{name}">{"".join(rows)}</table:table>')
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
        )
        book.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            f'xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet>'
            f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


@pytest.mark.parametrize("write", [as_xls, as_ods])
def test_older_formats_give_the_same_form(
    write: Callable[[dict[str, list[list[str]]]], bytes],
) -> None:
    assert form_of(write(form_grids(FORM)), "form.xlsx") == (FORM, (), ())


@pytest.mark.long
def test_a_row_repeated_a_thousand_million_times_is_refused() -> None:
    bomb = as_ods(form_grids(FORM), repeated=1_000_000_000)
    assert [problem.code for problem in form_of(bomb, "form.ods").problems] == ["file-damaged"]
