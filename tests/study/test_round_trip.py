"""Any study the tables can hold is the same after being written and read."""

import datetime as dt
import string
import unicodedata

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belagg.study.declare import Column, Type
from belagg.study.files import memory_file
from belagg.study.package import package_files, read_package
from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Allow, Settings, Theme
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.study.vocabulary import Missing

ITEMS = ("4A", "4B", "2")
CODES = ("yes", "no")


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


texts = (
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
    .map(tidy)
    .map(lambda text: text or None)
)
words = st.text(string.ascii_letters + "åäö -", min_size=1, max_size=8).filter(str.strip)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


def cells(column: Column, keys: dict[str, list[str]]) -> st.SearchStrategy:
    if column.references == "items":
        value = st.just("2")
    elif column.references:
        value = st.sampled_from(keys.get(column.references, [])) if keys.get(column.references) \
            else st.none()  # fmt: skip
    elif column.allowed is not None:
        value = st.sampled_from([member.value for member in column.allowed])
    else:
        value = {
            Type.INTEGER: st.integers(int(column.minimum or 0), 2**40),
            Type.NUMBER: st.floats(allow_nan=False, allow_infinity=False),
            Type.BOOLEAN: st.booleans(),
            Type.DATE: dates,
            Type.MOMENT: dates.map(lambda day: f"{day.isoformat()}T08:30:00Z"),
            Type.IDENTIFIER: words.map(str.strip),
        }.get(column.holds, texts)
    if column.holds is Type.LIST:
        return st.none() | st.lists(
            value if column.references else words.map(str.strip), min_size=1, max_size=3
        ).filter(lambda made: None not in made)
    if column.holds is Type.TEXT and column.allowed is None and column.required:
        return words
    return value if column.required else st.none() | value


@st.composite
def studies(draw: st.DrawFn) -> Study:
    keys: dict[str, list[str]] = {}
    public: dict[str, pl.DataFrame] = {}
    private: dict[str, pl.DataFrame] = {}
    for table in TABLES.values():
        first = table.key[0]
        count = draw(st.integers(1 if table.name == "units" else 0, 3))
        known = keys.get(
            table.column(first).references or "", [f"{table.name[:3]} {n}" for n in range(3)]
        )
        names = known[:count]
        keys[f"{table.name}.{first}"] = names
        rows = []
        for name in names:
            row = {c.name: draw(cells(c, keys)) for c in table.columns}
            row |= dict.fromkeys(
                c.name for c in table.columns if c.references == f"{table.name}.{first}"
            )
            rows.append(row | {first: name})
        if any(row[c.name] is None for row in rows for c in table.columns if c.required):
            rows = []
            keys[f"{table.name}.{first}"] = []
        if table.name in ("responses", "assessments"):
            for row in rows:
                row.update(dict.fromkeys({"category", "value", "recipient_id"} & row.keys()))
                if table.name == "assessments" and row["missing"] is None:
                    row["missing"] = draw(st.sampled_from(Missing)).value
        if table.name == "cited":
            for row in rows:
                row["figure"] = draw(st.sampled_from([None, "4A.no.count", "2@stated.n"]))
        if table.name == "services":
            for row in rows:
                row |= {"place": None if row["protected_address"] else row["place"]}
        for columns, home in ((table.public_columns, public), (table.private_columns, private)):
            if columns:
                schema = {c.name: dtype(c) for c in columns}
                data = [{c.name: row[c.name] for c in columns} for row in rows]
                home[table.name] = pl.DataFrame(data, schema=schema).sort(list(table.key))
    choices = tuple(Choice(code, {"sv": code.title()}) for code in CODES)
    items = (
        Item("4A", "q4A", ItemType.SELECT_ONE, {"sv": "Finns det?"}, choices=choices, theme="t"),
        Item("4B", "q4B", ItemType.SELECT_MULTIPLE, {"sv": "Vilka?"}, choices=choices),
        Item("2", "q2", ItemType.TEXT, {"sv": "Vad?"}),
    )
    return Study(
        settings=Settings(
            "prov",
            draw(dates),
            ("sv",),
            {"sv": draw(words)},
            authors=tuple(draw(st.lists(words, max_size=2))),
            suppress_below=draw(st.integers(0, 9)),
            themes=(Theme("t", {"sv": draw(words)}),),
            allows=tuple(draw(st.lists(st.builds(Allow, words, words, words), max_size=2))),
        ),
        questionnaire=Questionnaire("Prov", "prov", "1", ("sv",), items),
        tables=complete_tables(public),
        private=private,
        texts={"report/01.md": draw(texts) or ""},
        concepts=draw(words.map(lambda word: f"# {word}\n")),
        files={"documents/a.pdf": memory_file("documents/a.pdf", draw(st.binary(max_size=20)))},
    )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(studies())
def test_a_study_is_the_same_after_being_written_and_read(study):
    files = package_files(study)
    again = read_package({path: memory_file(path, data) for path, data in files.items()}, "p")
    assert again == study
    assert again.revision == study.revision
    assert package_files(again) == files
