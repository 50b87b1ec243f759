"""Blocks of a manuscript, made for a page that no author wrote."""

from collections.abc import Callable, Mapping

from belagg.manuscript.blocks import change, chart, said_found, tables, texts, waves
from belagg.manuscript.blocks import map as maps
from belagg.manuscript.context import BlockError, Context
from belagg.manuscript.source import Directive, Run
from belagg.manuscript.tree import Block, Blocks
from belagg.study.problems import Where

_MAKERS: Mapping[str, Callable[[Directive, Context], Block | Blocks]] = {
    "chart": chart.chart,
    "map": maps.draw_map,
    "said-found": said_found.draw_said_found,
    "table": tables.table,
    "change": change.draw_change,
    "waves": waves.waves,
    "question": texts.question,
    "finding": texts.finding,
    "recommendation": texts.recommendation,
    "recommendations": texts.recommendations,
}


def block(kind: str, ctx: Context, *args: str) -> Blocks:
    """Give the block that `::: kind args` gives; nothing where the study has nothing for it."""
    where = Where("site")
    try:
        made = _MAKERS[kind](Directive(kind, args, {}, Run((), where), (), where), ctx)
    except BlockError:
        return ()
    return made if isinstance(made, tuple) else (made,)
