"""A reader meets words in the tables of data, not the names that the program has for figures."""

from pathlib import Path

import pytest

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.manuscript.bind import Binder
from belagg.report.appendix.data import figures_by_row
from belagg.report.appendix.figure_words import FigureWords, measure_word
from belagg.study.study import Study

EXAMPLES = Path(__file__).parents[2] / "examples"


def words_of(study, language="sv"):
    figures = figures_of(study)
    subject = Subject(study, figures, ())
    return figures, FigureWords(subject, language, Binder(study, figures, language))


@pytest.mark.parametrize("example", ["kse-2021", "exempelregioner", "kommuner"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_row_that_belongs_to_no_item_is_named_in_words(example, language):
    figures, words = words_of(Study.load(EXAMPLES / example), language)
    rows = figures_by_row(figures).values()
    of_no_item = [f[0] for f in rows if not f[0].cited_id]
    of_no_item = [
        f for f in of_no_item if not f.question_id or f.name.startswith(("claims", "change"))
    ]
    assert of_no_item
    assert [figure.name for figure in of_no_item if words.row(figure) == figure.name] == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("response.rate", "Tillfrågade (n) och svarade (antal)"),
        ("claims.1A.said.yes.confirmed.count", "Påståenden, fråga 1A, svarade ”Ja”, bekräftas"),
        ("1A.by.kind.påhittad-region.yes.count",
         "Fråga 1A, kind: påhittad-region, omkodat, Ja"),
        ("documents.p01-plan.prostitution.lines",
         "Region Almviks handlingsplan mot våld (påhittad): prostitution"),
        ("agreement.1A.alpha", "Kodarnas samstämmighet, fråga 1A"),
    ],
)  # fmt: skip
def test_what_a_row_is_called(name, row):
    figures, words = words_of(Study.load(EXAMPLES / "exempelregioner"))
    assert words.row(figures[name]) == row


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("change.units.merged.before.count", "Organ, förra gången, sammanslagna"),
        ("change.6I.from.no.to.unit.merged.count",
         "Förändring, fråga 6I, från ”Nej” till ”sammanslagna”"),
        ("change.6I.earlier.missing.no_answer.count",
         "Förändring, fråga 6I, alla i förra omgången med ”svar saknas”"),
        ("change.6I.yes.gained.count", "Förändring, fråga 6I, Ja, har tillkommit"),
    ],
)  # fmt: skip
def test_what_a_row_on_change_is_called(name, row):
    figures, words = words_of(Study.load(EXAMPLES / "kommuner"))
    assert words.row(figures[name]) == row


def test_the_words_of_a_row_say_which_number_is_which():
    figures, _words = words_of(Study.load(EXAMPLES / "exempelregioner"))
    told = {name: measure_word(figures[name], "sv") for name in ("response.n", "response.count")}
    assert told == {"response.n": "n", "response.count": "antal"}
    assert measure_word(figures["agreement.1A.alpha.low"], "sv") == "alpha low"
