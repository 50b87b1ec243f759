"""What stands on a card, in order; page, pocket card and poster set the same text."""

from dataclasses import dataclass

from belagg.language import _
from belagg.publish.cards.card import Card, CardQuestion
from belagg.publish.rules import LegalRule, may_be_reported
from belagg.study.vocabulary import QuestionOrigin, RuleKind


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a card: its heading, its paragraphs, and the law it rests on in small print."""

    heading: str
    paragraphs: tuple[str, ...]
    law: tuple[str, ...] = ()


def opening(card: Card) -> Section:
    """Give what every card begins with."""
    return Section(
        _("Before you ask"),
        (
            _("Ask when you are alone with the patient. Use a professional interpreter only, never "
              "a relative."),
            _("Who can read the record online? A guardian can, and someone who forces the patient "
              "to log in."),
            card.record_hidden,
            _("Do not hand this card to the patient."),
        ),
    )  # fmt: skip


def question(asked: CardQuestion) -> Section:
    """Give a question as it is asked, with what is meant and an example."""
    if asked.origin is QuestionOrigin.REFERENCE:
        message = _("Use the instrument as its publisher gives it out, unaltered. It is not here.")
        return Section(asked.title, (message,), _credit(asked))
    return Section(
        asked.title,
        (
            f"– {asked.wording}",
            _("What is meant: {}").format(asked.definition),
            _("For example: {}").format(asked.example),
        ),
        _credit(asked),
    )


def routine(card: Card) -> tuple[Section, ...]:
    """Give what is done after a yes, step by step, each with the rules it rests on."""
    headings = {
        "safety": _("Safety now"),
        "call": _("Whom to call"),
        "child": _("Under 18"),
        "adult": _("18 or older"),
        "concern": _("Report of concern: a duty"),
        "police": _("Report to the police: may, or with consent"),
        "barnahus": _("Barnahus"),
        "treatment": _("Treatment"),
        "stays": _("Who stays until the next place has taken over"),
        "record": _("What you write in the record"),
        "told": _("What the patient is told"),
    }
    made = []
    for name, heading in headings.items():
        kinds = _RESTS_ON.get(name, ())
        rules = [rule for rule in card.rules if rule.kind in kinds]
        paragraphs = [card.routine[name], *(rule.text for rule in rules)]
        if name == "police":
            paragraphs += _offences(card)
        made.append(Section(heading, tuple(paragraphs), tuple(map(citation, rules))))
    if card.content:
        paragraphs = [text.strip() for text in card.content.split("\n\n") if text.strip()]
        made.append(Section(_("Also"), tuple(paragraphs)))
    return tuple(made)


_RESTS_ON = {
    "concern": (RuleKind.DUTY, RuleKind.FEEDBACK),
    "police": (RuleKind.PERMISSION, RuleKind.THRESHOLD, RuleKind.CONSENT),
}


def _offences(card: Card) -> list[str]:
    """Say of each offence against an adult whether it may be reported without consent."""
    thresholds = [rule for rule in card.rules if rule.kind is RuleKind.THRESHOLD]
    told = []
    for rule in card.rules:
        if rule.kind is not RuleKind.OFFENCE:
            continue
        if not rule.concerns(child=False):
            message = _("{} ({}). Against someone under 18: see above.")
        elif any(may_be_reported(rule, threshold) for threshold in thresholds):
            message = _("{} ({}). May be reported without consent.")
        else:
            message = _("{} ({}). Consent is needed.")
        told.append(message.format(rule.text, f"{rule.source} {rule.section}"))
    return told


def citation(rule: LegalRule) -> str:
    """Say where a rule stands, from when it holds, and when it was reviewed."""
    message = _("{}, {}. In force from {}; reviewed {}, to be reviewed again by {}.")
    return message.format(
        rule.source, rule.section, rule.valid_from, rule.reviewed_on, rule.review_by
    )


def closing(card: Card, day: str, revision: str) -> str:
    """Say who decided on the card, as of when it holds, and whom to ask about the law."""
    about = _("As of {}. Revision {}. Ask your lawyer about the law.").format(day, revision)
    return f"{card.decided}. {about}"


def _credit(asked: CardQuestion) -> tuple[str, ...]:
    parts = [_("Source: {}").format(asked.source)] if asked.source else []
    if asked.licence:
        parts.append(_("Licence: {}").format(asked.licence))
    return (". ".join(parts) + ".",) if parts else ()
