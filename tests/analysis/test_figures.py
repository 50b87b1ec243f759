"""What the figures of an item are, and what they never are."""

import pytest

from belagg.analysis.figures import figures_json, figures_of


def values(study, *names):
    figures = figures_of(study)
    return [figures.value(name) if name in figures else None for name in names]


def decision(unit, category=None, question="1", **more):
    key = "-".join(str(part) for part in (unit, question, *more.values()))
    return {
        "assessment_id": key,
        "unit_id": unit,
        "question_id": question,
        "layer": "recoded",
        "category": category,
        **more,
    }


def test_a_count_is_the_units_with_the_category_and_percent_is_of_those_with_any(
    make_study, answers
):
    study = make_study(responses=answers("1", "yes no no -"))
    assert values(study, "1.n", "1.no.count", "1.partly.count") == [3, 2, 0]
    assert values(study, "1.no.percent")[0] == pytest.approx(200 / 3)
    assert values(study, "1.no.units") == [("Påhittad region 2", "Påhittad region 3")]


def test_who_did_not_answer_is_missing_and_never_no(make_study, answers):
    study = make_study(responses=answers("1", "yes no no -"))
    assert values(study, "1.missing.no_answer.count", "1.missing.no_answer.units") == [
        1,
        ("Påhittad region 4",),
    ]
    refused = answers("1", "yes no no -")
    refused.append({"response_id": "r", "unit_id": "04", "question_id": "1", "missing": "refused"})
    study = make_study(responses=refused)
    assert values(study, "1.missing.refused.count", "1.no.count", "1.n") == [1, 2, 3]


def test_a_unit_that_was_never_asked_is_told_from_one_that_did_not_answer(make_study, answers):
    recipients = [{"recipient_id": f"r{n}", "unit_id": f"0{n}"} for n in (1, 2, 3)]
    study = make_study(responses=answers("1", "yes no - -"), recipients=recipients)
    assert values(study, "1.missing.no_answer.units", "1.missing.not_asked.units") == [
        ("Påhittad region 3",),
        ("Påhittad region 4",),
    ]


def test_recipients_who_disagree_leave_the_unit_undetermined_until_somebody_reconciles(
    make_study, answers
):
    other = {**answers("1", "no", recipient_id="b")[0], "response_id": "x"}
    two = [*answers("1", "yes", recipient_id="a"), other]
    assert values(make_study(responses=two), "1.missing.undeterminable.count", "1.n") == [1, 0]
    settled = [decision("01", "partly", layer="stated", basis="reconciliation")]
    study = make_study(responses=two, assessments=settled)
    assert values(study, "1@stated.partly.count", "1.partly.count") == [1, 1]


def test_the_latest_answer_of_a_recipient_counts_and_the_earlier_stays(make_study, answers):
    early = answers("1", "no", recipient_id="a", at="2021-05-20")
    late = [{**answers("1", "yes", recipient_id="a", at="2021-06-20T08:00:00Z")[0],
             "response_id": "late"}]  # fmt: skip
    study = make_study(responses=late + early)
    assert values(study, "1.yes.count", "1.no.count") == [1, 0]
    assert len(study.tables["responses"]) == 2


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([("no", "first", "a")], "no"),
        ([("no", "first", "a"), ("no", "second", "b")], "no"),
        ([("no", "first", "a"), ("yes", "second", "b")], "undeterminable"),
        ([("no", "first", "a"), ("yes", "second", "b"), ("yes", "adjudicated", "c")], "yes"),
        ([], "partly"),
    ],
)
def test_recoded_is_the_adjudicated_else_the_agreed_else_the_stated(
    make_study, answers, decisions, expected
):
    rows = [decision("01", code, round=round_, coder=coder) for code, round_, coder in decisions]
    study = make_study(responses=answers("1", "partly"), assessments=rows)
    figures = figures_of(study)
    name = (
        "1.missing.undeterminable.count" if expected == "undeterminable" else f"1.{expected}.count"
    )
    assert figures[name].value == 1
    assert figures["1@stated.partly.count"].value == 1


def test_the_documented_layer_is_never_merged_with_the_others(make_study, answers):
    study = make_study(
        responses=answers("1", "yes yes yes yes"),
        assessments=[decision("01", "no", layer="documented", basis="document")],
    )
    assert values(study, "1.yes.count", "1@documented.no.count", "1@documented.n") == [4, 1, 1]


def test_an_item_of_several_choices_counts_each_choice_and_percent_may_pass_100(
    make_study, make_item, answers
):
    study = make_study(
        [make_item("9", "select_multiple")], responses=answers("9", "yes+no no partly+no -")
    )
    assert values(study, "9.no.count", "9.yes.count", "9.n", "9.no.percent") == [3, 1, 3, 100.0]
    assert values(study, "9.no.units")[0] == tuple(f"Påhittad region {n}" for n in (1, 2, 3))


