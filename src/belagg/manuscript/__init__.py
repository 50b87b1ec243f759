"""Markdown with named figures and blocks becomes one document tree with every name bound."""
