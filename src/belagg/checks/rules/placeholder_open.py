"""Braces that do not pair."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "placeholder-open",
    marked("A placeholder opens and closes on one line"),
    marked(
        "One brace too few would print the name of the figure in the report instead of its value."
    ),
    bad="{{ 4A.no.count } regioner",
    good="{{ 4A.no.count }} regioner",
)
