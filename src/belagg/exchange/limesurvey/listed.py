"""What of a survey a study has no place for: attributes, settings and whole tables, listed."""

from collections import Counter
from collections.abc import Iterator, Mapping

from belagg.exchange.limesurvey.codes import OWN_CODE
from belagg.exchange.limesurvey.dump import Dump
from belagg.exchange.limesurvey.survey import Question, Survey
from belagg.language import _, marked, ngettext
from belagg.study.problems import Left, Where

HELD = frozenset(
    {
        "other_replace_text", "num_value_int_only", "multiflexible_checkbox", "multiflexible_step",
        "input_boxes", "min_answers", "max_answers", "min_num_value_n", "max_num_value_n",
        "max_subquestions", "dualscale_headerA", "dualscale_headerB", OWN_CODE,
    }
)  # fmt: skip
"""Attributes that the items keep."""

_MATTERS: Mapping[str, str] = {
    **dict.fromkeys(
        ("array_filter", "array_filter_exclude", "exclude_all_others", "exclude_all_others_auto"),
        marked("which choices are shown depends on other answers; all are shown here"),
    ),
    **dict.fromkeys(
        (
            "em_validation_q",
            "em_validation_sq",
            "equals_num_value",
            "min_num_value",
            "max_num_value",
            "date_min",
            "date_max",
            "maximum_chars",
            "numbers_only",
            "other_numbers_only",
            "other_comment_mandatory",
            "multiflexible_min",
            "multiflexible_max",
        ),
        marked("the answer is checked in a way that a study does not hold"),
    ),
    **dict.fromkeys(
        ("random_order", "random_group", "answer_order", "subquestion_order", "alphasort"),
        marked("the order is drawn by lot or changed; here it is that of the file"),
    ),
    **dict.fromkeys(
        ("prefix", "suffix", "slider_min", "slider_max", "slider_accuracy"),
        marked("what stands beside the field is left out"),
    ),
    "hidden": marked("the question is hidden from those who answer; here it is asked"),
    "time_limit": marked("a study has no limits of time"),
    "equation": marked("a study holds no calculations; figures are computed from the answers"),
}

_NOTHING = frozenset({"", "0", "N", "normal", "default"})

_TABLES: Mapping[str, str] = {
    "assessments": marked("a study holds no scores"),
    "quota": marked("a study holds no quotas"),
    "defaultvalues": marked("a study holds no answers filled in beforehand"),
    "survey_url_parameters": marked("answers are not taken from addresses here"),
}
_SAME = {
    "quota_members": "quota", "quota_languagesettings": "quota",
    "defaultvalue_l10ns": "defaultvalues",
}  # fmt: skip


def left_of_question(question: Question, file: str) -> Iterator[Left]:
    """List what a question asks for that its items do not keep."""
    where = Where(file, line=question.line or None)
    for name, values in question.attributes.items():
        reason = _MATTERS.get(name)
        used = sorted({value for value in values.values() if value not in _NOTHING})
        if reason and used:
            yield Left(f"{question.code}: {name} = {', '.join(used)}", _(reason), where)
    if question.pattern:
        reason = _("the answer is checked in a way that a study does not hold")
        yield Left(f"{question.code}: {question.pattern}", reason, where)
    if question.mandatory == "S":
        reason = _("an answer is asked for once and not required; here it is not required")
        yield Left(question.code, reason, where)


def left_of_survey(dump: Dump, survey: Survey) -> Iterator[Left]:
    """List what stands beside the questions: quotas, texts of welcome, looks."""
    counts = Counter[str]()
    first: dict[str, int] = {}
    for table, rows in dump.tables.items():
        name = _SAME.get(table, table)
        if rows and name in _TABLES and table in _TABLES:
            counts[name] = len(rows)
            first[name] = rows[0].line
    for name, count in counts.items():
        rows_told = ngettext("{} row", "{} rows", count).format(count)
        yield Left(f"{name} ({rows_told})", _(_TABLES[name]), Where(dump.file, line=first[name]))
    for group in survey.groups:
        if group.description:
            what = next(iter(group.name.values()), group.gid)
            reason = _("the description of the group is left out; a group has a heading only")
            yield Left(what, reason, Where(dump.file, line=group.line or None))
    for row in dump.rows("surveys_languagesettings"):
        texts = [
            name
            for name in ("description", "welcometext", "endtext", "policy_notice")
            if row.get(f"surveyls_{name}").strip()
        ]
        if texts:
            reason = _("the study has its own text around the questions")
            what = f"{row.get('surveyls_language')}: {', '.join(texts)}"
            yield Left(what, reason, Where(dump.file, line=row.line))
    looks = sum(
        any(value not in _NOTHING for value in values.values())
        for group in survey.groups
        for question in group.questions
        for name, values in question.attributes.items()
        if name not in HELD and name not in _MATTERS
    )
    if looks:
        what = ngettext("{} attribute", "{} attributes", looks).format(looks)
        yield Left(what, _("they only set how questions look"), Where(dump.file))
