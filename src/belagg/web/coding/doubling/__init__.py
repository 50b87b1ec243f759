"""Coding twice: who is drawn for what, what differs and is settled, and how far they agree."""
