"""Recommendations followed up: status, evidence, the groups' view beside it, the board's page."""

import datetime as dt

import pytest
from lxml import html as lxml_html

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.manuscript.typography import NBSP
from belagg.publish.data import data_files
from belagg.publish.site.build import site_files

DAY = dt.date(2023, 5, 1)
UNAPPROVED = "Ännu inte godkänt av gruppen"


@pytest.fixture
def followed(make_study, answers):
    def make(**settings):
        return make_study(
            responses=answers("1", "yes no partly"),
            recommendations=[
                {"recommendation_id": "r1", "number": 1, "level": "regional", "title": "Utbilda",
                 "due": dt.date(2023, 12, 31)},
                {"recommendation_id": "r2", "number": 2, "level": "national", "title": "Utred"},
            ],
            clauses=[{"clause_id": f"k{n}", "recommendation_id": f"r{n}", "text": "Gör det."}
                     for n in (1, 2)],
            actions=[
                {"action_id": "a", "recommendation_id": "r1", "unit_id": "02", "status": "started",
                 "evidence": "Påhittad plan", "reported_by": "Påhittad region 2",
                 "at": "2023-04-01"},
                {"action_id": "b", "recommendation_id": "r2", "unit_id": "01", "status": "done"},
            ],
            groups=[{"group_id": "g", "name": "Påhittad grupp", "kind": "experience"}],
            group_views=[
                {"view_id": "v1", "group_id": "g", "recommendation_id": "r1", "unit_id": "02",
                 "status": "not_started", "approved_on": DAY},
                {"view_id": "v2", "group_id": "g", "recommendation_id": "r1", "unit_id": "03",
                 "text": UNAPPROVED},
            ],
            settings=settings,
        )  # fmt: skip

    return make


def site_of(study):
    figures = figures_of(study)
    subject = Subject(study, figures, (compose(study, figures, "sv"),))
    return site_files([(subject, check(subject), "sv")], {}, [])


def row_of(files, path, first):
    page = lxml_html.document_fromstring(files[path].decode())
    (row,) = page.xpath(f"//tbody/tr[th[contains(., '{first}')]][1]")
    return [cell.text_content().replace(NBSP, " ") for cell in row]


def test_the_groups_view_stands_beside_what_the_body_reports(followed):
    files = site_of(followed())
    assert row_of(files, "recommendations/r1.html", "Påhittad region 2") == [
        "Påhittad region 2", "Påbörjad", "Påhittad plan", "Påhittad region 2. 1 april 2023",
        "Påhittad grupp: inte påbörjad.",
    ]  # fmt: skip
    assert "inte påbörjad" in row_of(files, "bodies/02.html", "Utbilda")[-1]


def test_the_board_sees_its_own_recommendations_and_what_is_left_to_decide(followed):
    files = site_of(followed())
    assert row_of(files, "board/02.html", "Utbilda") == [
        "Utbilda", "31 december 2023", "Påbörjad", "Påhittad plan", "0 av 4 har genomfört den"
    ]  # fmt: skip
    text = files["board/02.html"].decode()
    assert "Utred" not in text
    assert "med vilka medel?" in text


def test_a_view_that_the_group_has_not_approved_is_nowhere(followed):
    study = followed()
    files = site_of(study) | data_files(study, figures_of(study))
    assert [path for path, data in files.items() if UNAPPROVED.encode() in data] == []


def test_where_small_numbers_are_withheld_there_is_no_page_of_a_body(followed):
    files = site_of(followed(suppress_below=3))
    assert not [path for path in files if path.startswith(("board/", "recommendations/r"))]
