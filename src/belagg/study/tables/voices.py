"""Tables of reference groups: who met, what was said, what may be used."""

from belagg.study.declare import (
    Table,
    date,
    identifier,
    integer,
    private,
    required,
    text,
    word,
)
from belagg.study.vocabulary import Consent, GroupKind, QuoteKind

GROUPS = Table(
    "groups",
    "En referensgrupp.",
    "A reference group.",
    ("group_id",),
    (
        required(identifier("group_id", "Beteckning", "Identifier")),
        required(text("name", "Namn", "Name")),
        word("kind", GroupKind, "Slag", "Kind"),
        integer("size", "Antal deltagare", "Number of members"),
        text("note", "Anmärkning", "Note"),
    ),
)

PARTICIPANTS = Table(
    "participants",
    "En deltagare i en referensgrupp; helt privat.",
    "A member of a reference group; private altogether.",
    ("speaker",),
    (
        required(identifier("speaker", "Pseudonym", "Pseudonym")),
        required(identifier("group_id", "Grupp", "Group", "groups.group_id")),
        text("name", "Namn", "Name"),
        text("contact", "Kontaktväg", "Way to reach"),
        word("consent", Consent, "Samtycke", "Consent"),
        date("consent_on", "Samtycke lämnat", "Consent given"),
    ),
    private=True,
)

MEETINGS = Table(
    "meetings",
    "Ett möte med en referensgrupp.",
    "A meeting of a reference group.",
    ("meeting_id",),
    (
        required(identifier("meeting_id", "Beteckning", "Identifier")),
        required(identifier("group_id", "Grupp", "Group", "groups.group_id")),
        date("held_on", "Dag", "Day"),
        text("subject", "Ämne", "Subject"),
        text("summary", "Vad som kom fram", "What came out"),
        private(text("record", "Anteckningar från mötet", "Notes of the meeting")),
    ),
)

QUOTES = Table(
    "quotes",
    "Ett citat, ordagrant eller återgivet med andra ord.",
    "A quotation, verbatim or in other words.",
    ("quote_id",),
    (
        required(identifier("quote_id", "Beteckning", "Identifier")),
        required(word("kind", QuoteKind, "Ordagrant eller med andra ord",
                      "Verbatim or in other words")),
        required(text("text", "Ordalydelse", "Wording")),
        identifier("source", "`response:ID`, `document:ID` eller `meeting:ID`",
                   "`response:ID`, `document:ID` or `meeting:ID`"),
        identifier("speaker", "Pseudonym; tomt för en grupp eller ett organ",
                   "Pseudonym; empty for a group or a body"),
        text("attribution", "Hur den som talar anges", "How the speaker is named"),
        word("consent", Consent, "Samtycke", "Consent"),
        date("approved", "Godkänt av den som talar", "Approved by the speaker"),
        date("withdrawn_at", "Återtaget", "Withdrawn"),
    ),
)  # fmt: skip

TABLES = (GROUPS, PARTICIPANTS, MEETINGS, QUOTES)
