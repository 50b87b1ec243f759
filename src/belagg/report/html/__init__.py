"""The document tree as one HTML file that needs nothing else."""

from belagg.report.html.page import render_html

__all__ = ["render_html"]
