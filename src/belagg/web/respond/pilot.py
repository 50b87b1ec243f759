"""Trying the questionnaire out: what is said of each item; nothing of it enters the study."""

from collections.abc import Mapping

from django.utils import timezone

from belagg.study.sheets import clean
from belagg.web.respond.models import Comment
from belagg.web.respond.session import Official

MAX_COMMENT = 5_000
"""The longest comment that is kept, in characters."""


def comments_of(who: Official) -> dict[str, str] | None:
    """Give what somebody has said of the items; None outside the pilot."""
    if not who.sheet.pilot:
        return None
    return dict(who.sheet.comments.filter(by=who.recipient_id).values_list("question_id", "text"))


def keep_comment(who: Official, question_id: str, sent: Mapping[str, list[str]]) -> None:
    """Keep what was said of an item, where the pilot's field was sent; an empty one goes."""
    if not who.sheet.pilot or f"{question_id}.comment" not in sent:
        return
    text = clean(sent[f"{question_id}.comment"][0])[:MAX_COMMENT]
    if not text:
        Comment.objects.filter(
            sheet=who.sheet, question_id=question_id, by=who.recipient_id
        ).delete()
        return
    Comment.objects.update_or_create(
        sheet=who.sheet, question_id=question_id, by=who.recipient_id,
        defaults={"text": text, "at": timezone.now()},
    )  # fmt: skip
