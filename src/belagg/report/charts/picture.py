"""From a chart block to its SVG."""

from belagg.manuscript.tree import ChartBlock, ChartKind
from belagg.report.canvas import Canvas
from belagg.report.charts import bar, donut, stacked
from belagg.report.tokens import FIGURE_WIDTH

_FORMS = {ChartKind.BAR: bar.draw, ChartKind.STACKED: stacked.draw, ChartKind.DONUT: donut.draw}


def chart_svg(block: ChartBlock, language: str) -> str:
    """Give the chart as one `<svg>` element, `FIGURE_WIDTH` units wide and as high as it needs.

    Its title and alternative text are those of the block; its identifiers begin with the block's
    anchor. Every number in it is a `tspan` with its figure name in `data-figure`.
    """
    canvas = Canvas(block.anchor, FIGURE_WIDTH, language)
    height = _FORMS[block.kind](canvas, block)
    return canvas.finish(height + 1, block.title, block.alt)
