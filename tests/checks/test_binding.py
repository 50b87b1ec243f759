"""What stops a build is a finding of the check, whatever kind of problem it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from belagg.checks.rule import all_rules
from belagg.language import speaking
from belagg.publish.build import build
from belagg.publish.check import check_study
from belagg.study.settings import Allow

MANUSCRIPT = Path(__file__).parents[2] / "src" / "belagg" / "manuscript"


def codes() -> Iterator[str]:
    """Give the codes of the problems that the manuscript's room makes, from its source."""
    for path in sorted(MANUSCRIPT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in ("Problem", "problem"):
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    yield code.value
                else:
                    # The one place that passes a code on takes it from its caller.
                    assert isinstance(code, ast.Name), ast.dump(node)
                    assert code.id == "code", ast.dump(node)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def test_every_kind_of_problem_in_a_manuscript_has_a_rule() -> None:
    made = set(codes())
    assert len(made) > 10
    assert made <= {rule.code for rule in all_rules()}


def test_a_problem_says_its_line_and_the_nearest_name(make_study, found) -> None:
    study = make_study(texts={"report/01.md": "# Ett\n\nText.\n\n{{ response.rat }}\n"})
    (finding,) = found(study, "figure-unknown")
    assert (finding.where.file, finding.where.line) == ("report/01.md", 5)
    assert "Did you mean “response.rate" in finding.message


@pytest.mark.parametrize("code", ["typed-number", "figure-unknown"])
def test_only_a_typed_number_may_be_let_stand(make_study, found, code) -> None:
    wrong = {"typed-number": "Tretton regioner.", "figure-unknown": "{{ 1.noo.count }} regioner."}
    study = make_study(
        texts={"report/01.md": f"<!-- belagg: allow {code} ett skäl -->\n{wrong[code]}\n"}
    )
    assert bool(found(study, code)) is (code != "typed-number")
    stale = [finding.message for finding in found(study, "stale-allow")]
    assert (stale == []) is (code == "typed-number")
    assert all("must be mended" in message for message in stale)


def test_the_manuscript_in_another_language_is_checked_too(make_study, found) -> None:
    study = make_study(
        settings={"languages": ("sv", "en"), "title": {"sv": "Prov", "en": "Test"}},
        texts={"report/01.md": "Ett.\n", "report/en/01.md": "Thirteen regions answered.\n"},
    )
    (finding,) = found(study, "typed-number")
    assert finding.where.file == "report/en/01.md"


def test_a_build_finds_what_the_check_finds_in_every_language(make_study, answers) -> None:
    study = make_study(
        settings={
            "languages": ("sv", "en"),
            "title": {"sv": "Prov", "en": "Test"},
            "allows": (Allow("vague-quantity", "report/en/01.md", "Nobody has counted them."),),
        },
        responses=answers("1", "yes no no yes"),
        texts={
            "report/01.md": "::: chart 1\n\nIngen region frågar.\n",
            "report/en/01.md": "Guidelines almost never mention the group.\n",
        },
    )
    with speaking("sv"):
        checked = check_study(study)
    assert build(study, lambda _message: None).checked == checked
    assert [allowed.finding.where.file for allowed in checked.allowed] == ["report/en/01.md"]
