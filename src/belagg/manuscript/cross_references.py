"""Links within the report: `[](#chart-4A)` is written out, *Diagram 2*; none leads nowhere."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from belagg.language import _
from belagg.manuscript.context import Context
from belagg.manuscript.tree import Blocks, Link, Text
from belagg.study.problems import Problem, Where, nearest

_APPENDIX = ("d-", "appendix")
"""How the ids begin that stand in the appendix, which is made after the body."""

Node = TypeVar("Node")


def resolved(
    body: Blocks,
    footnotes: Mapping[str, Blocks],
    ctx: Context,
    targets: list[tuple[str, Where]],
) -> tuple[Blocks, dict[str, Blocks], list[Problem]]:
    """Write out the links without text; give the links that lead nowhere as problems."""
    known = ctx.anchors.taken
    problems = []
    for anchor, where in targets:
        if not known[anchor] and not anchor.startswith(_APPENDIX):
            message = _("the link leads nowhere: no place in the report is called #{}")
            near = nearest(anchor, [name for name in known if known[name]])
            problems.append(Problem("link", message.format(anchor), where, anchor, near))
    labels = {f"#{anchor}": label for anchor, label in ctx.labels.items()}
    if not targets:
        return body, dict(footnotes), problems
    return (
        _written(body, labels),
        {name: _written(blocks, labels) for name, blocks in footnotes.items()},
        problems,
    )


def _written(node: Node, labels: Mapping[str, str]) -> Node:
    """Give the node with a text in every link that had none; what needs nothing stays itself."""
    if isinstance(node, Link) and not node.children:
        return replace(node, children=(Text(labels.get(node.target, node.target)),))
    if isinstance(node, tuple):
        children = tuple(_written(child, labels) for child in node)
        same = all(a is b for a, b in zip(children, node, strict=True))
        return node if same else children  # type: ignore[return-value]
    if is_dataclass(node) and not isinstance(node, type):
        changed = {}
        for field in fields(node):
            value = getattr(node, field.name)
            if isinstance(value, tuple) and (new := _written(value, labels)) is not value:
                changed[field.name] = new
        return replace(node, **changed) if changed else node
    return node
