"""Tables of the fieldwork: bodies, people asked, contacts, answers."""

from belagg.study.declare import (
    Table,
    date,
    identifier,
    listing,
    moment,
    private,
    required,
    text,
    word,
)
from belagg.study.vocabulary import Channel, Disposition, Missing, Origin, Purpose

UNITS = Table(
    "units",
    "Ett organ som kartläggs.",
    "A body that is mapped.",
    ("unit_id",),
    (
        required(identifier("unit_id", "Officiell kod", "Official code")),
        required(text("name", "Officiellt namn", "Official name")),
        text("kind", "Slag av organ, till exempel region", "Kind of body, such as region"),
        identifier("parent_id", "Organ som detta hör till", "Body it belongs to", "units.unit_id"),
        date("valid_from", "Första dag som organet fanns", "First day the body existed"),
        date("valid_to", "Sista dag som organet fanns", "Last day the body existed"),
        listing("aliases", "Andra namn som förekommer", "Other names in use"),
    ),
    attributes="attr_",
)

SUCCESSIONS = Table(
    "successions",
    "Att ett organ går upp i ett annat: vid sammanslagning, delning eller ny kod.",
    "That a body goes on in another: by merger, split or a new code.",
    ("before_id", "after_id"),
    (
        required(identifier("before_id", "Organet som var", "The body that was", "units.unit_id")),
        required(identifier("after_id", "Organet som blev", "The body it became", "units.unit_id")),
        required(date("on", "Första dagen därefter", "First day after")),
    ),
)

RECIPIENTS = Table(
    "recipients",
    "En person som får enkäten; namn och adresser är privata.",
    "A person who is asked; names and addresses are private.",
    ("recipient_id",),
    (
        required(identifier("recipient_id", "Mottagarens beteckning", "Identifier of recipient")),
        required(identifier("unit_id", "Organ", "Body", "units.unit_id")),
        text("role", "Roll, till exempel ordförande", "Role, such as chair"),
        private(text("name", "Namn", "Name")),
        private(text("email", "E-postadress", "E-mail address")),
        private(text("phone", "Telefonnummer", "Telephone number")),
        private(text("postal_address", "Postadress, rad för rad", "Postal address, line by line")),
    ),
)

CONTACTS = Table(
    "contacts",
    "Ett försök att nå en mottagare.",
    "An attempt to reach a recipient.",
    ("contact_id",),
    (
        required(identifier("contact_id", "Kontaktens beteckning", "Identifier of contact")),
        moment("at", "När; tomt när dagen inte är känd", "When; empty where the day is unknown"),
        required(identifier("recipient_id", "Mottagare", "Recipient", "recipients.recipient_id")),
        required(word("channel", Channel, "Kanal", "Channel")),
        required(word("purpose", Purpose, "Ärende", "Purpose")),
        word("outcome", Disposition, "Utfall enligt AAPOR", "Outcome after AAPOR"),
        private(text("note", "Anteckning", "Note")),
    ),
)

FOLLOW_UPS = Table(
    "follow_ups",
    "En följdfråga till ett organ om ett svar.",
    "A question put to a body about one answer.",
    ("follow_up_id",),
    (
        required(identifier("follow_up_id", "Beteckning", "Identifier")),
        required(identifier("unit_id", "Organ", "Body", "units.unit_id")),
        identifier("question_id", "Fråga i formuläret", "Item", "items"),
        moment("asked", "När den ställdes", "When it was asked"),
        date("due", "Sista svarsdag", "Last day to answer"),
        moment("answered", "När den besvarades; tomt: obesvarad", "When answered; empty: not"),
        text("text", "Följdfrågans ordalydelse", "Wording of the question"),
    ),
)

RESPONSES = Table(
    "responses",
    "Vad en mottagare svarade på en fråga.",
    "What a recipient said on an item.",
    ("response_id",),
    (
        required(identifier("response_id", "Svarets beteckning", "Identifier of answer")),
        required(identifier("unit_id", "Organ", "Body", "units.unit_id")),
        identifier(
            "recipient_id",
            "Mottagare; tomt när det inte är känt vem som svarade",
            "Recipient; empty where it is unknown who answered",
            "recipients.recipient_id",
        ),
        required(identifier("question_id", "Fråga", "Item", "items")),
        text(
            "category",
            "Valt svarsalternativ; flera med blanksteg emellan",
            "Category chosen; several with spaces between",
        ),
        word("missing", Missing, "Varför svar saknas", "Why there is no answer"),
        text(
            "value",
            "Värdet på en fråga om tal eller datum",
            "The value of a number or date item",
        ),
        text("text", "Fritext", "Free text"),
        word("origin", Origin, "Hur svaret kom in", "How the answer came in"),
        moment("at", "När", "When"),
    ),
)

TABLES = (UNITS, SUCCESSIONS, RECIPIENTS, CONTACTS, FOLLOW_UPS, RESPONSES)
