"""Whether an installation is well, and what to do where it is not."""

import datetime as dt
import os
import shutil
import smtplib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from belagg.documents.conversion import OCR, OLD_WORD
from belagg.web.operate.backup import backups_in
from belagg.web.operate.health import database_answers, migrations_applied
from belagg.web.operate.scheduled import wanted
from belagg.web.operate.sealing import examine_chain

_SCARCE, _LOW = 1 << 30, 0.1
"""Bytes left on the disk that are a fault, and the share of it that is a warning."""

_QUIET = dt.timedelta(minutes=15)
_OLD = dt.timedelta(hours=26)


class Health(StrEnum):
    """How one thing is."""

    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what it is, how it is, what was found and what to do."""

    what: str
    health: Health
    found: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything in turn; what cannot be looked at is a fault and stops nothing."""
    yield from _folder()
    yield _key()
    yield _disk()
    yield _database()
    yield _log()
    yield _worker()
    yield _mail()
    yield _address()
    yield _backup()
    yield _program("LibreOffice", OLD_WORD.installed, _("old Word files are not read"))
    yield _program("OCRmyPDF", OCR.installed, _("scanned documents are not read"))
    yield _program("bwrap", bool(shutil.which("bwrap")), _("documents are read with a network"))


def _folder() -> Iterator[Finding]:
    home = Path(settings.HOME)
    what = _("Folder of data")
    if not os.access(home, os.W_OK):
        yield Finding(what, Health.FAULT, str(home), _("let the user that runs Belägg write there"))
        return
    if stat.S_IMODE(home.stat().st_mode) & 0o077:
        yield Finding(what, Health.WARNING, str(home), _("others can look into it: chmod 700"))
        return
    yield Finding(what, Health.GOOD, str(home))


def _key() -> Finding:
    what = _("Secret key")
    file = Path(settings.HOME) / "secret.key"
    if os.environ.get("BELAGG_SECRET_KEY"):
        return Finding(what, Health.GOOD, "BELAGG_SECRET_KEY")
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        return Finding(what, Health.FAULT, str(file), _("others can read it: chmod 600"))
    return Finding(what, Health.GOOD, str(file))


def _disk() -> Finding:
    usage = shutil.disk_usage(settings.HOME)
    found = _("{:.1f} GB of {:.0f} GB left").format(usage.free / 1e9, usage.total / 1e9)
    remedy = _("make room: when the disk is full nothing can be saved")
    if usage.free < _SCARCE:
        return Finding(_("Disk"), Health.FAULT, found, remedy)
    if usage.free < _LOW * usage.total:
        return Finding(_("Disk"), Health.WARNING, found, remedy)
    return Finding(_("Disk"), Health.GOOD, found)


def _database() -> Finding:
    what = _("Database")
    if not database_answers():
        remedy = _("start it, or look at DATABASE_URL")
        return Finding(what, Health.FAULT, _("does not answer"), remedy)
    if not migrations_applied():
        remedy = _("start belagg serve or belagg worker once")
        return Finding(what, Health.FAULT, _("has the shape of another version"), remedy)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            (told,) = cursor.fetchone()
        if told != "ok":
            return Finding(what, Health.FAULT, told, _("restore the latest backup"))
    return Finding(what, Health.GOOD, connection.vendor)


def _log() -> Finding:
    what = _("Log of changes")
    if not database_answers() or not migrations_applied():
        return Finding(what, Health.WARNING, _("not looked at"), _("start the database"))
    chain = examine_chain()
    if chain.broken is not None:
        found = _("events {} to {} are not as they were written").format(*chain.broken)
        return Finding(what, Health.FAULT, found, _("see belagg audit verify"))
    found = _("{} events as they were written, {} not sealed yet")
    return Finding(what, Health.GOOD, found.format(chain.events, chain.waiting))


def _worker() -> Finding:
    from django_q.models import Task

    what = _("Worker")
    newest = Task.objects.order_by("-stopped").values_list("stopped", flat=True).first()
    remedy = _("start belagg worker: without it no mail goes out and nothing is built")
    if newest is None:
        return Finding(what, Health.WARNING, _("has never done anything"), remedy)
    found = _("was last at work {}").format(timezone.localtime(newest).strftime("%Y-%m-%d %H:%M"))
    late = timezone.now() - newest > _QUIET
    return Finding(what, Health.FAULT, found, remedy) if late else Finding(what, Health.GOOD, found)


def _mail() -> Finding:
    what = _("Mail server")
    address = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    server = get_connection(timeout=5)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        remedy = _("look at BELAGG_SMTP_URL; mails wait until it answers")
        return Finding(what, Health.FAULT, f"{address}: {error}", remedy)
    finally:
        server.close()
    return Finding(what, Health.GOOD, address)


def _address() -> Finding:
    what = _("Address")
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1"):
        return Finding(what, Health.GOOD, settings.PUBLIC_URL)
    remedy = _("set BELAGG_URL to an address with https, behind a proxy that has a certificate")
    return Finding(what, Health.FAULT, settings.PUBLIC_URL, remedy)


def _backup() -> Finding:
    what = _("Backup")
    asked = wanted()
    if asked is None:
        remedy = _("set BELAGG_BACKUP_TO and BELAGG_BACKUP_RECIPIENTS; see docs/operate.md")
        return Finding(what, Health.WARNING, _("none is made each night"), remedy)
    newest = max(backups_in(asked[0]), default=None)
    remedy = _("look in the log of the worker for why")
    if newest is None:
        return Finding(what, Health.FAULT, _("none in {}").format(asked[0]), remedy)
    found = timezone.localtime(newest).strftime("%Y-%m-%d %H:%M")
    late = timezone.now() - newest > _OLD
    return Finding(what, Health.FAULT, found, remedy) if late else Finding(what, Health.GOOD, found)


def _program(name: str, there: bool, without: str) -> Finding:
    if there:
        return Finding(name, Health.GOOD, _("is installed"))
    return Finding(name, Health.WARNING, _("is not installed"), without)
