"""A count whose listed units are not as many, or not those of the figure."""

from collections.abc import Iterator

import polars as pl

from belagg.checks.rule import Hit, Rule, Subject
from belagg.language import _, marked
from belagg.study.vocabulary import Severity


def find(subject: Subject) -> Iterator[Hit]:
    """Find findings whose `units` do not fit their `value` or the units of their figure."""
    for index, row in subject.rows("findings", pl.col("units").is_not_null()):
        units = row["units"] if isinstance(row["units"], list) else []
        name = str(row["finding_id"])
        where = subject.study.place("findings", index, "units")
        if row["value"] is not None and float(str(row["value"])) != len(units):
            message = _("finding {} counts {:g} and lists {}").format(
                name, float(str(row["value"])), len(units)
            )
            yield Hit(where, message, name)
        figure = subject.figures.get(str(row["measure"]))
        if figure is None or not figure.units or set(figure.units) == set(units):
            continue
        extra = sorted(set(units) - set(figure.units))
        lacking = sorted(set(figure.units) - set(units))
        parts = []
        if extra:
            parts.append(_("lists {} too many").format(", ".join(map(subject.unit, extra))))
        if lacking:
            parts.append(_("lacks {}").format(", ".join(map(subject.unit, lacking))))
        message = _("finding {} {}").format(name, _(" and ").join(parts))
        yield Hit(where, message, name)


RULE = Rule(
    "units-mismatch",
    Severity.ERROR,
    marked("A count has as many units as it lists"),
    marked("A number beside a list is counted by the reader. They must be the same."),
    bad="“five regions (Blekinge, Gotland, Halland and Västmanland)”",
    good="“{{ 3.no.count | words }} regions ({{ 3.no.units }})”",
    find=find,
)
