"""The public site: every number is that of its figure, every link leads on, nothing leaks."""

import datetime as dt
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from lxml import html as lxml_html

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.bind import FILTERS, Binder
from belagg.manuscript.compose import compose
from belagg.manuscript.typography import NBSP
from belagg.publish.build import build
from belagg.publish.site.build import site_files
from belagg.study.geography import load_geography
from belagg.study.study import Study

EXAMPLES = Path(__file__).parents[3] / "examples"
SECRET = "Hemlig Hemlin"


def pages(files):
    return {
        path: lxml_html.document_fromstring(data.decode())
        for path, data in files.items()
        if path.startswith("site/") and path.endswith(".html")
    }


def written(name, binder):
    """Give the ways in which a figure may be written: plain, in words, with a decimal."""
    ways = [()] + [(way,) for way in ("words", "Words", "one", "short")
                   if way in FILTERS[binder.figures[name].kind]]  # fmt: skip
    return {binder.bound(name, way).text.replace(NBSP, " ") for way in ways}


@pytest.fixture(
    scope="module",
    params=["kse-2021", "exempelregioner", pytest.param("kommuner", marks=pytest.mark.long)],
)
def built(request):
    return build(Study.load(EXAMPLES / request.param), lambda _step: None)


def site_of(study):
    """Give the files of the site of a study that has no manuscript."""
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, "sv"),))
    name = study.settings.geography
    areas = {name: load_geography(name, study.files)} if name else {}
    made = site_files([(subject, check(subject), "sv")], areas, ["figures.csv"])
    return {f"site/{path}": data for path, data in made.items()}


def test_every_question_and_every_body_has_a_page(built):
    study = built.figures.study
    paths = set(built.files)
    assert {f"site/questions/{item.question_id}.html" for item in study.items} <= paths
    assert {f"site/bodies/{unit}.html" for unit in built.figures.cells.units} <= paths


def test_every_number_on_every_page_is_that_of_the_figure_it_names(built):
    binder = Binder(built.figures.study, built.figures, "sv")
    seen = 0
    for path, page in pages(built.files).items():
        for node in page.iter():
            name = node.get("data-figure")
            if name:
                seen += 1
                # A picture writes `n = 20` as one text.
                text = "".join(node.itertext()).replace(NBSP, " ").removeprefix("n = ")
                assert text in written(name, binder), (path, name)
    assert seen > 500


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place(built):
    there = pages(built.files)
    ids = {path: {n.get("id") for n in page.iter() if n.get("id")} for path, page in there.items()}
    lost = []
    for path, page in there.items():
        for node in page.iter("a", "link", "script"):
            address = node.get("href") or node.get("src") or ""
            if not address or address.startswith(("http", "mailto:")):
                continue
            target, _mark, anchor = address.partition("#")
            target = normpath(join(dirname(path), target)) if target else path
            if target not in built.files or (anchor and anchor not in ids.get(target, ())):
                lost.append((path, address))
    assert lost == []


def test_every_cell_has_an_address_that_names_the_revision(built):
    study = built.figures.study
    item, unit = study.items[0], built.figures.cells.units[0]
    page = pages(built.files)[f"site/r/{study.short_revision}/data/{item.question_id}.html"]
    assert [node for node in page.iter("th", "td") if node.get("id") == unit]


def test_no_page_weighs_more_than_100_kilobytes(built):
    heavy = [
        (path, len(data)) for path, data in built.files.items()
        if path.startswith("site/") and path.endswith(".html") and len(data) > 100_000
    ]  # fmt: skip
    assert heavy == []


def test_a_layer_that_nobody_wrote_in_says_nothing_rather_than_no_answer(make_study, make_item):
    study = make_study(
        [make_item("1")],
        assessments=[
            {"assessment_id": "a", "unit_id": "01", "question_id": "1", "layer": "recoded",
             "category": "yes"}
        ],
    )  # fmt: skip
    page = pages(site_of(study))["site/bodies/01.html"]
    row = [cell.text_content() for cell in page.xpath("//tbody/tr[1]/*")]
    assert "Svar saknas" not in row
    assert row[-1] == "Ja"


@pytest.fixture
def telling(make_study, make_item, answers):
    """A study with planted private values, and words of a reference group."""
    return make_study(
        [make_item("1"), make_item("2", "text")],
        responses=answers("1", "yes no partly"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "chef"}],
        contacts=[{"contact_id": "c", "recipient_id": "r1", "channel": "phone",
                   "purpose": "invitation"}],
        groups=[{"group_id": "g", "name": "Påhittad grupp"}],
        meetings=[{"meeting_id": "m", "group_id": "g", "summary": SECRET}],
        quotes=[
            {"quote_id": "q1", "kind": "verbatim", "text": SECRET, "consent": "anonymous",
             "withdrawn_at": dt.date(2021, 1, 1)},
            {"quote_id": "q2", "kind": "verbatim", "text": SECRET, "consent": "internal"},
        ],
        private={
            "recipients": [{"recipient_id": "r1", "name": SECRET, "email": SECRET,
                            "phone": SECRET}],
            "contacts": [{"contact_id": "c", "note": SECRET}],
            "participants": [{"speaker": "p", "group_id": "g", "name": SECRET,
                              "contact": SECRET}],
            "meetings": [{"meeting_id": "m", "record": SECRET}],
        },
    )  # fmt: skip


def test_what_is_private_or_withdrawn_is_in_no_byte_of_the_site(telling):
    files = site_of(telling)
    assert "site/bodies/01.html" in files
    assert [path for path, data in files.items() if SECRET.encode() in data] == []


def test_where_small_numbers_are_withheld_no_page_tells_what_a_single_body_answered(
    make_study, make_item, answers
):
    study = make_study(
        [make_item("1")], responses=answers("1", "yes no no no"), settings={"suppress_below": 3}
    )
    files = site_of(study)
    assert not [path for path in files if path.startswith("site/bodies/")]
    data = pages(files)[f"site/r/{study.short_revision}/data/1.html"]
    assert not [node for node in data.iter("th", "td") if node.get("id") == "01"]


def test_the_sections_of_a_page_stand_side_by_side_under_its_title(make_study, answers):
    study = make_study(responses=answers("1", "yes no no"))
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, "sv"),))
    files = site_files([(subject, check(subject), "sv")], {}, [])
    page = lxml_html.document_fromstring(files["questions/1.html"].decode())
    assert [node.tag for node in page.iter("h1", "h2", "h3")][:3] == ["h1", "h2", "h2"]
