"""A made-up study with every kind of item, and files put where other programs read them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from belagg.exchange.formats import Exported, exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.study.questionnaire import Choice
from belagg.study.study import Study

LONG = "Åäö och é i ett långt svar. " * 1143
"""Of 32,004 characters."""

PLANS = (
    Choice("plan", {"sv": "Handlingsplan", "en": "Action plan"}),
    Choice("routine", {"sv": "Rutin", "en": "Routine"}),
)


def _answer(unit: str, question: str, **more: str) -> dict[str, str]:
    return {
        "response_id": f"{question}-{unit}", "unit_id": unit, "question_id": question,
        "origin": "survey", **more,
    }  # fmt: skip


@pytest.fixture
def every_kind(make_study, make_item) -> Study:
    """Give a study in two languages with all types of items, layers and missing codes."""
    return make_study(
        [
            make_item("1"),
            make_item("2", "select_multiple", PLANS),
            make_item("3", "integer"),
            make_item("4", "decimal"),
            make_item("5", "date"),
            make_item("6", "text"),
        ],
        settings={"languages": ("sv", "en"), "licence": "CC-BY-4.0",
                  "title": {"sv": "En påhittad kartläggning", "en": "A made-up mapping"}},
        responses=[
            _answer("01", "1", category="yes", text="=cmd|' /C calc'!A0"),
            _answer("02", "1", missing="refused"),
            _answer("03", "1", category="no"),
            _answer("01", "2", category="plan routine"),
            _answer("02", "2", category="routine"),
            _answer("03", "2", missing="dont_know"),
            _answer("01", "3", value="-91"),
            _answer("02", "3", missing="not_published"),
            _answer("03", "3", value="12"),
            _answer("01", "4", value="0.25"),
            _answer("01", "5", value="1959-05-19"),
            _answer("02", "5", missing="refused"),
            _answer("01", "6", text=LONG),
            _answer("02", "6", text="å" * 32_000),
            _answer("03", "6", missing="undeterminable"),
        ],
        assessments=[
            {"assessment_id": "a", "unit_id": "03", "question_id": "1", "layer": "recoded",
             "category": "partly"},
            {"assessment_id": "b", "unit_id": "01", "question_id": "1", "layer": "documented",
             "category": "no"},
        ],
    )  # fmt: skip


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., tuple[Exported, Mapping[str, Path]]]:
    """Export a study as the command line does, and give where its files lie."""

    def run(name: str, study: Study, language: str | None = None):
        wanted = format_named(name, exportable())
        kept, _left = prepared(study, wanted)
        exported = wanted.load_exporter()(kept, language)
        paths = {}
        for path, data in exported.files.items():
            paths[path] = tmp_path / name / path
            paths[path].parent.mkdir(parents=True, exist_ok=True)
            paths[path].write_bytes(data)
        return exported, paths

    return run
