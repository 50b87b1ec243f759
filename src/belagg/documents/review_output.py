"""What a review gives to other programs: JSON by its contract, and CSV."""

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from belagg.documents.coverage import HitPlace
from belagg.documents.review import Review, Reviewed

Row = dict[str, str | int | float]

_COVERAGE = (
    "path", "sha256", "body", "document_id", "title", "pages", "unread_pages", "words", "concept",
    "label", "hits", "passages", "pages_with_hits", "lines_with_hits", "lines_in_passages",
    "words_in_passages", "share", "first_page", "first_line", "headings", "error", "doubtful",
)  # fmt: skip
_BODIES = (
    "body", "concept", "label", "documents", "documents_with_hits", "unreadable", "pages",
    "pages_with_hits", "lines_in_passages", "words_in_passages", "words", "share",
)  # fmt: skip
_PASSAGES = (
    "path", "body", "document_id", "concept", "page", "line", "lines", "words", "hits", "start",
    "end", "headings", "text",
)  # fmt: skip
_FORMS = ("concept", "form", "count")


def review_json(review: Review) -> str:
    """Give the review as JSON, format 1; the contract stands in `docs/documents.md`."""
    documents = [_document(document) for document in review.documents]
    return json.dumps({"format": 1, "documents": documents}, ensure_ascii=False, indent=1) + "\n"


def _document(document: Reviewed) -> dict[str, Any]:
    found = document.measured
    return {
        "path": document.source.name,
        "sha256": document.sha256,
        "pages": document.pages,
        "pages_with_hits": found.pages_with_hits if found else None,
        "lines_with_hits": found.lines_with_hits if found else None,
        "lines_in_passages": found.lines_in_passages if found else None,
        "error": document.error.reason.value if document.error else None,
        "hits": [_hit(hit) for hit in found.hits] if found else [],
    }


def _hit(hit: HitPlace) -> dict[str, Any]:
    known = not any(math.isnan(edge) for edge in hit.box)
    return {
        "concept": hit.concept,
        "term": hit.term,
        "page": hit.page,
        "line": hit.line,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "bbox": [round(edge, 2) for edge in hit.box] if known else None,
    }


def coverage_rows(review: Review) -> Iterator[Row]:
    """Give a row for each document and concept; one without concept for what was not read."""
    labels = {concept.concept_id: concept for concept in review.concepts}
    for document in review.documents:
        own: Row = {
            "path": document.source.name,
            "sha256": document.sha256,
            "body": document.source.body,
            "document_id": document.source.document_id,
            "title": document.title,
            "pages": document.pages,
            "unread_pages": document.unread,
        }
        if document.measured is None:
            yield own | {"error": document.error.reason.value if document.error else ""}
            continue
        for found in document.measured.coverage:
            yield own | {
                "words": document.words,
                "concept": found.concept,
                "label": labels[found.concept].label_sv,
                "hits": found.hits,
                "passages": found.passages,
                "pages_with_hits": found.pages,
                "lines_with_hits": found.lines_with_hits,
                "lines_in_passages": found.lines,
                "words_in_passages": found.words,
                "share": round(found.share, 6),
                "first_page": found.first_page or "",
                "first_line": found.first_line or "",
                "headings": " | ".join(found.headings),
                "doubtful": "yes" if document.doubtful else "",
            }


def body_rows(review: Review) -> Iterator[Row]:
    """Give a row for each body and concept: its documents added up."""
    bodies = dict.fromkeys(sorted(document.source.body for document in review.documents))
    for body in bodies:
        own = [document for document in review.documents if document.source.body == body]
        read = [document for document in own if document.measured]
        words = sum(document.words for document in read)
        for place, concept in enumerate(review.concepts):
            found = [d.measured.coverage[place] for d in read if d.measured]
            inside = sum(c.words for c in found)
            yield {
                "body": body,
                "concept": concept.concept_id,
                "label": concept.label_sv,
                "documents": len(own),
                "documents_with_hits": sum(c.hits > 0 for c in found),
                "unreadable": len(own) - len(read),
                "pages": sum(d.pages for d in read),
                "pages_with_hits": sum(c.pages for c in found),
                "lines_in_passages": sum(c.lines for c in found),
                "words_in_passages": inside,
                "words": words,
                "share": round(inside / words, 6) if words else 0.0,
            }


def passage_rows(review: Review) -> Iterator[Row]:
    """Give a row for each passage, in order of document and place."""
    for document in review.documents:
        for passage in document.measured.passages if document.measured else ():
            yield {
                "path": document.source.name,
                "body": document.source.body,
                "document_id": document.source.document_id,
                "concept": passage.concept,
                "page": passage.page or "",
                "line": passage.line,
                "lines": passage.lines,
                "words": passage.words,
                "hits": passage.hits,
                "start": passage.start,
                "end": passage.end,
                "headings": " | ".join(passage.headings),
                "text": passage.text,
            }


def form_rows(review: Review) -> Iterator[Row]:
    """Give a row for each form found, the most frequent of each concept first."""
    for concept, forms in review.forms().items():
        for form, count in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])):
            yield {"concept": concept, "form": form, "count": count}


def review_tables(review: Review) -> dict[str, str]:
    """Give the review as CSV texts: coverage, bodies, passages, forms."""
    return {
        "coverage": _csv(_COVERAGE, coverage_rows(review)),
        "bodies": _csv(_BODIES, body_rows(review)),
        "passages": _csv(_PASSAGES, passage_rows(review)),
        "forms": _csv(_FORMS, form_rows(review)),
    }


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def forms_text(review: Review) -> str:
    """Give the forms found with their counts, as lines to move into `strike = [...]`."""
    lines: list[str] = []
    for concept, forms in review.forms().items():
        lines.append(f"# {concept}")
        lines.append("strike = [")
        for form, count in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])):
            lines.append(f"    # {json.dumps(form, ensure_ascii=False)},  # {count}")
        lines += ["]", ""]
    return "\n".join(lines)
