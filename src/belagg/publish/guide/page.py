"""The one page of the guide: every language on it, so that no choice is an address."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from belagg.publish.guide.entry import age_text, entry
from belagg.publish.guide.services import Service, age_spans
from belagg.publish.guide.telling import Step, Telling
from belagg.publish.guide.words import Words
from belagg.publish.rules import LegalRule
from belagg.publish.webpage import direction, language_name, stylesheet, webpage
from belagg.report.html.element import Element, element, extend
from belagg.study.settings import GuideRelease
from belagg.study.study import Study

NOWHERE = "-"
"""What stands for the region of a service that has none and is not for the whole country."""


MANY = 20
"""From how many services on the printed page says of each only its name, number and ages."""


def guide_page(
    study: Study,
    release: GuideRelease,
    services: tuple[Service, ...],
    tellings: tuple[Telling, ...],
    languages: tuple[Words, ...],
) -> bytes:
    """Give the page. The exit is its first stop by keyboard, and a plain link without JavaScript.

    A language is chosen with a radio button that CSS alone follows; without styles all are read
    one after the other. No link leads to a part of the page, since that would be in the history.
    """
    first = languages[0]
    leave = element(
        "a",
        {"id": "leave", "class": "leave", "href": release.leave_to, "rel": "noreferrer",
         "referrerpolicy": "no-referrer", "data-again": first["again"]},
        first["leave"],
    )  # fmt: skip
    main = element("main")
    if len(languages) > 1:
        extend(main, *_tongues(languages))
    for words in languages:
        main.append(_in_language(study, release, services, tellings, words))
    style = stylesheet("belagg.publish.guide", "guide.css", display=False) + _shown(languages)
    banner = element("header", {"class": "exit"}, leave)
    return webpage(first["title"], first.language, style, [banner, main], _script())


@cache
def _script() -> str:
    return files("belagg.publish.guide").joinpath("guide.js").read_text(encoding="utf-8")


def _shown(languages: Iterable[Words]) -> str:
    """Let the chosen language show; where there is but one there is no choice, and it shows."""
    codes = [words.language for words in languages]
    if len(codes) == 1:
        return ".language{display:block}"
    return "".join(
        f"#in-{code}:checked~#text-{code}{{display:block}}"
        f"#in-{code}:checked~.tongues [for=in-{code}]"
        "{color:var(--ink);border-color:var(--accent)}"
        f"#in-{code}:focus-visible~.tongues [for=in-{code}]"
        "{outline:3px solid var(--accent);outline-offset:3px}"
        for code in codes
    )


def _tongues(languages: tuple[Words, ...]) -> list[Element]:
    radios, labels = [], element("div", {"class": "tongues"})
    for place, words in enumerate(languages):
        code = words.language
        attributes = {
            "type": "radio", "name": "tongue", "id": f"in-{code}", "class": "tongue",
            "autocomplete": "off", "checked": "checked" if place == 0 else None,
        }  # fmt: skip
        radios.append(element("input", attributes))
        name = language_name(code, code)
        label = {"for": f"in-{code}", "lang": code, "dir": direction(code)}
        labels.append(element("label", label, name[:1].upper() + name[1:]))
    return [*radios, labels]


def _in_language(
    study: Study,
    release: GuideRelease,
    services: tuple[Service, ...],
    tellings: tuple[Telling, ...],
    words: Words,
) -> Element:
    code = words.language
    attributes = {"class": "language", "id": f"text-{code}", "lang": code, "dir": direction(code)}
    node = element("div", attributes, element("h1", None, words["heading"]))
    if words.notice:
        extend(node, element("p", {"class": "made-up"}, words.notice))
    extend(
        node,
        element("p", None, words["intro"]),
        element("p", {"class": "screen muted"}, words["escape"]),
        _places(study, release, services, words),
        _tellings(study, tellings, words),
        _trace(words),
    )
    return node


def _places(
    study: Study, release: GuideRelease, services: tuple[Service, ...], words: Words
) -> Element:
    node = element("section", None, element("h2", None, words["places"]))
    if not services:
        return extend(node, element("p", None, words["no_places"]))
    groups = _grouped(study, services, words)
    extend(
        node,
        element("p", {"class": "screen"}, words["confirmed"]),
        _choices(groups, services, words),
        element(
            "p",
            {"class": "found", "hidden": "hidden", "role": "status",
             "data-some": words["found"], "data-none": words["none_found"]},
        ),
        _button("clear", words["clear"]),
        " ",
        _button("print", words["print"]),
    )  # fmt: skip
    many = " many" if len(services) > MANY else ""
    listed = element("div", {"class": f"groups{many}"})
    for place, (name, held) in groups.items():
        own = study.settings.language if place not in ("", NOWHERE) else None
        group = element("section", {"class": "group"}, element("h3", {"lang": own}, name))
        day = study.settings.date
        extend(
            group,
            *(entry(s, place, s.showing(day, release.flag_after), words, study) for s in held),
        )
        listed.append(group)
    return extend(node, listed)


def _button(name: str, text: str) -> Element:
    return element("button", {"type": "button", "class": name, "hidden": "hidden"}, text)


def _grouped(
    study: Study, services: tuple[Service, ...], words: Words
) -> dict[str, tuple[str, list[Service]]]:
    """Give the services by place: those for the whole country first, then by region."""
    names = {"": words["nationwide"], **study.unit_names, NOWHERE: words["elsewhere"]}
    groups: dict[str, tuple[str, list[Service]]] = {}
    for place, name in names.items():
        held = [service for service in services if _place(service) == place]
        if held:
            groups[place] = (name, sorted(held, key=lambda service: service.texts["name"]))
    return groups


def _place(service: Service) -> str:
    return "" if service.nationwide else service.region or NOWHERE


def _choices(
    groups: Mapping[str, tuple[str, list[Service]]], services: tuple[Service, ...], words: Words
) -> Element:
    places = {place: name for place, (name, _held) in groups.items() if place not in ("", NOWHERE)}
    ages = {
        f"{'' if span.first is None else span.first}-{'' if span.last is None else span.last}":
        age_text(span.first, span.last, words)
        for span in age_spans(services)
    }  # fmt: skip
    needs = {
        need: words.needs.get(need, need)
        for need in dict.fromkeys(need for service in services for need in service.needs)
    }
    codes = dict.fromkeys(code for service in services for code in service.languages)
    spoken = {code: language_name(code, words.language) for code in codes}
    node = element("div", {"class": "choices", "hidden": "hidden"})
    extend(
        node,
        _select("place", words["place"], words["anywhere"], places),
        _select("age", words["age"], words["any_age"], ages),
    )
    if needs:
        extend(node, _select("need", words["need"], words["any_need"], needs))
    if spoken:
        extend(node, _select("language", words["spoken"], words["any_language"], spoken))
    ticks = element("div")
    for way in ("self_referral", "anonymous", "interpreter"):
        if any(getattr(service, way) for service in services):
            tick = {"type": "checkbox", "data-way": way, "autocomplete": "off"}
            extend(ticks, element("label", {"class": "tick"}, element("input", tick), words[way]))
    return extend(node, ticks)


def _select(name: str, label: str, none: str, options: Mapping[str, str]) -> Element:
    field = element("select", {"data-choice": name, "autocomplete": "off"})
    extend(field, element("option", {"value": ""}, none))
    extend(field, *(element("option", {"value": code}, text) for code, text in options.items()))
    return element("label", None, element("span", {"class": "word"}, label), field)


def _tellings(study: Study, tellings: tuple[Telling, ...], words: Words) -> Element:
    node = element("section", None, element("h2", None, words["tell"]))
    extend(node, element("p", None, words["tell_intro"]))
    ages = element("div", {"class": "ages"})
    for told in tellings:
        title = words["child" if told.child else "adult"]
        age = element("section", {"class": "age"}, element("h3", None, title))
        if told.overdue:
            extend(age, element("p", None, words["overdue"]))
        else:
            extend(age, _steps(study, told, words))
        ages.append(age)
    return extend(node, ages)


def _steps(study: Study, told: Telling, words: Words) -> Element:
    steps = element("ol", {"class": "steps"})
    for step, title in ((Step.MUST, "must"), (Step.MAY, "may")):
        item = element("li", None, element("h4", None, words[title]))
        for rule in told.steps[step]:
            extend(item, *_rule(study, rule, words))
        if not told.steps[step]:
            extend(item, element("p", None, words["unknown"]))
        steps.append(item)
    you = element("li", None, element("h4", None, words["you"]))
    extend(you, *(element("p", None, words[key]) for key in ("ask_first", "ask_stay")))
    steps.append(you)
    return steps


def _rule(study: Study, rule: LegalRule, words: Words) -> list[Element]:
    translated = words.rules.get(rule.rule_id, {}).get("plain")
    own = words.language == study.settings.language or translated
    lang = None if own else study.settings.language
    law = words["law"].format(
        rule.source, rule.section, rule.valid_from.isoformat(),
        rule.reviewed_on.isoformat() if rule.reviewed_on else "",
    )  # fmt: skip
    return [
        element("p", {"lang": lang}, translated or rule.plain or rule.text),
        element("p", {"class": "law screen"}, law),
    ]


def _trace(words: Words) -> Element:
    node = element("section", {"class": "screen"}, element("h2", None, words["trace"]))
    keys = ("trace_nothing", "trace_history", "trace_others", "trace_call", "trace_script")
    return extend(node, *(element("p", None, words[key]) for key in keys))
