"""One build makes everything from one study: all of it, the same every time, every number bound."""

import datetime as dt
import json
from hashlib import sha256
from pathlib import Path

import polars as pl
import pypdfium2
import pytest
from lxml import html as lxml_html

from belagg.analysis.figures import figures_of
from belagg.manuscript.bind import Binder
from belagg.publish.build import build, write_outputs
from belagg.publish.data import data_files
from belagg.study.problems import StudyError
from belagg.study.study import Study

EXAMPLES = Path(__file__).parents[2] / "examples"


def quiet(_step: str) -> None:
    pass


@pytest.fixture(scope="module")
def model_case():
    return Study.load(EXAMPLES / "kse-2021")


@pytest.fixture(scope="module")
def built(model_case):
    return build(model_case, quiet)


def shown(page: bytes) -> list[tuple[str, str]]:
    """Give every figure on a page: its name and what the reader sees."""
    tree = lxml_html.document_fromstring(page.decode())
    return [
        (element.get("data-figure"), "".join(element.itertext()))
        for element in tree.iter()
        if element.get("data-figure")
    ]


def test_the_model_case_has_the_figures_that_were_published(built):
    figures = json.loads(built.files["figures.json"])["figures"]
    expected = {
        "4A.yes.count": 4, "4A.partly.count": 3, "4A.no.count": 13, "4A.no.percent": 65,
        "4A.n": 20, "4B.no.count": 9, "7.yes.percent": 75, "3.no.count": 5,
        "3.partly.count": 14, "3.n": 20, "response.count": 20, "response.n": 21,
    }  # fmt: skip
    assert {name: figures.get(name) for name in expected} == expected
    assert round(figures["response.rate"], 1) == 95.2
    assert figures["4A.yes.units"] == [
        "Region Stockholm", "Region Sörmland", "Västra Götalandsregionen", "Region Västerbotten",
    ]  # fmt: skip
    assert not [name for name in figures if name.startswith(("6B", "8B"))]


def test_a_build_has_report_in_three_formats_figures_and_open_data(built):
    names = set(built.files)
    assert {"report.html", "report.pdf", "report.docx", "figures.json"} <= names
    assert {"data/datapackage.json", "data/assessments.csv", "data/figures.csv"} <= names
    assert built.files["report.pdf"].startswith(b"%PDF-")


def test_the_same_study_gives_the_same_bytes(model_case, built):
    assert dict(build(model_case, quiet).files) == dict(built.files)


def test_every_number_on_the_page_is_that_of_the_figure_it_names(built):
    seen = shown(built.files["report.html"])
    assert len(seen) > 200
    plain = Binder(built.figures.study, built.figures, "sv")
    for name, text in seen:
        assert name in built.figures
        value = built.figures[name].value
        if text.strip().isdigit():
            assert float(text) == pytest.approx(float(value), abs=0.5), name
    counts = {name: text for name, text in seen if name == "4A.no.count" and text.isdigit()}
    assert counts == {"4A.no.count": plain.bound("4A.no.count").text}


def test_every_number_leads_to_a_row_of_the_appendix(built):
    tree = lxml_html.document_fromstring(built.files["report.html"].decode())
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    targets = {
        element.get("href")
        for element in tree.iter("a")
        if element.get("data-figure") and element.get("href")
    }
    assert targets
    assert not {target for target in targets if target.removeprefix("#") not in ids}


def test_removing_one_answer_changes_every_place_where_it_counts_and_nothing_else(
    model_case, built
):
    rows = model_case.tables["assessments"]
    gone = (pl.col("unit_id") == "25") & (pl.col("question_id") == "4A")
    changed = build(model_case.with_table("assessments", rows.filter(~gone)), quiet)
    before = {name: built.figures.value(name) for name in built.figures}
    after = {name: changed.figures.value(name) for name in changed.figures}
    moved = {name for name in before | after if before.get(name) != after.get(name)}
    assert moved >= {"4A.no.count", "4A.no.percent", "4A.yes.percent", "4A.no.units", "4A.n"}
    assert all(name.startswith(("4A", "claims.4A.said.")) for name in moved)
    old, new = shown(built.files["report.html"]), shown(changed.files["report.html"])
    # Places may share a number (n = 20), so what is compared is what is said, not how often.
    assert {pair for pair in new if pair[0] not in moved} == {
        pair for pair in old if pair[0] not in moved
    }
    assert ("4A.no.count", "13") in old
    assert ("4A.no.count", "13") not in new
    assert ("4A.no.count", "12") in new


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Det är {{ 1.yess.count }} organ.\n", "1.yes.count"),
        ("Det är 14 organ.\n", "14"),
        ("![](bild.png)\n", "report/01.md, line 3"),
    ],
)
def test_what_is_not_bound_stops_the_build_with_its_line(make_study, answers, typed, expected):
    study = make_study(
        responses=answers("1", "yes no no -"), texts={"report/01.md": f"# Rubrik\n\n{typed}"}
    )
    with pytest.raises(StudyError) as caught:
        build(study, quiet)
    assert "report/01.md, line 3" in str(caught.value)
    assert expected in str(caught.value)


def test_a_study_without_a_manuscript_is_told_so(make_study):
    with pytest.raises(StudyError, match="there is no manuscript"):
        build(make_study(), quiet)


