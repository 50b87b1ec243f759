"""Documents come here: a row of the study, a file of its package, and a version that stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from belagg.documents.media import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, PLAIN, RTF
from belagg.study.tables import TABLES
from belagg.web.coding.models import DocumentVersion, Reading, Source
from belagg.web.people.audit import record
from belagg.web.people.models import User
from belagg.web.respond.file_kinds import clean_stem
from belagg.web.store import files, rows
from belagg.web.store.models import ROWS, PackageFile, Project

SUFFIXES: Mapping[str, str] = {
    PDF: "pdf", DOCX: "docx", ODT: "odt", DOC: "doc", RTF: "rtf", HTML: "html", PLAIN: "txt",
    MARKDOWN: "md", "image/jpeg": "jpg", "image/png": "png",
}  # fmt: skip
"""The kinds of file a document may be, with the suffix each is kept under."""
_NOBODYS = "myndighet"


@dataclass(frozen=True)
class Content:
    """The bytes of a document, what kind of file they are, and what it was called."""

    data: bytes
    media: str
    name: str


@transaction.atomic
def add(
    project: Project,
    cells: Mapping[str, str],
    content: Content,
    *,
    source: Source,
    actor: User | None,
    headers: Mapping[str, str] | None = None,
) -> str:
    """Put a document in the study and give its id; the same file of the same body is one.

    `cells` are those of its row but id, file and checksum; without `unit_id` it is an authority's,
    which every body may refer to. StudyError with what is wrong with them.
    """
    digest = files.keep(content.data)
    document_id = f"{cells.get('unit_id') or _NOBODYS}-{digest[:10]}"
    table = TABLES["documents"]
    if rows.find(project, table, (document_id,)) is not None:
        return document_id
    file = _file(cells.get("unit_id") or _NOBODYS, digest, content)
    row = dict(cells) | {
        "document_id": document_id, "file": file, "sha256": digest,
        "retrieved_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    PackageFile.objects.update_or_create(
        project=project, path=f"documents/{file}", defaults={"sha256": digest}
    )
    rows.put(project, table, row, actor=actor)
    _version(project, document_id, digest, content, source, actor, headers)
    return document_id


@transaction.atomic
def renew(
    project: Project,
    document_id: str,
    content: Content,
    *,
    source: Source,
    actor: User | None,
    headers: Mapping[str, str] | None = None,
) -> bool:
    """Let a document have a new file, the old being kept; False where it has that file already."""
    row = ROWS["documents"].objects.select_for_update().get(
        project=project, document_id=document_id
    )  # fmt: skip
    digest = files.keep(content.data)
    if digest == row.sha256:
        return False
    before = row.sha256 or ""
    if row.file:
        current_version(project, row)
        PackageFile.objects.filter(project=project, path=f"documents/{row.file}").delete()
    row.file = _file(row.unit_id or _NOBODYS, digest, content)
    row.sha256, row.pages, row.retrieved_on = digest, None, timezone.localdate()
    row.save()
    PackageFile.objects.update_or_create(
        project=project, path=f"documents/{row.file}", defaults={"sha256": digest}
    )
    _version(project, document_id, digest, content, source, actor, headers)
    record("document renewed", project=project, actor=actor, kind="document", key=document_id,
           before=before[:16], after=digest[:16])  # fmt: skip
    return True


def current_version(project: Project, row: Any) -> DocumentVersion | None:
    """Give the version that a row of `documents` has now; one that came with the study or with a
    response is noted the first time. None where there is no file."""  # fmt: skip
    path = f"documents/{row.file}"
    digest = (
        PackageFile.objects.filter(project=project, path=path)
        .values_list("sha256", flat=True).first()
    )  # fmt: skip
    if digest is None:
        return None
    document_id: str = row.document_id
    suffix = path.rpartition(".")[2].lower()
    media = next((m for m, s in SUFFIXES.items() if s == suffix), "application/octet-stream")
    version, _made = DocumentVersion.objects.get_or_create(
        project=project, document_id=document_id, sha256=digest,
        defaults={"media": media, "size": files.path_of(digest).stat().st_size,
                  "source": Source.GIVEN.value},
    )  # fmt: skip
    return version


def _version(
    project: Project,
    document_id: str,
    digest: str,
    content: Content,
    source: Source,
    actor: User | None,
    headers: Mapping[str, str] | None,
) -> None:
    DocumentVersion.objects.update_or_create(
        project=project, document_id=document_id, sha256=digest,
        defaults={"media": content.media, "size": len(content.data), "source": source.value,
                  "by": actor, "headers": dict(headers or {}), "at": timezone.now()},
    )  # fmt: skip
    Reading.objects.filter(project=project, document_id=document_id).exclude(sha256=digest).delete()


def _file(folder: str, digest: str, content: Content) -> str:
    suffix = SUFFIXES[content.media]
    return f"{folder}/{digest[:10]}-{clean_stem(content.name)}.{suffix}"
