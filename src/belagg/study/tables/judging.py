"""Tables of judging: rules, decisions, claims, codes."""

from belagg.study.declare import (
    Table,
    identifier,
    integer,
    listing,
    moment,
    required,
    text,
    word,
)
from belagg.study.vocabulary import Basis, Grade, Layer, Missing, Round

CODEBOOK = Table(
    "codebook",
    "En regel för omkodning.",
    "A rule for recoding.",
    ("rule_id", "version"),
    (
        required(identifier("rule_id", "Regelns beteckning", "Identifier of rule")),
        required(integer("version", "Version", "Version", minimum=1)),
        identifier("question_id", "Fråga; tomt: alla", "Item; empty: every item", "items"),
        text("category", "Kategori som regeln ger", "Category the rule gives"),
        required(text("when", "När regeln gäller", "When the rule applies")),
        text("example", "Exempel", "Example"),
        text("counter_example", "Motexempel", "Counter-example"),
    ),
)

ASSESSMENTS = Table(
    "assessments",
    "Ett beslut om ett organ och en fråga i ett av de tre skikten.",
    "One decision on a body and an item in one of the three layers.",
    ("assessment_id",),
    (
        required(identifier("assessment_id", "Beslutets beteckning", "Identifier of decision")),
        required(identifier("unit_id", "Organ", "Body", "units.unit_id")),
        required(identifier("question_id", "Fråga", "Item", "items")),
        required(word("layer", Layer, "Skikt", "Layer")),
        text("category", "Kategori; flera med blanksteg", "Category; several with spaces"),
        word("missing", Missing, "Varför kategori saknas", "Why there is no category"),
        text("value", "Värde på fråga om tal eller datum", "Value of a number or date item"),
        word("basis", Basis, "Vad beslutet vilar på", "What the decision rests on"),
        text("coder", "Kodare (signatur)", "Coder (initials)"),
        word("round", Round, "Omgång", "Round"),
        identifier("rule_id", "Regel", "Rule", "codebook.rule_id"),
        text("rationale", "Motivering", "Rationale"),
        text("evidence", "Det beslutet grundas på, i korthet", "The evidence, in short"),
        moment("at", "När", "When"),
    ),
)

CLAIMS = Table(
    "claims",
    "Vad ett organ säger om sig självt, hållet mot dokument.",
    "What a body says of itself, held against documents.",
    ("claim_id",),
    (
        required(identifier("claim_id", "Utsagans beteckning", "Identifier of claim")),
        identifier(
            "unit_id",
            "Organ; tomt när källan inte namnger organet",
            "Body; empty where the source names none",
            "units.unit_id",
        ),
        identifier("question_id", "Fråga", "Item", "items"),
        required(text("claim", "Utsagan", "The claim")),
        identifier("document_id", "Dokument", "Document", "documents.document_id"),
        integer("page", "Sida", "Page", minimum=1),
        text("quote", "Citat ur dokumentet", "Quotation from the document"),
        word("grade", Grade, "Bedömning", "Grade"),
        text("coder", "Granskare (signatur)", "Coder (initials)"),
        text("rationale", "Motivering", "Rationale"),
    ),
)

OBJECTIONS = Table(
    "objections",
    "Vad organet svarar på en bedömning.",
    "What the body answers to a grade.",
    ("objection_id",),
    (
        required(identifier("objection_id", "Beteckning", "Identifier")),
        required(identifier("claim_id", "Utsaga", "Claim", "claims.claim_id")),
        required(text("text", "Vad organet anför", "What the body says")),
        text("outcome", "Vad det ledde till", "What came of it"),
        moment("at", "När", "When"),
    ),
)

CODES = Table(
    "codes",
    "En kod i kodträdet.",
    "A code in the hierarchy.",
    ("code_id",),
    (
        required(identifier("code_id", "Kodens beteckning", "Identifier of code")),
        identifier("parent_id", "Överordnad kod", "Parent code", "codes.code_id"),
        required(text("name", "Namn", "Name")),
        text("definition", "Definition", "Definition"),
        text("memo", "Anteckning", "Memo"),
    ),
)

SEGMENTS = Table(
    "segments",
    "Ett markerat textställe i ett svar eller dokument.",
    "A marked span of an answer or a document.",
    ("segment_id",),
    (
        required(identifier("segment_id", "Beteckning", "Identifier")),
        required(identifier("code_id", "Kod", "Code", "codes.code_id")),
        required(
            identifier(
                "source",
                "`response:ID` eller `document:ID`",
                "`response:ID` or `document:ID`",
            )
        ),
        required(integer("start", "Första tecken, från 0", "First character, from 0")),
        required(integer("end", "Tecknet efter det sista", "The character after the last")),
        text("coder", "Kodare (signatur)", "Coder (initials)"),
        listing("tags", "Fria ord", "Free words"),
        text("memo", "Anteckning", "Memo"),
    ),
)

TABLES = (CODEBOOK, ASSESSMENTS, CLAIMS, OBJECTIONS, CODES, SEGMENTS)
