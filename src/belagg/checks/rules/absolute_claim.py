"""A claim about all or none with no figure behind it."""

import re

from belagg.checks.patterns import unit_nouns, wording
from belagg.checks.rule import Rule
from belagg.language import _, marked
from belagg.study.study import Study
from belagg.study.vocabulary import Severity

_DOCUMENTS = {
    "sv": r"riktlinje(?:rna)?|rutin(?:erna)?|(?:vård)?program(?:men)?|(?:handlings)?plan(?:erna)?"
    r"|dokument(?:en)?",
    "en": r"guidelines?|routines?|programmes?|plans?|documents?",
}


_WORDS = ("alla ", "samtliga", "ingen ", "inga ", "saknas", "saknar", "undantagslöst",
          "all ", "no ", "none of", "entirely", "completely", "without exception")  # fmt: skip


def _pattern(study: Study, language: str) -> re.Pattern[str]:
    bodies = "|".join(unit_nouns(study, language))
    several = "|".join(unit_nouns(study, language)[1:])
    papers = _DOCUMENTS.get(language, _DOCUMENTS["en"])
    parts: tuple[str, ...]
    if language == "sv":
        # Whom something was sent to or holds for is no claim about what they do.
        parts = (
            r"\b(?<!\btill )(?<!\båt )(?<!\bför )(?<!\bav )(?<!\bfick )(?<!\bgäller )(?<!\bom )"
            rf"(?:alla|samtliga|inga|ingen)(?: av)?(?: de)?(?: \w+s)? (?:{bodies})\b"
            r"(?! (?:fick|får|har fått|tillfrågades|ingår|ingick|utom)\b)",
            rf"(?:^|, |\batt )(?:inga|ingen)(?: av)?(?: de)? (?:{papers})\b",
            r"\bsaknas helt\b(?! enkelt)|\bundantagslöst\b",
            rf"\b(?:{several})\b[^,:;]* (?:saknar helt(?! enkelt)|helt saknar)\b",
        )
    else:
        parts = (
            r"\b(?<!\bto )(?<!\bfor )(?<!\bby )(?<!\bif )(?<!\bwhether )(?:all|no|none of)(?: the)?"
            rf"(?: \w+['’]s)? (?:{bodies})\b(?! (?:got|received|were asked|except|but)\b)",
            rf"(?:^|, |\bthat )(?:no|none of the) (?:{papers})\b",
            rf"\b(?:{several})\b[^,:;]* (?:entirely|completely) lack\b|\bwithout exception\b",
        )
    return re.compile("|".join(parts), re.IGNORECASE)


def _message() -> str:
    return _("“{}” is said of all or none, and no figure stands beside it")


RULE = Rule(
    "absolute-claim",
    Severity.HINT,
    marked("What is said of all or none has a figure beside it"),
    marked(
        "One exception makes a claim about all or none false, and a reader who knows of one stops "
        "trusting the rest. With the figure in the same sentence, or the next, every build checks "
        "it."
    ),
    bad="Rutinmässiga frågor saknas helt i regionerna.",
    good="{{ 1B.yes.count | Words | noun }} frågar rutinmässigt, {{ 1B.no.count | words }} gör det "
    "inte.",
    find=wording(_pattern, _WORDS, _message, reach=1),
)
