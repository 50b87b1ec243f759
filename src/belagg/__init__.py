"""Belägg: run a national mapping of public bodies and keep every number tied to its evidence."""

__version__ = "0.1.0"
