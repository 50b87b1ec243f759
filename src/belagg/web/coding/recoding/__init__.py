"""Recoding: what an answer means, decided by a rule, by one coder or by two who do not see."""
