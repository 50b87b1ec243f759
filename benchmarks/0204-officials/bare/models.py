"""One table."""

from django.db import models
from django.utils import timezone


class Row(models.Model):
    """A row."""

    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "bare"
