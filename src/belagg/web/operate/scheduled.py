"""The backup that the worker makes each night, where the installation names a place for it."""

import datetime as dt
import logging
import os
from pathlib import Path

from django.utils import timezone

from belagg.study.problems import StudyError
from belagg.web.operate.backup import back_up, backups_in

_EVERY = dt.timedelta(hours=23)
_log = logging.getLogger(__name__)


def wanted() -> tuple[Path, list[str]] | None:
    """Give folder and recipients from the environment, where both are there."""
    folder = os.environ.get("BELAGG_BACKUP_TO")
    recipients = os.environ.get("BELAGG_BACKUP_RECIPIENTS", "").split()
    return (Path(folder), recipients) if folder and recipients else None


def back_up_when_due() -> None:
    """Make a backup where the newest is a day old; what goes wrong is logged for the doctor."""
    asked = wanted()
    if asked is None:
        return
    folder, recipients = asked
    newest = max(backups_in(folder), default=None)
    if newest is not None and timezone.now() - newest < _EVERY:
        return
    try:
        made = back_up(folder, recipients)
    except StudyError as error:
        _log.error("The backup failed: %s", error)
    else:
        _log.info("Backup made, %d old ones gone", made.gone)
