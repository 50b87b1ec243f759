"""Services as Open Referral's Human Services Data Specification, HSDS 3.0, in CSV."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from belagg.exchange.formats import Exported
from belagg.exchange.table_csv import csv_bytes
from belagg.language import _
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.study import Study

Row = Mapping[str, Any]

_TYPES = {"minimum_age": "number", "maximum_age": "number", "assured_date": "date"}
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "description"),
    "services": (
        "id", "organization_id", "name", "description", "status", "application_process",
        "eligibility_description", "minimum_age", "maximum_age", "assured_date",
    ),
    "locations": ("id", "location_type", "organization_id", "name"),
    "service_at_location": ("id", "service_id", "location_id"),
}  # fmt: skip
_KEYS: Mapping[str, Mapping[str, str]] = {
    "services": {"organization_id": "organization"},
    "locations": {"organization_id": "organization"},
    "service_at_location": {"service_id": "service", "location_id": "location"},
}
_NAMES = {
    "organizations": "organization", "services": "service", "locations": "location",
    "service_at_location": "service_at_location",
}  # fmt: skip
_NO_FIELD = ("named_publicly", "specialised", "waiting", "anonymous", "source_id", "verified_by")


def export_hsds(study: Study, _language: str | None) -> Exported:
    """Give `organizations.csv`, `services.csv`, `locations.csv`, `service_at_location.csv`.

    An organisation is the body, else the operator, else the service itself. HSDS wants a status,
    which a study does not record: every service is `active` as of the study's day. A contact in
    free text stands last in the description. StudyError where the study has no services.
    """
    services = study.tables["services"]
    if not len(services):
        message = _("the study has no services")
        raise StudyError([Problem("no-services", message, Where("services.csv"))])
    rows: dict[str, list[Row]] = {name: [] for name in _FIELDS}
    organizations: dict[str, Row] = {}
    for service in services.iter_rows(named=True):
        organization = _organization(study, service)
        organizations[organization["id"]] = organization
        rows["services"].append(_service(service, organization["id"]))
        if service["place"]:
            rows["locations"].append(_location(service, organization["id"]))
            rows["service_at_location"].append(_at_location(service))
    rows["organizations"] = list(organizations.values())
    files = {f"{name}.csv": _csv(fields, rows[name]) for name, fields in _FIELDS.items()}
    files["datapackage.json"] = _described(study)
    return Exported(files, tuple(_left(study)))


def _organization(study: Study, service: Row) -> Row:
    unit, operator = service["unit_id"], service["operator"]
    if unit:
        kinds = dict(study.tables["units"].select("unit_id", "kind").iter_rows())
        name = study.unit_names[unit]
        return {"id": f"unit-{unit}", "name": name, "description": kinds[unit] or name}
    name = operator or service["name"]
    prefix = "operator" if operator else "service"
    return {"id": f"{prefix}-{name}", "name": name, "description": name}


def _service(service: Row, organization: str) -> Row:
    return {
        "id": service["service_id"],
        "organization_id": organization,
        "name": service["name"],
        "description": _joined(service, "offers", "contact"),
        "status": "active",
        "application_process": service["ways_in"],
        "eligibility_description": _joined(service, "for_whom", "ages_in_practice", "limits"),
        "minimum_age": service["age_from"],
        "maximum_age": service["age_to"],
        "assured_date": service["verified_on"],
    }


def _joined(service: Row, *columns: str) -> str:
    return "\n".join(str(service[column]) for column in columns if service[column])


def _location(service: Row, organization: str) -> Row:
    return {
        "id": service["service_id"], "location_type": "physical",
        "organization_id": organization, "name": service["place"],
    }  # fmt: skip


def _at_location(service: Row) -> Row:
    name = service["service_id"]
    return {"id": name, "service_id": name, "location_id": name}


def _csv(fields: Sequence[str], rows: Sequence[Row]) -> bytes:
    cells = [["" if row[field] is None else str(row[field]) for field in fields] for row in rows]
    return csv_bytes([fields, *cells])


def _left(study: Study) -> list[Left]:
    services = study.tables["services"]
    reason = _("HSDS has no field for it")
    return [
        Left(column, reason, Where("services.csv", column=column))
        for column in _NO_FIELD
        if services[column].null_count() < len(services)
    ]


def _described(study: Study) -> bytes:
    settings = study.settings
    described = {
        "profile": "tabular-data-package",
        "name": f"{settings.study_id}-services",
        "title": settings.title[settings.language],
        "version": study.revision,
        "created": f"{settings.date.isoformat()}T00:00:00Z",
        "resources": [_resource(name, fields) for name, fields in _FIELDS.items()],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(name: str, fields: Sequence[str]) -> dict[str, Any]:
    keys = [
        {"fields": field, "reference": {"resource": other, "fields": "id"}}
        for field, other in _KEYS.get(name, {}).items()
    ]
    return {
        "name": _NAMES[name],
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "primaryKey": "id",
            "fields": [{"name": field, "type": _TYPES.get(field, "string")} for field in fields],
            **({"foreignKeys": keys} if keys else {}),
        },
    }
