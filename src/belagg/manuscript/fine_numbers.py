"""Numbers that a text may hold as they are: years, dates, ages, sections of law, references.

Each pattern matches a number together with what shows that it is no count of the study. The texts
they are tried on have ordinary spaces only (`typed_numbers` sees to that), so a space in a pattern
means any kind of space.
"""

import re
from dataclasses import dataclass
from functools import cache

from belagg.manuscript.number_words import number_words

_ANY_LANGUAGE = (
    # addresses of pages and of mail
    r"\b\w+://\S+|\bwww\.\S+|\b\S+@\S+\.\w+",
    # letters joined to digits, a name: ICD-10, covid-19, SEXIT2, F43.1
    r"(?<![\w=])[^\W\d_]+[-/]?\d[\w.:/-]*",
    # digits joined to a capital, an item: 4A
    r"(?<![\w.,])\d+[A-ZÅÄÖ]\b",
    # versions, standards and registers
    r"\b(?:ISO|IEC|EN|SS|SS-EN|SIS|WCAG|RFC|DSM|ICD|PDF/UA|PDF/A|CC BY(?:-\w+)*|CC0|Python|Excel|"
    r"Word|Windows|SPSS|Stata|HTML|CSS|Agenda|[Vv]ersion|[Ee]dition|v)[ -]?\d[\d .:/-]*",
    r"(?<![\d.,])\d+\.\d+\.\d+",
    r"\b(?:[Dd]nr|[Dd]iarienummer|[Oo]rg\.?nr|[Oo]rganisationsnummer|ISBN|ISSN|DOI|doi)[:.]? ?"
    r"[\w .:/-]*\d",
    r"\b[A-ZÅÄÖ]{1,5} ?\d{4}[-/:]\d+",
    # numbers of statutes, inquiries and issues: 2018:1937, 2020/21:170, 10:21, 2016/679, 4/2021
    r"(?<![\d.,])\d{1,4}(?:/\d{2,4})?:\d+(?:[–-]\d+)?",
    r"(?<![\d.,/])(?:\d{4}/\d+|\d{1,3}/\d{4})(?![\d/])",
    # dates and times in digits
    r"(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?!\d)",
    r"(?<![\d.,])\d{1,2}\.\d{1,2}\.\d{2,4}(?!\d)",
    r"(?<![\d.,/])(?![1-9]/(?:2|3|4|5|6|8|10)(?![\d/]))\d{1,2}/\d{1,2}(?:[ /-]\d{2,4})?(?![\d/])",
    r"(?<![\d.,/])24/7(?![\d/])",
    # telephone numbers
    r"(?<![\d+])\+\d[\d ()-]{6,}\d|(?<!\d)0\d{1,3}[- ]\d[\d ]{3,}\d|(?<!\d)1177(?!\d)|"
    r"(?<!\d)116 ?\d{3}(?!\d)",
    r"\b(?:[Rr]ing|[Ll]arma|SOS|numret|nummer|[Tt]elefon|[Tt]el\.|[Cc]all|[Dd]ial|[Pp]hone) 112\b",
    # ordinals, marks of notes and enumerations, numbers at the head of a heading
    r"(?<![\d.,])\d+:(?:a|e|an|en)\b|(?<![\d.,])\d+(?:st|nd|rd|th)\b",
    r"\[\d+\]|(?:^|(?<= ))\d{1,2}\)|^\d+(?:\.\d+)+\.? (?=[A-ZÅÄÖ])|^\d+\. (?=[A-ZÅÄÖ])",
    # § 9, §§ 4–6
    r"§§? ?\d+(?: ?[a-z]\b)?(?:(?:[–-]|, | och | and )\d+)*",
)


@dataclass(frozen=True, slots=True)
class Fine:
    """A pattern of numbers that may stand; some only where nothing counted follows (18 % or 18
    regions are no age).
    """

    pattern: str
    unless_counted: bool = False


_YEAR = r"(?:19\d\d|20\d\d|2100)"
_ITEM = r"[A-Z]?\d+(?:\.\d+)*(?:[A-Z]\b)?"
_DAY = r"\d{1,2}(?::?e|st|nd|rd|th)?"
_PAGES = r"\d+(?:[–-]\d+)?(?: ?ff?\b\.?)?(?:(?:, | och | and )\d+(?:[–-]\d+)?)*"

_WORD = r"[\w-]+"
"""Any word: a number word in its place is known for one by the context."""

_SV_MONTH = (
    r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
)
_EN_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)

