"""A block that cannot be made."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "block",
    marked("A block can be made as it is written"),
    marked(
        "A chart, map, table or quotation that names what does not exist, or has a setting it "
        "does not know, would be missing from the report."
    ),
    bad="::: chart 4C",
    good="::: chart 4A",
)
