"""The waist of the program: one immutable value that holds a whole study."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from belagg.study.files import File
from belagg.study.problems import Left, Where
from belagg.study.questionnaire import Item, Questionnaire
from belagg.study.settings import Settings
from belagg.study.tables import TABLES
from belagg.study.typing_cells import empty_frame


@dataclass(frozen=True, eq=False)
class Study:
    """A study: settings, questionnaire, tables, texts and files; nothing in it changes.

    `tables` has every declared table by name (empty ones too) with its public columns, sorted by
    key; `private` the private part of those tables that have one: the key and what is private.
    `texts` are the report's Markdown files by path, `files` all other files (documents, pictures,
    geography); `waves` earlier waves by name. `rows` tells for each table on which row of its
    file every row of the frame stands; a study that comes from elsewhere has none. `left` is
    what stands in the files of the questionnaire and is no part of the study. `made_from` is the
    revision of the whole study where this one is what leaves it; outputs name that one.
    """

    settings: Settings
    questionnaire: Questionnaire
    tables: Mapping[str, pl.DataFrame]
    private: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    concepts: str = ""
    files: Mapping[str, File] = field(default_factory=dict)
    waves: Mapping[str, "Study"] = field(default_factory=dict)
    rows: Mapping[str, pl.Series] = field(default_factory=dict)
    left: tuple[Left, ...] = ()
    made_from: str | None = None

    @staticmethod
    def load(path: str | Path) -> "Study":
        """Read a package folder or its zip; StudyError with every problem found."""
        from belagg.study.package import load

        return load(Path(path))

    def save(self, path: str | Path) -> None:
        """Write the study as a package folder, or a zip where the name ends so: all or nothing."""
        from belagg.study.package import save

        save(self, Path(path))

    @cached_property
    def revision(self) -> str:
        """The checksum of the public content, in hexadecimal; see `belagg.study.revision`."""
        from belagg.study.revision import revision_of

        return self.made_from or revision_of(self)

    @property
    def short_revision(self) -> str:
        """The first twelve digits of the revision, for people."""
        return self.revision[:12]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that take an answer, in order."""
        return self.questionnaire.answerable

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """The official name of each unit by id, in order of id."""
        return dict(self.tables["units"].select("unit_id", "name").iter_rows())

    @cached_property
    def units_in_force(self) -> tuple[str, ...]:
        """The ids of the units that exist on the as-of day, in order."""
        day = self.settings.as_of
        begun = pl.col("valid_from").is_null() | (pl.col("valid_from") <= day)
        lasts = pl.col("valid_to").is_null() | (pl.col("valid_to") >= day)
        return tuple(self.tables["units"].filter(begun & lasts)["unit_id"].sort())

    @cached_property
    def last_wave(self) -> "Study | None":
        """The latest of the earlier waves by date; None where there is none."""
        return max(self.waves.values(), key=lambda wave: wave.settings.date, default=None)

    def place(self, table: str, index: int, column: str | None = None) -> Where:
        """Give the place of a row (by its index in the frame) in the file of the table."""
        row = int(self.rows[table][index]) if table in self.rows else None
        return Where(f"{table}.csv", row=row, column=column)

    def public(self) -> "Study":
        """Give the study without its private part; the revision stays the same."""
        return replace(
            self, private={}, waves={name: wave.public() for name, wave in self.waves.items()}
        )

    def with_table(self, name: str, frame: pl.DataFrame) -> "Study":
        """Give the study with another content of one table (typed as declared)."""
        key = list(TABLES[name].key)
        rows = {table: series for table, series in self.rows.items() if table != name}
        return replace(self, tables={**self.tables, name: frame.sort(key)}, rows=rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Study):
            return NotImplemented
        return (
            self.settings == other.settings
            and self.questionnaire == other.questionnaire
            and _same_frames(self.tables, other.tables)
            and _same_frames(self.private, other.private)
            and self.texts == other.texts
            and self.concepts == other.concepts
            and _checksums(self.files) == _checksums(other.files)
            and self.waves == other.waves
        )

    __hash__ = None  # type: ignore[assignment]  # frames have no hash; the revision names a study


def _checksums(files: Mapping[str, File]) -> dict[str, str]:
    return {path: file.sha256 for path, file in files.items()}


def _same_frames(left: Mapping[str, pl.DataFrame], right: Mapping[str, pl.DataFrame]) -> bool:
    full = {name for name, frame in left.items() if len(frame)}
    if full != {name for name, frame in right.items() if len(frame)}:
        return False
    try:
        for name in full:
            assert_frame_equal(left[name], right[name], check_exact=True)
    except AssertionError:
        return False
    return True


def complete_tables(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give every declared table that has a public part: those given, sorted by key, else empty."""
    return {
        name: tables[name].sort(list(table.key), maintain_order=True)
        if name in tables
        else empty_frame(table.public_columns)
        for name, table in TABLES.items()
        if table.public_columns
    }
