"""A claim without a grade, or graded on a document that is not named."""

from collections.abc import Iterator

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked, spoken_language
from belagg.study.vocabulary import Grade, Severity

_NEED_DOCUMENT = (Grade.CONFIRMED, Grade.PARTLY, Grade.CONTRADICTED)


def find(subject: Subject) -> Iterator[Hit]:
    """Find claims that lack a grade, or whose grade says that a document was read and none is."""
    for index, row in subject.rows("claims"):
        name = str(row["claim_id"])
        if row["grade"] is None:
            message = _("claim {} has no grade").format(name)
            yield Hit(subject.study.place("claims", index, "grade"), message, name)
        elif row["grade"] in _NEED_DOCUMENT and row["document_id"] is None:
            grade = Grade(str(row["grade"])).label(spoken_language())
            message = _("claim {} is graded “{}” and names no document").format(name, grade)
            yield Hit(subject.study.place("claims", index, "document_id"), message, name)


RULE = Rule(
    "incomplete-claim",
    Severity.ERROR,
    marked("A claim has a grade, and a document where one was read"),
    marked(
        "“Confirmed”, “partly” and “contradicted” say that somebody read a document. The reader "
        "must be able to open it."
    ),
    bad="claims.csv: c7, grade partly, document_id empty",
    good="claims.csv: c7, grade partly, document_id kronoberg-plan, page 12",
    find=find,
)
