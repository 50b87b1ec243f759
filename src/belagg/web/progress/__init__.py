"""Recommendations followed up: what bodies report, and what the team writes down."""
