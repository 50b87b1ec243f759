"""What each block shows of a study."""

import pytest

from belagg.manuscript.tree import (
    Bound,
    ChartBlock,
    ChartKind,
    MapBlock,
    PanelBlock,
    QuestionBlock,
    QuoteBlock,
    RecommendationBlock,
    TableBlock,
    Text,
    Tone,
)
from belagg.study.questionnaire import Choice

GEOGRAPHY = {"geography": "se-regions"}

FINDINGS = [
    {"finding_id": "f1", "statement": "{{ 1.no.count | Words }} said no.", "theme": "t1"},
    {"finding_id": "f2", "statement": "It was so."},
]


def words(inlines):
    text = "".join(getattr(i, "text", "") for i in inlines)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def table_words(table):
    return [[words(cell.children) for cell in row] for row in table.rows]


@pytest.fixture
def block(composed):
    def make(text, **more):
        made = composed(text, **more)
        assert not made.problems, [str(p) for p in made.problems]
        return made.body[0]

    return make


def choices(*codes):
    return [Choice(code, {"sv": code.title(), "en": code.title()}) for code in codes]


class TestCharts:
    def test_one_item_is_bars_with_its_numbers_the_missing_apart(self, block):
        chart = block("::: chart 1")
        assert isinstance(chart, ChartBlock)
        assert (chart.kind, chart.anchor, words([Text(chart.number)])) == (
            ChartKind.BAR, "chart-1", "Chart 1",
        )  # fmt: skip
        (series,) = chart.series
        assert (series.n, series.n_name) == (3, "1.n")
        assert [(s.code, s.label, s.tone, s.count, s.percent_text) for s in series.slices] == [
            ("yes", "Yes", Tone.YES, 1, "33%"),
            ("partly", "Partly", Tone.PARTLY, 0, "0%"),
            ("no", "No", Tone.NO, 2, "67%"),
        ]
        assert [(s.code, s.tone, s.count, s.percent, s.percent_text) for s in series.missing] == [
            ("no_answer", Tone.NO_ANSWER, 1, None, "")
        ]
        assert series.slices[2].units == ("Påhittad region 2", "Påhittad region 3")

    def test_the_same_numbers_stand_as_a_table_every_one_bound(self, block):
        table = block("::: chart 1").table
        assert table_words(table) == [
            ["Yes", "1", "33%"],
            ["Partly", "0", "0%"],
            ["No", "2", "67%"],
            ["Answered (n)", "3", "–"],
            ["No answer", "1", "–"],
        ]
        assert table.rows[2][1].children == (Bound("1.no.count", "2", "d-1-no"),)
        assert table.align == ("left", "right", "right")

    def test_the_text_alternative_reads_every_number(self, block):
        alt = block("::: chart 1").alt.replace("\u00a0", " ")
        assert alt == (
            "Bar chart: Question 1? Yes 1 (33%), Partly 0 (0%), No 2 (67%), No answer 1; n = 3."
        )

    def test_the_note_says_n_the_missing_and_whose_word_it_is(self, block):
        note = block("::: chart 1").note
        assert words(note) == "n = 3 regions. No answer: 1. Answers as recoded."
        assert "1.n" in [i.name for i in note if isinstance(i, Bound)]
        stated = words(block("::: chart 1 layer=stated").note)
        assert stated.endswith("What the bodies themselves stated.")

    def test_rounding_that_does_not_add_up_is_said(self, block, answers, make_item):
        three = make_item("1", choices=choices("a", "b", "c"))
        note = words(block("::: chart 1", items=[three], responses=answers("1", "a b c -")).note)
        assert "do not add up to 100" in note
        assert "do not add up" not in words(block("::: chart 1").note)

    def test_several_items_are_stacked_and_compared(self, block, make_item, answers):
        chart = block(
            "::: chart 1 4A",
            items=[make_item("1"), make_item("4A")],
            responses=answers("1", "yes no no -") + answers("4A", "no no yes partly"),
        )
        assert chart.kind is ChartKind.STACKED
        assert [series.n for series in chart.series] == [3, 4]
        assert table_words(chart.table) == [
            ["1. Question 1?", "1 (33%)", "0 (0%)", "2 (67%)", "3", "1"],
            ["4A. Question 4A?", "1 (25%)", "1 (25%)", "2 (50%)", "4", "–"],
        ]
        assert "n is how many answered each item" in words(chart.note)

    @pytest.mark.parametrize(("form", "kind"), [("donut", ChartKind.DONUT), ("bar", ChartKind.BAR)])
    def test_the_author_can_choose_the_form(self, block, form, kind):
        assert block(f"::: chart 1 form={form}").kind is kind

    def test_a_title_can_hold_figures(self, block):
        assert block("::: chart 1 title=\"Of {{ 1.n }} 'asked'\"").title == "Of 3 ‘asked’"

    def test_an_anchor_can_be_chosen(self, block):
        assert block("::: chart 1 id=my-chart").anchor == "my-chart"

    def test_other_categories_have_tones_in_order(self, block, answers, make_item):
        item = make_item("1", choices=choices("weekly", "yes", "monthly", "other"))
        chart = block("::: chart 1", items=[item], responses=answers("1", "weekly yes other -"))
        assert [s.tone for s in chart.series[0].slices] == [Tone.T1, Tone.YES, Tone.T2, Tone.OTHER]

    def test_an_item_of_several_answers_is_bars_that_make_no_whole(
        self, block, composed, answers, make_item
    ):
        item = make_item("1", "select_multiple", choices=choices("a", "b"))
        given = {"items": [item], "responses": answers("1", "a+b a b -")}
        chart = block("::: chart 1", **given)
        assert [s.count for s in chart.series[0].slices] == [2, 2]
        assert "Several answers could be given" in words(chart.note)
        (problem,) = composed("::: chart 1 form=donut", **given).problems
        assert "form=bar" in problem.message

    def test_withheld_numbers_stay_withheld_everywhere(self, composed):
        made = composed("::: chart 1", settings={"suppress_below": 2})
        (chart,) = made.body
        assert [s.count for s in chart.series[0].slices] == [None, 0, None]
        assert [s.units for s in chart.series[0].slices] == [(), (), ()]
        assert "33" not in chart.alt
        assert chart.alt.count("not shown") == 2
        assert "Small numbers are not shown" in words(chart.note)
        assert composed("::: chart 1 form=donut", settings={"suppress_below": 2}).problems

    def test_an_item_can_be_split_by_an_attribute(self, block, answers):
        units = [
            {"unit_id": f"0{n}", "name": f"Påhittad {n}", "kind": kind}
            for n, kind in enumerate(["region", "region", "municipality", "region"], start=1)
        ]
        chart = block("::: chart 1 by=kind", units=units)
        assert [(series.label, series.n) for series in chart.series] == [
            ("Municipality", 1), ("Region", 2),
        ]  # fmt: skip
        assert chart.series[1].slices[2].count_name == "1.by.kind.region.no.count"

    def test_a_published_aggregate_is_shown_with_its_source(self, block, answers):
        rows = [
            {"response_id": u, "unit_id": u, "question_id": "1", "missing": "not_published"}
            for u in ("01", "02", "03", "04")
        ]
        cited = [
            {"cited_id": f"c{code}", "source_id": "s", "figure": f"1.{code}.count", "value": value,
             "unit": "count", "n": 20, "page": "12"}
            for code, value in (("yes", 6), ("no", 14))
        ]  # fmt: skip
        sources = [{"source_id": "s", "title": "En rapport", "author": "Någon", "year": 2021}]
        chart = block("::: chart 1", responses=rows, cited=cited, sources=sources)
        assert [(s.code, s.count, s.percent) for s in chart.series[0].slices] == [
            ("yes", 6, None), ("no", 14, None),
        ]  # fmt: skip
        note = words(chart.note)
        assert note.startswith("n = 20 regions.")
        assert note.endswith("Source: Någon, En rapport (2021), p. 12.")

    def test_the_source_names_the_items_it_is_for(self, block, make_item, answers):
        rows = [{"response_id": "x", "unit_id": "01", "question_id": "3",
                 "missing": "not_published"}]  # fmt: skip
        cited = [{"cited_id": "c", "source_id": "s", "figure": "3.no.count", "value": 5,
                  "unit": "count", "n": 20}]  # fmt: skip
        chart = block(
            "::: chart 1 3",
            items=[make_item("1"), make_item("3")],
            responses=answers("1", "yes no no -") + rows,
            cited=cited,
            sources=[{"source_id": "s", "title": "A report"}],
        )
        assert words(chart.note).endswith("Source for item 3: A report.")

    @pytest.mark.parametrize(
        ("kind", "missing", "said"),
        [
            ("select_one", "not_published", "not published"),
            ("integer", None, "number or date"),
            ("text", None, "free text"),
        ],
    )
    def test_what_cannot_be_shown_says_why(self, composed, make_item, kind, missing, said):
        row = {"response_id": "a", "unit_id": "01", "question_id": "1", "missing": missing}
        row |= {} if missing else {"value": "3", "text": "words"}
        made = composed("::: chart 1", items=[make_item("1", kind)], responses=[row])
        (problem,) = made.problems
        assert said in problem.message


