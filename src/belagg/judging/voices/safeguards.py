"""What must be recorded before a reference group meets."""

import datetime as dt
from dataclasses import dataclass

from belagg.study.vocabulary import Vocabulary


class Lacking(Vocabulary):
    """What is not recorded, so that no meeting may open."""

    ETHICS = (
        "ethics",
        "beslut om etikprövning, eller skälet till att det inte är forskning",
        "an ethics decision, or the reason why this is not research",
    )
    LEGAL_BASIS = "legal_basis", "rättslig grund", "a legal basis"
    IMPACT = "impact", "konsekvensbedömning", "an impact assessment"
    SUPPORT = "support", "stödperson", "a support person"
    ERASURE = "erasure", "datum för radering", "a date of erasure"
    ERASURE_PAST = (
        "erasure_past",
        "ett datum för radering som inte redan har passerat",
        "a date of erasure that has not passed",
    )
    MINORS = (
        "minors",
        "ett etikbeslut som tillåter deltagare under 18 år",
        "an ethics decision that allows participants under 18",
    )


@dataclass(frozen=True, slots=True)
class Safeguards:
    """What is recorded of a group; texts name the decision, the document or the function.

    `minors` says that somebody under 18 takes part, `minors_allowed` that the ethics decision
    allows it.
    """

    ethics_decision: str = ""
    not_research: str = ""
    legal_basis: str = ""
    impact_assessment: str = ""
    support_person: str = ""
    erasure_on: dt.date | None = None
    minors: bool = False
    minors_allowed: bool = False


def lacking(held: Safeguards, today: dt.date) -> list[Lacking]:
    """List everything that stands in the way of a meeting; none where it may open."""
    found = []
    if not (held.ethics_decision.strip() or held.not_research.strip()):
        found.append(Lacking.ETHICS)
    texts = (
        (held.legal_basis, Lacking.LEGAL_BASIS),
        (held.impact_assessment, Lacking.IMPACT),
        (held.support_person, Lacking.SUPPORT),
    )
    found += [what for text, what in texts if not text.strip()]
    if held.erasure_on is None:
        found.append(Lacking.ERASURE)
    elif held.erasure_on < today:
        found.append(Lacking.ERASURE_PAST)
    if held.minors and not (held.minors_allowed and held.ethics_decision.strip()):
        found.append(Lacking.MINORS)
    return found
