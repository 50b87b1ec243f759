"""Surveys of LimeSurvey become questionnaires, whatever version saved them."""

import datetime as dt

import pytest
from tests.exchange.limesurvey.conftest import NEW, OLD, Q, survey_xml

from belagg.exchange.blank import blank_study
from belagg.exchange.limesurvey.bring import import_limesurvey
from belagg.study.problems import StudyError
from belagg.study.questionnaire import ItemType

YES_NO = (("A1", "Ja"), ("A2", "Delvis"), ("A3", "Nej"))


def blank():
    return blank_study("prov", dt.date(2026, 1, 1), "sv")


def imported(saved, xml, name="survey.lss", into=None):
    return import_limesurvey(saved(xml, name), into or blank())


def items(saved, *questions, version=NEW):
    made = imported(saved, survey_xml(version, ("Grupp", questions)))
    return made.study.questionnaire, made.left


def told(left):
    return "\n".join(map(str, left))


@pytest.mark.parametrize("version", [OLD, 178, 259, 364, 400, NEW])
def test_texts_in_every_language_come_from_old_and_new_databases(saved, version):
    both = {"sv": "Finns en plan?", "en": "Is there a plan?"}
    question = Q(
        "L", "q1", both, (),
        [("A1", {"sv": "Ja", "en": "Yes"}), ("A2", {"sv": "Nej", "en": "No"})],
        mandatory="Y", help={"sv": "Hjälp", "en": "Help"},
    )  # fmt: skip
    xml = survey_xml(version, ({"sv": "Del", "en": "Part"}, [question]), languages=("sv", "en"),
                     title={"sv": "Enkät", "en": "Survey"})  # fmt: skip
    form = imported(saved, xml).study.questionnaire
    (item,) = form.items
    assert form.languages == ("sv", "en")
    assert item.label == both
    assert item.hint == {"sv": "Hjälp", "en": "Help"}
    assert [choice.label for choice in item.choices] == [
        {"sv": "Ja", "en": "Yes"}, {"sv": "Nej", "en": "No"},
    ]  # fmt: skip
    assert item.required is True
    assert form.groups[0].label == {"sv": "Del", "en": "Part"}


@pytest.mark.parametrize(
    ("kind", "type_", "codes"),
    [
        ("S", "text", ()), ("T", "text", ()), ("U", "text", ()), ("D", "date", ()),
        ("N", "decimal", ()), ("X", "note", ()),
        ("Y", "select_one", ("yes", "no")), ("G", "select_one", ("female", "male")),
        ("5", "select_one", ("1", "2", "3", "4", "5")),
        ("L", "select_one", ("A1", "A2", "A3")), ("!", "select_one", ("A1", "A2", "A3")),
        ("O", "select_one", ("A1", "A2", "A3")),
    ],
)  # fmt: skip
def test_a_question_with_one_answer_is_one_item(saved, kind, type_, codes):
    form, _left = items(saved, Q("S", "first"), Q(kind, "q", answers=YES_NO))
    item = form.item("q")
    assert (item.type, item.codes) == (ItemType(type_), codes)


def test_several_choices_are_one_item_whose_choices_are_the_parts(saved):
    form, _left = items(
        saved, Q("M", "q", parts=[("SQ1", "Telefon"), ("SQ2", "Chatt")], other=True)
    )
    (item,) = form.items
    assert item.type is ItemType.SELECT_MULTIPLE
    assert item.codes == ("SQ1", "SQ2", "other")


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("A", ("1", "2", "3", "4", "5")), ("B", tuple(map(str, range(1, 11)))),
        ("C", ("yes", "uncertain", "no")), ("E", ("increase", "same", "decrease")),
        ("F", ("A1", "A2", "A3")), ("H", ("A1", "A2", "A3")),
    ],
)  # fmt: skip
def test_an_array_is_an_item_for_each_row(saved, kind, codes):
    rows = [("SQ001", "barn"), ("SQ002", "vuxna")]
    form, _left = items(saved, Q(kind, "plan", "Finns plan för", rows, YES_NO))
    assert [item.question_id for item in form.items] == ["plan_SQ001", "plan_SQ002"]
    assert [item.label["sv"] for item in form.items] == [
        "Finns plan för – barn", "Finns plan för – vuxna",
    ]  # fmt: skip
    assert form.items[0].codes == codes


