"""What the checks say of a sentence, and of the sentences that only look alike."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.checks.rule import all_rules
from belagg.study.study import Study

UNITS = [
    {"unit_id": "01", "name": "Region Stad", "aliases": ["Stad"]},
    {"unit_id": "02", "name": "Region Sjö", "aliases": ["Sjö", "Sjöland", "Region Sjöland"]},
    {"unit_id": "03", "name": "Region Skogs län", "aliases": ["Skogs län", "Skog"]},
    {"unit_id": "04", "name": "Region Ås", "aliases": ["Ås"]},
]
"""Påhittade regioner."""

GLOSSARY = [
    {"term": "missbrukare", "preferred": "person med beroende"},
    {"term": "sex mot ersättning", "preferred": "sexuell exploatering mot ersättning"},
    {"term": "prostituerad", "preferred": "person med erfarenhet av prostitution",
     "allowed_in": ["question"]},
    {"term": "beroende", "definition": "Ett tillstånd."},
]  # fmt: skip


@pytest.fixture
def codes(make_study, make_item, answers, found) -> Callable[..., list[str]]:
    """Give the codes of what is found in one paragraph."""

    def find(text: str, **more: Any) -> list[str]:
        study: Study = make_study(
            [make_item("1", theme="t1"), make_item("2", "text", theme="t1")],
            texts={"report/01.md": f"::: chart 1\n\n{text}\n"},
            units=UNITS,
            glossary=GLOSSARY,
            responses=answers("1", "yes yes no partly") + answers("2", "- - - -"),
            **more,
        )
        return [f.code for f in found(study) if f.code != "item-unreported"]

    return find


SENTENCES: Mapping[str, tuple[str, ...]] = {
    "absolute-claim": (
        "Ingen region frågar rutinmässigt.",
        "Alla regioner har en rutin.",
        "I samtliga regioner finns en mottagning.",
        "Inga av landets regioner frågar.",
        "Ingen av regionerna frågar.",
        "Ingen riktlinje tar upp gruppen.",
        "Rutinmässiga frågor saknas helt.",
        "Regionerna norr om staden saknar helt rutiner.",
    ),
    "vague-quantity": (
        "Riktlinjerna nämner nästan aldrig gruppen.",
        "Med några undantag nämns gruppen inte.",
        "I princip alla gör så.",
        "Så görs i princip av alla.",
        "Så gott som inga gör så.",
    ),
    "missing-merged": (
        "I övriga regioner görs ingen anmälan eller är frågan inte besvarad.",
        "De har ingen vård eller har inte svarat.",
    ),
    "name-varies": (
        "Region Sjöland har en plan.",
        "Sjölands plan är ny.",
        "Skog, Region Stad och Region Ås har en plan.",
    ),
    "non-preferred-term": (
        "Missbrukarnas behov är stora.",
        "En narkotikamissbrukare får hjälp.",
        "Där finns missbrukarvård.",
        "Hon tar emot dem som har sex mot ersättningar.",
        "De prostituerades behov är stora.",
    ),
    "instrument-misdescribed": (
        'Enkäten hade {{ "två" }} envalsfrågor.',
        "Enkäten bestod av fritextfrågor.",
    ),
    "count-beside-list": (
        "{{ 1.yes.count | Words }} regioner svarar ja: Region Stad, Region Sjö och Region Ås.",
        "{{ 1.yes.count | Words }} regioner (Stad och Ås) svarar ja.",
        "{{ 1.yes.count | Words }} regioner svarar ja: {{ 1.no.units }}.",
        '{{ "Fem" }} regioner svarar: Stad, Sjö och Ås.',
    ),
    "quotation-unsourced": ("Regionen svarar ”vi hade aldrig hört talas om det”.",),
}

FINE = (
    # Not all or none of the bodies, or not a claim about them.
    "Enkäten skickades till samtliga regioner.",
    "Alla regioner fick enkäten i maj.",
    "Alla regioner utom en svarade.",
    "Ingen region ska behöva stå ensam.",
    "Alla regioner bör ha en rutin.",
    "Vad skulle hända om alla regioner gjorde så?",
    "Frågan om alla regioner har en rutin besvaras nedan.",
    "Det saknas helt enkelt pengar.",
    "Regionen saknar helt rutiner.",
    "Ingen region frågar. I {{ 1.no.count | words }} av {{ 1.n }} är svaret nej.",
    "Alla {{ 1.n }} regioner svarade, nästan alla utförligt.",
    # Not joined with no.
    "Den som inte har svarat räknas som bortfall, inte som nej.",
    "I övriga regioner avgör socialtjänsten, eller är frågan inte besvarad.",
    # A name that is the body's own, or a place's.
    "Region Sjö har en plan, och Sjös plan är ny.",
    "I Skog finns en mottagning.",
    "Mottagningen i Skog och Stad tar emot alla.",
    "Skog universitet och Skogs kommun samarbetar.",
    "Sjölands län är stort.",
    # Other words, and somebody else's.
    "Missbruk är vanligt, och hon missbrukar inte.",
    "Prostitution är en form av exploatering.",
    "Sexuell exploatering mot ersättning är vanlig.",
    "En person med beroende får hjälp.",
    "Enkätens ord är ”missbrukare”.",
    "> Missbrukarna får hjälp.",
    # The questionnaire as it is.
    "Enkäten hade en fråga med val och {{ items.text.count | words | ett }} fritextsvar.",
    "Envalsfrågorna analyserades för sig.",
    '{{ "Fem" }} öppna frågor återstår för framtiden.',
    # Lists that are right, that are examples, or that nothing counts.
    "{{ 1.yes.count | Words }} regioner svarar ja: {{ 1.yes.units }}.",
    "{{ 1.yes.count | Words }} av {{ 1.n }} regioner (Region Sjö och Stad) svarar ja.",
    "{{ 1.n }} regioner svarar, bland annat de i norr (Stad och Ås).",
    "{{ 1.n }} svarar. Så här säger de: Region Stad och Region Ås är nöjda.",
    "Av {{ 1.n }} svarar {{ 1.yes.count }} ja ({{ 1.yes.units }}), {{ 1.no.count }} nej "
    "({{ 1.no.units }}).",
    # Words that name something, or too few to be a quotation.
    "Rapporten ”En väg fram för alla regioner” är ny.",
    "Begreppet ”det som sker mot ersättning” används inte.",
    "De kallar det ”en svår sak”.",
)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(code, sentence) for code, sentences in SENTENCES.items() for sentence in sentences],
)
def test_the_sentence_is_found(codes, code, sentence) -> None:
    assert codes(sentence) == [code]


@pytest.mark.parametrize("sentence", FINE)
def test_the_sentence_is_let_be(codes, sentence) -> None:
    assert codes(sentence) == []


def test_the_place_is_the_line_of_the_words(make_study, found) -> None:
    text = "# Ett\n\nFörst något annat. Och\nsedan: riktlinjerna nämner\nnästan aldrig gruppen.\n"
    (finding,) = found(make_study(texts={"report/01.md": text}), "vague-quantity")
    assert (finding.where.file, finding.where.line) == ("report/01.md", 5)


@pytest.mark.parametrize(
    ("table", "column", "subject"),
    [("findings", "statement", "x"), ("clauses", "text", "x"), ("recommendations", "title", "x")],
)
def test_sentences_of_tables_that_stand_in_the_report_are_read_too(
    make_study, found, table, column, subject
) -> None:
    key = {"findings": "finding_id", "clauses": "clause_id"}.get(table, "recommendation_id")
    row = {key: subject, column: "Alla missbrukare får vård.", "recommendation_id": "x"}
    study = make_study(glossary=GLOSSARY, **{table: [row]})
    (finding,) = found(study, "non-preferred-term")
    assert (finding.where.file, finding.where.column) == (f"{table}.csv", column)
    assert finding.subject == subject


def test_a_term_that_may_not_stand_in_a_question_is_found_there(
    make_study, make_item, found
) -> None:
    asked = replace(make_item("1"), label={"sv": "Tar ni emot missbrukare?"})
    glossary = [GLOSSARY[0] | {"allowed_in": ["answer"]}]
    (finding,) = found(make_study([asked], glossary=glossary), "non-preferred-term")
    assert finding.subject == "1"
    assert found(make_study([asked], glossary=GLOSSARY), "non-preferred-term") == []


REPORTED = {
    "a figure in the text": "{{ 1.yes.count }} svarar ja.",
    "a chart": "::: chart 1",
    "a table": "::: table 1",
    "what a named body does, after the question": "::: question 1\n\nRegion Stad svarar ja.",
    "a cited number, after the question": "::: question 1\n\nDet är {{ response.count }}.",
}
UNREPORTED = {
    "the question alone": "::: question 1",
    "the question and a remark": "::: question 1\n\nResultatet är inte publicerat.",
    "the answers to the next question": "::: question 1\n\nText.\n\n::: question 2\n\nRegion Stad.",
    "a later part of the chapter": "## A\n\n::: question 1\n\n## B\n\nRegion Stad svarar.",
}


@pytest.mark.parametrize("text", REPORTED.values(), ids=REPORTED)
def test_a_result_is_reported_by(make_study, answers, found, text) -> None:
    study = make_study(
        texts={"report/01.md": text}, units=UNITS, responses=answers("1", "yes no no yes")
    )
    assert found(study, "item-unreported") == []


@pytest.mark.parametrize("text", UNREPORTED.values(), ids=UNREPORTED)
def test_a_result_is_not_reported_by(make_study, make_item, answers, found, text) -> None:
    study = make_study(
        [make_item("1"), make_item("2")],
        texts={"report/01.md": text},
        units=UNITS,
        responses=answers("1", "yes no no yes"),
    )
    assert "1" in [finding.subject for finding in found(study, "item-unreported")]


def test_nothing_is_unreported_while_there_is_no_report(make_study, found) -> None:
    assert found(make_study(), "item-unreported") == []


PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["Region Sjös", "Skog, Stad", "missbrukar", "(", ":", "”", "inga regioner", "eller",
             "{{ 1.yes.count }}", "{{ 1.no.units }}", "{{", "envalsfrågor", ". Å", "tretton", "\n"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_whatever_is_written_can_be_checked(codes, pieces) -> None:
    known = {rule.code for rule in all_rules()}
    assert set(codes(" ".join(pieces))) <= known
