"""The sheet `settings`: title, form_id, version and first language."""

from dataclasses import dataclass

from belagg.language import _
from belagg.study.sheets import Sheet, text_of
from belagg.study.xlsform.columns import SETTINGS, columns_of
from belagg.study.xlsform.findings import Findings
from belagg.study.xlsform.table import read_table

_YES = frozenset({"yes", "true", "true()", "1"})


@dataclass(frozen=True)
class Settings:
    """What the form says of itself; a text is empty where it says nothing."""

    title: str = ""
    form_id: str = ""
    version: str = ""
    default_language: str = ""
    duplicates_allowed: bool = False


def read_settings(sheet: Sheet | None, findings: Findings) -> Settings:
    """Read the one row of settings; further rows, and settings we do not hold, are left."""
    if sheet is None:
        return Settings()
    headings = {text_of(cell).lower() for cell in sheet.header}
    known = dict(SETTINGS)
    if "form_id" in headings:
        known.pop("id_string")  # Kobo writes both; pyxform takes form_id
    columns = columns_of(sheet, known, findings)
    table = read_table(sheet, columns, findings)
    for row in table.rows[1:]:
        findings.leave(
            _("row {}").format(row.number),
            _("settings have one row of values"),
            table.where(row),
        )
    if not table.rows:
        return Settings()
    first = table.rows[0]
    return Settings(
        first.get("form_title"),
        first.get("form_id"),
        first.get("version"),
        first.get("default_language"),
        first.get("allow_choice_duplicates").lower() in _YES,
    )
