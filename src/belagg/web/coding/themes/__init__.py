"""Themes: codes in a hierarchy, passages marked with them, and what stands where."""
