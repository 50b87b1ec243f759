"""A finding that rests on nothing, or on something that is not there."""

from collections.abc import Collection, Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.problems import nearest
from belagg.study.vocabulary import Severity

_TABLES = {
    "claim": ("claims", "claim_id"),
    "quote": ("quotes", "quote_id"),
    "document": ("documents", "document_id"),
    "meeting": ("meetings", "meeting_id"),
    "cited": ("cited", "cited_id"),
    "response": ("responses", "response_id"),
    "source": ("sources", "source_id"),
}


def find(subject: Subject) -> Iterator[Hit]:
    """Find findings with an empty `rests_on`, or one that names what does not exist."""
    known: dict[str, Collection[str]] = {"figure": subject.figures}
    for index, row in subject.rows("findings"):
        name = str(row["finding_id"])
        where = subject.study.place("findings", index, "rests_on")
        ground = row["rests_on"]
        if not isinstance(ground, list):
            yield Hit(where, _("finding {} rests on nothing").format(name), name)
            continue
        for reference in ground:
            kind, _colon, rest = str(reference).partition(":")
            if kind in _TABLES and kind not in known:
                table, column = _TABLES[kind]
                known[kind] = dict.fromkeys(subject.study.tables[table][column])
            if rest not in known.get(kind, ()):
                message = _("finding {} rests on “{}”, which does not exist").format(
                    name, reference
                )
                if near := nearest(rest, known.get(kind, ())):
                    message += _(". Did you mean “{}”?").format(f"{kind}:{near}")
                yield Hit(where, message, name)


RULE = Rule(
    "finding-on-nothing",
    Severity.ERROR,
    marked("A finding rests on something that is there"),
    marked(
        "A finding is a statement about the world. What it rests on, a figure, a claim, a quote, a "
        "document, is what makes it more than an opinion."
    ),
    bad="findings.csv: f3, rests_on empty",
    good="findings.csv: f3, rests_on figure:4A.no.count|claim:c7",
    find=find,
)
