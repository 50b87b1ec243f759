"""Whom to ask, and every attempt to reach them: plan, mail, calls, follow-up questions."""
