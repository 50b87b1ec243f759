"""Tables of what is published: findings, recommendations, services, rules, releases, words."""

from belagg.study.declare import (
    Table,
    boolean,
    date,
    identifier,
    integer,
    listing,
    moment,
    number,
    required,
    text,
    word,
)
from belagg.study.vocabulary import ActionStatus, Level, QuestionOrigin, RuleKind

FINDINGS = Table(
    "findings",
    "Ett resultat, med det som det vilar på.",
    "A finding, with what it rests on.",
    ("finding_id",),
    (
        required(identifier("finding_id", "Beteckning", "Identifier")),
        required(text("statement", "Vad som framkom; uppgifter skrivs `{{ 4A.no.count }}`",
                      "What was found; figures are written `{{ 4A.no.count }}`")),
        identifier("theme", "Tema", "Theme"),
        listing("rests_on",
                "Vad det vilar på: `figure:`, `claim:`, `quote:`, `cited:`, `document:`, "
                "`meeting:` följt av beteckningen",
                "What it rests on: `figure:`, `claim:`, `quote:`, `cited:`, `document:`, "
                "`meeting:` and the identifier"),
        text("measure", "Vad som räknas, när resultatet anger ett antal",
             "What is counted, where the finding states a number"),
        number("value", "Antalet som anges", "The number stated"),
        listing("units", "Organ som räknas upp", "Bodies listed", "units.unit_id"),
    ),
)  # fmt: skip

RECOMMENDATIONS = Table(
    "recommendations",
    "En rekommendation.",
    "A recommendation.",
    ("recommendation_id",),
    (
        required(identifier("recommendation_id", "Beteckning", "Identifier")),
        integer("number", "Nummer i rapporten", "Number in the report", minimum=1),
        required(word("level", Level, "Nivå", "Level")),
        text("addressee", "Vem den riktas till", "Whom it speaks to"),
        required(text("title", "Vad som rekommenderas, i korthet", "What, in short")),
        date("due", "Till när", "By when"),
        text("indicator", "Hur man ser att den är genomförd", "How to see that it is done"),
        identifier("measured_by",
                   "Fråga som visar läget hos ett organ som inget har rapporterat: ja är "
                   "genomförd, delvis är delvis genomförd, nej är inte påbörjad",
                   "Item that shows the status of a body that has reported nothing: yes is done, "
                   "partly is partly done, no is not started", "items"),
    ),
)  # fmt: skip

CLAUSES = Table(
    "clauses",
    "Ett led i en rekommendation.",
    "A clause of a recommendation.",
    ("clause_id",),
    (
        required(identifier("clause_id", "Beteckning", "Identifier")),
        required(identifier("recommendation_id", "Rekommendation", "Recommendation",
                            "recommendations.recommendation_id")),
        required(text("text", "Ordalydelse", "Wording")),
    ),
)  # fmt: skip

SUPPORTS = Table(
    "supports",
    "Vilket resultat som stöder vilket led.",
    "Which finding supports which clause.",
    ("clause_id", "finding_id"),
    (
        required(identifier("clause_id", "Led", "Clause", "clauses.clause_id")),
        required(identifier("finding_id", "Resultat", "Finding", "findings.finding_id")),
        text("note", "Hur", "How"),
    ),
)

ACTIONS = Table(
    "actions",
    "Vad ett organ har gjort med en rekommendation.",
    "What a body has done about a recommendation.",
    ("action_id",),
    (
        required(identifier("action_id", "Beteckning", "Identifier")),
        required(identifier("recommendation_id", "Rekommendation", "Recommendation",
                            "recommendations.recommendation_id")),
        required(identifier("unit_id", "Organ", "Body", "units.unit_id")),
        text("wave", "Omgång", "Wave"),
        required(word("status", ActionStatus, "Läge", "Status")),
        text("evidence", "Belägg", "Evidence"),
        text("reported_by", "Vem som uppger det", "Who says so"),
        moment("at", "När", "When"),
    ),
)  # fmt: skip

GROUP_VIEWS = Table(
    "group_views",
    "Hur långt en rekommendation har kommit enligt en referensgrupp.",
    "How far a recommendation has come, as a reference group sees it.",
    ("view_id",),
    (
        required(identifier("view_id", "Beteckning", "Identifier")),
        required(identifier("group_id", "Grupp", "Group", "groups.group_id")),
        required(identifier("recommendation_id", "Rekommendation", "Recommendation",
                            "recommendations.recommendation_id")),
        identifier("unit_id", "Organ; tomt för alla", "Body; empty for all of them",
                   "units.unit_id"),
        text("wave", "Omgång", "Wave"),
        word("status", ActionStatus, "Läge enligt gruppen", "Status as the group sees it"),
        text("text", "Gruppens bedömning, med ord som gruppen har godkänt",
             "What the group says, in words that it has approved"),
        date("approved_on", "Godkänd av gruppen för publicering; utan det visas den inte",
             "Approved by the group for publication; it is not shown without"),
    ),
)  # fmt: skip

