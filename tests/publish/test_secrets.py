"""What is planted in every private column of a study is in no byte of anything that is built."""

import datetime as dt
import io
import tempfile
import zipfile
from dataclasses import replace

import pikepdf
import polars as pl
import pypdfium2
import pyreadstat
import pytest
from PIL import Image

from belagg.publish.build import build
from belagg.publish.releases import Release, published
from belagg.study.declare import Type
from belagg.study.tables import TABLES

NAME, MAIL, PHONE = "Zyxgard Hemlin", "zyxgard@hemlig.example", "070-174 06 05"
SECRET = f"{NAME} {MAIL} {PHONE}"
WITHDRAWN = "Orden som togs tillbaka igen"
EARLIER = "Orden som togs tillbaka redan förra gången"
PARTS = {"name": NAME, "mail": MAIL, "phone": PHONE, "withdrawn": WITHDRAWN, "earlier": EARLIER}

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
    study = make_study(
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
    return replace(study, waves={"2019": before(make_study, make_item, answers, private)})


def before(make_study, make_item, answers, private):
    """Give an earlier wave with private rows, a quote taken back, one told, and one typed out."""
    return make_study(
        [make_item("1"), make_item("2", "text")],
        responses=answers("1", "no no partly"),
        recipients=[{"recipient_id": "r1", "unit_id": "01"}],
        contacts=[{"contact_id": "c1", "recipient_id": "r1", "channel": "phone",
                   "purpose": "invitation"}],
        groups=[{"group_id": "g1", "name": "Påhittad grupp", "kind": "experience"}],
        meetings=[{"meeting_id": "m1", "group_id": "g1"}],
        quotes=[{"quote_id": "q1", "kind": "verbatim", "text": EARLIER, "consent": "anonymous",
                 "withdrawn_at": dt.date(2021, 1, 1)},
                {"quote_id": "q2", "kind": "verbatim", "text": f"{EARLIER}!",
                 "consent": "anonymous"}],
        texts={"report/01.md": f"# Ett\n\n{EARLIER}.\n"},
        settings={"study_id": "forra", "date": dt.date(2019, 9, 1)},
        private={name: [row_of(name)] for name in private},
    )  # fmt: skip


def words_in(path, data):
    """Give every text of a file: of what is packed in it, set, drawn, compressed or told of it."""
    yield from (data.decode(code, "ignore") for code in ("utf-8", "utf-16-le", "latin-1"))
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("latin-1")
            for member in archive.infolist():
                yield member.filename
                yield from words_in(member.filename, archive.read(member))
    elif data[:5] == b"%PDF-":
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        yield " ".join(page.get_textpage().get_text_bounded() for page in document)
        yield " ".join(document.get_metadata_dict().values())
        yield from streams_of(data)
    elif data[:4] == b"\x89PNG":
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            yield str(picture.info)
    elif path.endswith(".parquet"):
        yield pl.read_parquet(io.BytesIO(data)).write_json()
    elif path.endswith((".sav", ".dta")):
        yield from read_by_statisticians(path, data)


def streams_of(data):
    """Give each stream of a PDF decompressed, and what its objects say."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    inner = one.read_bytes()
                except pikepdf.PdfError:
                    inner = one.read_raw_bytes()
                yield from (inner.decode(code, "ignore") for code in ("utf-8", "utf-16-be"))
            yield repr(one)


def read_by_statisticians(path, data):
    read = pyreadstat.read_sav if path.endswith(".sav") else pyreadstat.read_dta
    with tempfile.NamedTemporaryFile(suffix=path[-4:]) as file:
        file.write(data)
        file.flush()
        frame, about = read(file.name)
    yield str(frame.to_dict())
    yield str(vars(about))


def test_the_plants_cover_every_private_text_there_is():
    assert {("recipients", "name"), ("recipients", "email"), ("recipients", "phone"),
            ("contacts", "note"), ("participants", "name"), ("participants", "contact"),
            ("meetings", "record")} <= set(PLANTED)  # fmt: skip


def test_no_secret_is_in_any_byte_of_what_is_built_and_released(telling, caplog, capfd):
    steps = []
    with caplog.at_level(0):
        made = build(telling, steps.append, telling)
    release = Release("1", dt.date(2021, 9, 1), "Ny", telling.short_revision, made.files)
    files = published([release], "Prov", "sv")
    kinds = {path.rpartition(".")[2] for path in files}
    assert {"html", "pdf", "docx", "csv", "json", "png", "svg", "xlsx", "parquet", "sav", "dta",
            "js"} <= kinds  # fmt: skip
    assert any("waves/2019/responses.csv" in path for path in files)
    leaks = [
        (path, kind)
        for path, data in files.items()
        for text in words_in(path, data)
        for kind, secret in PARTS.items()
        if secret in text
    ]
    assert leaks == []
    told = "".join((*steps, *made.notices, caplog.text, *capfd.readouterr()))
    assert [kind for kind, secret in PARTS.items() if secret in told] == []


@pytest.mark.long
def test_a_secret_would_be_found(telling):
    told = telling.with_table("groups", telling.tables["groups"].with_columns(name=_lit(SECRET)))
    made = build(told, lambda _step: None)
    found = {path for path, data in made.files.items()
             if any(NAME in text for text in words_in(path, data))}  # fmt: skip
    assert "data/groups.csv" in found


@pytest.mark.long
def test_a_secret_in_an_answer_would_be_found_in_what_statisticians_read(telling, answers):
    said = telling.tables["responses"]
    more = said.with_columns(
        response_id=pl.concat_str(pl.lit("2-"), "response_id"),
        question_id=_lit("2"), category=_lit(None), text=_lit(SECRET),
    )  # fmt: skip
    made = build(telling.with_table("responses", pl.concat([said, more])), lambda _step: None)
    found = {path.rpartition(".")[2] for path, data in made.files.items()
             if any(PHONE in text for text in words_in(path, data))}  # fmt: skip
    assert {"sav", "dta", "parquet", "xlsx", "csv"} <= found


def _lit(text):
    return pl.lit(text, pl.String())
