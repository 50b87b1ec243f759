"""How numbers are written in words, in Swedish and English, as patterns to find them by.

*En*, *ett* and *one* are left alone: they are mostly articles. Ordinals (*första*, *third*), *båda*
and *ett par* count nothing that a figure could say.
"""

from typing import NamedTuple


class NumberWords(NamedTuple):
    """The patterns of one language; none of them holds a capturing group.

    `cardinal` matches a number in words (two and up, and nought); `part` a share of something
    (*hälften*, *two thirds*, *every fifth*); `counted` a noun that is counted in reports of this
    kind, in the plural; `percent` the word for per cent. `begins` looks ahead for the letters that
    a cardinal can begin with, which saves trying it on most words. All are in lower case.
    """

    begins: str
    cardinal: str
    part: str
    counted: str
    percent: str


_SV_UNIT = "två|tre|fyra|fem|sex|sju|åtta|nio"
_SV_TEEN = "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|aderton|nitton"
_SV_TENS = "tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio"
_SV_BELOW_HUNDRED = rf"(?:(?:{_SV_TENS})(?:en|ett|{_SV_UNIT})?|{_SV_TEEN}|{_SV_UNIT})"
_SV_BELOW_THOUSAND = (
    rf"(?:(?:(?:ett|{_SV_UNIT}|{_SV_TEEN})?hundra(?:en|ett|{_SV_BELOW_HUNDRED})?)"
    rf"|{_SV_BELOW_HUNDRED})"
)
_SV_CARDINAL = (
    rf"(?:(?:ett?|{_SV_BELOW_THOUSAND})?tusen(?:en|ett|{_SV_BELOW_THOUSAND})?"
    rf"|{_SV_BELOW_THOUSAND}"
    r"|noll|miljon(?:er|erna)?|miljard(?:er|erna)?"
    r"|(?:dussin|tjog)(?:et|en|tals)?"
    rf"|(?:fem|{_SV_TEEN}|{_SV_TENS}|hundra|tusen)tals?)"
)
_SV_PART = (
    r"(?:hälften"
    r"|(?:(?:en|två|ett|tre|fyra|fem|sex|sju|åtta|nio|tio) )?"
    r"(?:tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde?|tionde?|tjugonde|hundrade)"
    r"del(?:ar|arna|en)?"
    r"|(?:varannan|vartannat)(?! (?:minut|timme|dag|dygn|vecka|månad|år|gång)\b)"
    r"|var(?:t)? (?:tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|tjugonde|hundrade)"
    r"(?! (?:minut|timme|dag|dygn|vecka|månad|år|gång)\b))"
)
_SV_COUNTED = (
    r"(?:region(?:er|erna|ers)?|kommun(?:er|erna|ers)?|län|landsting|myndighet(?:er|erna)?"
    r"|organ|verksamhet(?:er|erna)?|person(?:er|erna)?|deltagar(?:e|na)|respondent(?:er|erna)?"
    r"|mottagar(?:e|na)|mottagning(?:ar|arna)?|klinik(?:er|erna)?|patient(?:er|erna)?"
    r"|barn(?:en)?|ungdom(?:ar|arna)?|flick(?:or|orna)|pojk(?:ar|arna)|kvinn(?:or|orna)"
    r"|män(?:nen)?|människ(?:or|orna)|utsatta|brukar(?:e|na)|stödgivar(?:e|na)"
    r"|svar(?:en)?|fall(?:en)?|fråg(?:or|orna)|item|enkät(?:er|erna)?"
    r"|dokument(?:en)?|riktlinj(?:er|erna)|rutin(?:er|erna)?|program(?:men)?|plan(?:er|erna)"
    r"|sid(?:or|orna)|rad(?:er|erna)|ställen|citat(?:en)?|utsag(?:or|orna)|rapport(?:er|erna)?"
    r"|rekommendation(?:er|erna)?|resultat(?:en)?|fynd(?:en)?|tem(?:an|ana)|skikt(?:en)?"
    r"|grupp(?:er|erna)?|referensgrupp(?:er|erna)?|möt(?:en|ena)|intervju(?:er|erna)?"
    r"|samordnar(?:e|na)|tjänstemän(?:nen)?|politiker(?:na)?|organisation(?:er|erna)?"
    r"|stycken|gånger|procent|procentenheter|kronor|kr"
    r"|timm(?:ar|arna)|dag(?:ar|arna)|dygn|veck(?:or|orna)|månad(?:er|erna)?|sätt|delar|länder)"
)

_EN_UNIT = "two|three|four|five|six|seven|eight|nine"
_EN_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_EN_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_EN_BELOW_HUNDRED = rf"(?:(?:{_EN_TENS})(?:[-‑ ](?:one|{_EN_UNIT}))?|{_EN_TEEN}|{_EN_UNIT})"
_EN_SCALE = "hundreds?|thousands?|millions?|billions?"
_EN_CARDINAL = (
    rf"(?:(?:(?:a|one|{_EN_BELOW_HUNDRED}) )?(?:{_EN_SCALE})"
    rf"(?:(?:,? and|,)? (?:one|{_EN_BELOW_HUNDRED}))?"
    rf"|{_EN_BELOW_HUNDRED}|zero|dozens?|a score)"
)
_EN_FRACTION = "thirds?|fourths?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_EN_PART = (
    rf"(?:(?:two|three|four|five|six|seven|eight|nine)[-‑ ](?:{_EN_FRACTION})"
    rf"|(?:a|one)[-‑ ](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?= of\b)"
    r"|half(?= (?:of|the)\b)"
    r"|every (?:second|other|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?! (?:minute|hour|day|week|month|year|time)\b))"
)
_EN_COUNTED = (
    r"(?:regions?|municipalit(?:y|ies)|count(?:y|ies)|authorit(?:y|ies)|bod(?:y|ies)|units?"
    r"|services?|persons?|people|participants?|respondents?|recipients?|clinics?|patients?"
    r"|children|girls?|boys?|women|men|answers?|responses?|cases?|questions?|items?"
    r"|documents?|guidelines?|routines?|programmes?|plans?|pages?|lines?|passages?|quotations?"
    r"|claims?|reports?|recommendations?|findings?|themes?|layers?|groups?|meetings?|interviews?"
    r"|coordinators?|officials?|organisations?|times|percent|per cent|percentage points?"
    r"|kronor|euros?|hours?|days?|weeks?|months?|ways|countries)"
)

_SV_BEGINS = r"(?=t[vrioju]|f[yej]|s[ej]|åt|n[io]|el|a[rd]|hu|mi|du|e[nt])"
_EN_BEGINS = r"(?=t[hwe]|f[io]|s[ie]|e[il]|ni|hu|mi|bi|ze|do|a |one )"

SV = NumberWords(_SV_BEGINS, _SV_CARDINAL, _SV_PART, _SV_COUNTED, "procent(?:enheter)?")
EN = NumberWords(_EN_BEGINS, _EN_CARDINAL, _EN_PART, _EN_COUNTED, "per ?cent|percentage points?")


def number_words(language: str) -> NumberWords:
    """Give the patterns of `sv`, and of English for any other language."""
    return SV if language == "sv" else EN
