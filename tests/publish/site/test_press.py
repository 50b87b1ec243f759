"""A press release and fact sheets, from the same figures."""

from lxml import html as lxml_html

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.manuscript.typography import NBSP
from belagg.publish.site.build import site_files


def text_of(study, path):
    subject = Subject(study, figures_of(study), (compose(study, figures_of(study), "sv"),))
    files = site_files([(subject, check(subject), "sv")], {}, [])
    if path not in files:
        return None
    page = lxml_html.document_fromstring(files[path].decode())
    return " ".join(" ".join(page.itertext()).replace(NBSP, " ").split())


def test_a_press_release_has_findings_and_recommendations_in_order(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no no"),
        findings=[{"finding_id": "f", "statement": "Bara {{ 1.yes.count }} gör det."}],
        recommendations=[{"recommendation_id": f"r{n}", "number": n, "level": "regional",
                          "title": f"Råd {n}"} for n in (10, 2)],
        settings={"steward": "Påhittad myndighet"},
    )  # fmt: skip
    said = text_of(study, "press.html")
    assert "Påhittad myndighet. 1 september 2021." in said
    assert "Bara 1 gör det." in said
    assert said.index("Råd 2") < said.index("Råd 10")


def test_a_fact_sheet_sets_the_answers_of_a_body_beside_all_others(make_study, answers):
    study = make_study(responses=answers("1", "yes no no"))
    assert "Nej 2 av 3" in text_of(study, "facts/02.html")
    assert "Svar saknas –" in text_of(study, "facts/04.html")


def test_where_small_numbers_are_withheld_there_are_no_fact_sheets(make_study, answers):
    study = make_study(responses=answers("1", "yes no no"), settings={"suppress_below": 3})
    assert text_of(study, "facts/02.html") is None
