"""One service as an entry of the guide."""

from belagg.publish.guide.services import Service, Showing
from belagg.publish.guide.words import Words
from belagg.publish.webpage import language_name
from belagg.report.html.element import Element, element, extend
from belagg.study.study import Study

_WAYS = ("self_referral", "anonymous", "interpreter")


def entry(service: Service, place: str, showing: Showing, words: Words, study: Study) -> Element:
    """Give a service with what it is filtered by, what it says, and who says so.

    A text of the study that has no translation stands in the study's own language, marked so.
    """
    told = _Told(service, words, study)
    ways = [way for way in _WAYS if getattr(service, way)]
    node = element(
        "article",
        {
            "class": "service",
            "data-place": place,
            "data-from": "" if service.age_from is None else str(service.age_from),
            "data-to": "" if service.age_to is None else str(service.age_to),
            "data-needs": "|".join(service.needs),
            "data-languages": "|".join(service.languages),
            "data-ways": "|".join(ways),
        },
        element("h4", told.lang("name"), told.text("name")),
    )
    if ways:
        extend(node, element("p", {"class": "ways"}, " · ".join(words[way] for way in ways)))
    extend(node, _facts(told), _proof(told, showing))
    if "sources_disagree" in service.texts:
        said = words["disagree"].format(told.text("sources_disagree"))
        extend(node, element("p", {"class": "flag more"} | told.lang("sources_disagree"), said))
    return node


class _Told:
    """The texts of a service in a language, each with the language it stands in."""

    def __init__(self, service: Service, words: Words, study: Study) -> None:
        self.service, self.words = service, words
        self.own = study.settings.language
        self.translated = words.services.get(service.service_id, {})

    def text(self, name: str) -> str:
        return str(self.translated.get(name) or self.service.texts.get(name, ""))

    def lang(self, name: str) -> dict[str, str | None]:
        same = self.words.language == self.own or name in self.translated
        return {"lang": None if same else self.own}


def _facts(told: _Told) -> Element:
    service, words = told.service, told.words
    facts = element("dl")

    def add(label: str, text: str, lang: dict[str, str | None], more: bool) -> None:
        pair = {"class": "more" if more else label}
        facts.append(
            element("div", pair, element("dt", None, words[label]), element("dd", lang, text))
        )

    def own(label: str, name: str, *, more: bool) -> None:
        if told.text(name):
            add(label, told.text(name), told.lang(name), more)

    own("phone", "phone", more=False)
    own("contact", "contact", more=False)
    if service.protected_address:
        add("where", words["protected"], {}, True)
    else:
        own("where", "place", more=False)
    add("ages", age_text(service.age_from, service.age_to, words), {}, False)
    for name in ("ages_in_practice", "limits", "for_whom", "offers", "methods", "ways_in"):
        own(name, name, more=True)
    if service.languages:
        names = (language_name(code, words.language) for code in service.languages)
        add("languages", ", ".join(names), {}, True)
    own("waiting", "waiting", more=True)
    if service.named_publicly is not None:
        add("named", words["named_yes" if service.named_publicly else "named_no"], {}, True)
    return facts


def _proof(told: _Told, showing: Showing) -> Element:
    service, words = told.service, told.words
    day = service.confirmed_on.isoformat() if service.confirmed_on else ""
    said = words["proof"].format(day)
    if told.text("confirmed_by"):
        said += f" ({told.text('confirmed_by')})"
    said += "."
    if service.source:
        said += f" {words['source'].format(service.source)}."
    node = element("div", {"class": "more"}, element("p", {"class": "proof"}, said))
    if showing is Showing.OLD:
        extend(node, element("p", {"class": "flag"}, words["old"].format(day)))
    return node


def age_text(first: int | None, last: int | None, words: Words) -> str:
    """Say a span of ages, both ends included; None is no limit."""
    if first is None and last is None:
        return words["all_ages"]
    if first is None:
        return words["age_to"].format(last)
    if last is None:
        return words["age_from"].format(first)
    return words["age_between"].format(first, last)
