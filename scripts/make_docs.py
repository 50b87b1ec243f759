"""Writes the reference pages that come from declarations: the checks and the tables.

    python scripts/make_docs.py

Run it after changing a rule of `belagg.checks.rules` or a table of `belagg.study.tables`; a test
holds the committed pages equal to what it writes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from belagg.checks.rule import Rule, all_rules
from belagg.study.declare import Column, Table
from belagg.study.tables import TABLES
from belagg.study.vocabulary import Severity, Vocabulary

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- rules: made by scripts/make_docs.py -->", "<!-- end of rules -->"


def pages() -> Mapping[str, str]:
    """Give every page by its path under `docs`; the part of README.md that is made, within it."""
    readme = (DOCS / "checks" / "README.md").read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    made = {
        "checks/README.md": f"{before}{BEGIN}\n\n{_index()}\n{END}{after}",
        "tables.md": "\n".join(_tables()),
    }
    return made | {f"checks/{rule.code}.md": _page(rule) for rule in all_rules()}


# --- checks


def _index() -> str:
    lines = []
    for severity in Severity:
        rules = [rule for rule in all_rules() if rule.severity is severity]
        lines += ["", f"### {_PLURALS[severity]}", "", "| code | what it asks for |", "|---|---|"]
        lines += [f"| [{rule.code}]({rule.code}.md) | {_cell(rule.title)} |" for rule in rules]
    return "\n".join(lines[1:]) + "\n"


_PLURALS = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.HINT: "Hints",
}

_MEANS = {
    Severity.ERROR: "error: `belagg check` ends with exit code 1",
    Severity.WARNING: "warning: to be mended or allowed with a reason",
    Severity.HINT: "hint: may well be right as it is; look at it once",
}


def _page(rule: Rule) -> str:
    return "\n".join(
        (
            f"# {rule.code}",
            "",
            f"**{rule.title}.** Severity {_MEANS[rule.severity]}.",
            "",
            rule.reason,
            "",
            "Found:",
            "",
            *_block(rule.bad),
            "",
            "Not found:",
            "",
            *_block(rule.good),
            "",
            *_override(rule),
            "",
            "[All checks](README.md)",
            "",
        )
    )


def _block(example: str) -> Iterator[str]:
    return (f"    {line}" for line in example.splitlines())


def _override(rule: Rule) -> tuple[str, ...]:
    if not rule.may_stand:
        return ("It must be mended before a report can be made; no override lets it stand.",)
    return (
        "To let a finding stand, give the reason ([how](README.md#letting-a-finding-stand)):",
        "",
        "    [[allow]]",
        f'    code = "{rule.code}"',
        '    where = "…"',
        '    reason = "…"',
    )


# --- tables


def _tables() -> Iterator[str]:
    yield "# The tables of a study"
    yield ""
    yield (
        "Each table is a CSV file in UTF-8 in the package, `private/` for what is private. A table "
        "or column that is not used may be left out. Made by `scripts/make_docs.py` from the "
        "declarations in `belagg.study.tables`."
    )
    yield ""
    yield (
        "A cell of the type *list* holds texts with `|` between them; a *moment* is a date or a "
        "time in UTC (`2021-05-19`, `2021-05-19T08:30:00Z`); an *identifier* is stable text "
        "without blanks at its ends. An empty cell is no value."
    )
    yield ""
    for table in TABLES.values():
        yield f"- [{table.name}](#{table.name}): {table.en}"
    for table in TABLES.values():
        yield from _table(table)
    yield from _vocabularies()
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.name}"
    yield ""
    yield f"{table.en} *{table.sv}*"
    yield ""
    key = ", ".join(f"`{name}`" for name in table.key)
    private = " The whole table is private." if table.private else ""
    more = f" Further text columns may be named `{table.attributes}…`." if table.attributes else ""
    yield f"Key: {key}.{private}{more}"
    yield ""
    yield "| column | type | meaning | på svenska | values | |"
    yield "|---|---|---|---|---|---|"
    for column in table.columns:
        notes = [
            note
            for note, holds in (
                ("required", column.required),
                ("private", column.private or table.private),
            )
            if holds
        ]
        cells = (
            f"`{column.name}`", column.holds.value, column.en, column.sv, _values(column),
            ", ".join(notes),
        )  # fmt: skip
        yield f"| {' | '.join(map(_cell, cells))} |"


def _values(column: Column) -> str:
    if column.allowed:
        return f"[{column.allowed.__name__}](#{column.allowed.__name__.casefold()})"
    if column.references == "items":
        return "an item of the questionnaire"
    parts = []
    if column.references:
        table, _dot, _column = column.references.partition(".")
        parts.append(f"[{column.references}](#{table})")
    if column.minimum is not None and column.maximum is not None:
        parts.append(f"{column.minimum:g} to {column.maximum:g}")
    elif column.minimum is not None:
        parts.append(f"{column.minimum:g} or more")
    if column.pattern:
        parts.append(f"`{column.pattern}`")
    return "; ".join(parts)


def _vocabularies() -> Iterator[str]:
    used: dict[str, type[Vocabulary]] = {
        column.allowed.__name__: column.allowed
        for table in TABLES.values()
        for column in table.columns
        if column.allowed
    }
    yield ""
    yield "# The values of closed columns"
    for name, vocabulary in sorted(used.items()):
        yield ""
        yield f"## {name}"
        yield ""
        yield " ".join((vocabulary.__doc__ or "").split("\n\n")[0].split())
        yield ""
        yield "| value | meaning | på svenska |"
        yield "|---|---|---|"
        for member in vocabulary:
            yield f"| `{member.value}` | {_cell(member.en)} | {_cell(member.sv)} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def main() -> None:
    """Write every page, and take away those of rules that are no more."""
    made = pages()
    for old in (DOCS / "checks").glob("*.md"):
        if f"checks/{old.name}" not in made:
            old.unlink()
    for path, text in made.items():
        (DOCS / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
