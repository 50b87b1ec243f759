"""Where in the appendix the data behind a figure stand."""

import re

_BOUNDS = ("low", "high")
_MEASURES = (
    "count", "percent", "units", "n", "rate", "sum", "mean", "median", "min", "max", "size",
)  # fmt: skip


def appendix_id(figure_name: str) -> str:
    """Give the id of the appendix row that a figure leads to.

    All that is said of one category of one item in one layer stands in one row: `4A.no.count`,
    `4A.no.percent` and `4A.no.count.low` lead to `d-4A-no`, `4A@stated.no.units` to
    `d-4A-stated-no`, `4A.missing.refused.count` to `d-4A-missing-refused`, `4A.n` and `4A.mean` to
    `d-4A`, the response rate to `d-response`, `cited.ID` to `d-cited-ID`, all that is said of a
    document to `d-documents-ID`, of a concept in it to `d-documents-ID-CONCEPT`, all on the
    agreement of coders on an item to `d-agreement-4A`.
    """
    return "d-" + re.sub(r"[^\w-]+", "-", "-".join(row_parts(figure_name)))


def row_parts(figure_name: str) -> tuple[str, ...]:
    """Give the parts of a figure's name that all figures of its row share."""
    first, *rest = figure_name.split(".")
    if rest and rest[-1] in _BOUNDS:
        rest.pop()
    if first == "agreement":
        rest = rest[:1]
    elif first == "documents":
        rest = rest[:-1]
    elif first != "cited" and rest and rest[-1] in _MEASURES:
        rest.pop()
    return first, *rest
