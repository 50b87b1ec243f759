"""A log line tells what happened and where, and of no person."""

import io
import json
import logging

import pytest

from belagg.web.frame.log import Discreet, JsonLines

SECRET = "Zb3-kd9sLLqWm2vUxT0aYcE7rGhNpJfB4oQi8MtKwVz"
LINES = [
    "GET /a/{secret}/ sent to anna.berg@region.example.se",
    "/people/invitation/{secret}/ and /accounts/password/reset/key/1-{secret}/",
    "asked /desk/?q=Anna",
    "called 070-123 45 67 and +46 8 123 456 78",
    "the person 19121212-1212, 121212-1212 and 191212121212",
]
PERSONAL = ["anna", "Anna", SECRET, "1212", "123 45", "456"]


@pytest.fixture
def logged():
    """Give a logger of a name, and a function for the lines it has written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discreet())
    handler.setFormatter(JsonLines())
    loggers = []

    def named(name):
        loggers.append(logging.getLogger(name))
        loggers[-1].addHandler(handler)
        return loggers[-1]

    yield named, lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for logger in loggers:
        logger.removeHandler(handler)


def test_no_line_has_an_address_a_number_of_a_person_or_a_secret(logged):
    named, written = logged
    for line in LINES:
        named("belagg.test").warning(line.format(secret=SECRET))
    assert len(written()) == len(LINES)
    for told in written():
        assert set(told) == {"at", "level", "logger", "message"}
        assert not [word for word in PERSONAL if word in told["message"]], told


def test_an_error_tells_its_kind_and_place_and_not_its_words(logged):
    named, written = logged
    try:
        try:
            raise KeyError("Anna Berg, anna@example.org")
        except KeyError as error:
            raise ValueError("Failing row contains (Anna Berg)") from error
    except ValueError:
        named("belagg.test").exception("went wrong")
    (told,) = written()
    assert "Anna" not in json.dumps(told)
    assert told["error"].startswith("builtins.ValueError at test_log.py:")
    assert "; from builtins.KeyError at test_log.py:" in told["error"]


def test_the_queue_tells_which_task_failed_and_not_what_its_error_said(logged):
    named, written = logged
    named("django-q").error("Failed 'send_due' (a-b-c) - Key (name)=(Anna Berg) : Traceback")
    assert written()[0]["message"] == "Failed 'send_due' (a-b-c)"


@pytest.mark.parametrize("kept", ["2026-11-25 14:05:00", "revision 3f00de0712345678", "1500 rows",
                                  "127.0.0.1:8000", "task 7f3a-19b2"])  # fmt: skip
def test_times_numbers_and_names_of_things_stay(logged, kept):
    named, written = logged
    named("belagg.test").warning(kept)
    assert written()[0]["message"] == kept
