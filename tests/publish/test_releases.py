"""All releases in one tree: the latest first, what was cited for ever."""

import datetime as dt
from posixpath import dirname, join, normpath

import pytest
from lxml import html as lxml_html

from belagg.publish.releases import Release, published


def release(number, revision, **more):
    rows = b"<!DOCTYPE html><p id='18'>\xc3\x85<a href='../../../questions/4A.html#x'>4A</a></p>"
    made = {
        "report.html": b"R" + number.encode(),
        "site/index.html": b"<!DOCTYPE html><p>hem</p>",
        "site/questions/4A.html": b"<!DOCTYPE html><p>4A</p>",
        f"site/r/{revision}/data/4A.html": rows,
        "site/g/index.html": b"guide",
        "cards/k.pdf": b"kort",
    }
    given = {"files": made} | more
    return Release(number, dt.date(2026, 1, int(number)), f"Not {number}", revision, **given)


def text(files):
    return lxml_html.document_fromstring(files["index.html"].decode()).text_content()


def test_the_latest_is_at_the_root_and_every_release_in_its_folder():
    files = published([release("1", "aaa"), release("2", "bbb")], "Prov", "sv")
    assert files["report.html"] == b"R2"
    assert files["releases/1/report.html"] == b"R1"
    assert files["releases/2/report.html"] == b"R2"


def test_what_holds_on_its_day_alone_is_in_no_earlier_release():
    files = published([release("1", "aaa"), release("2", "bbb")], "Prov", "sv")
    assert {path for path in files if "/g/" in path or "cards/" in path} == {
        "site/g/index.html", "cards/k.pdf"
    }  # fmt: skip


@pytest.mark.parametrize("revision", ["old", "aaa", "bbb"])
def test_a_cited_row_holds_and_its_links_lead_to_its_own_release(revision):
    releases = [release("1", "aaa", earlier=["old"]), release("2", "bbb")]
    files = published(releases, "Prov", "sv")
    path = f"site/r/{revision}/data/4A.html"
    page = lxml_html.document_fromstring(files[path].decode())
    assert page.get_element_by_id("18").text == "Å"
    (href,) = page.xpath("//a/@href")
    target, _mark, anchor = href.partition("#")
    root = "" if revision == "bbb" else "releases/1/"
    assert normpath(join(dirname(path), target)) == f"{root}site/questions/4A.html"
    assert (normpath(join(dirname(path), target)) in files, anchor) == (True, "x")


def test_the_front_page_lists_all_with_notes_and_says_what_was_withdrawn():
    releases = [release("1", "aaa", withdrawn=[dt.date(2026, 2, 3)]), release("2", "bbb")]
    said = text(published(releases, "Prov", "sv"))
    assert "Not 1" in said
    assert "Not 2" in said
    assert "3 februari 2026" in said.replace("\u00a0", " ")


def test_one_that_was_taken_down_is_named_and_nothing_of_it_is_there():
    files = published([release("1", "aaa"), release("2", "bbb", files={})], "Prov", "sv")
    assert files["report.html"] == b"R1"
    assert not [path for path in files if path.startswith("releases/2")]
    assert "tagits ned" in text(files)
