"""Times as the study's tables hold them."""

from datetime import UTC

from django.utils import timezone


def now_text() -> str:
    """Give this moment in UTC after ISO 8601, to the second."""
    return timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