def test_an_array_with_two_scales_is_two_items_for_each_row(saved):
    answers = [("A1", "Ja", 0), ("A2", "Nej", 0), ("B1", "Lite", 1), ("B2", "Mycket", 1)]
    form, _left = items(saved, Q("1", "q", "Hur?", [("SQ1", "barn")], answers))
    assert [(item.question_id, item.codes) for item in form.items] == [
        ("q_SQ1_1", ("A1", "A2")), ("q_SQ1_2", ("B1", "B2")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "attributes", "ids", "type_"),
    [
        (";", {}, ["q_R1_C1", "q_R1_C2"], "text"),
        (":", {}, ["q_R1_C1", "q_R1_C2"], "integer"),
        (":", {"multiflexible_checkbox": "1"}, ["q_R1"], "select_multiple"),
    ],
)
def test_an_array_of_cells_is_an_item_for_each_cell_or_each_row(
    saved, kind, attributes, ids, type_
):
    parts = [("R1", "barn"), ("C1", "2023", 1), ("C2", "2024", 1)]
    form, _left = items(saved, Q(kind, "q", "Hur många?", parts, attributes=attributes))
    assert [item.question_id for item in form.items] == ids
    assert {item.type for item in form.items} == {ItemType(type_)}


def test_a_ranking_is_an_item_for_each_place(saved):
    form, _left = items(
        saved, Q("R", "q", "Vad är viktigast?", (), YES_NO, attributes={"max_subquestions": "2"})
    )
    assert [item.question_id for item in form.items] == ["q_1", "q_2"]
    assert form.items[0].codes == ("A1", "A2", "A3")


@pytest.mark.parametrize(("kind", "type_"), [("K", "decimal"), ("Q", "text")])
def test_several_fields_are_an_item_each(saved, kind, type_):
    form, _left = items(saved, Q(kind, "q", "Ange", [("SQ1", "a"), ("SQ2", "b")]))
    assert [(item.question_id, item.type.value) for item in form.items] == [
        ("q_SQ1", type_), ("q_SQ2", type_),
    ]  # fmt: skip


def test_the_choice_other_has_its_own_words_and_a_text(saved):
    form, _left = items(
        saved,
        Q("L", "q", answers=YES_NO, other=True, attributes={"other_replace_text": "Något annat"}),
    )
    (item,) = form.items
    assert item.codes == ("A1", "A2", "A3", "other")
    assert item.choice("other").label == {"sv": "Något annat"}


@pytest.mark.parametrize("kind", ["|", "*", "I"])
def test_what_a_study_does_not_hold_is_listed_with_its_line(saved, kind):
    form, left = items(saved, Q("S", "a"), Q(kind, "b"))
    assert [item.question_id for item in form.items] == ["a"]
    (one,) = [one for one in left if one.what == "b"]
    assert one.where.line and one.where.file == "survey.lss"


