"""What a reader calls a row of figures, and each number where a row holds several."""

from collections.abc import Callable, Mapping

from belagg.analysis.figure import Figure
from belagg.analysis.tally import slug
from belagg.analysis.themes import code_paths
from belagg.checks.rule import Subject
from belagg.language import marked, translate
from belagg.manuscript.appendix_ids import row_parts
from belagg.manuscript.bind import Binder
from belagg.manuscript.typography import sentence_case
from belagg.report.appendix.change_words import change_words
from belagg.report.appendix.method import category_label
from belagg.study.questionnaire import ItemType
from belagg.study.tables import TABLES
from belagg.study.vocabulary import ActionStatus, Grade, Level, Missing

_WHOLE = {
    ("response",): marked("Asked (n) and answered (number)"),
    ("response", "missing"): marked("Did not answer"),
    ("response", "refusal"): marked("Refusal rate"),
    ("response", "contact"): marked("Contact rate"),
    ("response", "recipients"): marked("Recipients asked (n) and that answered (number)"),
    ("response", "recipients", "missing"): marked("Recipients that did not answer"),
    ("response", "recipients", "refusal"): marked("Refusal rate of recipients"),
    ("response", "recipients", "contact"): marked("Contact rate of recipients"),
    ("items",): marked("Questions"),
    ("recipients",): marked("Recipients"),
    ("themes",): marked("Themes"),
    ("recommendations",): marked("Recommendations"),
    ("services",): marked("Services"),
    ("documents",): marked("Documents"),
    ("claims",): marked("Claims"),
    ("agreement", "items"): marked("Questions that two have coded"),
    ("agreement", "segments"): marked("Agreement of coders on passages"),
    ("segments",): marked("Marked passages"),
    ("follow_ups",): marked("Follow-up questions"),
    ("follow_ups", "answered"): marked("Follow-up questions that were answered"),
}

_MEASURES = {
    "n": marked("n"),
    "count": marked("number"),
    "sum": marked("sum"),
    "mean": marked("mean"),
    "median": marked("median"),
    "min": marked("lowest"),
    "max": marked("highest"),
    "pages": marked("pages"),
    "lines": marked("lines"),
    "words": marked("words"),
    "passages": marked("passages"),
}


def measure_word(figure: Figure, language: str) -> str:
    """Give the word for what a figure measures, by the end of its name.

    Of agreement it is all that stands after the item, since that has measures of measures.
    """
    if figure.name.startswith("agreement."):
        return " ".join(figure.name.split(".")[2:])
    end = figure.name.rpartition(".")[2]
    return translate(_MEASURES[end], language) if end in _MEASURES else end


class FigureWords:
    """Names figures that belong to no item, as far as it knows them; others keep their names."""

    def __init__(self, subject: Subject, language: str, binder: Binder) -> None:
        self.study = subject.study
        self.language = language
        self.binder = binder
        self._makers: Mapping[str, Callable[[tuple[str, ...], Figure], str]] = {
            "units": self._units,
            "items": self._items,
            "recommendations": self._recommendations,
            "groups": self._group,
            "documents": self._document,
            "claims": self._claims,
            "agreement": self._agreement,
            "segments": self._segments,
            "progress": self._progress,
            "change": self._change,
        }

    def row(self, figure: Figure) -> str:
        """Give what the row is called that the figure stands in."""
        parts = row_parts(figure.name)
        if parts in _WHOLE:
            return translate(_WHOLE[parts], self.language)
        first, *rest = parts
        if ".by." in figure.name:
            return self._split(figure)
        maker = self._makers.get(first)
        return (maker(tuple(rest), figure) if maker else "") or figure.name

    def _units(self, rest: tuple[str, ...], _figure: Figure) -> str:
        bodies = sentence_case(self.binder.noun(2))
        kinds = {slug(kind): kind for kind in self.study.tables["units"]["kind"].drop_nulls()}
        return f"{bodies}: {kinds[rest[0]]}" if rest and rest[0] in kinds else bodies

    def _items(self, rest: tuple[str, ...], _figure: Figure) -> str:
        return self._with(marked("Questions: {}"), ItemType(rest[0]).label(self.language))

    def _recommendations(self, rest: tuple[str, ...], _figure: Figure) -> str:
        return self._with(marked("Recommendations: {}"), Level(rest[0]).label(self.language))

    def _group(self, rest: tuple[str, ...], _figure: Figure) -> str:
        return self._with(marked("Members: {}"), self._of("groups", "name", rest[0]))

    def _document(self, rest: tuple[str, ...], _figure: Figure) -> str:
        title = self._of("documents", "title", rest[0])
        return f"{title}: {', '.join(rest[1:])}" if len(rest) > 1 else title

    def _claims(self, rest: tuple[str, ...], figure: Figure) -> str:
        parts = [translate("Claims", self.language)]
        if figure.question_id:
            question = translate("question {}", self.language).format(figure.question_id)
            parts.append(question)
            rest = rest[1:]
        if rest[:1] == ("said",):
            item = self.study.questionnaire.by_id[figure.question_id]
            code = rest[1]
            said = (
                Missing(code).label(self.language)
                if code in list(Missing)
                else category_label(item, code, self.language)
            )
            parts.append(translate("said “{}”", self.language).format(said))
            rest = rest[2:]
        if rest:
            parts.append(Grade(rest[0]).label(self.language))
        return ", ".join(parts)

    def _agreement(self, rest: tuple[str, ...], _figure: Figure) -> str:
        if rest[0] in self.study.questionnaire.by_id:
            return self._with(marked("Agreement of coders, question {}"), rest[0])
        return ""

    def _segments(self, rest: tuple[str, ...], _figure: Figure) -> str:
        path = code_paths(self.study).get(rest[0], rest[0])
        if rest[1:] == ("within",):
            return self._with(marked("Marked passages: {} and the codes under it"), path)
        return self._with(marked("Marked passages: {}"), path)

    def _progress(self, rest: tuple[str, ...], _figure: Figure) -> str:
        title = self._of("recommendations", "title", rest[0])
        if len(rest) == 1:
            return self._with(marked("Followed up: {}"), title)
        known = rest[1] in list(ActionStatus)
        status = (
            ActionStatus(rest[1]).label(self.language)
            if known
            else translate("nothing known", self.language)
        )
        return f"{self._with(marked('Followed up: {}'), title)}, {status}"

    def _change(self, rest: tuple[str, ...], _figure: Figure) -> str:
        return change_words(rest, self.study, self.language)

    def _split(self, figure: Figure) -> str:
        item = self.study.questionnaire.by_id[figure.question_id]
        attribute, value = figure.name.partition(".by.")[2].split(".")[:2]
        parts = [
            translate("Question {}", self.language).format(figure.question_id),
            f"{attribute}: {value}",
        ]
        if figure.layer is not None:
            parts.append(figure.layer.label(self.language))
        if figure.missing in list(Missing):
            parts.append(Missing(figure.missing).label(self.language))
        elif figure.missing:
            parts.append(translate("no category", self.language))
        elif figure.category:
            parts.append(category_label(item, figure.category, self.language))
        return ", ".join(parts)

    def _with(self, text: str, word: str) -> str:
        return translate(text, self.language).format(word)

    def _of(self, table: str, column: str, key: str) -> str:
        (name,) = TABLES[table].key
        rows = self.study.tables[table].select(name, column).iter_rows()
        return next((str(value) for row, value in rows if row == key and value), key)
