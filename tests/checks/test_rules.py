"""Every rule finds its bad example and lets its good one be."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from belagg.checks.rule import all_rules
from belagg.study.files import memory_file
from belagg.study.problems import Left, Where
from belagg.study.questionnaire import Choice, Item
from belagg.study.settings import Allow
from belagg.study.study import Study
from belagg.study.vocabulary import Comparability

Tables = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """The smallest study in which a rule finds something, and the one where it is mended."""

    bad: Tables
    good: Tables
    subject: str = ""
    items: tuple[Mapping[str, Any], ...] = ({"question_id": "1"},)


def text(*paragraphs: str) -> dict[str, dict[str, str]]:
    return {"texts": {"report/01.md": "\n\n".join(paragraphs) + "\n"}}


def answer(unit: str, category: str | None, item: str = "1", **more: Any) -> dict[str, Any]:
    row = {"response_id": f"{item}-{unit}-{category}", "unit_id": unit, "question_id": item,
           "category": category, "origin": "survey"}  # fmt: skip
    return row | more


def decision(unit: str, category: str | None, **more: Any) -> dict[str, Any]:
    row = {"assessment_id": f"{unit}-{more}", "unit_id": unit, "question_id": "1",
           "layer": "recoded", "category": category}  # fmt: skip
    return row | more


DECIDED = {"rule_id": "r1", "coder": "ab", "rationale": "Ingen mottagning nämns."}
BOOK = [{"rule_id": "r1", "version": 1, "when": "Ingen mottagning nämns."}]
ANSWERS = [answer("01", "yes"), answer("02", "no"), answer("03", "no")]
FILES = {"documents/plan.pdf": memory_file("documents/plan.pdf", b"plan")}
SHA = FILES["documents/plan.pdf"].sha256
DOCUMENT = {"document_id": "plan", "title": "En påhittad plan", "file": "plan.pdf"}
QUOTE = {"quote_id": "q1", "kind": "paraphrase", "text": "Det tog tid.", "source": "meeting:m1",
         "attribution": "En deltagare", "consent": "anonymous"}  # fmt: skip
GROUP = {
    "groups": [{"group_id": "g1", "name": "Påhittad grupp", "kind": "experience", "size": 2}],
    "meetings": [{"meeting_id": "m1", "group_id": "g1"}],
}
RECOMMENDED = {"recommendation_id": "r1", "number": 1, "level": "national", "title": "Utbilda"}
CLAUSE = {"clause_id": "r1-1", "recommendation_id": "r1", "text": "Utbilda all personal."}
FINDING = {"finding_id": "f1", "statement": "Personalen utbildas.",
           "rests_on": ["figure:1.yes.count"]}  # fmt: skip
TERM = {"term": "missbrukare", "preferred": "person med beroende"}
ASKED = {"recipient_id": "04-a", "unit_id": "04"}
SOURCE = [{"source_id": "s1", "title": "En påhittad rapport"}]
NAMES = [
    {"unit_id": "01", "name": "Region Ett", "aliases": ["Ett"]},
    {"unit_id": "02", "name": "Region Två", "aliases": ["Tvåland", "Region Tvåland"]},
    {"unit_id": "03", "name": "Region Tre", "aliases": ["Treland"]},
]


def cited(figure: str, value: float) -> dict[str, Any]:
    return {"cited_id": "c1", "source_id": "s1", "figure": figure, "value": value, "unit": "count"}


def question(sv: str, **more: Any) -> tuple[dict[str, Any]]:
    return ({"question_id": "1", "label": {"sv": sv, "en": sv}, **more},)


CASES: dict[str, Case] = {
    # --- what stops a build
    "typed-number": Case(text("Tretton regioner svarade."), text("{{ 1.n }} regioner svarade.")),
    "figure-unknown": Case(text("{{ 1.noo.count }} nej."), text("{{ 1.no.count }} nej.")),
    "figure-filter": Case(text("{{ 1.yes.units | words }}"), text("{{ 1.yes.units | samt }}")),
    "placeholder-open": Case(text("{{ 1.no.count } nej."), text("{{ 1.no.count }} nej.")),
    "placeholder-empty": Case(text("{{ }} nej."), text("{{ 1.no.count }} nej.")),
    "block": Case(text("::: chart 2"), text("::: chart 1")),
    "picture": Case(text("![En väg](vag.png)"), text("En väg.")),
    "missing-alt": Case(text("![](vag.png)"), text("![En väg](vag.png)")),
    "link": Case(text("[se metoden](#metodd)"), text("# Metod {#metod}", "[se](#metod)")),
    "anchor": Case(text("# Ett {#a}", "# Ja {#a}"), text("# Ett {#a}", "# Ja {#b}")),
    "footnote": Case(text("Enligt lagen.[^lag]"), text("Enligt lagen.[^lag]", "[^lag]: Lagen.")),
    "heading": Case(text("# Metod {.nonumber}"), text("# Metod {.unnumbered}")),
    "html": Case(text("<b>Nej</b> svarade de."), text("**Nej** svarade de.")),
    "comment": Case(text("<!-- belagg: tillåt -->", "Nej."), text("<!-- en tanke -->", "Nej.")),
    # --- the text
    "count-beside-list": Case(
        text("{{ 1.no.count | Words }} regioner svarar nej: Region Ett, Region Två och Treland.")
        | {"units": NAMES},
        text("{{ 1.no.count | Words }} regioner svarar nej: Region Två och Treland.")
        | {"units": NAMES},
    ),
    "absolute-claim": Case(
        text("Ingen region frågar rutinmässigt."),
        text("Ingen region frågar rutinmässigt; {{ 1.no.count | words }} svarar nej."),
    ),
    "vague-quantity": Case(
        text("Riktlinjerna nämner nästan aldrig gruppen."),
        text("Riktlinjerna nämner gruppen i {{ 1.yes.count }} fall, alltså nästan aldrig."),
    ),
    "missing-merged": Case(
        text("I de övriga finns ingen rutin, eller är frågan inte besvarad."),
        text("I de övriga finns ingen rutin. {{ 1.missing.count | Words }} har inte svarat."),
    ),
    "name-varies": Case(
        text("Region Tvåland har en plan.") | {"units": NAMES},
        text("Region Två har en plan. I Tvåland används den.") | {"units": NAMES},
        subject="02",
    ),
    "non-preferred-term": Case(
        text("Mottagningen är till för missbrukarna.") | {"glossary": [TERM]},
        text("Mottagningen är till för missbruk och för personer med beroende.")
        | {"glossary": [TERM]},
        subject="missbrukare",
    ),
    "instrument-misdescribed": Case(
        text("Enkäten bestod av envalsfrågor."),
        text("Enkäten bestod av {{ items.select_one.count }} envalsfrågor och en fritextfråga."),
        items=({"question_id": "1"}, {"question_id": "2", "kind": "text"}),
    ),
    "quotation-unsourced": Case(
        text("Regionen svarade ”vi vet inte så mycket”.")
        | {"responses": [answer("01", "no", text="Vi vet för lite.")]},
        text("Regionen svarade ”vi vet för lite”.")
        | {"responses": [answer("01", "no", text="Vi vet för lite.")]},
    ),
    "item-unreported": Case(text("::: question 1"), text("::: chart 1"), subject="1"),
    "stale-allow": Case(
        {"settings": {"allows": (Allow("typed-number", "*", "Ett skäl."),)}},
        {"settings": {"allows": (Allow("typed-number", "*", "Ett skäl."),)}}
        | text("Tretton regioner."),
        subject="typed-number",
    ),
    # --- the questionnaire
    "item-without-theme": Case(
        {}, {}, items=({"question_id": "1", "theme": None},), subject="1"
    ),
    "leading-question": Case({}, {}, items=question("Hur arbetar regionen med detta?")),
    "double-barrelled-question": Case({}, {}, items=question("Finns rutin, och vad säger den?")),
    "questionnaire-left-out": Case({}, {}),
    # --- answers and decisions
    "no-that-is-not-no": Case(
        {"assessments": [decision("04", "no", basis="elimination")]},
        {"assessments": [decision("02", "no", basis="category")]},
        subject="1/04",
    ),
    "unreconciled-answers": Case(
        {"responses": [answer("01", "yes", recipient_id="a"),
                       answer("01", "no", recipient_id="b")]},
        {"responses": [answer("01", "yes", recipient_id="a"),
                       answer("01", "no", recipient_id="b")],
         "assessments": [decision("01", "no", layer="stated", basis="reconciliation")]},
        subject="1/01",
    ),
    "unsettled-recode": Case(
        {"assessments": [decision("01", "yes", coder="ab", round="first"),
                         decision("01", "no", coder="cd", round="second")]},
        {"assessments": [decision("01", "yes", coder="ab", round="first"),
                         decision("01", "no", coder="cd", round="second"),
                         decision("01", "no", coder="ef", round="adjudicated")]},
        subject="1/01",
    ),
    "undocumented-recode": Case(
        {"assessments": [decision("01", "yes", coder="ab")]},
        {"assessments": [decision("01", "yes", **DECIDED)], "codebook": BOOK},
        subject="1",
    ),
    "same-evidence-differs": Case(
        {"assessments": [decision("01", "yes", evidence="Barnahus"),
                         decision("02", "partly", evidence=" barnahus. ")]},
        {"assessments": [decision("01", "partly", evidence="Barnahus"),
                         decision("02", "partly", evidence="Barnahus")]},
        subject="1/01+02",
    ),
    "nonrespondent-without-disposition": Case(
        {"recipients": [ASKED]},
        {"recipients": [ASKED],
         "contacts": [{"contact_id": "c1", "recipient_id": "04-a", "channel": "phone",
                       "purpose": "closing", "outcome": "refusal"}]},
        subject="04",
    ),
    # --- evidence
    "incomplete-claim": Case(
        {"claims": [{"claim_id": "c1", "claim": "Vi har en plan.", "grade": "partly"}]},
        {"claims": [{"claim_id": "c1", "claim": "Vi har en plan.", "grade": "not_reviewed"}]},
        subject="c1",
    ),
    "missing-document": Case(
        {"documents": [DOCUMENT | {"file": "plann.pdf"}]}, {"documents": [DOCUMENT]},
        subject="plan",
    ),
    "changed-document": Case(
        {"documents": [DOCUMENT | {"sha256": "0" * 64}]},
        {"documents": [DOCUMENT | {"sha256": SHA.upper()}]},
        subject="plan",
    ),
    "cited-differs": Case(
        {"sources": SOURCE, "cited": [cited("1.no.count", 3)]},
        {"sources": SOURCE, "cited": [cited("1.no.count", 2)]},
        subject="c1",
    ),
    # --- voices
    "quote-differs": Case(
        {"responses": [answer("01", "no", text="Vi saknar skriftliga rutiner.")],
         "quotes": [QUOTE | {"kind": "verbatim", "source": "response:1-01-no",
                             "text": "vi har inga rutiner"}]},
        {"responses": [answer("01", "no", text="Vi saknar skriftliga rutiner.")],
         "quotes": [QUOTE | {"kind": "verbatim", "source": "response:1-01-no",
                             "text": "skriftliga rutiner"}]},
        subject="q1",
    ),
    "quote-without-attribution": Case(
        {"quotes": [QUOTE | {"attribution": None}]}, {"quotes": [QUOTE]}, subject="q1"
    ),
    "quote-without-consent": Case(
        {"quotes": [QUOTE | {"withdrawn_at": dt.date(2021, 8, 1)}]}, {"quotes": [QUOTE]},
        subject="q1",
    ),
    "speaker-recognisable": Case(
        GROUP | {"quotes": [QUOTE | {"quote_id": f"q{n}", "speaker": "A"} for n in range(3)]},
        GROUP | {"quotes": [QUOTE | {"quote_id": f"q{n}", "speaker": "A"} for n in range(2)]},
        subject="A",
    ),
    "speaker-details": Case(
        {"quotes": [QUOTE | {"text": "Jag var 17 år och bodde i Växjö."}]}, {"quotes": [QUOTE]},
        subject="q1",
    ),
    # --- findings and recommendations
    "finding-on-nothing": Case(
        {"findings": [FINDING | {"rests_on": ["figure:1.yess.count"]}]},
        {"findings": [FINDING]},
        subject="f1",
    ),
    "counts-differ": Case(
        {"findings": [FINDING | {"measure": "polisanmäler", "value": 5},
                      FINDING | {"finding_id": "f2", "measure": "polisanmäler", "value": 6}]},
        {"findings": [FINDING | {"measure": "polisanmäler", "value": 5},
                      FINDING | {"finding_id": "f2", "measure": "orosanmäler", "value": 6}]},
        subject="polisanmäler",
    ),
    "units-mismatch": Case(
        {"findings": [FINDING | {"value": 3, "units": ["01", "02"]}]},
        {"findings": [FINDING | {"value": 2, "units": ["01", "02"]}]},
        subject="f1",
    ),
    "another-construct": Case(
        {"findings": [FINDING | {"statement": "En region saknar utbildning."}]},
        {"findings": [FINDING | {"statement": "En region saknar rutiner."}]},
        subject="f1",
        items=question("Finns rutiner som säkerställer kunskap?"),
    ),
    "unsupported-clause": Case(
        {"recommendations": [RECOMMENDED], "clauses": [CLAUSE]},
        {"recommendations": [RECOMMENDED], "clauses": [CLAUSE], "findings": [FINDING],
         "supports": [{"clause_id": "r1-1", "finding_id": "f1"}]},
        subject="r1-1",
    ),
    # --- the last wave
    "wave-item-differs": Case(
        {}, {}, subject="1",
        items=question("En annan fråga?", same_as="1", comparability=Comparability.SAME),
    ),
    "wave-item-unjudged": Case({}, {}, subject="1", items=({"question_id": "1", "same_as": "1"},)),
}  # fmt: skip

MENDED_ITEMS: dict[str, tuple[Mapping[str, Any], ...]] = {
    "item-without-theme": ({"question_id": "1", "theme": "t1"},),
    "leading-question": question("Har regionen en rutin?"),
    "double-barrelled-question": question("Finns en rutin?"),
    "wave-item-differs": question(
        "En annan fråga?", same_as="1", comparability=Comparability.BROKEN
    ),
    "wave-item-unjudged": (
        {"question_id": "1", "same_as": "1", "comparability": Comparability.SAME},
    ),
}
"""The items of the good example, where they are what is mended."""


@pytest.fixture
def example(
    make_study: Callable[..., Study], make_item: Callable[..., Item]
) -> Callable[[str, bool], Study]:
    """Give the bad or the good example of a rule."""

    def make(code: str, bad: bool) -> Study:
        case = CASES[code]
        items = case.items if bad else MENDED_ITEMS.get(code, case.items)
        given = {"responses": ANSWERS} | dict(case.bad if bad else case.good)
        study = make_study([_item(make_item, **item) for item in items], **given)
        left = (Left("relevant", "för svårt", Where("questionnaire")),)
        last = make_study([_item(make_item, question_id="1")], {"date": dt.date(2019, 9, 1)})
        waves = {"2019": last}
        return replace(study, files=FILES, left=left if bad else (), waves=waves)

    return make


def _item(make_item: Callable[..., Item], question_id: str, **more: Any) -> Item:
    label = more.pop("label", None)
    made = make_item(question_id, **{"theme": "t1", **more})
    return replace(made, label=label) if label else made


def test_every_rule_has_an_example_here() -> None:
    assert sorted(CASES) == [rule.code for rule in all_rules()]


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_finds_its_bad_example(code, example, found) -> None:
    findings = found(example(code, True), code)
    assert findings
    assert CASES[code].subject in ("", *(finding.subject for finding in findings))
    assert all(finding.message and str(finding.where) for finding in findings)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_rule_lets_its_good_example_be(code, example, found) -> None:
    assert found(example(code, False), code) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_for_and_why(rule) -> None:
    assert rule.title
    assert not rule.title.endswith(".")
    assert len(rule.reason) > 40
    assert rule.bad != rule.good


def test_a_choice_that_means_something_else_may_be_recoded_to_no_by_a_rule(
    make_study, make_item, found
) -> None:
    choices = tuple(Choice(code, {"sv": code}) for code in ("yes", "no", "other"))
    said = [answer("01", "other", text="Nej, ingen sådan mottagning finns.")]
    study = make_study(
        [make_item("1", choices=choices)],
        responses=said,
        codebook=BOOK,
        assessments=[decision("01", "no", basis="text", **DECIDED)],
    )
    assert found(study, "no-that-is-not-no") == []


def test_a_no_for_a_body_that_did_not_answer_is_found(make_study, found) -> None:
    study = make_study(responses=ANSWERS, assessments=[decision("04", "no", basis="text")])
    (finding,) = found(study, "no-that-is-not-no")
    assert "did not answer" in finding.message


def test_the_recodes_of_an_item_are_one_finding_that_lists_the_bodies(make_study, found) -> None:
    rows = [decision(f"{n:02}", "yes", coder="ab") for n in range(1, 5)]
    (finding,) = found(make_study(assessments=rows), "undocumented-recode")
    assert "Påhittad region 1, Påhittad region 2" in finding.message
    assert "rule_id, rationale" in finding.message
