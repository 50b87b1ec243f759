"""The texts that are marked: answers, the extracted text of documents, notes of meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from belagg.documents.text import ReadDocument
from belagg.study.questionnaire import worded
from belagg.web.coding.documents import reading
from belagg.web.coding.documents.keeping import current_version
from belagg.web.coding.documents.sheet import page_at, pages_of, sheet_of
from belagg.web.coding.recoding.items import form_of, language
from belagg.web.coding.themes.passages import Passage, sentences
from belagg.web.store.models import ROWS, Project

PER_PAGE = 60
"""Sentences of a page of an answer or of notes."""
ANSWER, DOCUMENT, MEETING = "response", "document", "meeting"


@dataclass(frozen=True)
class Text:
    """A text to be marked: whose it is, what it is about, its words, and how it is paged."""

    source: str
    title: str
    about: str
    text: str
    document: ReadDocument | None = None

    @property
    def pages(self) -> int:
        """Give how many pages it is read in."""
        if self.document is not None:
            return pages_of(self.document)
        return max(1, -(-len(sentences(self.text)) // PER_PAGE))

    def page_of(self, offset: int) -> int:
        """Give the page on which a place stands."""
        if self.document is not None:
            return page_at(self.document, offset)
        before = sum(one.end <= offset for one in sentences(self.text))
        return min(self.pages, before // PER_PAGE + 1)

    def passages(self, page: int) -> list[Passage]:
        """Give the passages of a page: sentences, or lines of a document."""
        if self.document is not None:
            lines = sheet_of(self.document, page).lines
            return [Passage(line.number, line.start, line.end) for line in lines]
        return sentences(self.text)[(page - 1) * PER_PAGE : page * PER_PAGE]


def answer(project: Project, response_id: str) -> Text:
    """Give an answer in words; Http404 where there is none."""
    row = ROWS["responses"].objects.filter(project=project, response_id=response_id).first()
    if row is None or not row.text:
        raise Http404
    item = form_of(project).by_id.get(row.question_id)
    unit = ROWS["units"].objects.filter(project=project, unit_id=row.unit_id).first()
    label = f"{row.question_id} {worded(item.label, language())}" if item else row.question_id
    return Text(f"{ANSWER}:{response_id}", unit.name if unit else row.unit_id, label, row.text)


def document(project: Project, document_id: str) -> Text:
    """Give the text of a document as it is read now, empty where it has not been; Http404."""
    row = ROWS["documents"].objects.filter(project=project, document_id=document_id).first()
    if row is None:
        raise Http404
    version = current_version(project, row)
    read = reading.text_of(version.sha256) if version else None
    if read is not None and read.error is not None:
        read = None
    return Text(f"{DOCUMENT}:{document_id}", row.title, row.publisher or "",
                read.text if read else "", read)  # fmt: skip


def meeting(project: Project, meeting_id: str) -> Text:
    """Give the private notes of a meeting; Http404 where there are none (any more)."""
    row = ROWS["meetings"].objects.filter(project=project, meeting_id=meeting_id).first()
    if row is None or not row.record:
        raise Http404
    group = ROWS["groups"].objects.filter(project=project, group_id=row.group_id).first()
    held = row.held_on.isoformat() if row.held_on else ""
    about = " ".join(part for part in (held, row.subject or "") if part)
    return Text(f"{MEETING}:{meeting_id}", group.name if group else row.group_id, about, row.record)


_NAMES = {ANSWER: "mark-answer", DOCUMENT: "mark-document", MEETING: "mark-notes"}


def address(project: Project, source: str) -> str:
    """Give the page on which a text is read and marked; empty for a source of no known kind."""
    kind, _colon, key = source.partition(":")
    return reverse(_NAMES[kind], args=(project.slug, key)) if kind in _NAMES and key else ""


def neighbours(project: Project, text: Text) -> tuple[str, str]:
    """Give the addresses of the texts before and after one: of its item, else of its kind."""
    kind, _colon, key = text.source.partition(":")
    if kind == ANSWER:
        question = ROWS["responses"].objects.filter(project=project, response_id=key).values_list(
            "question_id", flat=True
        )  # fmt: skip
        keys = list(answers_in_words(project, question[0]).values_list("response_id", flat=True))
    elif kind == DOCUMENT:
        rows = ROWS["documents"].objects.filter(project=project)
        keys = list(rows.order_by("document_id").values_list("document_id", flat=True))
    else:
        rows = noted_meetings(project)
        keys = list(rows.values_list("meeting_id", flat=True))
    return _beside(project, kind, keys, key)


def _beside(project: Project, kind: str, keys: Sequence[str], key: str) -> tuple[str, str]:
    at = keys.index(key)
    before = address(project, f"{kind}:{keys[at - 1]}") if at else ""
    after = address(project, f"{kind}:{keys[at + 1]}") if at + 1 < len(keys) else ""
    return before, after


def answers_in_words(project: Project, question_id: str) -> Any:
    """Give the rows of the answers to an item that have words, by body."""
    rows = ROWS["responses"].objects.filter(project=project, question_id=question_id)
    return rows.exclude(text=None).exclude(text="").order_by("unit_id", "response_id")


def noted_meetings(project: Project) -> Any:
    """Give the rows of the meetings that have notes, by day."""
    rows = ROWS["meetings"].objects.filter(project=project)
    return rows.exclude(record=None).exclude(record="").order_by("held_on", "meeting_id")
