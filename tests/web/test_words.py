"""Our words take none of Django’s own away: all catalogues are one when they are read."""

import datetime as dt
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.formats import date_format

DJANGO = Path(django.__file__).parent
WEB = Path(__file__).parents[2] / "src" / "belagg" / "web"


def words(folder: Path, pattern: str) -> dict[tuple[object, object], set[str]]:
    found: dict[tuple[object, object], set[str]] = {}
    for path in folder.glob(pattern):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="sv"):
                if message.id and message.string:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    found.setdefault((key, message.context), set()).add(str(message.string))
    return found


def test_no_word_of_ours_is_another_of_djangos():
    theirs = words(DJANGO, "**/locale/sv/LC_MESSAGES/django.po")
    ours = words(WEB, "*/locale/sv/LC_MESSAGES/django.po")
    differ = {
        key: (said, theirs[key]) for key, said in ours.items()
        if key in theirs and not said <= theirs[key]
    }  # fmt: skip
    assert differ == {}


@pytest.mark.parametrize("month, name", [(5, "maj"), (3, "mars"), (12, "december")])
def test_days_are_written_in_swedish(month, name):
    with translation.override("sv"):
        assert date_format(dt.date(2030, month, 20), "j F Y") == f"20 {name} 2030"
