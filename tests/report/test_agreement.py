"""The appendix says how far the coders agree, and on what they differ, without their names."""

from belagg.analysis.figures import figures_of
from belagg.checks.rule import Subject
from belagg.checks.run import check
from belagg.manuscript.compose import compose
from belagg.manuscript.tree import Bound, TableBlock
from belagg.report.appendix.agreement import agreement
from belagg.report.assemble import assemble


def decided(unit, code, coder):
    given = {"missing": code[1:]} if code.startswith("!") else {"category": code}
    return {
        "assessment_id": f"{coder}-{unit}", "unit_id": f"0{unit}", "question_id": "1",
        "layer": "recoded", "coder": coder, "round": "first", **given,
    }  # fmt: skip


def subject(make_study, anna, bo, text="# Rapport"):
    rows = [decided(unit, code, "KA") for unit, code in enumerate(anna.split(), start=1)]
    rows += [decided(unit, code, "KB") for unit, code in enumerate(bo.split(), start=1)]
    study = make_study(assessments=rows, texts={"report/1.md": text})
    figures = figures_of(study)
    return Subject(study, figures, (compose(study, figures, "sv"),))


def written(blocks):
    """Give the tables of some blocks as texts."""
    return [
        [
            ["".join(part.text for part in cell.children).replace("\u00a0", " ") for cell in row]
            for row in (block.header, *block.rows)
        ]
        for block in blocks
        if isinstance(block, TableBlock)
    ]


def test_each_item_has_its_measures_and_what_was_said_where_coders_differed(make_study):
    made = subject(make_study, "yes no no no", "yes no partly !undeterminable")
    measures, differences = written(agreement(made, "sv"))
    assert measures[0] == ["Nr", "n", "Procent", "Alfa", "Alfa, ordnad skala", "Kappa", "AC1"]
    assert measures[1][:3] == ["1", "4", "50 %"]
    assert measures[1][3] == "0,33 (−0,33 till 1,00)"
    assert differences[1:] == [
        ["1", "Delvis", "Nej", "1"],
        ["1", "Nej", "Går inte att avgöra", "1"],
    ]


def test_a_measure_that_cannot_be_had_says_why(make_study):
    made = subject(make_study, "no no no no", "no no no no")
    ((_head, row),) = written(agreement(made, "sv"))
    assert row[3].startswith("alla bedömningar är lika")
    assert row[6] == "1,00"


def test_marked_spans_have_a_row_of_their_own(make_study):
    text = "Köerna är långa och hjälpen kommer sent."
    study = make_study(
        responses=[{"response_id": "r", "unit_id": "01", "question_id": "1", "text": text,
                    "category": "yes", "origin": "survey"}],
        codes=[{"code_id": "queue", "name": "Köer"}],
        segments=[
            {"segment_id": coder, "code_id": "queue", "source": "response:r", "coder": coder,
             "start": 0, "end": 17}
            for coder in ("KA", "KB")
        ],
        texts={"report/1.md": "# Rapport"},
    )  # fmt: skip
    figures = figures_of(study)
    made = Subject(study, figures, (compose(study, figures, "sv"),))
    ((_head, row),) = written(agreement(made, "sv"))
    assert row[:4] == ["Alla koder", "1", "1,00", "1,00"]
    assert row[4].startswith("alla bedömningar är lika")


def test_nothing_is_said_where_nothing_was_coded_twice(make_study):
    assert not list(agreement(subject(make_study, "no no", ""), "sv"))


def test_a_coefficient_in_the_text_leads_to_the_row_of_its_item_and_names_no_coder(make_study):
    made = subject(make_study, "yes no no no", "yes no partly no", "Alfa: {{ agreement.1.alpha }}.")
    document = assemble(made, check(made), "sv", 50)
    (bound,) = [part for part in document.body[0].children if isinstance(part, Bound)]
    assert bound.text == "0,59"
    anchors = [
        cell.anchor
        for block in document.body
        if isinstance(block, TableBlock)
        for row in block.rows
        for cell in row
    ]
    assert anchors.count(bound.appendix_id) == 1
    assert "KA" not in repr(document.body)
