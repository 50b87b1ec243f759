"""The report: the document tree as HTML, PDF and DOCX, with its charts and maps."""
