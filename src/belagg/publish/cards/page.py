"""A routine card as a web page, and the page that lists the cards."""

from belagg.language import _
from belagg.publish.cards.card import Card
from belagg.publish.cards.printed import Form
from belagg.publish.cards.text import Section, closing, opening, question, routine
from belagg.publish.webpage import stylesheet, webpage
from belagg.report.html.element import Element, element, extend
from belagg.study.study import Study


def card_page(study: Study, card: Card) -> bytes:
    """Give the page of a card; of one that may not be printed, the reasons and nothing else."""
    header = element("header", None, element("h1", None, card.title))
    if card.body:
        extend(header, element("p", {"class": "muted"}, card.body))
    main = element("main", None, header)
    if card.blocked:
        extend(main, *_blocked(card))
    else:
        extend(main, _printed_links(card), _section(opening(card), "opening"))
        asked = element("section", None, element("h2", None, _("The questions")))
        extend(asked, *(_section(question(q), "", level="h3") for q in card.questions))
        after = element("section", None, element("h2", None, _("After a yes")))
        steps = element("ol", {"class": "steps"})
        for step in routine(card):
            steps.append(element("li", None, _section(step, "", level="h3")))
        extend(
            main,
            asked,
            extend(after, steps),
            element("footer", {"class": "law"}, _end(study, card)),
        )
    return _page(study, card.title, main)


def index_page(study: Study, cards: tuple[Card, ...]) -> bytes:
    """Give the page that lists the cards."""
    title = _("Routine cards")
    listed = element("ul", {"class": "cards"})
    for card in cards:
        item = element("li", None, element("a", {"href": f"{card.card_id}.html"}, card.title))
        if card.body:
            extend(item, " ", element("span", {"class": "muted"}, card.body))
        if card.blocked:
            extend(item, " ", element("strong", None, _("Not to be used now")))
        listed.append(item)
    about = _(
        "The routine questions that a clinic has decided to ask, and what is done after a yes."
    )
    main = element("main", None, element("h1", None, title), element("p", None, about), listed)
    return _page(study, title, main)


def _page(study: Study, title: str, main: Element) -> bytes:
    style = stylesheet("belagg.publish.cards", "card.css")
    return webpage(title, study.settings.language, style, [main])


def _blocked(card: Card) -> list[Element]:
    return [
        element("p", {"class": "lead"}, _("This card may not be used or printed now.")),
        element(
            "ul",
            None,
            *(element("li", None, f"{why[:1].upper()}{why[1:]}.") for why in card.blocked),
        ),
        element("p", None, _("Ask whoever answers for the routine, and your lawyer.")),
    ]


def _printed_links(card: Card) -> Element:
    names = {Form.POCKET: _("Pocket card (PDF)"), Form.POSTER: _("Poster (PDF)")}
    node = element("p", {"class": "screen"})
    for place, (form, name) in enumerate(names.items()):
        extend(
            node,
            " · " if place else "",
            element("a", {"href": f"{card.card_id}-{form.value}.pdf"}, name),
        )
    return node


def _section(section: Section, name: str, level: str = "h2") -> Element:
    node = element("section" if level == "h2" else "div", {"class": name or None})
    extend(node, element(level, None, section.heading))
    extend(node, *(element("p", None, text) for text in section.paragraphs))
    return extend(node, *(element("p", {"class": "law"}, text) for text in section.law))


def _end(study: Study, card: Card) -> str:
    return closing(card, study.settings.date.isoformat(), study.short_revision)
