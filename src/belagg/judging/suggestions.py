"""Suggestions for recoding: what answers most like this one were decided to be.

They are never applied by themselves; how often they would have been right is measured and comes
with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from belagg.study.vocabulary import Vocabulary

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

NEIGHBOURS = 9
"""How many decided answers have a say (benchmarks/0501-suggestions)."""

LEAST = 10
"""With fewer decided answers nothing is suggested."""


class NoSuggestion(Vocabulary):
    """Why nothing is suggested."""

    FEW = "few", "för få svar är avgjorda", "too few answers are decided"
    ONE_CATEGORY = (
        "one_category",
        "alla avgjorda svar har samma kategori",
        "all decided answers have the same category",
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category for an answer, the share of the say it got, and the answers it comes from.

    `like` are the decided answers of that category that are most like it, the likest first.
    """

    category: str
    share: float
    like: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often the suggestion for a decided answer, made without it, was what was decided.

    `commonest` is how often the most common category alone would have been right; a suggestion
    that does no better is worth nothing.
    """

    right: int
    commonest: int
    of: int

    @property
    def share(self) -> float:
        """The share that was right, from 0 to 1."""
        return self.right / self.of


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A suggestion for each answer that is not decided, by its key, and how good they are."""

    by_key: Mapping[str, Suggestion]
    accuracy: Accuracy


def suggest(texts: Mapping[str, str], decided: Mapping[str, str]) -> Suggestions | NoSuggestion:
    """Suggest a category for every text that is not decided; the same input gives the same output.

    `texts` are the answers to one item by key (the body), `decided` the categories of those that
    are. Answers without words are left out.

    Method: texts are weighed by their words and pairs of words and by runs of two to five letters
    (TF-IDF), so that inflections and compounds meet; the nearest decided answers by cosine have a
    say as large as they are near. Accuracy is by leaving out one at a time. Nothing leaves the
    machine.
    """
    keys = sorted(key for key, text in texts.items() if any(map(str.isalnum, text)))
    taught = [place for place, key in enumerate(keys) if key in decided]
    categories = sorted({decided[keys[place]] for place in taught})
    if len(taught) < LEAST:
        return NoSuggestion.FEW
    if len(categories) < 2:
        return NoSuggestion.ONE_CATEGORY
    likeness = _likeness([texts[key] for key in keys], taught)
    codes = np.array([categories.index(decided[keys[place]]) for place in taught])
    votes = _votes(likeness, codes, taught, len(categories))
    chosen = votes.argmax(axis=1)
    made = {
        key: Suggestion(
            categories[chosen[place]],
            float(votes[place, chosen[place]] / (votes[place].sum() or 1)),
            _nearest(likeness[place], codes == chosen[place], [keys[t] for t in taught]),
        )
        for place, key in enumerate(keys)
        if key not in decided
    }
    right = int((chosen[taught] == codes).sum())
    return Suggestions(made, Accuracy(right, int(np.bincount(codes).max()), len(taught)))


def _likeness(texts: Sequence[str], taught: Sequence[int]) -> NDArray[np.float64]:
    """Give how like every text (row) is each decided one (column), from 0 to 1; to itself 0."""
    weighed = _weighed(texts)
    likeness = np.asarray((weighed @ weighed[list(taught)].T).todense(), dtype=np.float64) / 2
    likeness[list(taught), np.arange(len(taught))] = 0
    return likeness


def _weighed(texts: Sequence[str]) -> "csr_matrix":
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_union

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    found: csr_matrix = make_union(words, letters).fit_transform(texts).tocsr()
    return found


def _votes(
    likeness: NDArray[np.float64], codes: NDArray[np.int64], taught: Sequence[int], size: int
) -> NDArray[np.float64]:
    """Give how much each category (column) has the say of the neighbours of each text (row)."""
    votes = np.zeros((len(likeness), size))
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :NEIGHBOURS]
    rows = np.repeat(np.arange(len(likeness)), nearest.shape[1])
    np.add.at(votes, (rows, codes[nearest.ravel()]), likeness[rows, nearest.ravel()])
    return votes


def _nearest(
    likeness: NDArray[np.float64], among: NDArray[np.bool_], keys: Sequence[str]
) -> tuple[str, ...]:
    order = np.argsort(-likeness, kind="stable")
    return tuple(keys[place] for place in order if among[place] and likeness[place] > 0)[:3]
