"""Two findings that count the same thing differently, or one that differs from the figure."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find measures with two values, and stated values that are not the figure's."""
    stated: dict[str, list[tuple[int, dict[str, object]]]] = defaultdict(list)
    counted = pl.col("measure").is_not_null() & pl.col("value").is_not_null()
    for index, row in subject.rows("findings", counted):
        stated[str(row["measure"])].append((index, row))
    for measure, rows in stated.items():
        for index, row in rows:
            yield from _against_figure(subject, measure, index, row)
        values = sorted({float(str(row["value"])) for _index, row in rows})
        if len(values) > 1:
            index, _last = rows[-1]
            message = _("“{}” is counted as {} in different findings ({})").format(
                measure,
                ", ".join(f"{value:g}" for value in values),
                ", ".join(str(row["finding_id"]) for _index, row in rows),
            )
            yield Hit(subject.study.place("findings", index, "value"), message, measure)


def _against_figure(
    subject: Subject, measure: str, index: int, row: dict[str, object]
) -> Iterator[Hit]:
    if measure not in subject.figures:
        return
    figure = subject.figures[measure]
    value = float(str(row["value"]))
    if not isinstance(figure.value, int | float) or abs(figure.value - value) < 0.5:
        return
    message = _("finding {} says {:g}; the figure {} is {:g}").format(
        row["finding_id"], value, measure, figure.value
    )
    yield Hit(subject.study.place("findings", index, "value"), message, measure)


RULE = Rule(
    "counts-differ",
    Severity.ERROR,
    marked("The same thing is counted the same everywhere"),
    marked(
        "When two places give different numbers for one thing, at most one is right, and a reader "
        "who sees it trusts neither."
    ),
    bad="f3: five regions report to the police; f9: six regions do",
    good="f3, f9: {{ cited.police-some.count }} regions",
    find=find,
)
