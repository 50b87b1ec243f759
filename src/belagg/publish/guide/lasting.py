"""How long what is published holds: entries are confirmed, and rules reviewed, for a time only.

Pages that lie on a server do not know what day it is. Whoever publishes them takes guide and cards
down after the last day on which all of it holds.
"""

import datetime as dt

from belagg.publish.guide.services import services_of
from belagg.publish.rules import RuleBook
from belagg.study.settings import LONGEST_CONFIRMED
from belagg.study.study import Study


def good_until(study: Study) -> dt.date | None:
    """Give the last day on which every service and rule shown on the study's day still may be.

    None where there is neither guide nor card.
    """
    book = RuleBook.of(study)
    if study.settings.guide is None and not len(study.tables["cards"]):
        return None
    days = [rule.review_by for rule in book.shown() if rule.review_by is not None]
    if study.settings.guide is not None:
        flagged = study.settings.guide.flag_after
        days += [
            service.confirmed_on + dt.timedelta(days=LONGEST_CONFIRMED)
            for service in services_of(study)
            if service.confirmed_on and service.showing(book.day, flagged).is_shown
        ]
    return min(days, default=None)
