"""What coding keeps besides the tables of the study, a module a part of the work."""

from belagg.web.coding.models.addresses import Address, DocumentRequest, Outcome, Retrieval
from belagg.web.coding.models.claims import ClaimSource, Evidence, Grading
from belagg.web.coding.models.documents import DocumentVersion, Reading, Source

__all__ = [
    "Address", "ClaimSource", "DocumentRequest", "DocumentVersion", "Evidence", "Grading",
    "Outcome", "Reading", "Retrieval", "Source",
]  # fmt: skip
