"""A study before the field: settings, bodies, questionnaire and its versions."""