@pytest.mark.parametrize(
    ("relevance", "text"),
    [
        ("1", None),
        ("", None),
        ('one.NAOK == "A1"', "${one} = 'A1'"),
        ('((one.NAOK == "A1" or one.NAOK == "A2"))', "${one} = 'A1' or ${one} = 'A2'"),
        ('one != "A1" && yn.NAOK=="Y"', "${one} != 'A1' and ${yn} = 'yes'"),
        (
            '(one eq "A1" || one eq "A2") and number gt 3',
            "(${one} = 'A1' or ${one} = 'A2') and ${number} > 3",
        ),
        ('many_SQ1.NAOK == "Y"', "selected(${many}, 'SQ1')"),
        ('many_SQ1.NAOK != "Y"', "not(selected(${many}, 'SQ1'))"),
        ('many_SQ1 == ""', "not(selected(${many}, 'SQ1'))"),
        ("!is_empty(many_other)", "selected(${many}, 'other')"),
        ("is_empty(one.NAOK)", "${one} = ''"),
        ("!is_empty(one)", "${one} != ''"),
        ("not(is_empty(one))", "${one} != ''"),
        ('one == "-oth-"', "${one} = 'other'"),
        ('row_SQ1.NAOK == "A2"', "${row_SQ1} = 'A2'"),
        ("count(many_SQ1, many_SQ2) > 0", "selected(${many}, 'SQ1') or selected(${many}, 'SQ2')"),
        ("count(many_SQ1,many_SQ2,many_other) >= 2", "count-selected(${many}) >= 2"),
        ('1X1X11.NAOK == "A1"', "${one} = 'A1'"),
        ('Q11.NAOK == "A1"', "${one} = 'A1'"),
        ('"A1" == one', "${one} = 'A1'"),
        ("0", "false()"),
    ],
)
def test_relevance_is_translated(saved, relevance, text):
    form, left = items(
        saved,
        Q("L", "one", answers=YES_NO, other=True),
        Q("Y", "yn"),
        Q("N", "number"),
        Q("M", "many", parts=[("SQ1", "a"), ("SQ2", "b")], other=True),
        Q("F", "row", "x", [("SQ1", "a")], YES_NO),
        Q("S", "last", relevance=relevance),
    )
    found = form.item("last").relevance
    assert (found and found.text) == text, told(left)
    assert left == ()


@pytest.mark.parametrize(
    "relevance",
    [
        "regexMatch('/a/', one) == 1", 'one = "A1"', "one + 1 == 2", "later == 1", 'unknown == "1"',
        "if(one == 'A1', 1, 0)", 'one.shown == "Ja"', '(one == "A1"', "file > 0",
        'TOKEN:ATTRIBUTE_1 == "x"', "sum(one, one) > 1", "((((", '"', "one == 'it''",
    ],
)  # fmt: skip
def test_relevance_that_cannot_be_expressed_is_left_and_listed(saved, relevance):
    form, left = items(
        saved,
        Q("L", "one", answers=YES_NO),
        Q("|", "file"),
        Q("S", "q", relevance=relevance),
        Q("S", "later"),
    )
    assert form.item("q").relevance is None
    assert any(one.what.startswith("q:") for one in left), told(left)


def test_groups_have_conditions_too(saved):
    xml = survey_xml(NEW, ("A", [Q("Y", "a")]), ("B", [Q("S", "b")], 'a.NAOK == "N"'))
    form = imported(saved, xml).study.questionnaire
    assert form.groups[1].relevance.text == "${a} = 'no'"
    assert form.asked({"a": "yes"}) == {"a"}


def test_conditions_of_surveys_older_than_expressions_are_joined_as_limesurvey_did(saved):
    conditions = [
        {
            "qid": 13,
            "cqid": 11,
            "cfieldname": "1X1X11",
            "method": "==",
            "value": "A1",
            "scenario": 1,
        },
        {
            "qid": 13,
            "cqid": 11,
            "cfieldname": "1X1X11",
            "method": "==",
            "value": "A2",
            "scenario": 1,
        },
        {
            "qid": 13,
            "cqid": 12,
            "cfieldname": "1X1X12",
            "method": "==",
            "value": "Y",
            "scenario": 1,
        },
    ]
    questions = [Q("L", "a", answers=YES_NO), Q("Y", "b"), Q("S", "c", relevance="")]
    xml = survey_xml(OLD, ("G", questions), tables={"conditions": conditions})
    form = imported(saved, xml).study.questionnaire
    assert form.item("c").relevance.text == "(${a} = 'A1' or ${a} = 'A2') and ${b} = 'yes'"


def test_markup_is_taken_off_and_references_in_texts_are_ours(saved):
    text = (
        "<p>Ni svarade <strong>{a.shown}</strong>&nbsp;– varför?</p><script>x()</script>"
        "<ul><li>ett</li><li>två</li></ul>"
    )
    form, _left = items(saved, Q("S", "a"), Q("S", "b", text))
    assert form.item("b").label["sv"] == "Ni svarade ${a} – varför?\n– ett\n– två"


