"""What the checks let stand is told in the appendix with the reason, in words and not codes."""

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject, all_rules
from belagg.checks.run import check
from belagg.language import translate
from belagg.manuscript.compose import compose
from belagg.manuscript.tree import TableBlock
from belagg.report.appendix.method import overrides
from belagg.study.settings import Allow

CLAIMS = [{"claim_id": f"c{n}", "claim": "Vi har en plan.", "grade": "partly"} for n in (1, 2)]


def told(study) -> list[list[str]]:
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, "sv"),))
    tables = [b for b in overrides(check(subject), "sv") if isinstance(b, TableBlock)]
    return [
        ["".join(getattr(part, "text", "\n") for part in cell.children) for cell in row]
        for table in tables
        for row in table.rows
    ]


def test_findings_that_stand_for_one_reason_are_one_row(make_study) -> None:
    allow = Allow("incomplete-claim", "*", "Dokumenten är inte uppräknade.")
    (row,) = told(make_study(claims=CLAIMS, settings={"allows": (allow,)}))
    title = next(rule.title for rule in all_rules() if rule.code == "incomplete-claim")
    assert row[0] == f"{translate(title, 'sv')}\nincomplete-claim"
    assert len(row[1].splitlines()) == 2
    assert row[2] == "Dokumenten är inte uppräknade."


def test_each_reason_has_its_own_row(make_study) -> None:
    allows = tuple(Allow("incomplete-claim", f"c{n}", f"Skäl {n}.") for n in (1, 2))
    rows = told(make_study(claims=CLAIMS, settings={"allows": allows}))
    assert [row[2].replace("\u00a0", " ") for row in rows] == ["Skäl 1.", "Skäl 2."]


def test_without_overrides_there_is_no_table(make_study) -> None:
    assert told(make_study()) == []