_SV_REFERRED = (
    r"kapit(?:el|let|len)|kap\.|avsnitt(?:en)?|diagram(?:men)?|figur(?:er|erna)?|"
    r"tabell(?:er|erna)?|kart(?:a|or|orna)|bild(?:er|erna)?|bilag(?:a|or|orna)|ruta|"
    r"(?:följd)?fråg(?:a|or|orna)|item|rekommendation(?:en|er|erna)?|steg(?:en)?|"
    r"punkt(?:en|er|erna)?|nummer|nr\.?|(?:fot)?not(?:en|er|erna)?|fas|tema|del(?:arna)?|volym|"
    r"nivå|våg|omgång|resultat|exempel|alternativ|protokoll|(?:del)?mål|regel|reglerna|grupp|"
    r"klass|årskurs|åk|typ|modell|spår|moment|fynd|led|rad|kolumn|skala(?:n)?(?: från)?|upplaga|"
    r"årgång|artik(?:el|larna)|art\.|skäl"
)
_SV_REFERRED_IN_WORDS = (
    "kapitel|avsnitt|steg|punkt|rekommendation|fråga|del|fas|nivå|nummer|bilaga|diagram|tabell|"
    "artikel"
)
_EN_REFERRED = (
    r"chapters?|ch\.|sections?|sec\.|figures?|figs?\.|charts?|tables?|maps?|appendix|annex|"
    r"questions?|items?|recommendations?|steps?|points?|numbers?|nos?\.|(?:foot)?notes?|phases?|"
    r"themes?|parts?|volume|vol\.|levels?|waves?|rounds?|findings?|examples?|options?|protocol|"
    r"goals?|targets?|rules?|groups?|grades?|types?|model|articles?|art\.|recitals?|rows?|columns?|"
    r"lines?|box(?:es)?|scale(?: (?:of|from))?"
)
_EN_REFERRED_IN_WORDS = (
    "chapter|section|step|point|recommendation|question|part|phase|level|number|appendix|figure|"
    "table|article"
)


def _listed(one: str, links: str) -> str:
    return rf"{one}(?:(?: ?[–-] ?|, |,? (?:{links}) ){one})*"


def _years(heads: str, tails: str) -> tuple[Fine, ...]:
    span = rf"{_YEAR}(?:[–/-](?:\d{{4}}|\d{{2}})(?!\d))?"
    return (
        Fine(rf"(?<![\d.,–-]){span}(?:{tails})?(?!\d|[.,]\d)", unless_counted=True),
        Fine(rf"\b(?:{heads}) {span}(?!\d|[.,]\d| ?%)"),
    )


def _swedish() -> tuple[str | Fine, ...]:
    teen = "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|tjugo|tjugoen|tjugoett"
    span = rf"(?:\d+|{teen})(?:(?: och | till | eller |[–-])(?:\d+|{teen}))?"
    lettered = r"\d+(?: ?[a-z]\b)?"
    return (
        *_years(
            "år|åren|hösten|våren|sommaren|vintern|sedan|årsskiftet",
            "-?(?:talet|talets|tal)|-?åren|s",
        ),
        # dates and times
        rf"(?<!\d){_DAY}(?:(?: ?[–-] ?| och | till | eller )(?:den )?{_DAY})? {_SV_MONTH}"
        rf"(?: {_YEAR})?",
        r"\b(?:kl\.?|klockan) \d{1,2}(?:[.:]\d{2})?(?: ?[–-] ?\d{1,2}(?:[.:]\d{2})?)?",
        r"\b(?:vecka|veckorna|v\.|kvartal) \d+(?:[–-]\d+)?",
        # ages
        r"\b(?:under|över|från|till|fyllt|fyllda|fyller|minst|lägst|högst|äldre än|yngre än|mellan|"
        r"vid|ålder(?:n|s)?|åldrarna|åldersgränsen|åldersgräns)(?: (?:av|på|är|om|från))? "
        rf"{span} års?\b",
        rf"\b{span} år (?:gam(?:mal|malt|la)|(?:eller|och) (?:äldre|yngre|över|under|uppåt))",
        r"(?<![\d.,])\d+[–-]\d+ (?:år|års|åriga)\b",
        rf"\b{span} års ålder",
        Fine(
            r"\b(?:barn|unga|ungdomar|personer|person|flickor|pojkar|patienter|den som är) "
            rf"(?:som är )?(?:under|över|från|mellan|yngre än|äldre än) {span}(?!\d|[.,]\d)",
            unless_counted=True,
        ),
        Fine(
            r"\b(?:åldern|åldrarna|ålder|fyllda|fyllt|åldersgränsen) (?:är )?"
            rf"{span}(?!\d|[.,]\d)",
            unless_counted=True,
        ),
        # compounds: 13-åringar, 3-årig, 24-timmars; not 45-procentig nor ett 20-tal
        r"(?<![\d.,])\d+(?:[–-]\d+)?-(?!procent|tal\b)[a-zåäö]+",
        # sections of law and terms of prison
        rf"(?<![\d.,]){_listed(lettered, 'och|eller|samt')} "
        r"(?:kap\b\.?|kapitlet|§§?|st\.|stycket|mom\.|punkten)",
        r"\bfängelse(?:straff)?(?: i| på)?(?: lägst| högst| minst| upp till| mellan| från)* "
        rf"{_WORD}(?:,? (?:och|till|eller|samt) (?:lägst |högst |minst )?{_WORD})? "
        r"(?:år|månader|dagar)\b",
        rf"\b{_WORD} (?:års|månaders) (?:fängelse|straff)",
        # references in the text and to other texts
        rf"\b(?:sid\.?|s\.|sida|sidan|sidorna|sidor) {_PAGES}",
        rf"\b(?:{_SV_REFERRED}) {_listed(_ITEM, 'och|eller|samt|respektive|till')}(?:\(\d+\))*",
        rf"\b(?:{_SV_REFERRED_IN_WORDS}) {_WORD}",
    )