SERVICES = Table(
    "services",
    "En verksamhet som ger vård eller stöd.",
    "A place that helps.",
    ("service_id",),
    (
        required(identifier("service_id", "Beteckning", "Identifier")),
        required(text("name", "Namn", "Name")),
        identifier("unit_id", "Organ", "Body", "units.unit_id"),
        text("place", "Ort", "Place"),
        text("operator", "Huvudman", "Operator"),
        integer("age_from", "Lägsta ålder som anges", "Lowest age stated"),
        integer("age_to", "Högsta ålder som anges", "Highest age stated"),
        text("ages_in_practice", "Åldrar i praktiken", "Ages in practice"),
        text("limits", "Begränsningar", "Limits"),
        text("for_whom", "Vilka den vänder sig till", "Who it is for"),
        boolean("named_publicly", "Gruppen nämns utåt", "The group is named publicly"),
        boolean("specialised", "Spetsverksamhet enligt studiens definition",
                "Specialised by the study's definition"),
        text("offers", "Vad den ger", "What it gives"),
        listing("needs", "Behov den svarar mot, med studiens egna ord",
                "Needs it answers to, in the study's own words"),
        text("methods", "Metoder", "Methods"),
        text("ways_in", "Vägar in", "Ways in"),
        boolean("self_referral", "Man kan höra av sig själv, utan remiss",
                "One may come oneself, without a referral"),
        text("waiting", "Väntetid", "Waiting"),
        text("contact", "Kontakt", "Contact"),
        text("phone", "Telefon", "Telephone"),
        boolean("anonymous", "Man kan vara anonym", "One may be anonymous"),
        listing("languages", "Språk som talas, som koder (`sv`, `so`)",
                "Languages spoken, as codes (`sv`, `so`)"),
        boolean("interpreter", "Tolk ordnas", "An interpreter is arranged"),
        boolean("nationwide", "För hela landet", "For the whole country"),
        boolean("protected_address", "Adressen är skyddad; då får ingen ort anges",
                "The address is protected; then no place may be stated"),
        identifier("source_id", "Källa", "Source", "sources.source_id"),
        date("verified_on", "Kontrollerad den", "Verified on"),
        text("verified_by", "Kontrollerad av", "Verified by"),
        date("confirmed_on", "Bekräftad av verksamheten själv den",
             "Confirmed by the service itself on"),
        text("confirmed_by", "Vem i verksamheten som bekräftade: uppdrag, inte namn",
             "Who at the service confirmed it: a role, not a name"),
        text("sources_disagree", "Vad källorna säger olika om",
             "What the sources disagree on"),
    ),
)  # fmt: skip

TRAININGS = Table(
    "trainings",
    "En utbildning som ges.",
    "A training given.",
    ("training_id",),
    (
        required(identifier("training_id", "Beteckning", "Identifier")),
        identifier("unit_id", "Organ", "Body", "units.unit_id"),
        required(text("content", "Innehåll", "Content")),
        text("audience", "Målgrupp", "Audience"),
        text("frequency", "Hur ofta", "How often"),
        date("last_revised", "Senast omarbetad", "Last revised"),
        identifier("source_id", "Källa", "Source", "sources.source_id"),
    ),
)

LEGAL_RULES = Table(
    "legal_rules",
    "En rättsregel med giltighetstid.",
    "A dated legal rule.",
    ("rule_id", "valid_from"),
    (
        required(identifier("rule_id", "Beteckning", "Identifier")),
        required(date("valid_from", "Gäller från", "Valid from")),
        date("valid_to", "Gäller till och med", "Valid to"),
        required(text("source", "Författning", "Statute")),
        text("section", "Paragraf", "Section"),
        required(text("text", "Regeln i egna ord", "The rule in our words")),
        text("plain", "Regeln på lätt svenska, till den som berättar",
             "The rule in plain words, to the one who tells"),
        word("kind", RuleKind, "Slag", "Kind"),
        text("to_whom", "Till vem man anmäler", "Whom one reports to"),
        integer("age_from", "Gäller den som har fyllt", "Holds for persons from this age"),
        integer("age_to", "Gäller den som är högst", "Holds for persons up to this age"),
        integer("months",
                "Lägsta straff i månader: brottets, eller det som gränsen kräver; 0 är inget "
                "lägsta",
                "Lowest penalty in months: of the offence, or that the threshold asks for; "
                "0 is no lowest"),
        date("reviewed_on", "Granskad den", "Reviewed on"),
        text("reviewed_by", "Granskad av: uppdrag, inte namn", "Reviewed by: a role, not a name"),
        date("review_by", "Ska granskas på nytt senast", "To be reviewed again by"),
    ),
)  # fmt: skip

