"""What coding keeps besides the tables of the study, a module a part of the work."""

from belagg.web.coding.models.documents import DocumentVersion, Reading, Source

__all__ = ["DocumentVersion", "Reading", "Source"]
