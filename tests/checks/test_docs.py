"""The reference pages say what the declarations say."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_those_the_script_makes() -> None:
    made = script().pages()
    for path, text in made.items():
        committed = (ROOT / "docs" / path).read_text(encoding="utf-8")
        assert committed == text, f"run python scripts/make_docs.py: {path} is out of date"
    assert {f"checks/{p.name}" for p in (ROOT / "docs" / "checks").glob("*.md")} <= set(made)
