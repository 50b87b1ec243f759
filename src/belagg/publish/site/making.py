"""How a picture was made: questions, layer, bodies, rules, coders and documents behind it."""

from belagg.language import marked
from belagg.manuscript.tree import ChartBlock, FlowBlock, MapBlock
from belagg.manuscript.typography import listing, sentence_case
from belagg.publish.site.page import Row, Site
from belagg.study.vocabulary import Layer, Round


def made_of(block: ChartBlock | MapBlock | FlowBlock, site: Site) -> str:
    """Say in a sentence or two how the numbers of a picture came about."""
    names = [n for n in _names(block) if n in site.figures]
    figures = [site.figures[name] for name in names]
    questions = list(dict.fromkeys(f.question_id for f in figures if f.question_id))
    layers = {f.layer for f in figures if f.layer is not None}
    if not questions or len(layers) != 1:
        return ""
    (layer,) = layers
    rows = [
        row
        for question in questions
        for row in site.rows("assessments", "question_id", question)
        if row["layer"] == layer.value
    ]
    asked = listing(questions, site.language)
    pattern = site.words(marked("How it was made: question {}, layer “{}”"))
    parts = [pattern.format(asked, layer.label(site.language))]
    parts += _decisions(rows, layer, site)
    return "; ".join(parts) + "."


def _names(block: ChartBlock | MapBlock | FlowBlock) -> list[str]:
    if isinstance(block, MapBlock):
        return list(block.count_names)
    if isinstance(block, FlowBlock):
        return [strand.count_name for strand in block.strands]
    return [part.count_name for series in block.series for part in series.slices]


def _decisions(rows: list[Row], layer: Layer, site: Site) -> list[str]:
    if not rows:
        if layer is Layer.DOCUMENTED:
            return []
        return [site.words(marked("the answers as they were given"))]
    parts = [site.words(marked("{} decisions")).format(len(rows))]
    rules = sorted({str(row["rule_id"]) for row in rows if row["rule_id"]})
    if rules:
        parts.append(site.words(marked("rules {}")).format(listing(rules, site.language)))
    coders = {row["coder"] for row in rows if row["coder"]}
    if coders:
        parts.append(site.words(marked("coders: {}")).format(len(coders)))
    for one in Round:
        count = sum(row["round"] == one.value for row in rows)
        if count:
            parts.append(f"{sentence_case(one.label(site.language)).lower()}: {count}")
    documents = sum(1 for row in rows if row["evidence"])
    if documents:
        parts.append(site.words(marked("with evidence named: {}")).format(documents))
    return parts
