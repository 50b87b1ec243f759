"""Sessions in the database, as Django's own; read with a statement that is not built each time.

Every request of everybody who is at a page reads one, and Django takes longer to put its query
together than the database takes to answer it.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

_READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """What a browser's session holds; nothing where it has ended or there never was one."""

    def load(self) -> dict[str, Any]:
        """Read it."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return dict(self.decode(row[0]))
