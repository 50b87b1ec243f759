"""A footnote without a mark, or a mark without a footnote."""

from belagg.checks.binding import binding_rule
from belagg.language import marked

RULE = binding_rule(
    "footnote",
    marked("Every footnote has its mark and every mark its footnote"),
    marked(
        "A mark without a note sends the reader looking in vain; a note without a mark is "
        "never read."
    ),
    bad="… enligt lagen.[^lag]",
    good="… enligt lagen.[^lag] [^lag]: 10 kap. 21 § offentlighets- och sekretesslagen.",
)
