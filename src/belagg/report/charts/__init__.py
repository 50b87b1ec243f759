"""Charts as SVG: bars, stacked bars and donuts, each from a template of our own."""

from belagg.report.charts.picture import chart_svg

__all__ = ["chart_svg"]
