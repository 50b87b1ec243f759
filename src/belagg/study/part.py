"""One file of a table as it was read, and the way to name its cells in problems."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import polars as pl

from belagg.language import _
from belagg.study.csv_file import Texts
from belagg.study.declare import Column, Table
from belagg.study.problems import Problem, Where, nearest
from belagg.study.typing_cells import SHOWN


@dataclass(frozen=True, slots=True)
class Part:
    """The public or the private file of a table: typed, and the texts it was read from."""

    table: Table
    columns: tuple[Column, ...]
    file: str
    frame: pl.DataFrame
    texts: Texts

    @property
    def rows(self) -> pl.Series:
        """The row of the file that each row of the frame stands on."""
        return self.texts.rows

    def problems(
        self,
        bad: pl.Series,
        column: str,
        code: str,
        message: str,
        *details: object,
        allowed: Iterable[str] = (),
    ) -> list[Problem]:
        """Name cells of a column: `bad` are truths by row, or the indices of rows.

        `message` is filled with what was found and then the details.
        """
        indices = bad.fill_null(value=False).arg_true() if bad.dtype == pl.Boolean else bad
        known = list(allowed)
        made = []
        for index in islice(indices, SHOWN):
            cell = self.texts.frame[column][index] if column in self.texts.frame.columns else None
            found = cell or ""
            where = Where(self.file, row=self.rows[index], column=column)
            near = nearest(found, known) if known and found else None
            made.append(Problem(code, message.format(found, *details), where, found, near))
        if len(indices) > SHOWN:
            more = _("and {} more cells of the same kind").format(len(indices) - SHOWN)
            made.append(Problem(code, more, Where(self.file, column=column)))
        return made
