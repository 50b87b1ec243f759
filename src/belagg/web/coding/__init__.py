"""Judging what bodies say: documents, claims, recoding, coding twice, themes."""
