"""How a study is cited: `CITATION.cff` for people and GitHub, DataCite's JSON for archives."""

import datetime as dt
import json
from typing import Any

from belagg.exchange.formats import Exported
from belagg.language import _
from belagg.study.problems import Left
from belagg.study.questionnaire import worded
from belagg.study.study import Study

_SCHEMA = "http://datacite.org/schema/kernel-4"
_RIGHTS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""The addresses of licences for data, by their SPDX names."""


def export_citation(study: Study, _language: str | None) -> Exported:
    """Give `CITATION.cff` (format 1.2.0) and `datacite.json` (metadata schema 4).

    DataCite wants a DOI, which an archive assigns: it is left out.
    """
    files = {"CITATION.cff": citation_file(study), "datacite.json": datacite(study)}
    return Exported(
        files,
        (
            Left(
                "doi",
                _("the archive assigns it"),
            ),
        ),
    )


def citation_file(study: Study) -> bytes:
    """Give the text of `CITATION.cff`, in the study's first language."""
    import yaml

    settings = study.settings
    language = settings.language
    authors = settings.authors or ((settings.steward,) if settings.steward else ())
    cited: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": worded(settings.title, language),
        "authors": [{"name": name} for name in authors or (settings.study_id,)],
        "date-released": settings.date,
        "version": study.revision,
        "identifiers": [
            {"type": "other", "value": settings.study_id, "description": "Belägg study"}
        ],
    }
    if text := worded(settings.description, language):
        cited["abstract"] = text
    if words := settings.keywords.get(language):
        cited["keywords"] = list(words)
    if settings.licence in _RIGHTS:
        cited["license"] = settings.licence
    text = yaml.safe_dump(cited, allow_unicode=True, sort_keys=False, width=100)
    return str(text).encode()


def datacite(study: Study) -> bytes:
    """Give DataCite's metadata as JSON, in all languages of the study."""
    settings = study.settings
    first = settings.language
    names = settings.authors or ((settings.steward,) if settings.steward else ())
    made: dict[str, Any] = {
        "schemaVersion": _SCHEMA,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Survey data"},
        "titles": _titles(study),
        "creators": [{"name": name} for name in names or (settings.study_id,)],
        "publisher": {"name": settings.steward or settings.study_id},
        "publicationYear": str(settings.date.year),
        "language": first,
        "version": study.revision,
        "dates": _dates(study),
        "alternateIdentifiers": [
            {"alternateIdentifier": settings.study_id, "alternateIdentifierType": "Belägg study"}
        ],
        "subjects": [
            {"subject": word, "lang": language}
            for language in settings.languages
            for word in settings.keywords.get(language, ())
        ],
        "descriptions": [
            {"description": text, "descriptionType": "Abstract", "lang": language}
            for language in settings.languages
            if (text := settings.description.get(language))
        ],
        "rightsList": _rights(settings.licence),
    }
    kept = {name: value for name, value in made.items() if value}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def _titles(study: Study) -> list[dict[str, str]]:
    settings = study.settings
    titles = []
    for language in settings.languages:
        if text := settings.title.get(language):
            other = {} if language == settings.language else {"titleType": "TranslatedTitle"}
            titles.append({"title": text, "lang": language, **other})
        if text := settings.subtitle.get(language):
            titles.append({"title": text, "lang": language, "titleType": "Subtitle"})
    return titles


def _dates(study: Study) -> list[dict[str, str]]:
    dates = [{"date": study.settings.date.isoformat(), "dateType": "Issued"}]
    period: tuple[dt.date, dt.date] | None = study.settings.period
    if period:
        first, last = (day.isoformat() for day in period)
        dates.append({"date": f"{first}/{last}", "dateType": "Collected"})
    return dates


def _rights(licence: str) -> list[dict[str, str]]:
    if not licence:
        return []
    if licence not in _RIGHTS:
        return [{"rights": licence}]
    return [
        {
            "rights": licence, "rightsUri": _RIGHTS[licence], "rightsIdentifier": licence,
            "rightsIdentifierScheme": "SPDX",
        }
    ]  # fmt: skip
