"""The questionnaire as an XLSForm: read from sheets, and written back."""
