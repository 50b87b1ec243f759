"""The name of a figure that does not exist."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "figure-unknown",
    marked("A figure that the text names exists"),
    marked(
        "A misspelt name, a category that the item does not have, or an item whose answers "
        "are not published has no value to put in the text."
    ),
    bad="{{ 4A.noo.count }} regioner",
    good="{{ 4A.no.count }} regioner",
)
