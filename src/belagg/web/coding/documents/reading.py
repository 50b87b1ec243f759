"""Documents are read by the worker, in limited child processes, and measured on the concepts.

What is not read with the concepts as they are gets read: whether a coder or an official put it
here, or the list of concepts changed. The texts are kept in one corpus file beside the files.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from belagg.documents.concepts import Concept, parse_concepts
from belagg.documents.review import Review, Reviewed, review
from belagg.documents.review_files import Source
from belagg.documents.review_read import read_files
from belagg.documents.store import Corpus
from belagg.documents.text import FORMAT, ReadDocument
from belagg.publish.review_tables import coverage_rows, passage_rows
from belagg.study.tables.evidence import EVIDENCE
from belagg.web.coding.documents.states import ReadingState
from belagg.web.coding.models import Reading
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.store import files
from belagg.web.store.models import ROWS, PackageFile, Project, Stage

_BATCH = 20
"""Documents that are read before what was found is kept."""
_LOST = timedelta(minutes=30)
"""How long nothing may have happened before the worker is thought to have died."""
_OPEN = (ReadingState.QUEUED.value, ReadingState.READING.value)


def corpus_path() -> Path:
    """Give the file that keeps the texts that were read."""
    return Path(settings.FILES_ROOT) / "documents.corpus"


def text_of(sha256: str) -> ReadDocument | None:
    """Give a document as it was read, by the checksum of its file; None where it was not."""
    if not corpus_path().exists():
        return None
    with Corpus(corpus_path()) as corpus:
        number = corpus.number_of(sha256)
        return corpus.document(number) if number is not None else None


def concepts_of(project: Project) -> tuple[Concept, ...]:
    """Give what the documents of a study are read for."""
    return parse_concepts(project.concepts) if project.concepts.strip() else ()


def read_new() -> None:
    """Have read, in every study, what is not; go on where a worker died."""
    for project in Project.objects.exclude(stage=Stage.ARCHIVED.value):
        ask(project)
        lost = project.readings.filter(state__in=_OPEN, asked__lt=timezone.now() - _LOST)
        if lost.update(asked=timezone.now()):
            async_task("belagg.web.coding.documents.reading.run", project.pk, group="documents")


@transaction.atomic
def ask(project: Project, *, actor: User | None = None) -> int:
    """Put what is not read with the concepts as they are in line; give how many that are."""
    name = _name_of_concepts(project)
    held = {one.document_id: one for one in project.readings.all()}
    digests = _digests(project)
    wanted = [
        (document_id, digest)
        for document_id, digest in digests.items()
        if document_id not in held
        or (held[document_id].sha256, held[document_id].concepts) != (digest, name)
    ]
    if not wanted:
        return 0
    for document_id, digest in wanted:
        Reading.objects.update_or_create(
            project=project, document_id=document_id,
            defaults={"sha256": digest, "concepts": name, "state": ReadingState.QUEUED.value,
                      "asked": timezone.now(), "ended": None, "reason": ""},
        )  # fmt: skip
    record("documents to be read", project=project, actor=actor, kind="documents",
           after=str(len(wanted)))  # fmt: skip
    transaction.on_commit(
        lambda: async_task("belagg.web.coding.documents.reading.run", project.pk, group="documents")
    )
    return len(wanted)


def _name_of_concepts(project: Project) -> str:
    return hashlib.sha256(f"{FORMAT}\n{project.concepts}".encode()).hexdigest()


def _digests(project: Project) -> dict[str, str]:
    """Give the checksum of the file of every document that has one."""
    held = dict(
        PackageFile.objects.filter(project=project, path__startswith="documents/")
        .values_list("path", "sha256")
    )  # fmt: skip
    rows = ROWS["documents"].objects.filter(project=project).exclude(file=None)
    named = ((key, f"documents/{file}") for key, file in rows.values_list("document_id", "file"))
    return {key: held[path] for key, path in named if path in held}


def run(pk: int) -> None:
    """Read what waits in a study; doing it twice gives the same."""
    project = Project.objects.get(pk=pk)
    concepts = concepts_of(project)
    while waiting := list(project.readings.filter(state__in=_OPEN).order_by("pk")[:_BATCH]):
        keys = [one.pk for one in waiting]
        Reading.objects.filter(pk__in=keys).update(state=ReadingState.READING.value)
        _keep(project, waiting, _reviewed(project, concepts, waiting))


def _reviewed(
    project: Project, concepts: tuple[Concept, ...], waiting: Sequence[Reading]
) -> Review:
    names = dict(
        ROWS["documents"].objects.filter(project=project).values_list("document_id", "file")
    )
    sources = [
        Source(one.document_id, _readable(one.sha256, names.get(one.document_id) or ""),
               document_id=one.document_id)
        for one in waiting
    ]  # fmt: skip
    return review(sources, concepts, corpus=corpus_path(), read=read_files)


def _readable(digest: str, file: str) -> Path:
    """Give the file under a name with its suffix, which says what plain text is."""
    suffix = PurePosixPath(file).suffix.lower()
    link = Path(settings.FILES_ROOT) / "readable" / f"{digest}{suffix}"
    if not link.is_symlink():
        link.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        link.symlink_to(files.path_of(digest))
    return link


@transaction.atomic
def _keep(project: Project, waiting: Sequence[Reading], found: Review) -> None:
    by_id = {document.source.document_id: document for document in found.documents}
    rows = ROWS["documents"].objects.filter(project=project, document_id__in=by_id)
    there = set(rows.values_list("document_id", flat=True))
    Reading.objects.filter(project=project, document_id__in=set(by_id) - there).delete()
    for one in waiting:
        held = Reading.objects.select_for_update().filter(
            pk=one.pk, sha256=one.sha256, concepts=one.concepts
        ).first()  # fmt: skip
        if held is not None:
            _keep_one(project, held, by_id[one.document_id])


def _keep_one(project: Project, held: Reading, document: Reviewed) -> None:
    mine = {"project": project, "document_id": held.document_id}
    for name, found in (
        ("coverage", coverage_rows(document)),
        ("passages", passage_rows(document)),
    ):
        ROWS[name].objects.filter(**mine).exclude(concept=EVIDENCE).delete()
        ROWS[name].objects.bulk_create(ROWS[name](project=project, **row) for row in found)
    ROWS["documents"].objects.filter(**mine).update(
        sha256=held.sha256, pages=document.pages or None
    )
    measured = document.measured
    held.state = (ReadingState.READ if measured else ReadingState.UNREADABLE).value
    held.reason = document.error.reason.value if document.error else ""
    held.pages, held.unread, held.doubtful = document.pages, document.unread, document.doubtful
    held.pages_with_hits = measured.pages_with_hits if measured else 0
    held.lines = measured.lines_in_passages if measured else 0
    held.ended = timezone.now()
    held.save()
    record("document read", project=project, kind="document", key=held.document_id,
           after=held.state, sha256=held.sha256[:16])  # fmt: skip
