"""The language in which the tables of a study are declared.

One declaration gives validation, reading, writing, `datapackage.json` and the reference page.
"""

from dataclasses import dataclass, replace
from enum import Enum

from belagg.study.vocabulary import Vocabulary


class Type(Enum):
    """What a cell holds; an empty cell is no value, whatever the type.

    `LIST` is texts with `|` between them. `MOMENT` is a date or a time in UTC after ISO 8601
    (`2021-05-19`, `2021-05-19T08:30:00Z`), kept as its text, since a date known to the day must
    not become a midnight.
    """

    TEXT = "text"
    IDENTIFIER = "identifier"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning in both languages and what it may hold.

    `holds` is the type of its cells. `references` is `table.column`, with `items` for the items of
    the questionnaire; `allowed` is a closed vocabulary; a private column lives in `private/` and
    never leaves with the public part.
    """

    name: str
    holds: Type
    sv: str
    en: str
    required: bool = False
    private: bool = False
    allowed: type[Vocabulary] | None = None
    references: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its key (never empty, unique), its columns in order, whether all of it is private.

    `attributes` is a prefix under which a study may add text columns of its own.
    """

    name: str
    sv: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    private: bool = False
    attributes: str | None = None

    def column(self, name: str) -> Column:
        """Give the column of that name; KeyError when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def public_columns(self) -> tuple[Column, ...]:
        """The columns of the public file; none for a private table."""
        return () if self.private else tuple(c for c in self.columns if not c.private)

    @property
    def private_columns(self) -> tuple[Column, ...]:
        """The columns of the file in `private/`: the key and what is private; else none."""
        if self.private:
            return self.columns
        if not any(c.private for c in self.columns):
            return ()
        return tuple(c for c in self.columns if c.private or c.name in self.key)


def text(name: str, sv: str, en: str) -> Column:
    """Declare a column of free text."""
    return Column(name, Type.TEXT, sv, en)


def identifier(name: str, sv: str, en: str, references: str | None = None) -> Column:
    """Declare a column of stable identifiers: no spaces at the ends, no control characters."""
    return Column(name, Type.IDENTIFIER, sv, en, references=references)


def integer(name: str, sv: str, en: str, minimum: float | None = 0) -> Column:
    """Declare a column of whole numbers, by default none below zero."""
    return Column(name, Type.INTEGER, sv, en, minimum=minimum)


def number(name: str, sv: str, en: str) -> Column:
    """Declare a column of decimal numbers."""
    return Column(name, Type.NUMBER, sv, en)


def boolean(name: str, sv: str, en: str) -> Column:
    """Declare a column of `true` and `false`."""
    return Column(name, Type.BOOLEAN, sv, en)


def date(name: str, sv: str, en: str) -> Column:
    """Declare a column of ISO 8601 dates."""
    return Column(name, Type.DATE, sv, en)


def moment(name: str, sv: str, en: str) -> Column:
    """Declare a column of dates or times in UTC after ISO 8601."""
    return Column(name, Type.MOMENT, sv, en)


def listing(name: str, sv: str, en: str, references: str | None = None) -> Column:
    """Declare a column of several texts with `|` between them."""
    return Column(name, Type.LIST, sv, en, references=references)


def word(name: str, allowed: type[Vocabulary], sv: str, en: str) -> Column:
    """Declare a column whose values are the codes of a vocabulary."""
    return Column(name, Type.TEXT, sv, en, allowed=allowed)


def required(column: Column) -> Column:
    """Let every row have a value in the column."""
    return replace(column, required=True)


def private(column: Column) -> Column:
    """Keep the column in the private part."""
    return replace(column, private=True)
