"""A number typed in the text instead of a figure."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "typed-number",
    marked("A number in the text is the name of a figure"),
    marked(
        "A typed number is right until an answer is corrected; then the text and the data "
        "differ and nobody sees it. A figure's name always gives the number that the data "
        "give. Years, ages, dates, sections of law, pages and the like may be typed."
    ),
    bad="Tretton regioner saknar specialiserad vård.",
    good="{{ 4A.no.count | Words }} regioner saknar specialiserad vård.",
)
