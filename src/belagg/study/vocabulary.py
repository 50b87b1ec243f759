"""The closed sets of words a study uses, each with its meaning in Swedish and English."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """A closed set of codes; a member is declared as `code, Swedish, English`."""

    sv: str
    en: str

    def __new__(cls, code: str, sv: str = "", en: str = "") -> "Vocabulary":
        """Make a member that equals its code and carries its label in both languages."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.sv = sv
        member.en = en
        return member

    def label(self, language: str) -> str:
        """Give the word a reader sees, in `sv` or `en`."""
        return self.sv if language == "sv" else self.en


class Layer(Vocabulary):
    """Whose word a value is; the three are never merged."""

    STATED = "stated", "uppgett", "stated"
    RECODED = "recoded", "omkodat", "recoded"
    DOCUMENTED = "documented", "belagt i dokument", "documented"


class Missing(Vocabulary):
    """Why a unit has no category on an item; never itself a category."""

    NO_ANSWER = "no_answer", "svar saknas", "no answer"
    REFUSED = "refused", "avböjde att svara", "refused"
    DONT_KNOW = "dont_know", "vet inte", "does not know"
    NOT_APPLICABLE = "not_applicable", "ej tillämpligt", "not applicable"
    NOT_ASKED = "not_asked", "frågan ställdes inte", "not asked"
    UNDETERMINABLE = "undeterminable", "går inte att avgöra", "cannot be determined"
    NOT_PUBLISHED = "not_published", "inte publicerat", "not published"


class Grade(Vocabulary):
    """What a body's documents say of a claim it makes."""

    CONFIRMED = "confirmed", "bekräftas", "confirmed"
    PARTLY = "partly", "bekräftas delvis", "partly confirmed"
    CONTRADICTED = "contradicted", "motsägs", "contradicted"
    NOT_SPECIFIED = "not_specified", "preciseras inte", "not specified"
    UNVERIFIABLE = "unverifiable", "kan inte kontrolleras", "cannot be verified"
    NOT_REVIEWED = "not_reviewed", "inte granskat", "not reviewed"


class Origin(Vocabulary):
    """How an answer came in."""

    SURVEY = "survey", "enkät", "survey"
    FOLLOW_UP = "follow_up", "följdfråga", "follow-up question"
    PHONE = "phone", "telefon", "telephone"


class Basis(Vocabulary):
    """What a decision on a unit and an item rests on."""

    CATEGORY = "category", "valt svarsalternativ", "category chosen"
    TEXT = "text", "fritextsvar", "free text"
    RECONCILIATION = "reconciliation", "sammanvägning av flera svar", "reconciliation of answers"
    DOCUMENT = "document", "dokument", "document"
    CALL = "call", "samtal", "call"
    PUBLISHED = "published", "publicerad uppgift", "published statement"
    ELIMINATION = "elimination", "uteslutning", "elimination"
    RELEVANCE = "relevance", "frågans villkor", "relevance of the item"


class Round(Vocabulary):
    """Which reading a decision comes from."""

    FIRST = "first", "första kodningen", "first coding"
    SECOND = "second", "andra kodningen", "second coding"
    ADJUDICATED = "adjudicated", "avgjord", "adjudicated"


class Channel(Vocabulary):
    """By what means somebody was reached for."""

    WEB = "web", "webb", "web"
    EMAIL = "email", "e-post", "e-mail"
    PHONE = "phone", "telefon", "telephone"
    POST = "post", "brev", "post"
    MEETING = "meeting", "möte", "meeting"


class Purpose(Vocabulary):
    """What a contact was for."""

    INVITATION = "invitation", "utskick", "invitation"
    REMINDER = "reminder", "påminnelse", "reminder"
    FOLLOW_UP = "follow_up", "följdfråga", "follow-up question"
    FACT_CHECK = "fact_check", "faktakontroll", "fact check"
    CLOSING = "closing", "avslut", "closing"
    OTHER = "other", "annat", "other"


class Disposition(Vocabulary):
    """The outcome of an attempt to reach a recipient.

    After AAPOR, Standard Definitions (10th edition, 2023), surveys of named persons in
    establishments; the AAPOR code stands in `aapor`.
    """

    COMPLETE = "complete", "svarade", "complete"
    PARTIAL = "partial", "svarade delvis", "partial"
    REFUSAL = "refusal", "avböjde", "refusal"
    BREAK_OFF = "break_off", "avbröt", "break-off"
    NON_CONTACT = "non_contact", "nåddes inte", "non-contact"
    OTHER_ELIGIBLE = "other_eligible", "annat bortfall", "other, eligible"
    UNKNOWN = "unknown", "okänt utfall", "unknown eligibility"
    NOT_ELIGIBLE = "not_eligible", "tillhör inte målgruppen", "not eligible"
    SENT = "sent", "skickat, inget svar ännu", "sent, nothing yet"
    UNDELIVERABLE = "undeliverable", "kom inte fram", "undeliverable"

    @property
    def aapor(self) -> str:
        """Give the code of AAPOR's table of dispositions; empty for an interim outcome."""
        return {
            "complete": "1.1", "partial": "1.2", "refusal": "2.11", "break_off": "2.12",
            "non_contact": "2.2", "other_eligible": "2.3", "unknown": "3.0",
            "not_eligible": "4.0", "undeliverable": "3.3",
        }.get(self.value, "")  # fmt: skip