def test_suppressed_numbers_cannot_be_had_back_from_the_open_data(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no partly"),
        settings={"suppress_below": 3},
        texts={"report/01.md": "# Rubrik\n\nJa: {{ 1.yes.count }}.\n"},
    )
    files = build(study, quiet).files
    assert json.loads(files["figures.json"])["figures"]["1.yes.count"] is None
    assert not [name for name in files if name in ("data/responses.csv", "data/assessments.csv")]


def test_private_data_are_in_no_output(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no -"),
        recipients=[{"recipient_id": "a", "unit_id": "01", "role": "ordförande"}],
        private={
            "recipients": [
                {"recipient_id": "a", "name": "Planterad Person", "email": "p@planterad.example"}
            ],
            "participants": [
                {"speaker": "S1", "group_id": "g", "name": "Planterad Person"},
            ],
        },
        groups=[{"group_id": "g", "name": "Grupp"}],
        texts={"report/01.md": "# Rubrik\n\n{{ 1.yes.count }} ja.\n"},
    )
    for name, data in build(study, quiet).files.items():
        assert b"lanterad" not in data, name


def test_outputs_are_put_in_place_all_at_once_and_leave_other_files_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mina")
    write_outputs(tmp_path / "out", {"report.html": b"1", "data/a.csv": b"1", "data/b.csv": b"1"})
    write_outputs(tmp_path / "out", {"report.html": b"2", "data/a.csv": b"2"})
    files = {p.relative_to(tmp_path / "out").as_posix(): p.read_text()
             for p in (tmp_path / "out").rglob("*") if p.is_file()}  # fmt: skip
    assert files == {"notes.txt": "mina", "report.html": "2", "data/a.csv": "2"}


def test_an_output_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(StudyError, match="--out names a folder"):
        write_outputs(tmp_path / "out", {"report.html": b""})


def test_beyond_fifty_units_print_points_to_the_data_and_the_page_lists_them(make_study):
    units = [{"unit_id": f"{n:02}", "name": f"Påhittad {n:02}"} for n in range(1, 61)]
    rows = [
        {"response_id": f"r{n}", "unit_id": f"{n:02}", "question_id": "1", "category": "no"}
        for n in range(1, 61)
    ]
    study = make_study(
        units=units, responses=rows, texts={"report/01.md": "# Rubrik\n\n{{ 1.no.count }} nej.\n"}
    )
    files = build(study, quiet).files
    page = files["report.html"].decode()
    assert "Påhittad\u00a047" in page
    document = pypdfium2.PdfDocument(files["report.pdf"])
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    assert "data/figure_units.csv" in printed.replace("\r\n", "")
    assert "Påhittad\u00a047" not in printed
    assert b"1.no.units,47" in files["data/figure_units.csv"]


def test_a_second_language_has_a_report_of_its_own(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no -"),
        settings={"languages": ("sv", "en"), "title": {"sv": "Påhittad", "en": "Made up"}},
        texts={
            "report/01.md": "# Rubrik\n\n{{ 1.no.count | Words }} nej.\n",
            "report/en/01.md": "# Heading\n\n{{ 1.no.count | Words }} no.\n",
        },
    )
    files = build(study, quiet).files
    assert "Två" in files["report.html"].decode()
    assert "Two" in files["report.en.html"].decode()
    assert 'lang="en"' in files["report.en.html"].decode()
    assert {"report.en.pdf", "report.en.docx"} <= set(files)


def test_words_that_are_withdrawn_or_not_agreed_to_are_in_no_output(make_study, answers):
    def quote(name, **more):
        return {"quote_id": name, "kind": "paraphrase", "text": f"Ord {name}", **more}

    study = make_study(
        responses=answers("1", "yes no no -"),
        quotes=[
            quote("agreed", speaker="A", consent="anonymous"),
            quote("withdrawn", speaker="A", consent="named", withdrawn_at=dt.date(2021, 9, 1)),
            quote("internal", speaker="B", consent="internal"),
            quote("unasked", speaker="C"),
        ],
        texts={"report/01.md": "# Rubrik\n\n{{ 1.yes.count }} ja.\n"},
    )
    files = build(study, quiet).files
    assert b"Ord agreed" in files["data/quotes.csv"]
    for name, data in files.items():
        for word in (b"Ord withdrawn", b"Ord internal", b"Ord unasked"):
            assert word not in data, name
    assert json.loads(files["data/datapackage.json"])["version"] == study.revision


def test_the_open_data_come_in_every_format_with_a_checksum_to_each_file(built):
    data = {p.removeprefix("data/"): f for p, f in built.files.items() if p.startswith("data/")}
    folders = {path.split("/")[0] for path in data if "/" in path}
    assert {"spss", "stata", "csv", "xlsx", "parquet", "ddi", "citation", "geojson"} <= folders
    sums = dict(line.split("  ")[::-1] for line in data.pop("SHA256SUMS").decode().splitlines())
    assert sums == {path: sha256(content).hexdigest() for path, content in data.items()}


def test_where_small_numbers_are_withheld_no_format_has_the_answers_of_single_bodies(
    make_study, make_item, answers
):
    study = make_study(
        [make_item("1")], responses=answers("1", "yes no no no"), settings={"suppress_below": 3}
    )
    paths = data_files(study, figures_of(study))
    assert not {path.split("/")[0] for path in paths} & {"spss", "stata", "csv", "xlsx", "parquet"}
