"""How often an address may try what could be guessed; only a keyed hash of it is counted."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from belagg.web.people.audit import text_hash


@dataclass(frozen=True)
class Tries:
    """At most `most` tries that opened nothing, from one address within `seconds`."""

    name: str
    most: int
    seconds: int

    def left(self, request: HttpRequest) -> bool:
        """Say whether this address may still try."""
        return int(cache.get(self._key(request), 0)) < self.most

    def failed(self, request: HttpRequest) -> bool:
        """Count a try that opened nothing; say whether that was one too many."""
        key = self._key(request)
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) > self.most
        except ValueError:
            return False

    def _key(self, request: HttpRequest) -> str:
        return f"{self.name}-{text_hash(request.META.get('REMOTE_ADDR', ''))[:24]}"