CARD_QUESTIONS = Table(
    "card_questions",
    "En rutinfråga i studiens frågebank.",
    "A routine question of the study's bank.",
    ("card_question_id",),
    (
        required(identifier("card_question_id", "Beteckning", "Identifier")),
        required(word("origin", QuestionOrigin, "Varifrån frågan kommer",
                      "Where the question comes from")),
        required(text("title", "Vad frågan gäller, eller vad som hänvisas till",
                      "What the question is about, or what is referred to")),
        text("wording", "Frågans ordalydelse; tom för en hänvisning",
             "The wording; empty for a reference"),
        text("definition", "Vad som menas", "What is meant"),
        text("example", "Ett exempel", "An example"),
        identifier("source_id", "Källa", "Source", "sources.source_id"),
        text("licence", "Licens", "Licence"),
    ),
)  # fmt: skip

CARDS = Table(
    "cards",
    "Ett rutinkort.",
    "A routine card.",
    ("card_id",),
    (
        required(identifier("card_id", "Beteckning", "Identifier")),
        identifier("unit_id", "Organ", "Body", "units.unit_id"),
        required(text("title", "Rubrik", "Title")),
        text("content", "Innehåll i Markdown", "Content in Markdown"),
        date("valid_from", "Gäller från", "Valid from"),
        date("valid_to", "Gäller till och med", "Valid to"),
        text("decided_by", "Beslutat av", "Decided by"),
        date("decided_on", "Beslutat den", "Decided on"),
        listing("questions", "Frågor ur frågebanken, i ordning",
                "Questions of the bank, in order", "card_questions.card_question_id"),
        text("record_hidden", "Hur journalen döljs för andra på nätet",
             "How the record is kept from others online"),
        text("safety", "Omedelbar säkerhet", "Immediate safety"),
        text("call", "Vem man ringer", "Whom to call"),
        text("child", "Om personen är under 18 år", "If the person is under 18"),
        text("adult", "Om personen är vuxen", "If the person is an adult"),
        text("concern", "Orosanmälan: så gör vi", "Report of concern: how we do it"),
        text("police", "Polisanmälan: så gör vi", "Report to the police: how we do it"),
        text("barnahus", "Barnahus", "Barnahus"),
        text("treatment", "Behandling", "Treatment"),
        text("stays", "Vem som stannar kvar tills nästa instans har tagit över",
             "Who stays until the next place has taken over"),
        text("record", "Vad som skrivs i journalen", "What is written in the record"),
        text("told", "Vad patienten får veta", "What the patient is told"),
        listing("rules", "Rättsregler det bygger på", "Legal rules it rests on",
                "legal_rules.rule_id"),
    ),
)  # fmt: skip

RELEASES = Table(
    "releases",
    "En publicering.",
    "A publication.",
    ("number",),
    (
        required(identifier("number", "Nummer", "Number")),
        required(date("date", "Dag", "Day")),
        text("revision", "Revision", "Revision"),
        text("note", "Vad som är nytt", "What is new"),
    ),
)

ERRATA = Table(
    "errata",
    "En rättelse.",
    "A correction.",
    ("erratum_id",),
    (
        required(identifier("erratum_id", "Beteckning", "Identifier")),
        required(date("date", "Dag", "Day")),
        identifier("release", "Publicering som rättas", "Release corrected", "releases.number"),
        required(text("text", "Vad som rättas", "What is corrected")),
    ),
)

GLOSSARY = Table(
    "glossary",
    "Ett ord och hur det används.",
    "A word and how it is used.",
    ("term",),
    (
        required(identifier("term", "Ord", "Term")),
        text("preferred", "Ord att använda i stället", "Word to use instead"),
        text("definition", "Betydelse", "Definition"),
        listing("allowed_in", "Var ordet får stå: `question`, `answer`, `quote`",
                "Where the word may stand: `question`, `answer`, `quote`"),
    ),
)  # fmt: skip

TABLES = (
    FINDINGS,
    RECOMMENDATIONS,
    CLAUSES,
    SUPPORTS,
    ACTIONS,
    GROUP_VIEWS,
    SERVICES,
    TRAININGS,
    LEGAL_RULES,
    CARD_QUESTIONS,
    CARDS,
    RELEASES,
    ERRATA,
    GLOSSARY,
)
