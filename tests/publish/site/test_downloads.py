"""What can be taken from a page: pictures with numbers, sentences to copy, pictures to share."""

import csv
import io
import struct
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.manuscript.tree import FlowBlock
from belagg.manuscript.typography import NBSP
from belagg.publish.drawn import NOTHING
from belagg.publish.site.build import site_files, site_of
from belagg.publish.site.downloads import picture_files, with_downloads
from belagg.publish.site.page import Page
from belagg.study.study import Study

ADDRESS = "https://kartlaggning.example/ut"


@pytest.fixture
def make_site(make_study, answers):
    """Give the files of the site of four made-up regions."""

    def make(**more):
        study = make_study(
            responses=answers("1", "yes no no"), codebook=[{"rule_id": "r7", "question_id": "1",
                                                            "category": "no"}],
            assessments=[{"assessment_id": "a", "unit_id": "02", "question_id": "1",
                          "layer": "recoded", "category": "partly", "rule_id": "r7",
                          "coder": "k1", "round": "first"}],
            settings={"licence": "CC0-1.0", **more},
        )  # fmt: skip
        figures = figures_of(study)
        subject = Subject(study, figures, (compose(study, figures, "sv"),))
        return study, site_files([(subject, check(subject), "sv")], {}, [])

    return make


def text(page):
    return " ".join(page.text_content().replace(NBSP, " ").split())


def page_of(files, path):
    return lxml_html.document_fromstring(files[path].decode())


def test_a_chart_can_be_had_as_svg_png_and_csv(make_site):
    study, files = make_site()
    stem = "pictures/questions-1-chart-1"
    rows = list(csv.DictReader(io.StringIO(files[f"{stem}.csv"].decode())))
    figures = figures_of(study)
    counts = {row["figure"]: row["count"] for row in rows}
    assert counts["1.partly.count"] == "1"
    assert all(str(figures.value(name)) == count for name, count in counts.items())
    assert files[f"{stem}.png"].startswith(b"\x89PNG")
    svg = " ".join(etree.fromstring(files[f"{stem}.svg"]).itertext()).replace(NBSP, " ")
    for told in ("Fråga 1?", "n = 3", "En påhittad kartläggning", study.short_revision, "CC0-1.0"):
        assert told in svg
    with Image.open(io.BytesIO(files[f"{stem}.png"])) as png:
        png.load()
        assert study.short_revision in png.text["Source"]


def test_a_chart_says_how_it_was_made(make_site):
    _study, files = make_site()
    said = text(page_of(files, "questions/1.html"))
    assert "fråga 1, skiktet ”omkodat”; 1 beslut; regler: r7; kodare: 1" in said


def test_a_number_to_copy_has_n_day_caveat_and_address(make_site):
    study, files = make_site(address=ADDRESS)
    said = text(page_of(files, "questions/1.html"))
    sentence = said.partition("Kopiera en siffra")[2]
    for told in (
        "1 av 3 regioner (33 %): ”Ja” på frågan ”Fråga 1?”.",
        "1 september 2021.",
        "Utan användbart svar: 1.",
        "Mellan 1 och 3 om",
        f"{ADDRESS}/site/r/{study.short_revision}/data/1.html#d-1-yes",
    ):
        assert told in sentence


def test_a_page_has_a_picture_to_share_where_the_study_says_where_it_is_published(make_site):
    _study, files = make_site(address=ADDRESS)
    page = page_of(files, "questions/1.html")
    (image,) = page.xpath("//meta[@property='og:image']/@content")
    assert image.startswith(f"{ADDRESS}/site/sharing/")
    data = files[image.removeprefix(f"{ADDRESS}/site/")]
    assert struct.unpack(">II", data[16:24]) == (1200, 630)


def test_without_an_address_nothing_is_made_to_share(make_site):
    _study, files = make_site()
    assert not [path for path in files if path.startswith("sharing/")]
    assert "og:" not in files["index.html"].decode()


def test_where_small_numbers_are_withheld_no_picture_or_sentence_tells_them(make_site):
    _study, files = make_site(suppress_below=3)
    made = [path for path in files if path.startswith("pictures/")]
    for path in made:
        if path.endswith(".csv"):
            rows = csv.DictReader(io.StringIO(files[path].decode()))
            assert not [row for row in rows if row["count"] and "missing" not in row["figure"]]
    said = text(page_of(files, "questions/1.html"))
    assert "1 av 3" not in said


@pytest.mark.long
def test_the_flow_of_bodies_between_two_waves_can_be_had_too():
    study = Study.load(Path(__file__).parents[3] / "examples" / "kommuner")
    figures = figures_of(study)
    composed = compose(study, figures, "sv")
    flow = next(block for block in composed.body if isinstance(block, FlowBlock))
    subject = Subject(study, figures, (composed,))
    page = Page("prov.html", "Prov", (flow,), "overview")
    site = site_of(subject, check(subject), "sv")
    _page, taken = with_downloads(page, site, {})
    files = dict(picture_files(taken, site, NOTHING))
    (stem,) = {path.rpartition(".")[0] for path in files}
    rows = list(csv.DictReader(io.StringIO(files[f"{stem}.csv"].decode())))
    assert rows
    assert all(str(figures.value(row["figure"])) == row["count"] for row in rows)
    assert files[f"{stem}.png"].startswith(b"\x89PNG")