def test_numbers_are_summed_up_and_text_items_only_counted(make_study, make_item):
    rows = [
        {"response_id": f"n{n}", "unit_id": f"0{n}", "question_id": "8", "value": value}
        for n, value in ((1, "3"), (2, "5"), (3, "10"))
    ] + [{"response_id": "t", "unit_id": "01", "question_id": "2", "text": "Vi gör så här."}]
    study = make_study([make_item("8", "integer"), make_item("2", "text")], responses=rows)
    assert values(study, "8.n", "8.sum", "8.mean", "8.median", "8.min", "8.max") == [
        3, 18, 6.0, 5.0, 3, 10,
    ]  # fmt: skip
    assert values(study, "2.n", "2.missing.count") == [1, 3]


def test_a_result_is_split_by_an_attribute_of_the_units(make_study, answers):
    units = [
        {"unit_id": f"0{n}", "name": f"Påhittad {n}", "kind": kind, "attr_size": size}
        for n, kind, size in (
            (1, "region", "Stor stad"),
            (2, "region", None),
            (3, "kommun", "liten"),
        )
    ]
    study = make_study(units=units, responses=answers("1", "no yes no"))
    assert values(
        study, "1.by.kind.region.no.count", "1.by.kind.region.n", "1.by.kind.kommun.no.percent",
        "1.by.size.stor-stad.no.units", "1.by.kind.region.no.units",
    ) == [1, 2, 100.0, ("Påhittad 1",), ("Påhittad 1",)]  # fmt: skip


def test_an_item_published_in_part_has_only_the_figures_that_were_published(make_study):
    rows = [decision("01", "no"), decision("02", "no")]
    rows += [decision(unit, missing="not_published") for unit in ("03", "04")]
    cited = [
        {"cited_id": "c1", "source_id": "s", "figure": "1.no.count", "value": 2.0, "unit": "count",
         "n": 4},
        {"cited_id": "c2", "source_id": "s", "figure": "1.yes.count", "value": 1.0, "unit": "count",
         "n": 4},
    ]  # fmt: skip
    study = make_study(assessments=rows, cited=cited)
    assert {name for name in figures_of(study) if name.startswith("1.")} == {
        "1.n", "1.no.count", "1.no.units", "1.yes.count",
    }  # fmt: skip
    assert values(study, "1.n", "1.yes.count", "1.no.units") == [
        4, 1, ("Påhittad region 1", "Påhittad region 2"),
    ]  # fmt: skip


def test_an_item_of_which_nothing_is_published_has_no_figure_at_all(make_study, make_item):
    rows = [decision(f"0{n}", question="6B", missing="not_published") for n in (1, 2, 3)]
    rows.append(decision("04", question="6B", missing="no_answer"))
    study = make_study([make_item("6B")], assessments=rows)
    assert not [name for name in figures_of(study) if name.startswith("6B")]


def test_bounds_tell_what_a_count_would_be_had_the_doubtful_gone_the_other_way(make_study, answers):
    study = make_study(
        responses=answers("1", "yes no no -"),
        assessments=[
            decision("02", "no", basis="elimination"),
            decision("01", "partly", rule_id="r1"),
        ],
    )
    # 02 is no by elimination, 01 said yes and was recoded, 04 is missing.
    assert values(study, "1.no.count", "1.no.count.low", "1.no.count.high") == [2, 1, 4]
    assert values(study, "1.yes.count", "1.yes.count.low", "1.yes.count.high") == [0, 0, 3]


def test_small_numbers_are_withheld_with_one_more_so_that_they_cannot_be_subtracted(
    make_study, make_item
):
    units = [{"unit_id": f"{n:02}", "name": f"Påhittad {n}"} for n in range(1, 13)]
    codes = ["yes"] + ["partly"] * 4 + ["no"] * 7
    rows = [decision(f"{n:02}", code) for n, code in enumerate(codes, start=1)]
    study = make_study(units=units, assessments=rows, settings={"suppress_below": 3})
    figures = figures_of(study)
    assert [figures[f"1.{c}.count"].withheld for c in ("yes", "partly", "no")] == [
        True,
        True,
        False,
    ]
    assert figures["1.yes.percent"].value is None
    assert figures["1.yes.units"].units == ()
    assert "1.yes.count.low" not in figures


def test_figures_json_is_a_contract(make_study, answers):
    study = make_study(responses=answers("1", "yes no no -"))
    made = figures_json(figures_of(study))
    assert (made["format"], made["study"], made["revision"]) == (1, "prov", study.revision)
    assert made["figures"]["1.no.count"] == 2
    assert made["figures"]["1.no.units"] == ("Påhittad region 2", "Påhittad region 3")


def test_a_misspelt_name_is_met_with_the_nearest_ones(make_study, answers):
    figures = figures_of(make_study(responses=answers("1", "yes no no -")))
    assert figures.nearest("1.noo.count") == "1.no.count"


def test_an_item_that_other_answers_made_irrelevant_is_not_applicable(
    make_study, make_item, answers
):
    from belagg.study.expression import Compare, Literal, Ref

    condition = Compare("=", Ref("q1"), Literal("yes"))
    items = [make_item("1"), make_item("2", relevance=_expression(condition))]
    study = make_study(items, responses=answers("1", "yes no no no") + answers("2", "no"))
    assert values(study, "2.no.count", "2.missing.not_applicable.count") == [1, 3]


def _expression(tree):
    from belagg.study.expression import Expression

    return Expression("${q1} = 'yes'", tree)
