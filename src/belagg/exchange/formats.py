"""What a format is to the command line: a name, what it is for, a way out and perhaps a way in.

A format is added by a row in `FORMATS`. Its functions are named as `module:function` and imported
when they are used, so that no command waits for libraries of other formats.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from belagg.language import _, marked
from belagg.study.problems import Left, Problem, StudyError, nearest
from belagg.study.study import Study

if TYPE_CHECKING:
    from belagg.exchange.answers.bring import Brought


@dataclass(frozen=True)
class Exported:
    """The files of an export by path, and what the format could not hold.

    The first file is the chief one. Where `is_package` the files are the whole of a folder, so
    that what else lies in it must go.
    """

    files: Mapping[str, bytes]
    left: tuple[Left, ...] = ()
    is_package: bool = False


@dataclass(frozen=True)
class Imported:
    """A study with what a file brought into it, what was left out, and lines on what was taken."""

    study: Study
    left: tuple[Left, ...] = ()
    taken: tuple[str, ...] = ()


Exporter: TypeAlias = Callable[[Study, str | None], Exported]
"""Makes the files of a study; the language is that of labels, None for all the study has.

The study is as `prepared` gives it: what may not leave is not in it.
"""

Importer: TypeAlias = Callable[[Path, Study], Imported]
"""Reads a file into a study, which may be a blank one; StudyError where it cannot be used."""


Mapped: TypeAlias = Callable[[Path, Study, Path | None, str | None], "Brought"]
"""Reads answers with the mapping in a file, and from the sheet that is named."""


@dataclass(frozen=True)
class Format:
    """A format: its name, what people call it, what it is for, where its functions are.

    `mapped` reads answers through a mapping that can be saved and used again.
    `per_unit` says that answers of single bodies are in what is exported, `voices` that the tables
    of the reference groups are, `documents` that the files of the documents are.
    """

    name: str
    title: str
    about: str
    exporter: str = ""
    importer: str = ""
    mapped: str = ""
    per_unit: bool = False
    voices: bool = False
    documents: bool = False

    def load_exporter(self) -> Exporter:
        """Give the function that exports; KeyError where the format has none."""
        return cast(Exporter, _named(self.exporter))

    def load_importer(self) -> Importer:
        """Give the function that imports; KeyError where the format has none."""
        return cast(Importer, _named(self.importer))

    def load_mapped(self) -> Mapped:
        """Give the function that reads answers by a mapping; KeyError where there is none."""
        return cast(Mapped, _named(self.mapped))


def _named(path: str) -> object:
    if not path:
        raise KeyError(path)
    module, _colon, function = path.partition(":")
    return getattr(import_module(f"belagg.exchange.{module}"), function)


FORMATS = (
    Format(
        "xlsform",
        "XLSForm",
        marked("the questionnaire for Kobo, ODK and others (XLSX)"),
        exporter="xlsform:export_form",
        importer="xlsform:import_form",
    ),
    Format(
        "limesurvey",
        "LimeSurvey",
        marked("a survey of LimeSurvey (LSS, LSG, LSQ, LSA, TXT), or its answers (LSA, CSV, vv)"),
        importer="limesurvey.bring:import_limesurvey",
        mapped="limesurvey.bring:answers_from",
    ),
    Format(
        "limesurvey-tsv",
        marked("LimeSurvey, text with tabs"),
        marked("the questionnaire for LimeSurvey (a text file with tabs)"),
        exporter="limesurvey.export_tsv:export_tsv",
    ),
    Format(
        "responses",
        marked("Answers from a file"),
        marked("answers to the items, with a row per body or per answer (CSV, XLSX, ODS, SPSS)"),
        importer="answers.format:import_answers",
        mapped="answers.format:answers_from",
    ),
    Format(
        "spss",
        "SPSS",
        marked("data for SPSS (.sav), with labels and missing codes"),
        exporter="spss:export_spss",
        per_unit=True,
    ),
    Format(
        "stata",
        "Stata",
        marked("data for Stata (.dta), with labels and missing codes"),
        exporter="stata:export_stata",
        per_unit=True,
    ),
    Format(
        "csv",
        "CSV",
        marked("data as CSV, tidy and wide, with their code book"),
        exporter="data_csv:export_csv",
        per_unit=True,
    ),
    Format(
        "xlsx",
        marked("Workbook (Excel)"),
        marked("a workbook: the data in words, their code book, and every table"),
        exporter="xlsx:export_xlsx",
        per_unit=True,
        voices=True,
    ),
    Format(
        "parquet",
        "Parquet",
        marked("data and every table as Parquet, with their code book"),
        exporter="parquet:export_parquet",
        per_unit=True,
        voices=True,
    ),
    Format(
        "ddi",
        marked("Description for archives (DDI)"),
        marked("a description for archives: DDI-Codebook 2.5"),
        exporter="ddi.codebook:export_ddi",
    ),
    Format(
        "citation",
        marked("How to cite"),
        marked("how to cite the study: CITATION.cff and DataCite JSON"),
        exporter="citation:export_citation",
    ),
    Format(
        "geojson",
        marked("Map (GeoJSON)"),
        marked("a map: the areas of the bodies with the results (GeoJSON)"),
        exporter="geo:export_geojson",
        per_unit=True,
    ),
    Format(
        "hsds",
        marked("Services (HSDS)"),
        marked("services as Open Referral HSDS 3.0 (CSV)"),
        exporter="hsds:export_hsds",
    ),
    Format(
        "archive",
        marked("For an archive"),
        marked("what an archive asks for: package, data, DDI and citation together"),
        exporter="archive:export_archive",
        per_unit=True,
        voices=True,
        documents=True,
    ),
    Format(
        "refi-qda",
        marked("Codes and marked texts (REFI-QDA)"),
        marked("codes, marked spans and texts for NVivo, ATLAS.ti, MAXQDA, QualCoder (QDPX, QDC)"),
        exporter="refi.export:export_project",
        importer="refi.bring:import_project",
        per_unit=True,
        documents=True,
    ),
    Format(
        "codebook",
        marked("Code book"),
        marked("the code book (CSV, QDC), and how often each code stands by body and by item"),
        exporter="codebook:export_codebook",
        per_unit=True,
    ),
    Format(
        "package",
        marked("Study package"),
        marked("the study itself: a Frictionless Data Package, as a folder or a zip"),
        exporter="package:export_package",
        per_unit=True,
        voices=True,
        documents=True,
    ),
)


@cache
def _by_name() -> Mapping[str, Format]:
    return {made.name: made for made in FORMATS}


def exportable() -> tuple[Format, ...]:
    """Give the formats that a study goes out to."""
    return tuple(made for made in FORMATS if made.exporter)


def importable() -> tuple[Format, ...]:
    """Give the formats that are read into a study."""
    return tuple(made for made in FORMATS if made.importer)


def format_named(name: str, among: tuple[Format, ...]) -> Format:
    """Give the format of that name among those given; StudyError with the nearest where none is."""
    found = _by_name().get(name)
    if found in among and found is not None:
        return found
    names = [made.name for made in among]
    message = _("“{}” is not one of the formats {}").format(name, ", ".join(names))
    raise StudyError([Problem("no-format", message, found=name, nearest=nearest(name, names))])
