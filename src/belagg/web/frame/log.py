"""What log lines may hold: no personal link and no query."""

import logging
import re

_LINK = re.compile(r"/(a|preview)/[A-Za-z0-9_-]{20,}")
_QUERY = re.compile(r"\?\S*")


class Discreet(logging.Filter):
    """Takes the secret of a personal link, and every query, out of a log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; nothing is kept back."""
        message = _QUERY.sub("?…", _LINK.sub(r"/\1/…", record.getMessage()))
        record.msg, record.args = message, ()
        return True
