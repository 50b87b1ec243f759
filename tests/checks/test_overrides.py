"""A finding stands when the study says why, by whatever name it calls the place."""

import pytest

from belagg.language import speaking
from belagg.publish.check import check_study
from belagg.study.problems import Where
from belagg.study.settings import Allow
from belagg.study.study import Study

REASON = "Enkäten kan inte ändras i efterhand."
CLAIMS = [
    {"claim_id": "c1", "claim": "Vi har en plan.", "grade": "partly"},
    {"claim_id": "c2", "claim": "Vi har en rutin."},
]


def place(language: str, column: str = "", row: int | None = None) -> str:
    """Give a place in claims.csv as a check in that language prints it."""
    with speaking(language):
        return str(Where("claims.csv", row=row, column=column))


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("c1", 1),
        ("claims.csv", 0),
        ("*", 0),
        (place("en", "document_id"), 1),
        (place("sv", "document_id"), 1),
        ("claims", 2),
        ("c", 2),
        ("", 2),
    ],
)
def test_an_override_names_the_thing_the_place_the_file_or_all(make_study, where, left) -> None:
    study = make_study(
        claims=CLAIMS, settings={"allows": (Allow("incomplete-claim", where, REASON),)}
    )
    checked = check_study(study)
    assert len([f for f in checked.findings if f.code == "incomplete-claim"]) == left
    assert [a.reason for a in checked.allowed] == [REASON] * (2 - left)
    stale = [f for f in checked.findings if f.code == "stale-allow"]
    assert len(stale) == (left == 2)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("column", ["", "document_id"])
def test_a_row_is_named_in_either_language(make_study, tmp_path, language, column) -> None:
    where = place(language, column, row=2)
    make_study(
        claims=CLAIMS, settings={"allows": (Allow("incomplete-claim", where, REASON),)}
    ).save(tmp_path / "studie")
    checked = check_study(Study.load(tmp_path / "studie"))
    assert [allowed.finding.subject for allowed in checked.allowed] == ["c1"]


def test_an_override_holds_whatever_language_the_reader_has(make_study) -> None:
    study = make_study(
        claims=CLAIMS,
        settings={
            "allows": (
                Allow("incomplete-claim", place("sv", "grade"), REASON),
                Allow("incomplete-claim", place("en", "document_id"), REASON),
            )
        },
    )
    for language in ("sv", "en"):
        with speaking(language):
            assert len(check_study(study).allowed) == 2


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("typed-number", "Tretton regioner svarade."),
        ("vague-quantity", "Riktlinjerna nämner nästan aldrig gruppen."),
        ("absolute-claim", "Ingen region frågar rutinmässigt."),
        ("missing-merged", "Där finns ingen rutin, eller är frågan inte besvarad."),
        ("non-preferred-term", "Mottagningen är till för missbrukarna."),
    ],
)
def test_a_comment_lets_a_finding_stand_in_its_paragraph_only(
    make_study, found, code, wrong
) -> None:
    glossary = [{"term": "missbrukare", "preferred": "person med beroende"}]
    text = f"<!-- belagg: allow {code} {REASON} -->\n{wrong}\n\n{wrong}\n"
    study = make_study(texts={"report/01.md": text}, glossary=glossary)
    assert [finding.where.line for finding in found(study, code)] == [4]
    assert found(study, "stale-allow") == []


def test_an_override_of_a_code_that_no_check_has_is_told_the_nearest(make_study, found) -> None:
    study = make_study(settings={"allows": (Allow("typed-nummer", "*", REASON),)})
    (finding,) = found(study, "stale-allow")
    assert "Did you mean “typed-number”" in finding.message


def test_two_overrides_of_one_finding_are_both_in_use(make_study, found) -> None:
    allows = (Allow("incomplete-claim", "c1", REASON), Allow("incomplete-claim", "*", REASON))
    study = make_study(claims=CLAIMS, settings={"allows": allows})
    assert found(study, "stale-allow") == []
