"""A link that leads nowhere."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "link",
    marked("A link leads somewhere"),
    marked("A reader who follows a reference must arrive."),
    bad="[se metoden](#metodd)",
    good="[se metoden](#metod)",
)
