"""Everything users read exists in Swedish and in English."""

import gettext
import io
import os
import runpy
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from lxml import html

from belagg.language import terminal_language
from belagg.publish.build import build
from belagg.study.study import Study

ROOT = Path(__file__).parents[1]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "messages.py"), run_name="messages")
LOCALE = ROOT / "src" / "belagg" / "locale" / "sv" / "LC_MESSAGES"


def identity(message):
    return tuple(message.id) if isinstance(message.id, list | tuple) else message.id


CATALOGUES = [
    pytest.param(LOCALE / "belagg.po", SCRIPT["gathered"], id="belagg"),
    *(
        pytest.param(path, lambda folder=folder: SCRIPT["gathered_of_app"](folder), id=folder.name)
        for folder, path in SCRIPT["apps"]()
        if path.exists() or len(SCRIPT["gathered_of_app"](folder))
    ),
]


def kept(path):
    return {identity(m): m.string for m in SCRIPT["translations"](path) if m.id}


def placeholders(text: str) -> list[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return []  # a message that is shown as it is, with braces of its own
    return sorted(f"{name}:{form}" for _text, name, form, _kind in parts if _is_name(name))


def _is_name(name: str | None) -> bool:
    return name == "" or (name is not None and name.isidentifier())


@pytest.mark.parametrize("path, gathered", CATALOGUES)
def test_every_message_has_a_translation_and_none_is_superfluous(path, gathered):
    wanted = {identity(m) for m in gathered() if m.id}
    found = kept(path)
    assert wanted - set(found) == set()
    assert set(found) - wanted == set()
    lacking = [key for key, said in found.items() if not said or not all(said)]
    assert lacking == []


@pytest.mark.parametrize("path, gathered", CATALOGUES)
def test_every_translation_keeps_its_placeholders(path, gathered):
    for key, said in kept(path).items():
        originals = key if isinstance(key, tuple) else (key,)
        words = said if isinstance(said, tuple | list) else (said,)
        for original, translated in zip(originals, words, strict=True):
            assert placeholders(original) == placeholders(translated), original


@pytest.mark.parametrize("path, gathered", CATALOGUES)
def test_the_compiled_catalogue_is_the_written_one(path, gathered):
    compiled = io.BytesIO()
    write_mo(compiled, SCRIPT["translations"](path))
    fresh = gettext.GNUTranslations(io.BytesIO(compiled.getvalue()))
    with path.with_suffix(".mo").open("rb") as stream:
        shipped = gettext.GNUTranslations(stream)
    for key in kept(path):
        first = key[0] if isinstance(key, tuple) else key
        assert shipped.gettext(first) == fresh.gettext(first)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "units.csv, rad 1: kolumnen ”naem” är inte någon av"),
        ("en", "units.csv, row 1: the column “naem” is not one of"),
    ],
)
def test_a_mistake_is_told_in_the_reader_s_language(tmp_path, language, said):
    def run(*arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "belagg", *map(str, arguments)],
            capture_output=True, text=True, check=False,
            env={**os.environ, "BELAGG_LANG": language},
        )  # fmt: skip

    run("new", tmp_path / "s")
    units = tmp_path / "s" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").replace("name", "naem", 1), encoding="utf-8")
    assert said in run("check", tmp_path / "s").stderr


@pytest.fixture
def terminal(monkeypatch):
    """Let the terminal speak a language; other tests have their own back afterwards."""

    def speak(language):
        monkeypatch.setenv("BELAGG_LANG", language)
        terminal_language.cache_clear()

    yield speak
    monkeypatch.undo()
    terminal_language.cache_clear()


def test_a_swedish_report_is_swedish_whatever_the_terminal_speaks(terminal):
    study = Study.load(ROOT / "examples" / "kse-2021")
    made = {}
    for language in ("en", "sv"):
        terminal(language)
        made[language] = build(study, lambda _step: None).files
    assert made["en"] == made["sv"]
    tree = html.document_fromstring(made["sv"]["report.html"].decode())
    text = " ".join(tree.text_content().split())
    for word in ("Innehåll", "Diagram 1", "Karta 1", "Tabell 1", "Bilaga: metod och data"):
        assert word in text.replace("\u00a0", " ")
    for word in ("Chart 1", "Contents", "Answered", "Appendix", "Item "):
        assert word not in text.replace("\u00a0", " ")
