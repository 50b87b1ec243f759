"""A picture that cannot be shown."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "picture",
    marked("A picture is in the package and can be shown"),
    marked(
        "A picture that is missing, or of a kind that not every output can show, leaves a "
        "hole in some of them."
    ),
    bad="![Vägen till vård](pictures/way.bmp)",
    good="![Vägen till vård](pictures/way.png)",
)
