"""Who codes what: at random and evenly, by a seed that is kept, so that it can be done again."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

from belagg.judging.coding.states import Case, Coders
from belagg.study.vocabulary import Layer


@dataclass(frozen=True, slots=True)
class Plan:
    """Who codes each case, and what it was drawn with: the seed and the share coded twice."""

    seed: int
    share: float
    coders: dict[Case, Coders]

    def load(self) -> dict[str, int]:
        """Give how many codings each coder has."""
        found: dict[str, int] = {}
        for held in self.coders.values():
            for name in (held.first, held.second):
                if name is not None:
                    found[name] = found.get(name, 0) + 1
        return found


def drawn(cases: Sequence[Case], coders: Sequence[str], *, share: float, seed: int) -> Plan:
    """Give every case a coder, and for each item that share of its bodies, rounded up, a second.

    Which bodies, and who codes them, is drawn from the seed; no coder gets more than one coding
    more than another. ValueError where the share is not from 0 to 1, no coder is named, or two are
    needed and one is.

    Method: cases stand in the order of the checksum of the seed and their names, which is the same
    on every machine and in every version; each goes to those who have the least so far, equals in
    the order of another checksum.
    """
    names = sorted(set(coders))
    if not 0 <= share <= 1:
        message = "the share coded twice is from 0 to 1"
        raise ValueError(message)
    if not names or (share and len(names) < 2):
        message = "coding needs a coder, and coding twice needs two"
        raise ValueError(message)
    doubled = _doubled(cases, share, seed)
    load = dict.fromkeys(names, 0)
    plan: dict[Case, Coders] = {}
    for case in sorted(cases, key=lambda case: _lot(seed, "order", *_named(case))):
        lots = {name: _lot(seed, name, *_named(case)) for name in names}
        least = sorted(names, key=lambda name: (load[name], lots[name]))
        chosen = least[: 2 if case in doubled else 1]
        for name in chosen:
            load[name] += 1
        plan[case] = Coders(chosen[0], *chosen[1:])
    return Plan(seed, share, dict(sorted(plan.items())))


def _doubled(cases: Sequence[Case], share: float, seed: int) -> set[Case]:
    by_item: dict[tuple[str, Layer], list[Case]] = {}
    for case in cases:
        by_item.setdefault((case.question_id, case.layer), []).append(case)
    return {
        case
        for held in by_item.values()
        for case in sorted(held, key=lambda case: _lot(seed, "twice", *_named(case)))[
            : math.ceil(share * len(held))
        ]
    }


def _named(case: Case) -> tuple[str, ...]:
    claim = (case.claim_id,) if case.claim_id else ()
    return case.unit_id, case.question_id, *claim


def _lot(seed: int, *names: str) -> str:
    return hashlib.sha256("\n".join((str(seed), *names)).encode()).hexdigest()
