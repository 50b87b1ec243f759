"""What coding keeps besides the tables of the study, a module a part of the work."""

from belagg.web.coding.models.addresses import Address, DocumentRequest, Outcome, Retrieval
from belagg.web.coding.models.claims import ClaimSource, Evidence, Grading
from belagg.web.coding.models.documents import DocumentVersion, Reading, Source
from belagg.web.coding.models.recoding import Coding, CodingPlan, LookedAt

__all__ = [
    "Address", "ClaimSource", "Coding", "CodingPlan", "DocumentRequest", "DocumentVersion",
    "Evidence", "Grading", "LookedAt", "Outcome", "Reading", "Retrieval", "Source",
]  # fmt: skip
