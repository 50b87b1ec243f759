"""The worker is killed while it sends; every recipient gets each step, and is written down once.

Usage: python tests/soak/mails.py [--mails 580] [--kills 100] [--database sqlite|postgresql]
                                  [--seed 1]

Prints what was found as JSON, and ends with 1 where a recipient lacks a mail or a contact row, has
two rows of a step, or where a mail that came twice did not bear the same Message-ID.
"""

import argparse
import email
import json
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path

from aiosmtpd.controller import Controller

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.soak.server import set_up

SENDER = (
    "import django; django.setup()\n"
    "from belagg.web.fieldwork.sending import send_due\n"
    "import time\n"
    "while True:\n"
    "    send_due(pause=lambda seconds: None)\n"
    "    time.sleep(0.05)\n"
)
"""What the worker does again and again, without its pauses; the database is in shape already."""


class Received:
    """What the mail server got: Message-IDs by address."""

    def __init__(self) -> None:
        self.got: dict[str, list[str]] = defaultdict(list)
        self.lock = threading.Lock()

    def count(self) -> int:
        """Give how many messages have come."""
        with self.lock:
            return sum(map(len, self.got.values()))

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        message = email.message_from_bytes(envelope.content)
        with self.lock:
            self.got[message["To"]].append(message["Message-ID"])
        return "250 OK"


def mail_server() -> Received:
    """Start a real SMTP server, and let the settings point to it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    received = Received()
    Controller(received, hostname="127.0.0.1", port=port).start()
    os.environ["BELAGG_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    os.environ["BELAGG_MAIL_LEASE_SECONDS"] = "2"
    return received


def filled_outbox(mails: int) -> None:
    """Make a study of made-up bodies with a recipient each, and a mail to each in the outbox."""
    import datetime as dt

    from belagg.exchange.blank import blank_study
    from belagg.study.vocabulary import Purpose
    from belagg.web.fieldwork.outbox import enqueue
    from belagg.web.store.bridge import save_study
    from belagg.web.store.models import ROWS

    project = save_study(blank_study("soak", dt.date(2021, 5, 19), "sv"))
    numbers = [f"{n:04}" for n in range(mails)]
    ROWS["units"].objects.bulk_create(
        ROWS["units"](project=project, unit_id=n, name=f"Påhittad kommun {n}") for n in numbers
    )
    ROWS["recipients"].objects.bulk_create(
        ROWS["recipients"](project=project, recipient_id=f"r{n}", unit_id=n,
                           email=f"r{n}@example.org") for n in numbers
    )  # fmt: skip
    for n in numbers:
        enqueue(project, f"r{n}", step="invitation", purpose=Purpose.INVITATION,
                subject="{study}", body="Hej {unit}!\n\n{link}\n")  # fmt: skip


def killed(received: Received, kills: int, seed: int) -> int:
    """Kill the worker at random moments, and then let it finish; give how many kills there were."""
    from belagg.web.fieldwork.models import OutboxMail

    dice, done = random.Random(seed), 0
    while OutboxMail.objects.exclude(state="sent").exists():
        worker = subprocess.Popen([sys.executable, "-c", SENDER], start_new_session=True)
        if done < kills:
            before, patience = received.count(), time.monotonic() + 20
            while received.count() == before and time.monotonic() < patience:
                time.sleep(0.005)
            time.sleep(dice.uniform(0, 0.2))
            done += 1
        else:
            while OutboxMail.objects.exclude(state="sent").exists():
                time.sleep(0.1)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    return done


def judged(received: Received, mails: int) -> dict[str, object]:
    """Hold what arrived against what was written down."""
    from belagg.web.store.models import ROWS

    rows = list(ROWS["contacts"].objects.values_list("recipient_id", flat=True))
    wanted = {f"r{n:04}" for n in range(mails)}
    got = {address.partition("@")[0]: ids for address, ids in received.got.items()}
    return {
        "mails": mails,
        "came twice": sum(len(ids) > 1 for ids in got.values()),
        "not mailed": sorted(wanted - set(got))[:5],
        "not written down": sorted(wanted - set(rows))[:5],
        "written down twice": sorted({who for who in rows if rows.count(who) > 1})[:5],
        "other id": sorted(who for who, ids in got.items() if len(set(ids)) > 1)[:5],
    }


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=580)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.disable(logging.INFO)
    received = mail_server()
    set_up(given.database)
    filled_outbox(given.mails)
    kills = killed(received, given.kills, given.seed)
    found = {"kills": kills} | judged(received, given.mails)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    bad = ("not mailed", "not written down", "written down twice", "other id")
    return int(any(found[name] for name in bad))


if __name__ == "__main__":
    sys.exit(main())
