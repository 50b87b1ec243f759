"""Figures, outcome rates, coder agreement, comparison of waves: the only place that counts."""
