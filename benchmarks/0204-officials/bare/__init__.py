"""The bare view that the questionnaire is held against: one row inserted, nothing else."""
