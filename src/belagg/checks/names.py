"""Where a text names the bodies of a study, by any of the names they have."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from belagg.study.study import Study

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Form:
    """A name of a body: `rank` is 0 for its own name, 1 for its first alias, and so on."""

    text: str
    unit_id: str
    rank: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a text, from `start` to `end` (exclusive), in the genitive or not."""

    start: int
    end: int
    form: Form


class Names:
    """The names of bodies, to be found in texts; a name that two of them share is left out.

    `has_variants` tells whether any body has more than its name and a short one.
    """

    def __init__(self, forms: Iterable[tuple[str, str, int]]) -> None:
        """Take the names as text, unit and rank, a body's own before its aliases."""
        self._forms: dict[str, tuple[str, int] | None] = {}
        for text, unit, rank in forms:
            known = self._forms.setdefault(text, (unit, rank))
            if known is not None and known[0] != unit:
                self._forms[text] = None
        self.has_variants = any(form[1] > 1 for form in self._forms.values() if form)
        initials = {re.escape(text[0]) for text in self._forms if text}
        self._first = re.compile(rf"\b(?:{'|'.join(sorted(initials))})\w*") if initials else _NEVER
        self._most_words = max((len(_WORD.findall(text)) for text in self._forms), default=0)

    def find(self, text: str) -> Iterator[Mention]:
        """Give the bodies named, in order; of several names at one place the longest."""
        end = 0
        for word in self._first.finditer(text):
            if word.start() >= end and (mention := self._at(text, word.start())):
                end = mention.end
                yield mention

    def _at(self, text: str, start: int) -> Mention | None:
        """Give the body that is named at the beginning of a word, by as many words as it takes."""
        ends = [m.end() for m in islice(_WORD.finditer(text, start), self._most_words)]
        for end in reversed(ends):
            written = text[start:end]
            for name in (written, written[:-1]) if written.endswith("s") else (written,):
                if (found := self._forms.get(name)) is not None:
                    return Mention(start, end, Form(name, *found))
        return None


_NEVER = re.compile(r"(?!)")


def names_of(study: Study) -> Names:
    """Give the names of the bodies of a study."""
    return Names(_forms(study))


def _forms(study: Study) -> Iterator[tuple[str, str, int]]:
    rows = study.tables["units"].select("unit_id", "name", "aliases").iter_rows()
    for unit, name, aliases in rows:
        yield name, unit, 0
        for rank, alias in enumerate(aliases or (), 1):
            yield alias, unit, rank
