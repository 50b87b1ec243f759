"""Builds and releases from the web application."""
