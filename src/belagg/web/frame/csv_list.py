"""A list as a CSV file to download."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.http import HttpResponse

from belagg.study.sheets import guarded


def csv_list(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """Give `name`.csv with a row of columns and the rows; no cell of them is run as a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    writer.writerow(columns)
    for row in rows:
        writer.writerow(guarded(cell) for cell in row)
    return response


def in_utc(moment: datetime | None) -> str:
    """Give a moment in UTC after ISO 8601, to the second; empty for none."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
