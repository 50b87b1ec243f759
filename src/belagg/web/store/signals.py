"""What happens to a study as a whole, for other apps to act on; sent within the transaction."""

from django.dispatch import Signal

stage_changed = Signal()
"""A study went to another stage: project, stage, at."""
