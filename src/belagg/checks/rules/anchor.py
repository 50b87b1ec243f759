"""Two places with the same name."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "anchor",
    marked("A place that links lead to has a name of its own"),
    marked("If two headings have one name, a link to it may lead to the wrong one."),
    bad="# Metod {#a} … # Svar {#a}",
    good="# Metod {#metod} … # Svar {#svar}",
)
