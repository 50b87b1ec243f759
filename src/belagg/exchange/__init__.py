"""Formats of other programs: one module a format, named in the registry."""
