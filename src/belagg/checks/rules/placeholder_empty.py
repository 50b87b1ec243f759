"""A placeholder without a name."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "placeholder-empty",
    marked("A placeholder names a figure"),
    marked("Empty braces stand for nothing, and would leave a hole in the sentence."),
    bad="{{ }} regioner",
    good="{{ 4A.no.count }} regioner",
)
