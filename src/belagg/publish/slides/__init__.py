"""Slides of the main results, as PDF, from the same figures as the report."""

from belagg.publish.slides.deck import deck
from belagg.publish.slides.printed import slides_pdf

__all__ = ["deck", "slides_pdf"]
