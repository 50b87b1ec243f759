"""The routine cards of a study as files: page, pocket card and poster; or why one is not made."""

from belagg.language import _, speaking
from belagg.publish.cards.card import cards_of
from belagg.publish.cards.page import card_page, index_page
from belagg.publish.cards.printed import Form, card_pdf
from belagg.publish.made import Made
from belagg.study.study import Study

FOLDER = "cards/"


def card_files(study: Study) -> Made:
    """Give `cards/`: an index, and for each card its page and two PDFs.

    A card with a rule that is out of date, or with a step left empty, is not printed: its page says
    why instead, and so does a notice.
    """
    with speaking(study.settings.language):
        cards = cards_of(study)
        if not cards:
            return Made()
        files = {f"{FOLDER}index.html": index_page(study, cards)}
        for card in cards:
            files[f"{FOLDER}{card.card_id}.html"] = card_page(study, card)
            if not card.blocked:
                for form in Form:
                    files[f"{FOLDER}{card.card_id}-{form.value}.pdf"] = card_pdf(study, card, form)
    # What the pages say in the study's language is said to the one who builds in hers.
    told = tuple(
        _("The routine card {} is not printed: {}.").format(card.card_id, "; ".join(card.blocked))
        for card in cards_of(study)
        if card.blocked
    )
    return Made(files, told)
