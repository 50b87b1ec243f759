"""From base forms alone: the forms that occur are found, the traps are not."""

import tomllib
from pathlib import Path

import pytest

from belagg.documents.concepts import Concept
from belagg.documents.scan import Scanner
from belagg.documents.scan_plan import Plan

HERE = Path(__file__).parent
LISTS = {
    "sv": (
        "forms_sv.toml",
        "forms_sv_held_out.toml",
        "forms_sv_held_out_2.toml",
        "forms_sv_held_out_3.toml",
        "forms_sv_held_out_4.toml",
        "forms_sv_held_out_5.toml",
    ),
    "en": ("forms_en.toml", "forms_en_held_out.toml", "forms_en_held_out_2.toml"),
}


def rows(key):
    return [
        pytest.param(language, row["base"], row[key], id=f"{language}-{row['base']}")
        for language, files in LISTS.items()
        for file in files
        for row in tomllib.loads((HERE / file).read_text(encoding="utf-8"))["term"]
    ]


def scanner(base):
    return Scanner(Plan([Concept("c", "c", "c", (base,))]))


@pytest.mark.parametrize(("language", "base", "forms"), rows("forms"))
def test_every_form_is_found_from_the_base_form(language, base, forms):
    look = scanner(base)
    assert [form for form in forms if not look.scan(form, language)] == []


@pytest.mark.parametrize(("language", "base", "forms"), rows("forms"))
def test_a_term_is_found_as_it_is_written(language, base, forms):
    assert scanner(base).scan(base, language) != []


@pytest.mark.parametrize(("language", "base", "traps"), rows("traps"))
def test_no_trap_is_taken_for_the_term(language, base, traps):
    look = scanner(base)
    found = {trap: look.scan(trap, language) for trap in traps}
    assert {trap: hits for trap, hits in found.items() if hits} == {}


def test_the_lists_are_long_enough_to_mean_something():
    bases = rows("forms")
    assert len(bases) >= 40
    assert sum(len(row.values[2]) for row in bases) >= 400
    assert sum(len(row.values[2]) for row in rows("traps")) >= 150
