"""Two waves and many bodies on the site: each beside all, what changed, small pages."""

from pathlib import Path

import pytest
from lxml import html as lxml_html

from belagg.publish.build import build
from belagg.study.study import Study

EXAMPLES = Path(__file__).parents[3] / "examples"
LARGEST = 100_000

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def files():
    return build(Study.load(EXAMPLES / "kommuner"), lambda _step: None).files


def page(files, path):
    return lxml_html.document_fromstring(files[f"site/{path}"].decode())


def test_no_page_is_larger_than_a_hundred_kilobytes(files):
    pages = {p: len(d) for p, d in files.items() if p.startswith("site/") and p.endswith(".html")}
    assert {path: size for path, size in pages.items() if size > LARGEST} == {}
    assert len(pages) > 700


def test_a_body_stands_beside_all_with_its_own_answer_marked_and_no_total(files):
    body = page(files, "compare/K001.html")
    rows = body.xpath("//tbody/tr")
    assert len(rows) == 60
    first = rows[0].xpath("./td")
    assert first[0].text_content() in first[1].xpath(".//strong")[0].text_content()
    assert not body.xpath("//tfoot")


def test_the_page_on_change_names_mergers_and_leads_to_flows(files):
    change = page(files, "change.html")
    assert "Nysaga kommun (påhittad)" in change.text_content()
    assert page(files, "change/1A.html").xpath("//svg[@class='picture']")


def test_a_question_that_cannot_be_compared_says_why_and_has_no_flow(files):
    assert "polisen" in page(files, "questions/4F.html").text_content()
    assert "site/change/4F.html" not in files
