"""A figure written in a way that does not suit it."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "figure-filter",
    marked("A figure is written in a way that suits it"),
    marked(
        "Only a count can be spelled out, and only a list of bodies can end in another word "
        "before the last."
    ),
    bad="{{ 4A.yes.units | words }}",
    good="{{ 4A.yes.units | samt }}",
)
