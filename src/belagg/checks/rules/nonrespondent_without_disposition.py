"""A body that did not answer, and nobody has noted why."""

from collections.abc import Iterator

from belagg.analysis.response import outcomes
from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import Where
from belagg.study.vocabulary import Disposition, Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find units asked whose final disposition is unknown."""
    if not len(subject.study.tables["recipients"]):
        return
    for unit, disposition in outcomes(subject.study).units.items():
        if disposition is Disposition.UNKNOWN:
            message = _("{} did not answer, and contacts.csv does not say how it ended").format(
                subject.unit(unit)
            )
            yield Hit(Where("contacts.csv", column="outcome"), message, unit)


RULE = Rule(
    "nonrespondent-without-disposition",
    Severity.ERROR,
    marked("Why a body did not answer is noted"),
    marked(
        "Refused, never reached and forgotten are three different things. Response rates after "
        "AAPOR need to know which."
    ),
    bad="08: two reminders, no outcome",
    good="contacts.csv: 08-hsn, phone, closing, outcome non_contact",
    find=find,
)
