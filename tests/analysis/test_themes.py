"""How often codes stand where, with which others, and in which words."""

import pytest

from belagg.analysis.agreement.result import Reason
from belagg.analysis.figures import figures_of
from belagg.analysis.themes import (
    code_by_body,
    code_by_item,
    code_paths,
    cooccurrence,
    overlapping,
    retrieve,
    spread,
    with_those_below,
)

TEXT = "Köerna är långa och hjälpen kommer sent."


def span(code, start, end, source="response:1-01", number=""):
    return {
        "segment_id": f"{code}-{start}-{source}{number}", "code_id": code, "source": source,
        "start": start, "end": end,
    }  # fmt: skip


@pytest.fixture
def themes(make_study, make_item):
    """Give a study with two answers, a document, and three codes in a tree, from some spans."""

    def make(*spans):
        return make_study(
            [make_item("1", "text"), make_item("2", "text")],
            responses=[
                {"response_id": f"{q}-{u}", "unit_id": u, "question_id": q, "text": TEXT,
                 "origin": "survey"}
                for q, u in (("1", "01"), ("2", "02"))
            ],
            documents=[{"document_id": "plan", "unit_id": "02", "title": "Påhittad plan"}],
            codes=[
                {"code_id": "care", "name": "Vård"},
                {"code_id": "queue", "name": "Köer", "parent_id": "care"},
                {"code_id": "late", "name": "Sent", "parent_id": "care"},
            ],
            segments=spans,
        )  # fmt: skip

    return make


def test_a_code_is_named_by_its_path(themes):
    assert code_paths(themes())["queue"] == "Vård / Köer"


def test_codes_are_counted_by_body_and_by_item(themes):
    study = themes(span("queue", 0, 6), span("queue", 3, 9, "response:2-02"),
                   span("late", 0, 4, "document:plan"))  # fmt: skip
    by_body = {row["code_id"]: row for row in code_by_body(study).iter_rows(named=True)}
    assert by_body["queue"]["Påhittad region 1"] == 1
    assert by_body["late"]["Påhittad region 2"] == 1
    by_item = {row["code_id"]: row for row in code_by_item(study).iter_rows(named=True)}
    assert (by_item["queue"]["1"], by_item["queue"]["2"], by_item["late"]["2"]) == (1, 1, 0)


def test_codes_meet_where_their_spans_overlap_and_not_where_they_touch(themes):
    study = themes(
        span("queue", 0, 10), span("late", 5, 15), span("late", 10, 20, number="b"),
        span("queue", 0, 10, "response:2-02"), span("care", 2, 4, "response:2-02"),
    )  # fmt: skip
    assert cooccurrence(study) == {("care", "queue"): 1, ("late", "queue"): 1}


def test_spans_are_found_by_code_with_those_below_and_by_body(themes):
    study = themes(span("queue", 0, 6), span("late", 28, 39, "response:2-02"),
                   span("care", 0, 4, "document:plan"))  # fmt: skip
    assert with_those_below(study, ["care"]) == {"care", "queue", "late"}
    assert [found.code_id for found in retrieve(study, ["care"])] == ["care", "queue", "late"]
    (only,) = retrieve(study, ["care"], units=["01"])
    assert (only.text, only.question_id) == ("Köerna", "1")
    assert [found.text for found in retrieve(study, ["care"], units=["02"])] == [
        None, "kommer sent",
    ]  # fmt: skip
    assert retrieve(study, ["queue"], questions=["2"]) == []


def marked(coder, code, start, end, source="response:1-01"):
    return {**span(code, start, end, source, number=coder), "coder": coder}


def test_spans_with_a_code_are_counted_with_the_bodies_they_are_of(themes):
    study = themes(
        span("queue", 0, 6), span("queue", 3, 9, "response:2-02"),
        span("queue", 20, 25, "response:2-02"), span("late", 0, 4, "document:plan"),
    )  # fmt: skip
    figures = figures_of(study)
    assert figures["segments.count"].value == 4
    assert figures["segments.queue.count"].value == 3
    assert figures.value("segments.queue.units") == ("Påhittad region 1", "Påhittad region 2")
    assert "agreement.segments.n" not in figures


def test_those_who_marked_the_same_text_are_measured_and_a_lone_one_is_not(themes):
    study = themes(
        marked("KA", "queue", 0, 17), marked("KB", "queue", 0, 17), marked("KA", "late", 22, 39),
        marked("KB", "late", 29, 39), marked("KA", "late", 0, 4, "response:2-02"),
    )  # fmt: skip
    figures = figures_of(study)
    assert figures["agreement.segments.n"].value == 1
    assert 0 < figures["agreement.segments.alpha"].value < 1
    assert figures["agreement.segments.coding"].value == 1
    assert figures["segments.queue.alpha"].value == 1
    assert figures["segments.late.alpha"].value < 1


def test_one_who_gives_a_passage_two_codes_leaves_agreement_by_code_alone(themes):
    study = themes(
        marked("KA", "queue", 0, 17), marked("KA", "late", 5, 17), marked("KB", "queue", 0, 17)
    )
    figures = figures_of(study)
    assert figures["agreement.segments.alpha"].undefined is Reason.OVERLAP
    assert figures["segments.queue.alpha"].value == 1


def test_a_table_goes_down_the_tree(themes):
    study = themes(span("queue", 0, 6), span("late", 3, 9), span("care", 0, 4, "response:2-02"))
    assert spread(study, "unit_id", None) == {"01": {"care": 2}, "02": {"care": 1}}
    assert spread(study, "question_id", "care") == {
        "1": {"queue": 1, "late": 1}, "2": {"care": 1},
    }  # fmt: skip
    assert spread(study, "unit_id", "queue") == {"01": {"queue": 1}}


def test_spans_that_overlap_others_are_found(themes):
    study = themes(span("queue", 0, 6), span("queue", 20, 26), span("late", 3, 9),
                   span("late", 20, 26, "response:2-02"))  # fmt: skip
    found = overlapping(retrieve(study, ["queue"]), retrieve(study, ["late"]))
    assert [one.start for one in found] == [0]