class TestMaps:
    def test_every_unit_has_its_category_or_the_reason_why_not(self, block):
        made = block("::: map 1", settings=GEOGRAPHY)
        assert isinstance(made, MapBlock)
        assert [(a.unit_id, a.code, a.tone) for a in made.areas] == [
            ("01", "yes", Tone.YES),
            ("02", "no", Tone.NO),
            ("03", "no", Tone.NO),
            ("04", "no_answer", Tone.NO_ANSWER),
        ]
        assert [code for code, _label, _tone in made.legend] == ["yes", "no", "no_answer"]
        assert made.count_names == ("1.yes.count", "1.no.count", "1.missing.no_answer.count")
        assert table_words(made.table) == [
            ["Yes", "1", "Påhittad region 1"],
            ["No", "2", "Påhittad region 2 and Påhittad region 3"],
            ["No answer", "1", "Påhittad region 4"],
        ]
        assert made.alt.replace("\u00a0", " ") == (
            "Map: Question 1? Yes: Påhittad region 1. No: Påhittad region 2 and Påhittad region 3."
            " No answer: Påhittad region 4."
        )

    def test_a_withheld_category_is_not_given_away(self, block):
        made = block("::: map 1", settings=GEOGRAPHY | {"suppress_below": 3})
        assert [a.code for a in made.areas] == [
            "not_published", "not_published", "not_published", "no_answer",
        ]  # fmt: skip
        assert "1.no.units" not in [
            i.name for row in made.table.rows for c in row for i in c.children
            if isinstance(i, Bound)
        ]  # fmt: skip

    def test_a_map_on_which_no_body_has_an_area_is_refused(self, composed, answers):
        elsewhere = [{"unit_id": "x1", "name": "Påhittad region"}]
        made = composed("::: map 1", settings=GEOGRAPHY, units=elsewhere)
        (problem,) = made.problems
        assert "has an area in se-regions, whose areas are 01, 03, 04" in problem.message

    def test_a_map_of_several_items_or_of_several_answers_is_refused(
        self, composed, make_item, answers
    ):
        several = make_item("1", "select_multiple", choices=choices("a", "b"))
        for text in ("::: map 1 2", "::: map 1"):
            made = composed(
                text, settings=GEOGRAPHY, items=[several], responses=answers("1", "a b a -")
            )
            assert [p.code for p in made.problems] == ["block"]


