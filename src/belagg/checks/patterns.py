"""Rules that look for wordings: a pattern per language, held against each sentence."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from belagg.checks.prose import Sentence
from belagg.checks.rule import Hit, Subject
from belagg.study.study import Study

RUNNING_TEXT = ("paragraph", "footnote", "cell")
"""Where sentences stand that say something; a heading or title names what the text then says."""

_SAYS_NOTHING = re.compile(
    r"\?\s*$|\b(?:bör|borde|ska|skall|skulle|måste|should|shall|must|would|ought)\b", re.IGNORECASE
)
"""A question, and what ought to be or would be, is no claim about what is."""


def wording(
    pattern: Callable[[Study, str], re.Pattern[str]],
    words: Sequence[str],
    message: Callable[[], str],
    reach: int,
) -> Callable[[Subject], Iterator[Hit]]:
    """Make the `find` of a rule on a wording that needs a figure beside it.

    `pattern` gives what to look for in a study and a language; one of `words` (small letters) is in
    whatever it matches, in any language. `message` has a place for the words found. A figure of the
    study in the sentence, or in one of the `reach` sentences after it in the same passage, is
    enough; so is one that a finding rests on. What is no claim is let be: a question, a wish.
    """

    def find(subject: Subject) -> Iterator[Hit]:
        patterns: dict[str, re.Pattern[str]] = {}
        resting = _resting_on_figures(subject)
        sentences = subject.sentences
        for place, sentence in enumerate(sentences):
            if sentence.passage.kind not in RUNNING_TEXT or not sentence.holds(*words):
                continue
            if _SAYS_NOTHING.search(sentence.text):
                continue
            if sentence.language not in patterns:
                patterns[sentence.language] = pattern(subject.study, sentence.language)
            match = patterns[sentence.language].search(sentence.text)
            if match is None or sentence.subject in resting:
                continue
            if not _is_bound(sentences[place : place + 1 + reach]):
                found = " ".join(match[0].split()).strip(" ,")
                where = sentence.place(match.start())
                yield Hit(where, message().format(found), sentence.subject)

    return find


def _is_bound(sentences: Sequence[Sentence]) -> bool:
    passage = sentences[0].passage
    return any(sentence.is_bound for sentence in sentences if sentence.passage is passage)


def _resting_on_figures(subject: Subject) -> frozenset[str]:
    findings = subject.study.tables["findings"].select("finding_id", "rests_on").iter_rows()
    return frozenset(
        finding
        for finding, ground in findings
        if any(reference.startswith(("figure:", "cited:")) for reference in ground or ())
    )


def unit_nouns(study: Study, language: str) -> tuple[str, ...]:
    """Give what bodies are called in a language, as patterns: one, many, the many."""
    general = _GENERAL["sv" if language == "sv" else "en"]
    one, many = study.settings.unit_noun.get(language) or general
    definite = (rf"{re.escape(many)}na",) if language == "sv" else ()
    return (re.escape(one), re.escape(many), *definite)


_GENERAL: Mapping[str, tuple[str, str]] = {"sv": ("organ", "organ"), "en": ("body", "bodies")}
