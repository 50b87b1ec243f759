"""Routine cards (*rutinkort*): what a clinic asks, and what it does after a yes."""

from belagg.publish.cards.build import card_files

__all__ = ["card_files"]
