"""A study package on disk, a folder or its zip: read whole with every problem, or written whole."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from belagg.language import _
from belagg.study import settings_file
from belagg.study.csv_file import read_csv, write_csv
from belagg.study.declare import Column, Table
from belagg.study.files import File, list_files, write_files
from belagg.study.part import Part
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.questionnaire import Questionnaire
from belagg.study.settings import Settings
from belagg.study.sheets import Sheet, sheets_of
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import to_texts, type_cells
from belagg.study.validate import validate
from belagg.study.xlsform.parse import SHEETS, Parsed, parse_form
from belagg.study.xlsform.read import form_of
from belagg.study.xlsform.write import write_xlsform

CONCEPTS = "concepts.toml"
DATAPACKAGE = "datapackage.json"
_PRIVATE = "private/"
_WAVES = "waves/"
_FORM_FOLDER = "questionnaire/"
FORM_FILES = ("questionnaire.xlsx", "questionnaire.xls", "questionnaire.ods")


def load(path: Path) -> Study:
    """Read the package at `path`; StudyError with every problem found in it."""
    return read_package(list_files(path), str(path))


def read_package(files: Mapping[str, File], name: str) -> Study:
    """Read a package from its files by path; `name` is what messages call it."""
    settings, problems = _read_settings(files, name)
    if settings is None and any(problem.code == "newer-format" for problem in problems):
        raise StudyError(problems)
    parsed = _read_form(files, settings.language if settings else "sv")
    form = parsed.questionnaire
    problems += parsed.problems
    parts, unread, faults = _read_parts(files)
    problems += faults
    problems += _stray_tables(files)
    problems += validate(parts, form, unread)
    if settings is not None and form is not None:
        problems += theme_problems(settings, form)
    texts, faults = _read_texts(files)
    problems += faults
    waves, faults = _read_waves(files)
    problems += faults
    if settings is not None:
        problems += _geography_problems(settings, files)
        problems += _language_problems(settings, texts)
    if problems or settings is None or form is None:
        raise StudyError(problems)
    public = {part.table.name: part for part in parts if not part.file.startswith(_PRIVATE)}
    order = {
        name: part.frame.with_row_index("i").sort(list(part.table.key))["i"]
        for name, part in public.items()
    }
    return Study(
        settings=settings,
        questionnaire=form,
        tables=complete_tables({name: part.frame for name, part in public.items()}),
        private={
            part.table.name: part.frame.sort(list(part.table.key))
            for part in parts
            if part.file.startswith(_PRIVATE)
        },
        texts={path: text for path, text in texts.items() if path != CONCEPTS},
        concepts=texts.get(CONCEPTS, ""),
        files={path: file for path, file in files.items() if _is_other(path)},
        waves=waves,
        rows={name: part.rows.gather(order[name]) for name, part in public.items()},
        left=parsed.left,
    )


def _read_settings(files: Mapping[str, File], name: str) -> tuple[Settings | None, list[Problem]]:
    if settings_file.FILE not in files:
        message = _("has no study.toml, so it is not a study package")
        raise StudyError([Problem("not-a-study", message, Where(name))])
    text, problems = _text(files[settings_file.FILE])
    if text is None:
        return None, problems
    return settings_file.parse_settings(text)


def _text(file: File) -> tuple[str | None, list[Problem]]:
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("is not UTF-8 (position {}); save it as UTF-8").format(error.start)
        return None, [Problem("not-utf8", message, Where(file.path))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text), []


def _read_form(files: Mapping[str, File], language: str) -> Parsed:
    book = next((path for path in FORM_FILES if path in files), None)
    if book is not None:
        return form_of(files[book].read(), book, language)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for name in SHEETS:
        path = f"{_FORM_FOLDER}{name}.csv"
        if path in files:
            try:
                sheets += (
                    replace(sheet, name=name) for sheet in sheets_of(files[path].read(), path)
                )
            except StudyError as error:
                problems += error.problems
    if problems:
        return Parsed(None, tuple(problems), ())
    if not sheets:
        message = _("is missing; expected questionnaire.xlsx or questionnaire/survey.csv")
        problem = Problem("no-questionnaire", message, Where("questionnaire.xlsx"))
        return Parsed(None, (problem,), ())
    return parse_form(tuple(sheets), "questionnaire", language)


def _read_parts(
    files: Mapping[str, File],
) -> tuple[list[Part], set[str], list[Problem]]:
    parts: list[Part] = []
    unread: set[str] = set()
    problems: list[Problem] = []
    for table in TABLES.values():
        for columns, file in (
            (table.public_columns, f"{table.name}.csv"),
            (table.private_columns, f"{_PRIVATE}{table.name}.csv"),
        ):
            if not columns or file not in files:
                continue
            part, faults = _read_part(table, columns, file, files[file].read())
            problems += faults
            if part is None:
                unread.add(table.name)
            else:
                parts.append(part)
    if "units.csv" not in files:
        message = _("is missing; every study lists the bodies it maps")
        problems.append(Problem("no-units", message, Where("units.csv")))
        unread.add("units")
    return parts, unread, problems


def _read_part(
    table: Table, columns: tuple[Column, ...], file: str, data: bytes
) -> tuple[Part | None, list[Problem]]:
    texts, problems = read_csv(data, file)
    if texts is None:
        return None, problems
    frame, faults = type_cells(texts, columns, table)
    return Part(table, columns, file, frame, texts), faults


def _stray_tables(files: Mapping[str, File]) -> list[Problem]:
    problems = []
    for path in files:
        folder, _slash, name = path.rpartition("/")
        if folder not in ("", "private") or not name.endswith(".csv"):
            continue
        known = {
            t.name for t in TABLES.values() if (t.private_columns if folder else t.public_columns)
        }
        if name.removesuffix(".csv") in known:
            continue
        if name.removesuffix(".csv") in TABLES and not folder:
            message = _("is a private table and belongs in private/")
            problems.append(Problem("private-table", message, Where(path)))
        else:
            near = nearest(name, [f"{n}.csv" for n in known])
            message = _("is not a table of a study")
            problems.append(Problem("unknown-table", message, Where(path), name, near))
    return problems


def _read_texts(files: Mapping[str, File]) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, file in files.items():
        if path == CONCEPTS or (path.startswith("report/") and path.endswith(".md")):
            text, faults = _text(file)
            problems += faults
            if text is not None:
                texts[path] = text
    problems += _concept_problems(texts.get(CONCEPTS, ""))
    return texts, problems


def _concept_problems(text: str) -> list[Problem]:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [settings_file.not_toml(CONCEPTS, error)]
    return []


def _language_problems(settings: Settings, texts: Mapping[str, str]) -> list[Problem]:
    """Name manuscripts in a folder that is not that of a further language of the study."""
    others = settings.languages[1:]
    folders = {path.split("/")[1]: path for path in texts if path.count("/") > 1}
    message = _("the folder “{}” is not called as a language after the first in study.toml ({})")
    return [
        Problem(
            "unknown-language",
            message.format(folder, ", ".join(settings.languages)),
            Where(path),
            folder,
            nearest(folder, others),
        )
        for folder, path in folders.items()
        if folder not in others
    ]


def _is_other(path: str) -> bool:
    table = path.endswith(".csv") and path.removeprefix(_PRIVATE).count("/") == 0
    text = path == CONCEPTS or (path.startswith("report/") and path.endswith(".md"))
    own = path in (settings_file.FILE, DATAPACKAGE, *FORM_FILES) or path.startswith(_FORM_FOLDER)
    return not (table or text or own or path.startswith((_WAVES, _PRIVATE)))


def _read_waves(files: Mapping[str, File]) -> tuple[dict[str, Study], list[Problem]]:
    waves: dict[str, Study] = {}
    problems: list[Problem] = []
    inside = [path.split("/") for path in files if path.startswith(_WAVES)]
    for name in sorted({parts[1] for parts in inside if len(parts) > 2}):
        prefix = f"{_WAVES}{name}/"
        inner = {
            path.removeprefix(prefix): File(path.removeprefix(prefix), file.read)
            for path, file in files.items()
            if path.startswith(prefix)
        }
        try:
            waves[name] = read_package(inner, prefix)
        except StudyError as error:
            problems += [
                Problem(p.code, f"{prefix}{p.where}: {p.message}", Where(), p.found, p.nearest)
                for p in error.problems
            ]
    return waves, problems


def theme_problems(settings: Settings, form: Questionnaire) -> list[Problem]:
    """Name every item whose theme the settings do not have."""
    known = [theme.theme_id for theme in settings.themes]
    return [
        Problem(
            "unknown-theme",
            _("{}: “{}” is not a theme of study.toml").format(item.question_id, item.theme),
            Where("questionnaire", column="belagg_theme"),
            item.theme,
            nearest(item.theme, known),
        )
        for item in form.items
        if item.theme is not None and item.theme not in known
    ]


def _geography_problems(settings: Settings, files: Mapping[str, File]) -> list[Problem]:
    wanted = settings.geography
    if not wanted.endswith((".geojson", ".json")) or wanted in files:
        return []
    near = nearest(wanted, [path for path in files if path.endswith("json")])
    message = _("geography: there is no file “{}” in the package").format(wanted)
    return [Problem("no-geography", message, Where(settings_file.FILE), wanted, near)]


def save(study: Study, path: Path) -> None:
    """Write the study as a package: a folder, or a zip where the name ends so; all or nothing."""
    write_files(path, package_files(study))


def package_files(study: Study) -> dict[str, bytes]:
    """Give the bytes of every file of the package, by path; the same study, the same bytes."""
    from belagg.study.datapackage import datapackage

    files: dict[str, bytes] = {
        settings_file.FILE: settings_file.render_settings(study.settings).encode(),
        "questionnaire.xlsx": write_xlsform(study.questionnaire),
    }
    for name, frame in study.tables.items():
        if len(frame) or name == "units":
            files[f"{name}.csv"] = _csv(frame, TABLES[name].public_columns)
    for name, frame in study.private.items():
        if len(frame):
            files[f"{_PRIVATE}{name}.csv"] = _csv(frame, TABLES[name].private_columns)
    files |= {path: text.encode() for path, text in study.texts.items()}
    if study.concepts:
        files[CONCEPTS] = study.concepts.encode()
    files |= {path: file.read() for path, file in study.files.items()}
    for name, wave in study.waves.items():
        inner = package_files(wave.public())
        files |= {f"{_WAVES}{name}/{path}": data for path, data in inner.items()}
    files[DATAPACKAGE] = datapackage(study, study.revision).encode()
    return dict(sorted(files.items()))


def _csv(frame: pl.DataFrame, columns: tuple[Column, ...]) -> bytes:
    # Columns nobody uses are left out of the file; reading gives them back empty.
    needed = {column.name for column in columns if column.required}
    kept = [c for c in frame.columns if c in needed or frame[c].null_count() < len(frame)]
    return write_csv(to_texts(frame.select(kept)))
