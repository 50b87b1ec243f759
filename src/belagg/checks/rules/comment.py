"""A comment to the program that it does not understand."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "comment",
    marked("A comment to the program is written so that it is understood"),
    marked(
        "A misspelt override allows nothing, and a comment that never ends hides the text after it."
    ),
    bad="<!-- belagg: tillåt typed-number -->",
    good="<!-- belagg: allow typed-number antalet är lagens, inte studiens -->",
)
