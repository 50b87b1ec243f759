"""The revision of a study: a checksum of its public content alone.

It is the SHA-256 of a canonical text. Tables come in the order of their declaration, rows in the
order of their key, columns in declared order; the same content from a folder, a zip or a database
has the same revision, and erasing or changing personal data does not change it.
"""

import hashlib
import json
from typing import TYPE_CHECKING, Any

import polars as pl

from belagg.study.csv_file import write_csv
from belagg.study.settings_file import render_settings
from belagg.study.typing_cells import to_texts

if TYPE_CHECKING:
    from belagg.study.questionnaire import Item, Questionnaire
    from belagg.study.study import Study


def revision_of(study: "Study") -> str:
    """Give the revision of a study: 64 hexadecimal digits."""
    digest = hashlib.sha256()

    def add(name: str, content: bytes) -> None:
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)

    add("study.toml", render_settings(study.settings).encode())
    add("questionnaire", _questionnaire_text(study.questionnaire).encode())
    for name, frame in study.tables.items():
        if len(frame):
            add(f"{name}.csv", write_csv(to_texts(_filled_columns(frame))))
    for path, text in sorted(study.texts.items()):
        add(path, text.encode())
    if study.concepts:
        add("concepts.toml", study.concepts.encode())
    for path, file in sorted(study.files.items()):
        add(path, file.sha256.encode())
    for name, wave in sorted(study.waves.items()):
        add(f"waves/{name}", wave.revision.encode())
    return digest.hexdigest()


def _filled_columns(frame: pl.DataFrame) -> pl.DataFrame:
    # A column nobody uses is left out, so that a later version's new column changes no revision.
    return frame.select(name for name in frame.columns if frame[name].null_count() < len(frame))


def _questionnaire_text(form: "Questionnaire") -> str:
    data: dict[str, Any] = {
        "title": form.title,
        "form_id": form.form_id,
        "version": form.version,
        "languages": form.languages,
        "groups": [
            {"path": g.path, "label": dict(g.label), "relevance": _source(g.relevance)}
            for g in form.groups
        ],
        "items": [_item(item) for item in form.items],
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _source(value: object) -> object:
    return value if value is None or isinstance(value, bool) else str(value)


def _item(item: "Item") -> dict[str, Any]:
    return {
        "id": item.question_id,
        "name": item.name,
        "type": item.type.value,
        "label": dict(item.label),
        "hint": dict(item.hint),
        "choices": [(choice.code, dict(choice.label)) for choice in item.choices],
        "required": _source(item.required),
        "relevance": _source(item.relevance),
        "group": item.group,
        "theme": item.theme,
        "same_as": item.same_as,
        "comparability": item.comparability,
        "comparability_reason": item.comparability_reason,
        "constraint": item.constraint,
        "constraint_message": dict(item.constraint_message),
        "other_label": dict(item.other_label),
    }
