"""A picture without a text alternative."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "missing-alt",
    marked("A picture says in words what it shows"),
    marked(
        "Who cannot see the picture reads its text alternative; without one the report is "
        "closed to her, and cannot be a PDF/UA."
    ),
    bad="![](pictures/way.png)",
    good="![Från upptäckt till behandling i fyra steg](pictures/way.png)",
)
