"""What is wrong under [guide] in study.toml is told by its key, with what was expected."""

import pytest

from belagg.study.settings_file import parse_settings, render_settings

HEAD = """format = 1
id = "prov"
date = 2026-11-25
languages = ["sv"]
[title]
sv = "Prov"
"""
GOOD = {
    "approved_by": '"egen-erfarenhet"',
    "approved_on": "2026-11-20",
    "leave_to": '"https://www.smhi.se/"',
    "flag_after": "90",
}


def parsed(**changed):
    values = {name: value for name, value in (GOOD | changed).items() if value is not None}
    lines = "".join(f"{name} = {value}\n" for name, value in values.items())
    return parse_settings(f"{HEAD}[guide]\n{lines}")


def test_a_whole_guide_is_read_and_written_again():
    settings, problems = parsed()
    assert problems == []
    assert parse_settings(render_settings(settings))[0] == settings


@pytest.mark.parametrize(
    "changed, key, told",
    [
        ({"approved_by": None}, "guide.approved_by", "is missing"),
        ({"approved_on": None}, "guide.approved_on", "is missing"),
        ({"leave_to": None}, "guide.leave_to", "is missing"),
        ({"approved_on": '"i går"'}, "guide.approved_on", "i går"),
        ({"approved_on": "2026-11-20T10:00:00"}, "guide.approved_on", "2026-11-20"),
        ({"leave_to": '"http://www.smhi.se/"'}, "guide.leave_to", "https://"),
        ({"leave_to": "7"}, "guide.leave_to", "https://"),
        ({"flag_after": "0"}, "guide.flag_after", "180"),
        ({"flag_after": "181"}, "guide.flag_after", "180"),
        ({"flag_after": "true"}, "guide.flag_after", "180"),
        ({"flag_after": '"90"'}, "guide.flag_after", "180"),
        ({"notice": '"text"'}, "guide.notice", "table of language"),
        ({"notice": "{ sv = 7 }"}, "guide.notice", "table of language"),
        ({"aproved_by": '"x"'}, "guide.aproved_by", "approved_by"),
    ],
)
def test_each_fault_is_told(changed, key, told):
    settings, problems = parsed(**changed)
    assert settings is None
    (problem,) = problems
    assert str(problem.where) == "study.toml"
    assert key in str(problem)
    assert told in str(problem)


def test_a_guide_that_is_no_table_is_told():
    settings, problems = parse_settings(HEAD.replace("[title]", 'guide = "ja"\n[title]'))
    assert settings is None
    assert any("guide" in str(problem) for problem in problems)
