"""Forms as small tables of cells, for tests of how they are read."""

from belagg.study.sheets import Cell, Sheet, sheet_of

Rows = list[list[Cell]]

HEAD: list[Cell] = ["type", "name", "label"]
YES_NO: Rows = [
    ["list_name", "name", "label"],
    ["yes_no", "yes", "Ja"],
    ["yes_no", "no", "Nej"],
]


def sheets(merged: tuple[tuple[int, int, int, int], ...] = (), **tables: Rows) -> list[Sheet]:
    return [
        sheet_of(
            name.replace("__", " "),
            [(number, tuple(cells)) for number, cells in enumerate(rows, start=1)],
            file="f.xlsx",
            merged=merged,
        )
        for name, rows in tables.items()
    ]


def survey(*rows: list[Cell], head: list[Cell] = HEAD) -> Rows:
    return [head, *rows]


def with_column(column: str, *cells: Cell) -> Rows:
    first: list[Cell] = ["select_one yes_no", "q1", "Har ni riktlinjer?", ""]
    second: list[Cell] = ["text", "q2", "Vilka?", *cells]
    return [[*HEAD, column], first, second]