def test_a_text_that_is_missing_in_a_language_is_listed(saved):
    xml = survey_xml(NEW, ("G", [Q("S", "a", {"en": "What?"})]), languages=("sv", "en"))
    made = imported(saved, xml)
    assert made.study.questionnaire.item("a").label == {"sv": "What?", "en": "What?"}
    assert "a: the text is missing in Svenska (sv)" in told(made.left)


def test_titles_that_are_no_names_and_twice_the_same_are_mended(saved):
    form, left = items(
        saved, Q("S", "4A"), Q("S", "a b"), Q("S", "a"), Q("S", "A"), Q("S", "response")
    )
    assert [item.question_id for item in form.items] == ["4A", "a_b", "a", "A_2", "item-response"]
    assert form.items[0].name == "q4A"
    assert "A: the item is called A_2 here" in told(left)


def test_what_stands_beside_the_questions_is_listed(saved):
    question = Q("S", "a", attributes={"hidden": "1", "cssclass": "big", "hide_tip": "0"})
    xml = survey_xml(
        NEW, ("G", [question]), tables={"quota": [{"id": 1}], "assessments": [{"id": 1}]}
    )
    said = told(imported(saved, xml).left)
    assert "a: hidden = 1" in said
    assert "quota (1 row)" in said
    assert "assessments (1 row)" in said
    assert "1 attribute: they only set how questions look" in said


def test_a_group_or_a_question_is_added_to_the_study(saved):
    study = imported(saved, survey_xml(NEW, ("G", [Q("S", "a")]))).study
    xml = survey_xml(NEW, ("H", [Q("S", "b"), Q("S", "a")]), kind="Group")
    made = imported(saved, xml, "more.lsg", study)
    assert [item.question_id for item in made.study.items] == ["a", "b"]
    assert "a: the study has an item of this name already" in told(made.left)


def test_a_question_alone_makes_a_study(saved):
    made = imported(saved, survey_xml(NEW, ("", [Q("Y", "a")]), kind="Question"), "q.lsq")
    assert [item.question_id for item in made.study.items] == ["a"]


def test_a_survey_that_came_in_goes_out_as_xlsform_without_a_warning(saved, tmp_path):
    from pyxform.xls2xform import convert

    from belagg.exchange.xlsform import export_form

    form = survey_xml(
        OLD,
        ("Ett", [Q("Y", "a"), Q("M", "b", parts=[("1", "x"), ("2", "y")], other=True)]),
        ("Två", [Q("F", "c", "Hur?", [("SQ1", "u"), ("SQ2", "v")], YES_NO, relevance='a == "Y"')]),
    )
    (data,) = export_form(imported(saved, form).study, None).files.values()
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    assert convert(path).warnings == []


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><document>&b;</document>', "entities"),
        ("<?xml version='1.0'?><document><rows>", "not well-formed"),
        ("<?xml version='1.0'?><kml/>", "not of LimeSurvey"),
        (
            "<?xml version='1.0'?><document><LimeSurveyDocType>Responses</LimeSurveyDocType>"
            "</document>",
            "archive of the survey",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(saved, xml, message):
    with pytest.raises(StudyError, match=message):
        imported(saved, xml)


def test_a_survey_of_which_nothing_is_held_makes_a_study_but_takes_no_questionnaires_place(
    saved, make_study, make_item
):
    only_files = saved(survey_xml(NEW, ("G", [Q("|", "a")])))
    made = import_limesurvey(only_files, blank())
    assert made.study.items == ()
    assert any(one.what == "a" for one in made.left)
    with pytest.raises(StudyError, match="no item that a study can hold"):
        import_limesurvey(only_files, make_study([make_item("1")]))


def test_entities_in_utf_16_are_seen(tmp_path):
    path = tmp_path / "a.lss"
    path.write_bytes('<!DOCTYPE a [<!ENTITY b "c">]><document>&b;</document>'.encode("utf-16"))
    with pytest.raises(StudyError, match="entities"):
        import_limesurvey(path, blank())


def test_control_characters_that_old_versions_let_through_do_not_stop_it(saved):
    xml = survey_xml(OLD, ("G", [Q("S", "a", "Vad\x0b?")]))
    assert imported(saved, xml).study.items[0].label["sv"] == "Vad?"
