"""Coding one body on one item, once or twice over: its states, its actions, and who sees what."""
