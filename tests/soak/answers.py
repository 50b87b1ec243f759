"""Officials answer while the server is killed, and many at once; nothing acknowledged is lost.

Usage: python tests/soak/answers.py [--kills 200] [--clients 20] [--burst 50]
                                    [--database sqlite|postgresql] [--seed 1]

Prints what was found as JSON, and ends with 1 where an acknowledged save is missing, stands twice,
or was overwritten, or where the server answered with an error of its own.
"""

import argparse
import json
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.soak.server import EXAMPLE, Browser, Server, set_up


@dataclass
class Said:
    """What the server acknowledged, and every answer of it that was an error of its own."""

    saves: list[tuple[int, str, int, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    conflicts: int = 0


def a_study_in_the_field() -> tuple[list[str], list[str]]:
    """Load the made-up regions without answers; give their recipients, and items with text."""
    from belagg.study.study import Study
    from belagg.web.store.bridge import save_study
    from belagg.web.store.models import ROWS, Project, Stage

    study = Study.load(EXAMPLE)
    project = save_study(study)
    Project.objects.update(stage=Stage.FIELD)
    for name in ("assessments", "responses"):
        ROWS[name].objects.filter(project=project).delete()
    items = [i.question_id for i in study.questionnaire.answerable if i.type.is_select]
    rows = ROWS["recipients"].objects.filter(project=project).order_by("recipient_id")
    return list(rows.values_list("recipient_id", flat=True)), items


def enter(server: Server, recipient: str) -> tuple[Browser, int]:
    """Open a new link of a recipient in a new browser; give it and the response's number."""
    from belagg.web.respond import links
    from belagg.web.store.models import Project

    path = "/a/" + links.issue(Project.objects.get(), recipient).split("/a/")[1]
    browser = Browser(server)
    browser.get(path)
    _status, _page, address = browser.post(path, {})
    sheet = int(address.rstrip("/").rsplit("/", 1)[1])
    browser.get(f"/answer/{sheet}/page/1/")
    return browser, sheet


def save(said: Said, browser: Browser, sheet: int, item: str, version: int, text: str) -> int:
    """Save until it is acknowledged, taking others' versions in; give the version it got."""
    while True:
        sent = {f"{item}.version": str(version), f"{item}.text": text}
        try:
            status, body, _address = browser.post(f"/answer/{sheet}/save/{item}/", sent)
        except OSError:
            # Killed in the midst of it: nobody knows whether it was kept, so it is sent again.
            time.sleep(0.05)
            continue
        if status == 200:
            version = int(json.loads(body)["version"])
            said.saves.append((sheet, item, version, text))
            return version
        if status == 409:
            said.conflicts += 1
            version = int(json.loads(body)["version"])
            continue
        said.errors.append(f"{status}: {body[:200]}")
        return version


def answer_on(
    said: Said, browser: Browser, sheet: int, items: list[str], who: int, stop: threading.Event
) -> None:
    """Answer one item after the other until told to stop, each time in new words."""
    dice, known, count = random.Random(who), dict.fromkeys(items, 0), 0
    while not stop.is_set():
        item, count = dice.choice(items), count + 1
        known[item] = save(said, browser, sheet, item, known[item], f"client {who} save {count}")


def killed(server: Server, kills: int, clients: int, seed: int) -> Said:
    """Kill the server at random moments while clients answer."""
    recipients, items = a_study_in_the_field()
    said, stop, dice = Said(), threading.Event(), random.Random(seed)
    entered = [enter(server, recipients[n % len(recipients)]) for n in range(clients)]
    threads = [
        threading.Thread(target=answer_on, args=(said, *one, items, n, stop))
        for n, one in enumerate(entered)
    ]
    for thread in threads:
        thread.start()
    for _kill in range(kills):
        time.sleep(dice.uniform(0.1, 1.5))
        server.kill()
        server.start()
    stop.set()
    for thread in threads:
        thread.join()
    return said


def at_once(server: Server, clients: int) -> Said:
    """Let everybody save in the same moment, half of them the same answer of one body."""
    from belagg.web.store.models import ROWS, Project

    recipients, items = a_study_in_the_field() if not Project.objects.exists() else (
        list(ROWS["recipients"].objects.order_by("recipient_id")
             .values_list("recipient_id", flat=True)),
        ["4A"],
    )  # fmt: skip
    said, gate = Said(), threading.Barrier(clients)
    same = [enter(server, recipients[n % 2]) for n in range(clients // 2)]
    own = [enter(server, recipients[2 + n % (len(recipients) - 2)])
           for n in range(clients - len(same))]  # fmt: skip

    def go(one: tuple[Browser, int], number: int) -> None:
        gate.wait()
        save(said, *one, items[-1], 0, f"burst {number}")

    threads = [threading.Thread(target=go, args=(one, n)) for n, one in enumerate([*same, *own])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def judged(said: Said) -> dict[str, object]:
    """Hold what was acknowledged against what is kept."""
    from belagg.web.respond.models import AnswerVersion

    rows = AnswerVersion.objects.values_list("sheet_id", "question_id", "version", "text")
    kept = {row[:3]: row[3] for row in rows}
    lost = [one for one in said.saves if kept.get(one[:3]) != one[3]]
    # The same words again are a save of their own only after somebody else's in between.
    twice = [one for one, text in kept.items() if kept.get((*one[:2], one[2] + 1)) == text]
    chains = Counter((sheet, item) for sheet, item, _v in kept)
    gaps = [one for one, n in chains.items() if any((*one, v) not in kept for v in range(1, n + 1))]
    return {
        "acknowledged": len(said.saves), "kept": len(kept), "conflicts shown": said.conflicts,
        "lost": lost[:5], "twice": twice[:5], "gaps": gaps[:5],
        "errors": said.errors[:5],
    }  # fmt: skip


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--burst", type=int, default=50)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    set_up(given.database)
    server = Server()
    server.start()
    try:
        found = {}
        if given.kills:
            found["killed"] = judged(killed(server, given.kills, given.clients, given.seed))
        if given.burst:
            found["at once"] = judged(at_once(server, given.burst))
    finally:
        server.kill()
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    bad = ("lost", "twice", "gaps", "errors")
    return int(any(part[name] for part in found.values() for name in bad))


if __name__ == "__main__":
    sys.exit(main())
