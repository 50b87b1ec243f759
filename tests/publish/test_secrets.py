"""What is planted in every private column of a study is in no byte of anything that is built."""

import datetime as dt
import io
import zipfile

import pypdfium2
import pytest

from belagg.publish.build import build
from belagg.publish.releases import Release, published
from belagg.study.declare import Type
from belagg.study.tables import TABLES

SECRET = "Zyxgard Hemlin"
WITHDRAWN = "Orden som togs tillbaka igen"
PARTS = {"name": SECRET, "withdrawn": WITHDRAWN}

PLANTED = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.private_columns
    if column.name not in table.key and column.holds is Type.TEXT and column.allowed is None
]


def row_of(name):
    """Give a row of a table that has private columns, with a secret in each of them."""
    table = TABLES[name]
    row = {"recipients": {"recipient_id": "r1", "unit_id": "01"},
           "contacts": {"contact_id": "c1", "recipient_id": "r1"},
           "participants": {"speaker": "p1", "group_id": "g1"},
           "meetings": {"meeting_id": "m1", "group_id": "g1"}}[name]  # fmt: skip
    names = [column.name for column in table.private_columns]
    secrets = {column: SECRET for of, column in PLANTED if of == name}
    return {column: value for column, value in (row | secrets).items() if column in names}


@pytest.fixture
def telling(make_study, make_item, answers):
    private = sorted({name for name, _column in PLANTED})
    return make_study(
        [make_item("1"), make_item("2", "text")],
        responses=answers("1", "yes no partly"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "chef"}],
        contacts=[{"contact_id": "c1", "recipient_id": "r1", "channel": "phone",
                   "purpose": "invitation"}],
        groups=[{"group_id": "g1", "name": "Påhittad grupp", "kind": "experience"}],
        meetings=[{"meeting_id": "m1", "group_id": "g1"}],
        quotes=[{"quote_id": "q1", "kind": "verbatim", "text": WITHDRAWN, "consent": "anonymous",
                 "withdrawn_at": dt.date(2021, 1, 1)}],
        recommendations=[{"recommendation_id": "k", "number": 1, "level": "regional",
                          "title": "Gör det", "measured_by": "1"}],
        clauses=[{"clause_id": "k1", "recommendation_id": "k", "text": "Gör det."}],
        group_views=[{"view_id": "v", "group_id": "g1", "recommendation_id": "k",
                      "text": WITHDRAWN}],
        services=[{"service_id": "s", "name": "Påhittad mottagning", "unit_id": "01",
                   "confirmed_on": dt.date(2021, 8, 1), "confirmed_by": "enhetschef"}],
        trainings=[{"training_id": "t", "unit_id": "01", "content": "Påhittad kurs"}],
        settings={"address": "https://prov.example"},
        texts={"report/01.md": "# Ett\n\nAv {{ 1.n }} regioner.\n\n::: chart 1\n"},
        private={name: [row_of(name)] for name in private},
    )  # fmt: skip


def words_in(path, data):
    """Give every text of a file: of what is packed in it, and of the pages of a PDF."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from words_in(name, archive.read(name))
    elif data[:5] == b"%PDF-":
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        yield " ".join(page.get_textpage().get_text_bounded() for page in document)
        yield " ".join(document.get_metadata_dict().values())
    else:
        yield from (data.decode(code, "ignore") for code in ("utf-8", "utf-16-le", "latin-1"))


def test_the_plants_cover_every_private_text_there_is():
    assert {("recipients", "name"), ("recipients", "email"), ("recipients", "phone"),
            ("contacts", "note"), ("participants", "name"), ("participants", "contact"),
            ("meetings", "record")} <= set(PLANTED)  # fmt: skip


def test_no_secret_is_in_any_byte_of_what_is_built_and_released(telling):
    made = build(telling, lambda _step: None, telling)
    release = Release("1", dt.date(2021, 9, 1), "Ny", telling.short_revision, made.files)
    files = published([release], "Prov", "sv")
    kinds = {path.rpartition(".")[2] for path in files}
    assert {"html", "pdf", "docx", "csv", "json", "png", "svg", "xlsx"} <= kinds
    leaks = [
        (path, kind)
        for path, data in files.items()
        for text in words_in(path, data)
        for kind, secret in PARTS.items()
        if secret in text
    ]
    assert leaks == []


def test_a_secret_would_be_found(telling):
    told = telling.with_table("groups", telling.tables["groups"].with_columns(name=_lit(SECRET)))
    made = build(told, lambda _step: None)
    found = {path for path, data in made.files.items()
             if any(SECRET in text for text in words_in(path, data))}  # fmt: skip
    assert "data/groups.csv" in found


def _lit(text):
    import polars as pl

    return pl.lit(text)
