"""Documents of a study: brought here, read, and looked at page by page."""
