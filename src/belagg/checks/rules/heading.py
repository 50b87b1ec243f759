"""Something after a heading that is not known."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "heading",
    marked("After a heading stands only what is known"),
    marked(
        "Braces after a heading give it a name or take its number away; anything else would "
        "be printed."
    ),
    bad="# Metod {.nonumber}",
    good="# Metod {.unnumbered}",
)
