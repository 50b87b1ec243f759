"""Surveys of LimeSurvey: their structure in and out, and the answers to them in."""
