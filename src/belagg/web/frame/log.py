"""What log lines may hold: nothing by which a person can be found, and no way in.

Errors are told by their type and where they came from. Their message is left out: databases and
mail servers put rows and addresses into it.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

_LINK = re.compile(r"/(a|preview|withdraw|people/invitation|reset/key)/[A-Za-z0-9_:;-]{16,}")
_QUERY = re.compile(r"\?\S*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(r"(?<![\w.:-])(?:\d{2})?\d{6}[-+]?\d{4}(?![\w.:-])")
_PHONE = re.compile(r"(?<![\w.:-])(?:\+46|0)[\d ()-]{7,14}\d(?![\w.:-])")
_QUEUE = "django-q"


class Discreet(logging.Filter):
    """Takes out of a log line what tells of a person or opens a page."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; nothing is kept back."""
        message = record.getMessage()
        if record.name == _QUEUE and record.levelno >= logging.ERROR:
            # The queue logs the text of the error with its whole trace, and that names rows.
            message = message.partition(" - ")[0]
        record.msg, record.args = masked(message), ()
        if record.exc_info:
            record.exc_text = _told(record.exc_info[1])
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """Gives a line as JSON: at, level, logger, message, and error where there was one."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line; `Discreet` has been over it."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            told["error"] = record.exc_text
        return json.dumps(told, ensure_ascii=False)


def masked(text: str) -> str:
    """Give the text without secrets of links, queries, addresses and numbers of persons."""
    text = _QUERY.sub("?…", _LINK.sub(r"/\1/…", text))
    return _PHONE.sub("…", _NUMBER.sub("…", _ADDRESS.sub("…@…", text)))


def _told(error: BaseException | None) -> str:
    """Give the types of an error and its causes, and the places they came through."""
    told = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        places = " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))
        told.append(f"{type(error).__module__}.{type(error).__qualname__} at {places}")
        error = error.__cause__ or error.__context__
    return "; from ".join(told)
