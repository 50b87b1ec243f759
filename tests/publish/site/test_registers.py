"""Legal rules by day, trainings, and the care chain of a body."""

import datetime as dt

import pytest
from lxml import html as lxml_html

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.manuscript.typography import NBSP
from belagg.publish.site.build import site_files


@pytest.fixture
def pages(make_study):
    """Give the text of a page of the site of a study: pages("rules.html", legal_rules=[…])."""

    def make(path, **more):
        study = make_study(**more)
        figures = figures_of(study)
        subject = Subject(study, figures, (compose(study, figures, "sv"),))
        files = site_files([(subject, check(subject), "sv")], {}, [])
        if path not in files:
            return None
        return text(lxml_html.document_fromstring(files[path].decode()))

    return make


def text(page):
    return " ".join(page.text_content().replace(NBSP, " ").split())


def rule(number, **more):
    row = {"rule_id": f"r{number}", "valid_from": dt.date(2021, 1, 1), "source": "Lagen",
           "text": f"Regel {number}.", "kind": "duty", "reviewed_on": dt.date(2021, 8, 1),
           "reviewed_by": "jurist", "review_by": dt.date(2022, 8, 1)}  # fmt: skip
    return row | more


def test_only_rules_in_force_and_reviewed_are_shown(pages):
    shown = pages("rules.html", legal_rules=[
        rule(1),
        rule(2, valid_from=dt.date(2021, 9, 2)),
        rule(3, valid_to=dt.date(2021, 8, 31)),
        rule(4, reviewed_on=None),
        rule(5, review_by=dt.date(2021, 8, 31)),
    ])  # fmt: skip
    assert "Regel 1." in shown
    assert not [n for n in (2, 3, 4, 5) if f"Regel {n}." in shown]
    assert "fråga er jurist" in shown


@pytest.mark.parametrize("day, months", [(dt.date(2025, 3, 31), 12), (dt.date(2025, 4, 1), 6)])
def test_the_wording_is_that_of_the_day(pages, day, months):
    reviewed = {"reviewed_on": dt.date(2025, 1, 1), "review_by": dt.date(2026, 1, 1)}
    shown = pages("rules.html", settings={"date": day}, legal_rules=[
        rule(1, text="minst 12 månader", valid_to=dt.date(2025, 3, 31), **reviewed),
        rule(1, text="minst 6 månader", valid_from=dt.date(2025, 4, 1), **reviewed),
    ])  # fmt: skip
    assert f"minst {months} månader" in shown
    assert f"minst {18 - months} månader" not in shown


def test_where_nobody_has_reviewed_a_rule_the_page_says_so(pages):
    assert "Ingen regel har granskats" in pages("rules.html", legal_rules=[rule(1, review_by=None)])


def test_trainings_are_listed_by_body(pages):
    shown = pages("trainings.html", trainings=[
        {"training_id": "t", "unit_id": "02", "content": "Påhittad kurs", "frequency": "Varje år"},
        {"training_id": "u", "content": "Nationell kurs"},
    ])  # fmt: skip
    assert "Påhittad region 2Påhittad kurs–Varje år" in shown
    assert "hela landetNationell kurs" in shown


def services(**more):
    return [{"service_id": "s", "name": "Påhittad mottagning", "unit_id": "01"} | more]


def test_the_care_chain_says_what_no_known_service_has(pages):
    shown = pages("care/01.html", services=services(age_from=18, self_referral=True))
    assert "tar ingen emot någon under 18 år" in shown
    assert "utan remiss" in shown
    assert "är det inte känt att någon tar emot utan remiss" not in shown
    assert "är det inte känt att någon ordnar tolk" in shown


def test_a_body_without_known_services_has_no_page_of_its_chain(pages):
    assert pages("care/02.html", services=services()) is None


def test_where_small_numbers_are_withheld_there_is_no_page_of_a_chain(pages):
    assert pages("care/01.html", services=services(), settings={"suppress_below": 3}) is None


def test_a_made_up_study_says_so_on_every_page(pages):
    shown = pages("method.html", settings={"extra": {"made_up": True}})
    assert "Påhittat: ingenting här handlar om" in shown
