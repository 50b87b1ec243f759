"""HTML in the manuscript."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "html",
    marked("The manuscript holds no HTML"),
    marked("HTML means nothing in Word and PDF, so the three reports would differ."),
    bad="<b>Tretton</b> regioner",
    good="**{{ 4A.no.count | Words }}** regioner",
)