class Level(Vocabulary):
    """Whom a recommendation speaks to."""

    NATIONAL = "national", "nationell", "national"
    REGIONAL = "regional", "regional", "regional"
    LOCAL = "local", "lokal", "local"


class ActionStatus(Vocabulary):
    """How far a body has come with a recommendation."""

    NOT_STARTED = "not_started", "inte påbörjad", "not started"
    STARTED = "started", "påbörjad", "started"
    PARTLY = "partly", "delvis genomförd", "partly done"
    DONE = "done", "genomförd", "done"
    DEFERRED = "deferred", "uppskjuten", "deferred"


class Comparability(Vocabulary):
    """Whether an item can be compared with the same item of an earlier wave."""

    SAME = "same", "oförändrad", "same"
    CHANGED = "changed", "ändrad", "changed"
    BROKEN = "broken", "inte jämförbar", "broken"


class Fate(Vocabulary):
    """What has become of bodies from one wave to the next.

    Only one body that goes on as one can be held against itself; the others are counted apart.
    """

    SAME = "same", "samma organ", "the same body"
    MERGED = "merged", "sammanslagna", "merged"
    SPLIT = "split", "delade", "split"
    REGROUPED = "regrouped", "ombildade", "regrouped"
    ENDED = "ended", "upphörda", "ended"
    NEW = "new", "nya", "new"


class Consent(Vocabulary):
    """How far a speaker has agreed that her words are used."""

    NONE = "none", "inget samtycke", "none"
    INTERNAL = "internal", "endast internt", "internal only"
    PARAPHRASE = "paraphrase", "återges med andra ord", "in paraphrase"
    ANONYMOUS = "anonymous", "citeras utan namn", "quoted without name"
    NAMED = "named", "citeras med namn", "quoted by name"


class QuoteKind(Vocabulary):
    """What stands in a quotation."""

    VERBATIM = "verbatim", "ordagrant citat", "verbatim"
    PARAPHRASE = "paraphrase", "återgivet med andra ord", "paraphrase"


class GroupKind(Vocabulary):
    """Who a reference group is made of."""

    EXPERIENCE = "experience", "personer med egen erfarenhet", "persons with own experience"
    PROFESSIONAL = "professional", "yrkesverksamma", "professionals"


class RuleKind(Vocabulary):
    """What a legal rule does for the one who has been told."""

    DUTY = "duty", "skyldighet att anmäla", "duty to report"
    PERMISSION = "permission", "möjlighet att anmäla", "permission to report"
    THRESHOLD = (
        "threshold", "möjlighet från ett visst lägsta straff", "permission from a lowest penalty"
    )  # fmt: skip
    CONSENT = "consent", "samtycke", "consent"
    OFFENCE = "offence", "brott", "offence"
    FEEDBACK = "feedback", "vad anmälaren får veta", "what the reporter is told"
    ROUTINE = "routine", "krav på rutiner", "demand on routines"


class QuestionOrigin(Vocabulary):
    """Where a routine question comes from; a reference has no wording here."""

    OWN = "own", "egen fråga", "own question"
    BANK = "bank", "ur en frågebank vars licens tillåter det", "from a bank whose licence allows it"
    REFERENCE = "reference", "hänvisning till ett instrument", "reference to an instrument"


class DocumentKind(Vocabulary):
    """What a document is to the body that answers for it."""

    GUIDELINE = "guideline", "riktlinje", "guideline"
    ROUTINE = "routine", "rutin", "routine"
    PROGRAMME = "programme", "vårdprogram", "care programme"
    PLAN = "plan", "handlingsplan", "action plan"
    TRAINING = "training", "utbildningsmaterial", "training material"
    WEB_PAGE = "web_page", "webbsida", "web page"
    OTHER = "other", "annat", "other"


class Severity(Vocabulary):
    """How grave a finding of a check is; only an error fails the check."""

    ERROR = "error", "fel", "error"
    WARNING = "warning", "varning", "warning"
    HINT = "hint", "påpekande", "hint"


class CitedUnit(Vocabulary):
    """What kind of number a cited figure is."""

    COUNT = "count", "antal", "count"
    PERCENT = "percent", "procent", "percent"
    YEARS = "years", "år", "years"
    AMOUNT = "amount", "belopp", "amount"
