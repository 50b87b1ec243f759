"""Every table a study may have, declared by phase; `TABLES` is all of them by name, in order."""

from belagg.study.declare import Table
from belagg.study.tables import evidence, fieldwork, judging, publishing, voices

TABLES: dict[str, Table] = {
    table.name: table
    for part in (fieldwork, judging, evidence, voices, publishing)
    for table in part.TABLES
}

VOICES = ("groups", "meetings", "quotes", "group_views")
"""The tables of the reference groups."""
