"""What coding keeps besides the tables of the study, a module a part of the work."""

from belagg.web.coding.models.addresses import Address, DocumentRequest, Outcome, Retrieval
from belagg.web.coding.models.claims import ClaimSource, Evidence, Grading
from belagg.web.coding.models.documents import DocumentVersion, Reading, Source
from belagg.web.coding.models.recoding import Coding, CodingPlan, LookedAt
from belagg.web.coding.models.themes import HeldMark, MarkedWords, TextCoding, TreeStep

__all__ = [
    "Address", "ClaimSource", "Coding", "CodingPlan", "DocumentRequest", "DocumentVersion",
    "Evidence", "Grading", "HeldMark", "LookedAt", "MarkedWords", "Outcome", "Reading", "Retrieval",
    "Source", "TextCoding", "TreeStep",
]  # fmt: skip
