"""A quantity that says how many without saying it."""

import re
from functools import cache

from belagg.checks.patterns import wording
from belagg.checks.rule import Rule
from belagg.language import _, marked
from belagg.study.study import Study
from belagg.study.vocabulary import Severity

_VAGUE = {
    "sv": r"nästan (?:aldrig|alltid|alla|samtliga|ing(?:en|a|et))"
    r"|(?:några|enstaka|ett fåtal|få|med (?:något|ett) (?:enda )?) ?undantag"
    r"|i princip (?:av |i |hos )?(?:alla|samtliga|alltid|aldrig|ing(?:en|a|et))"
    r"|(?:så gott som|i stort sett|praktiskt taget) (?:alla|samtliga|alltid|aldrig|ing(?:en|a|et))",
    "en": r"(?:almost|nearly|practically|virtually) (?:never|always|all|none|no|every)"
    r"|(?:a few|few|some) exceptions|in principle (?:all|every|none|no)",
}


_WORDS = ("nästan", "undantag", "princip", "så gott som", "stort sett", "praktiskt taget",
          "almost", "nearly", "practically", "virtually", "exceptions")  # fmt: skip


@cache
def _compiled(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_VAGUE.get(language, _VAGUE['en'])})\b", re.IGNORECASE)


def _pattern(_study: Study, language: str) -> re.Pattern[str]:
    return _compiled(language)


def _message() -> str:
    return _("“{}” says how many without saying it, and no figure stands in the sentence")


RULE = Rule(
    "vague-quantity",
    Severity.HINT,
    marked("How many is said with a figure"),
    marked(
        "“Almost never”, “a few exceptions” and “in principle all” can be one thing in one chapter "
        "and another in the next, and nobody can say which is right. If it was counted, give the "
        "number; if it was not, say so."
    ),
    bad="Riktlinjerna tar nästan aldrig upp ämnet.",
    good="{{ documents.on-subject.count | Words }} av de {{ documents.count }} lästa riktlinjerna "
    "tar upp ämnet.",
    find=wording(_pattern, _WORDS, _message, reach=0),
)
