"""How wide the columns of a table are, whatever the unit, worked out from what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """What a column asks for, in one unit of length.

    `least` is its longest word, `most` its longest cell in one line, `weight` the square root of
    all its text: columns in that proportion make a table lowest, if every cell is filled evenly.
    """

    least: float
    most: float
    weight: float


def shared(asked: Sequence[Column], room: float) -> list[float]:
    """Share the room by weight; a column that would get too little or too much gets its bound.

    The bounds are resolved as in CSS (Flexible Box Layout 1, 9.7): in each round those of the kind,
    too little or too much, that outweighs the other. Where the longest words together do not fit,
    every column gives up the same part of its own; where all get what they ask for, room is left.
    """
    lowest = sum(column.least for column in asked)
    if lowest >= room:
        return [column.least * room / lowest for column in asked]
    given: dict[int, float] = {}
    while len(given) < len(asked):
        free = {at: column for at, column in enumerate(asked) if at not in given}
        each = (room - sum(given.values())) / sum(column.weight for column in free.values())
        wish = {at: each * column.weight for at, column in free.items()}
        kept = {at: min(max(wish[at], c.least), c.most) for at, c in free.items()}
        over = sum(kept.values()) - sum(wish.values())
        bound = {at: width for at, width in kept.items() if (width - wish[at]) * over > 0}
        given |= bound or kept
    return [given[at] for at in range(len(asked))]