class TestTables:
    def test_units_stand_by_category(self, block):
        table = block("::: table 1")
        assert isinstance(table, TableBlock)
        assert table_words(table) == [
            ["Yes", "1", "Påhittad region 1"],
            ["Partly", "0", "–"],
            ["No", "2", "Påhittad region 2 and Påhittad region 3"],
            ["No answer", "1", "Påhittad region 4"],
        ]
        assert words(table.caption) == "Question 1?"
        assert words([Text(table.number)]) == "Table 1"

    def test_the_outcome_of_the_fieldwork_stands_by_unit_and_recipient(self, block, answers):
        recipients = [{"recipient_id": f"r{n}", "unit_id": f"0{n}"} for n in (1, 2, 3, 4)]
        contacts = [
            {"contact_id": "c", "recipient_id": "r4", "channel": "email",
             "purpose": "invitation", "outcome": "refusal"}
        ]  # fmt: skip
        rows = [r for n in (1, 2, 3) for r in answers("1", "- " * (n - 1) + "yes")]
        rows = [row | {"recipient_id": f"r{row['unit_id'][-1]}"} for row in rows]
        table = block("::: table response", recipients=recipients, contacts=contacts,
                      responses=rows)  # fmt: skip
        found = {row[0]: row[1:] for row in table_words(table)}
        assert found["Asked"] == ["4", "4"]
        assert found["Response rate"] == ["75%", "75%"]
        assert found["Complete (1.1)"] == ["3", "3"]
        assert found["Refusal (2.11)"] == ["1", "1"]

    def test_claims_stand_with_document_and_grade(self, block):
        claims = [
            {"claim_id": "a", "unit_id": "01", "question_id": "1", "claim": "We do",
             "document_id": "d", "page": 3, "grade": "partly"},
            {"claim_id": "b", "claim": "They do"},
        ]  # fmt: skip
        given = {"claims": claims, "documents": [{"document_id": "d", "title": "A plan"}]}
        assert table_words(block("::: table claims", **given)) == [
            ["Påhittad region 1", "We do", "A plan, p. 3", "Partly confirmed"],
            ["not named", "They do", "–", "Not reviewed"],
        ]
        assert len(block("::: table claims 1", **given).rows) == 1
        grades = {row[0]: row[1:] for row in table_words(block("::: table grades", **given))}
        assert grades["Partly confirmed"] == ["1", "50%"]
        assert grades["All"] == ["2", "–"]

    def test_services_words_cited_figures_and_documents_have_tables(self, block):
        tables = {
            "services": [{"service_id": "s", "name": "Dörren", "place": "Staden", "age_from": 13}],
            "glossary": [{"term": "b", "preferred": "c"}, {"term": "A", "definition": "First."}],
            "cited": [{"cited_id": "x", "source_id": "s", "value": 228.0, "unit": "count",
                       "n": 300, "label": "Exposed"}],
            "sources": [{"source_id": "s", "title": "A report"}],
            "documents": [{"document_id": "d", "title": "A plan", "unit_id": "01", "pages": 43,
                           "decided_on": None}],
        }  # fmt: skip
        assert table_words(block("::: table services", **tables)) == [
            ["Dörren", "Staden", "from 13"]
        ]
        assert table_words(block("::: table glossary", **tables)) == [
            ["A", "First."], ["b", "We write c."],
        ]  # fmt: skip
        assert table_words(block("::: table cited", **tables)) == [
            ["Exposed", "228", "300", "A report"]
        ]
        assert table_words(block("::: table documents", **tables)) == [
            ["A plan", "Påhittad region 1", "43"]
        ]


