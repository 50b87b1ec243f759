"""What the guide says, by language: Swedish and English from here, other languages as data.

`guide/LANG.toml` in a package holds a language: what the study's own texts are in it, and, for
languages other than Swedish and English, every phrase of the page under `[words]`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from belagg.language import LANGUAGES, _, marked, translate
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.study import Study

FOLDER = "guide/"

PHRASES: Mapping[str, str] = {
    "title": marked("Information"),
    "heading": marked("Find support"),
    "intro": marked(
        "Here are places that give care and support. You decide yourself what you tell."
    ),
    "leave": marked("Leave this page now"),
    "again": marked("Show again"),
    "language": marked("Language"),
    "escape": marked("You can also press Escape three times."),
    "places": marked("Places to turn to"),
    "confirmed": marked(
        "Every place below has itself confirmed what stands here, within the last 180 days."
    ),
    "no_places": marked(
        "No place has confirmed its details lately enough to be shown here. Ask a health centre or "
        "a youth clinic."
    ),
    "place": marked("Where"),
    "anywhere": marked("Everywhere"),
    "age": marked("Your age"),
    "any_age": marked("All ages"),
    "need": marked("What you need"),
    "any_need": marked("Anything"),
    "spoken": marked("Language spoken"),
    "any_language": marked("Any language"),
    "self_referral": marked("No referral is needed"),
    "anonymous": marked("You can be anonymous"),
    "interpreter": marked("An interpreter is arranged"),
    "clear": marked("Clear the choices"),
    "print": marked("Print"),
    "found": marked("{} of {} places"),
    "none_found": marked("No place fits all of that. Take a choice away."),
    "nationwide": marked("The whole country"),
    "elsewhere": marked("Region not stated"),
    "for_whom": marked("For"),
    "ages": marked("Ages"),
    "ages_in_practice": marked("In practice"),
    "limits": marked("Good to know"),
    "offers": marked("Gives"),
    "methods": marked("How"),
    "ways_in": marked("How to come in"),
    "languages": marked("Languages"),
    "waiting": marked("Waiting"),
    "where": marked("Place"),
    "phone": marked("Phone"),
    "contact": marked("Contact"),
    "named": marked("Named openly"),
    "named_yes": marked("Says openly that it is for people with these experiences"),
    "named_no": marked("Does not say openly that it is for people with these experiences"),
    "protected": marked("The address is protected. You are told how to find it."),
    "all_ages": marked("no limit stated"),
    "age_from": marked("{} and older"),
    "age_to": marked("at most {}"),
    "age_between": marked("{} to {}"),
    "proof": marked("Confirmed by the place itself {}"),
    "source": marked("Source: {}"),
    "old": marked("This was confirmed {}. Call and ask before you go."),
    "disagree": marked("Sources disagree: {}"),
    "tell": marked("What happens if I tell?"),
    "tell_intro": marked(
        "This is about staff in public health care. Other rules may hold elsewhere. Ask the one "
        "you talk to."
    ),
    "child": marked("If you are under 18"),
    "adult": marked("If you are 18 or older"),
    "must": marked("What the staff must report"),
    "may": marked("What the staff may report"),
    "you": marked("What you can do"),
    "ask_first": marked(
        "Ask before you tell: “What must you report, and to whom?” You need not say who you are or "
        "what has happened until you know."
    ),
    "ask_stay": marked("Ask who will stay with you until somebody else has taken over."),
    "unknown": marked("We have no confirmed rule to show here. Ask the staff before you tell."),
    "overdue": marked(
        "A rule that this rests on has not been reviewed in time, so we do not show it. Ask the "
        "staff before you tell."
    ),
    "law": marked("{}, {}. In force from {}, reviewed {}."),
    "trace": marked("What the browser keeps"),
    "trace_nothing": marked(
        "This page keeps nothing: no cookies, no storage, no questions to other sites. What you "
        "choose is only here, and is gone when you leave."
    ),
    "trace_history": marked(
        "The browser may still remember that you were here: the address in its history, and "
        "sometimes a copy of the page. The button above puts another page in this one’s place, so "
        "that Back does not lead here. It cannot take the address out of the history. You can do "
        "that yourself, or use a private window."
    ),
    "trace_others": marked(
        "Whoever runs the network can see which sites you visit, but not what you choose here. A "
        "program that watches your phone or computer can see everything. Then use another one."
    ),
    "trace_call": marked(
        "A call is in the phone’s list of calls. What you print or photograph, others may find."
    ),
    "trace_script": marked(
        "When you turn to something else, the page empties. Where JavaScript is off it does not, "
        "and the button is a plain link: then Back leads here."
    ),
}
"""Every phrase of the guide by its key, in English."""


@dataclass(frozen=True, slots=True)
class Words:
    """A language of the guide: its phrases, and what the study's own texts are in it."""

    language: str
    phrases: Mapping[str, str]
    services: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, Mapping[str, str]]
    needs: Mapping[str, str]
    notice: str

    def __getitem__(self, key: str) -> str:
        return self.phrases[key]


