"""The pictures of states in the documentation are those of the program."""

import re
from pathlib import Path

import pytest

from belagg.judging import text_coding
from belagg.web.coding.documents import states as readings
from belagg.web.factcheck import states as checks
from belagg.web.fieldwork import states as mails
from belagg.web.publish import models as builds
from belagg.web.respond import states as responses
from belagg.web.store import stages
from belagg.web.voices import states as quotations

PAGE = (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "heading, following",
    [
        ("A study", stages.NEXT),
        ("A response", responses.NEXT),
        ("What is held back", responses.NEXT_HOLD),
        ("A mail", mails.NEXT),
        ("A fact check", checks.NEXT),
        ("A point of a fact check", checks.NEXT_POINT),
        ("A step of the plan", mails.NEXT_STEP),
        ("A quotation of somebody in a reference group", quotations.NEXT),
        ("A build", builds.NEXT),
        ("The reading of a document", readings.NEXT),
        ("A release", builds.NEXT_RELEASE),
        ("A text that two mark blind", text_coding.NEXT),
    ],
)
def test_a_picture_shows_every_way_and_no_other(heading, following):
    picture = PAGE.split(f"## {heading}\n")[1].split("```")[1]
    drawn = set(re.findall(r"^\s+(\w+) --> (\w+)$", picture, re.MULTILINE))
    assert drawn == {(now.value, then.value) for now in following for then in following[now]}
