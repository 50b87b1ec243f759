"""The document tree as PDF, set by typst."""

from belagg.report.pdf.render import render_pdf

__all__ = ["render_pdf"]