def languages_of(study: Study) -> tuple[Words, ...]:
    """Give the languages of a study's guide: the study's own first, then those it has files for.

    English comes before other files. StudyError with everything wrong in the files.
    """
    files = {
        path.removeprefix(FOLDER).removesuffix(".toml"): path
        for path in study.files
        if path.startswith(FOLDER) and path.endswith(".toml")
    }
    others = sorted(
        set(files) - set(study.settings.languages), key=lambda code: (code != "en", code)
    )
    problems: list[Problem] = []
    words = []
    for language in (*study.settings.languages, *others):
        data = _data(study, files[language], problems) if language in files else {}
        words.append(_words(study, language, data, problems))
    if problems:
        raise StudyError(problems)
    return tuple(words)


def _data(study: Study, path: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(study.files[path].read().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem("bad-toml", _("is not TOML: {}").format(error), Where(path)))
        return {}


def _words(study: Study, language: str, data: dict[str, Any], problems: list[Problem]) -> Words:
    path = f"{FOLDER}{language}.toml"
    known = {
        "words": set(PHRASES),
        "services": set(study.tables["services"]["service_id"]),
        "rules": set(study.tables["legal_rules"]["rule_id"]),
        "needs": {need for row in study.tables["services"]["needs"].drop_nulls() for need in row},
    }
    parts: dict[str, dict[str, Any]] = {}
    for name, found in data.items():
        if name not in known or not isinstance(found, dict):
            message = _("“{}” is not one of {}").format(name, ", ".join(known))
            problems.append(Problem("unknown-setting", message, Where(path), name))
            continue
        parts[name] = found
        for key in set(found) - known[name]:
            message = _("{}: “{}” is not known").format(name, key)
            near = nearest(key, known[name])
            problems.append(Problem("unknown-value", message, Where(path), key, near))
    phrases = {key: translate(text, language) for key, text in PHRASES.items()}
    given = {key: str(text) for key, text in parts.get("words", {}).items()}
    for key in sorted(set(given) & set(PHRASES)):
        places = PHRASES[key].count("{}")
        if given[key].count("{}") != places or given[key].count("{") != places:
            message = _("words.{}: “{}” must have {} times {{}}, as “{}”")
            message = message.format(key, given[key], places, PHRASES[key])
            problems.append(Problem("bad-phrase", message, Where(path), given[key]))
    if language not in LANGUAGES:
        for key in sorted(set(PHRASES) - set(given)):
            message = _("words: “{}” is missing ({})").format(key, PHRASES[key])
            problems.append(Problem("missing-phrase", message, Where(path)))
    release = study.settings.guide
    notices = release.notice if release else {}
    return Words(
        language,
        phrases | given,
        parts.get("services", {}),
        parts.get("rules", {}),
        parts.get("needs", {}),
        notices.get(language, notices.get(study.settings.language, "")),
    )