def _english() -> tuple[str | Fine, ...]:
    teen = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty-one"
    span = rf"(?:\d+|{teen})(?:(?: and | to | or |[–-])(?:\d+|{teen}))?"
    return (
        *_years(
            "in|since|during|until|before|after|by|spring|summer|autumn|winter|early|late|year",
            "s|['’]s",
        ),
        # dates and times
        rf"(?<!\d){_DAY}(?:(?: ?[–-] ?| and | to | or ){_DAY})?(?: of)? {_EN_MONTH}(?:,? {_YEAR})?",
        rf"\b{_EN_MONTH} {_DAY}(?: ?[–-] ?{_DAY})?(?:,? {_YEAR})?(?!\d)",
        r"\b\d{1,2}(?:[.:]\d{2})? ?(?:a\.?m\.?|p\.?m\.?)(?!\w)|\bat \d{1,2}[.:]\d{2}\b",
        r"\b(?:weeks?|quarter) \d+(?:[–-]\d+)?",
        # ages
        r"\b(?:under|over|below|above|from|up to|aged?|ages|at least|older than|younger than|"
        r"between|turned)(?: (?:of|from|between|under|over|the ages? of))? "
        rf"{span} (?:years?|yrs)\b",
        Fine(
            r"\b(?:aged?|ages|the ages? of|age limit(?: is| of)?|turned) "
            rf"(?:under |over |from |between )?{span}(?!\d|[.,]\d)",
            unless_counted=True,
        ),
        Fine(
            r"\b(?:children|young people|adolescents|persons|people|girls|boys|patients|those|"
            r"anyone) (?:who are )?(?:under|over|below|above|from|between|aged|older than|"
            rf"younger than) {span}(?!\d|[.,]\d)",
            unless_counted=True,
        ),
        rf"\b{span} years? (?:old|of age|(?:or|and) (?:older|younger|over|under|above))",
        rf"\b{span} (?:and|or) (?:over|older|under|younger|above)\b",
        r"(?<![\d.,])\d+[–-]\d+ years\b",
        # compounds: 13-year-old; not 45-percent
        r"(?<![\d.,])\d+(?:[–-]\d+)?-(?!per-?cent)[a-z]+",
        # sections of Swedish law and terms of prison
        r"(?<![\d.,])\d+ kap\.?(?: \d+(?: [a-z])? §)?",
        r"\b(?:imprisonment|prison|sentenced)(?: of| for| to)?(?: at least| at most| up to)? "
        rf"{_WORD} (?:years?|months?)\b",
        rf"\b{_WORD} (?:years|months)['’]? (?:imprisonment|in prison)",
        # references in the text and to other texts
        rf"\b(?:pp?\.|pages?) {_PAGES}",
        rf"\b(?:{_EN_REFERRED}) {_listed(_ITEM, 'and|or|to|through')}(?:\(\d+\))*",
        rf"\b(?:{_EN_REFERRED_IN_WORDS}) {_WORD}",
        r"\bzero tolerance\b",
    )


@dataclass(frozen=True, slots=True)
class FinePattern:
    """A compiled pattern; `unless` is what must not follow its match, if anything."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Give where the pattern stands in a text, start and end (exclusive)."""
        return [
            match.span()
            for match in self.pattern.finditer(text)
            if self.unless is None or not self.unless.match(text, match.end())
        ]


@cache
def fine_patterns(language: str) -> tuple[FinePattern, ...]:
    """Give the patterns for `sv`, those of English for any other language; the commonest first."""
    words = number_words(language)
    counted = re.compile(rf" ?%| (?:{words.counted}|{words.percent})\b", re.IGNORECASE)
    own = []
    for fine in _swedish() if language == "sv" else _english():
        made = Fine(fine) if isinstance(fine, str) else fine
        pattern = re.compile(made.pattern, re.IGNORECASE)
        own.append(FinePattern(pattern, counted if made.unless_counted else None))
    return (*own, *(FinePattern(re.compile(pattern)) for pattern in _ANY_LANGUAGE))
