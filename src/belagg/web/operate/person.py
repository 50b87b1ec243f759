"""Everything that an installation has about one person of a study, to be given to her.

A person is an identifier of the study: a recipient, or a colleague whom one has asked to help.
Every column in which such an identifier may stand is found in the models themselves, so that a
new one is never forgotten.
"""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from belagg.web.people.models import AuditEvent
from belagg.web.respond.models import Colleague, Sending
from belagg.web.store import files
from belagg.web.store.models import ROWS, Project

COLUMNS = ("recipient_id", "person_id", "by", "sent_by", "invited_by", "answered_by")
_LEFT_OUT = ("secret_hash", "id", "project", "sheet", "fact_check", "lease")


def person_named(project: Project, asked: str) -> str | None:
    """Give the identifier of the person with this identifier, address or name; None: nobody."""
    asked = asked.strip()
    recipients = ROWS["recipients"].objects.filter(project=project)
    colleagues = Colleague.objects.filter(sheet__project=project)
    for rows, column in (
        (recipients.filter(recipient_id=asked), "recipient_id"),
        (recipients.filter(email__iexact=asked), "recipient_id"),
        (recipients.filter(name__iexact=asked), "recipient_id"),
        (colleagues.filter(person_id=asked), "person_id"),
        (colleagues.filter(email__iexact=asked), "person_id"),
    ):
        if (found := rows.values_list(column, flat=True).first()) and asked:
            return str(found)
    return None


def everything(project: Project, person: str) -> dict[str, list[dict[str, Any]]]:
    """Give the rows that tell of the person, by name of table; tables without any are left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model, path, columns in personal_models():
        wanted = models.Q()
        for column in columns:
            wanted |= models.Q(**{column: person})
        rows = model._base_manager.filter(wanted, **{path: project}).order_by("pk")
        if told := [_told(row) for row in rows]:
            found[model._meta.label_lower] = told
    events = AuditEvent.objects.filter(project_slug=project.slug, key__startswith=person)
    if log := [_told(e) for e in events.order_by("pk") if e.key.split(" ")[0] == person]:
        found["people.auditevent"] = log
    return found


def personal_models() -> Iterator[tuple[type[models.Model], str, list[str]]]:
    """Give each model of ours with columns for persons, the way to its study, and the columns."""
    for model in apps.get_models():
        if not model.__module__.startswith("belagg."):
            continue
        columns = [
            field.name for field in model._meta.concrete_fields
            if field.name in COLUMNS and not isinstance(field, models.ForeignKey)
        ]  # fmt: skip
        if columns and (path := _way_to_study(model)):
            yield model, path, columns


def _way_to_study(model: type[models.Model], depth: int = 3) -> str:
    ours = [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    if any(field.related_model is Project for field in ours):
        return "project"
    for field in ours:
        other = field.related_model
        if depth and isinstance(other, type) and (way := _way_to_study(other, depth - 1)):
            return f"{field.name}__{way}"
    return ""


def _told(row: models.Model) -> dict[str, Any]:
    held = model_to_dict(row) | {
        field.name: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if not field.editable
    }
    return {name: value for name, value in held.items()
            if name not in _LEFT_OUT and value not in (None, "", [], {})}  # fmt: skip


def person_zip(project: Project, person: str, language: str) -> bytes:
    """Give a zip: `everything.json`, the same as a page to read, and her receipts."""
    found = everything(project, person)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        told = {"format": 1, "study": project.slug, "person": person, "tables": found}
        made.writestr(
            "everything.json",
            json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1),
        )
        made.writestr("everything.html", _page(project, person, found, language))
        receipts = Sending.objects.filter(sheet__project=project, by=person).exclude(pdf="")
        for sending in receipts:
            if files.path_of(sending.pdf).exists():
                made.writestr(f"receipt-{sending.pk}.pdf", files.read(sending.pdf))
    return out.getvalue()


def _page(
    project: Project, person: str, found: dict[str, list[dict[str, Any]]], language: str
) -> str:
    """Give a page that needs nothing else, readable for the one it tells of."""
    title = html.escape(_("What “{}” has about {}").format(project.slug, person))
    parts = []
    for name, rows in found.items():
        listed = "".join(
            "<dl>"
            + "".join(
                f"<dt>{html.escape(cell)}</dt><dd>{html.escape(str(value))}</dd>"
                for cell, value in row.items()
            )
            + "</dl>"
            for row in rows
        )
        parts.append(f"<h2>{html.escape(name)} ({len(rows)})</h2>{listed}")
    body = "".join(parts) or f"<p>{html.escape(_('Nothing is kept.'))}</p>"
    style = (
        "body{font:1.05rem/1.5 serif;max-width:42rem;margin:3rem auto;padding:0 1rem}"
        "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;"
        "border-top:1px solid #ccc;padding-top:.6rem}dd{margin:0;overflow-wrap:anywhere}"
    )
    return (
        f'<!doctype html><html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{style}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