class TestTexts:
    @pytest.mark.parametrize(
        ("row", "allowed"),
        [
            ({"kind": "verbatim", "consent": "anonymous"}, True),
            ({"kind": "verbatim"}, False),
            ({"kind": "paraphrase"}, True),
            ({"kind": "paraphrase", "speaker": "A"}, False),
            ({"kind": "paraphrase", "consent": "paraphrase"}, True),
            ({"kind": "verbatim", "consent": "paraphrase"}, False),
            ({"kind": "paraphrase", "consent": "internal"}, False),
            ({"kind": "verbatim", "consent": "none"}, False),
            ({"kind": "verbatim", "consent": "named", "withdrawn_at": True}, False),
        ],
    )
    def test_a_quotation_is_shown_only_as_the_speaker_agreed(self, composed, row, allowed):
        import datetime as dt

        if row.get("withdrawn_at"):
            row = row | {"withdrawn_at": dt.date(2021, 8, 1)}
        quotes = [{"quote_id": "q", "text": "påhittade ord", "source": "meeting:m"} | row]
        made = composed("::: quote q", quotes=quotes)
        assert bool(made.body) is allowed
        assert bool(made.problems) is not allowed

    def test_words_said_are_left_letter_for_letter_and_others_marked(self, block):
        quotes = [
            {"quote_id": "v", "kind": "verbatim", "text": 'påhittat "citat" - så\n\nandra',
             "consent": "anonymous"},
            {"quote_id": "p", "kind": "paraphrase", "text": 'påhittat "återgivet"',
             "attribution": "deltagare"},
        ]  # fmt: skip
        said = block("::: quote v", quotes=quotes)
        assert isinstance(said, QuoteBlock)
        assert [words(p.children) for p in said.children] == ['påhittat "citat" - så', "andra"]
        assert (said.verbatim, said.label) == (True, "")
        told = block("::: quote p", quotes=quotes)
        assert words(told.children[0].children) == "påhittat “återgivet”"
        assert (told.verbatim, told.attribution) == (False, "deltagare")
        assert told.label

    def test_an_item_stands_as_it_was_put(self, block, make_item):
        item = make_item("4A", hint={"en": "Think of all"})
        made = block("::: question 4A", items=[item])
        assert isinstance(made, QuestionBlock)
        assert (made.heading, words([Text(made.wording)]), made.hint, made.choices) == (
            "Item 4A", "Question 4A?", "Think of all", ("Yes", "Partly", "No"),
        )  # fmt: skip

    def test_a_finding_is_bound(self, block):
        made = block("::: finding f1", findings=FINDINGS)
        assert isinstance(made, PanelBlock)
        assert (made.anchor, words(made.children[0].children)) == ("finding-f1", "Two said no.")

    def test_a_wrong_name_in_a_finding_is_told_where_it_stands(self, composed):
        findings = [{"finding_id": "f1", "statement": "{{ 1.nej.count }} said no."}]
        (problem,) = composed("::: finding f1", findings=findings).problems
        assert (problem.code, problem.where.file) == ("figure-unknown", "findings.csv")

    def test_recommendations_stand_in_order_with_what_they_rest_on(self, composed):
        made = composed(
            "::: finding f1\n::: recommendations",
            findings=FINDINGS,
            recommendations=[
                {"recommendation_id": "b", "number": 2, "level": "national", "title": "Second"},
                {"recommendation_id": "a", "number": 1, "level": "regional", "title": "First",
                 "addressee": "The regions", "indicator": "It is so"},
            ],
            clauses=[
                {"clause_id": "c1", "recommendation_id": "a", "text": "Do *this*"},
                {"clause_id": "c2", "recommendation_id": "a", "text": "And that"},
            ],
            supports=[
                {"clause_id": "c1", "finding_id": "f1"}, {"clause_id": "c1", "finding_id": "f2"},
            ],
        )  # fmt: skip
        assert not made.problems
        _finding, first, second = made.body
        assert isinstance(first, RecommendationBlock)
        assert (first.number, second.number) == ("1", "2")
        assert first.anchor == "recommendation-1"
        assert [(c.text, c.supports) for c in first.clauses] == [
            ("Do this", (("Two said no", "#finding-f1"), ("It was so", ""))),
            ("And that", ()),
        ]
        assert first.facts == (("Done when", "It is so"),)

    def test_recommendations_of_one_level_can_be_shown_alone(self, composed):
        recommendations = [
            {"recommendation_id": level, "level": level, "title": level}
            for level in ("national", "regional")
        ]
        made = composed("::: recommendations national", recommendations=recommendations)
        assert [b.recommendation_id for b in made.body] == ["national"]
        assert composed("::: recommendations local", recommendations=recommendations).problems


