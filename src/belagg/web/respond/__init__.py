"""What an official sees: a personal link, the questionnaire, sending it."""
