"""The concept file: read whole, or refused with everything that is wrong in it."""

import pytest

from belagg.documents.concepts import parse_concepts
from belagg.study.problems import StudyError

GOOD = """
[[concept]]
id = "kse"
label.sv = "Kommersiell sexuell exploatering"
label.en = "Commercial sexual exploitation"
terms = ["kommersiell  sexuell exploatering"]
abbreviations = ["KSE"]
exclude = ["prostitutionsmuseum"]
near = ["barn"]
strike = ["Köpte Sex"]
"""


def codes(text):
    with pytest.raises(StudyError) as caught:
        parse_concepts(text, "begrepp.toml")
    return [problem.code for problem in caught.value.problems], str(caught.value)


def test_a_concept_has_its_terms_labels_and_bounds():
    (concept,) = parse_concepts(GOOD)
    assert concept.concept_id == "kse"
    assert concept.label("en") == "Commercial sexual exploitation"
    assert concept.terms == ("kommersiell sexuell exploatering",)
    assert concept.strike == {"köpte sex"}


def test_a_label_in_swedish_serves_both_languages():
    (concept,) = parse_concepts('[[concept]]\nid = "a"\nlabel.sv = "A"\nterms = ["ord"]')
    assert concept.label("en") == "A"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("[[concept]\n", "concepts-toml", "begrepp.toml"),
        ("", "concepts-none", "[[concept]]"),
        ('[[koncept]]\nid = "a"', "concepts-none", "[[concept]]"),
        ('[[concept]]\nid = "a"\nlabel.sv = "A"\nterm = ["ord"]', "concept-key", "terms"),
        ('[[concept]]\nid = "a b"\nlabel.sv = "A"\nterms = ["ord"]', "concept-id", "a b"),
        ('[[concept]]\nid = "a"\nterms = ["ord"]', "concept-label", "label.sv"),
        (
            '[[concept]]\nid = "a"\nlabel.sv = "A"\nlabel.se = "A"\nterms = ["o"]',
            "concept-label",
            "sv",
        ),
        ('[[concept]]\nid = "a"\nlabel.sv = "A"\nterms = []', "concept-terms", "terms"),
        ('[[concept]]\nid = "a"\nlabel.sv = "A"\nterms = "ord"', "concept-list", "terms"),
        ('[[concept]]\nid = "a"\nlabel.sv = "A"\nterms = ["--"]', "concept-word", "terms"),
        (GOOD + GOOD, "concept-twice", "kse"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, code, said):
    found, message = codes(text)
    assert code in found
    assert said in message
    assert "begrepp.toml" in message


def test_every_problem_is_told_at_once_with_the_line_of_its_concept():
    text = '[[concept]]\nid = "a"\n\n[[concept]]\nlabel.sv = "B"\nterms = ["ord"]\nner = []\n'
    found, message = codes(text)
    assert sorted(found) == ["concept-id", "concept-key", "concept-label", "concept-terms"]
    assert "line 1" in message or "rad 1" in message
    assert "line 4" in message or "rad 4" in message


def test_what_is_wrong_is_said_with_its_line_and_the_nearest_right_thing():
    """One sentence each: no two full stops, and the line of what cannot be read at all."""
    assert str(codes("[[concept]]\nid = 1 2")[1]).startswith("begrepp.toml, line 2: ")
    _, text = codes('[[concept]]\nid = "a"\nlable.sv = "A"\nterms = ["ord"]')
    assert "is not known. Did you mean “label”?" in text