class TestSaidFound:
    CLAIMS = tuple(
        {"claim_id": name, "unit_id": unit, "question_id": "1", "claim": "x", "grade": grade}
        for name, unit, grade in (
            ("a", "01", "confirmed"), ("b", "01", "confirmed"), ("c", "02", "unverifiable"),
        )
    )  # fmt: skip

    def test_what_was_said_stands_against_what_was_found(self, block):
        table = block("::: said-found 1", claims=self.CLAIMS)
        assert [words(cell.children) for cell in table.header] == [
            "Stated", "Confirmed", "Cannot be verified", "Not reviewed", "All",
        ]  # fmt: skip
        assert table_words(table) == [["Yes", "1", "0", "0", "1"], ["No", "0", "1", "1", "2"]]
        assert (table.anchor, words(table.caption)) == (
            "said-found-1", "Said against found: Question 1?",
        )  # fmt: skip

    def test_a_map_shows_the_grade_of_each_body_and_why_others_have_none(self, composed):
        made = composed("::: said-found 1", claims=self.CLAIMS, settings=GEOGRAPHY)
        assert not made.problems
        drawn = made.body[1]
        assert isinstance(drawn, MapBlock)
        assert [(area.code, area.tone) for area in drawn.areas] == [
            ("confirmed", Tone.YES),
            ("unverifiable", Tone.UNDETERMINABLE),
            ("not_reviewed", Tone.NOT_ASKED),
            ("no_answer", Tone.NO_ANSWER),
        ]
        assert "Confirmed: Påhittad region 1." in drawn.alt
        assert (drawn.number.replace("\u00a0", " "), drawn.anchor) == ("Map 1", "said-found-1-map")

    def test_without_a_claim_there_is_nothing_to_show(self, composed):
        (problem,) = composed("::: said-found 1").problems
        assert "no named body has made a claim on item 1" in problem.message
