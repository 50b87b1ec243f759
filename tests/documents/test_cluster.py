"""`belagg review --scheduler`: a real scheduler and workers, lost in the middle or not there."""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from belagg.cli import app
from belagg.documents import store
from belagg.documents.cluster import connected
from belagg.documents.concepts import parse_concepts
from belagg.documents.review import Review, review
from belagg.documents.review_files import requested
from belagg.documents.review_read import read_files
from belagg.study.problems import StudyError

pytestmark = pytest.mark.long

CONCEPTS = parse_concepts(
    """
[[concept]]
id = "kse"
label.sv = "Kommersiell sexuell exploatering"
label.en = "Commercial sexual exploitation"
terms = ["kommersiell sexuell exploatering", "prostitution", "sex mot ersättning"]
""",
    "concepts.toml",
)
SENTENCES = (
    "Region Norrvik arbetar mot gatuprostitutionen.",
    "Planen gäller vatten och avlopp.",
    "Den som utsatts för sexuell exploatering i kommersiellt syfte får stöd.",
    "Att sälja sex mot ersättning kan vara en form av våld.",
)


def start(*command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Running:
    """A scheduler and its workers, as processes of their own."""

    def __init__(self) -> None:
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = start(
            "dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"
        )
        self.workers = [self.worker() for _ in range(2)]

    def worker(self) -> subprocess.Popen[bytes]:
        return start(
            "dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"
        )  # fmt: skip

    def kill_one(self) -> None:
        """Kill the worker that is oldest and start another."""
        os.killpg(self.workers.pop(0).pid, signal.SIGKILL)
        self.workers.append(self.worker())

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster() -> Iterator[Running]:
    running = Running()
    yield running
    running.close()


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    chance = random.Random(7)
    for number in range(60):
        told = " ".join(chance.choices(SENTENCES, k=40))
        (folder / f"plan-{number:02}.html").write_text(
            f"<html lang=sv><title>Plan {number}, påhittad</title><p>{told}</html>", "utf-8"
        )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 not at all")
    (folder / "empty.docx").write_bytes(b"")
    return folder


def looked(documents: Path, corpus: Path, address: str | None, tell=lambda *_: None) -> Review:
    with requested([documents]) as request:
        if address is None:
            return review(request.sources, CONCEPTS, corpus=corpus, read=read_files, tell=tell)
        with connected(address) as there:
            return review(
                request.sources, CONCEPTS, corpus=corpus,
                read=there.read, scan=there.scan, tell=tell,
            )  # fmt: skip


def test_a_cluster_gives_what_this_machine_gives_though_workers_are_killed(
    cluster, documents, tmp_path, monkeypatch
):
    monkeypatch.setattr(store, "BLOCK", 2000)
    here = looked(documents, tmp_path / "here.corpus", None)
    stages: dict[str, int] = {}

    def tell(stage: str, done: int, total: int) -> None:
        stages[stage] = total
        if done % 15 == 0:
            cluster.kill_one()

    there = looked(documents, tmp_path / "there.corpus", cluster.address, tell)
    assert there == here
    assert stages == {"read": 62, "scan": len(here.documents) - len(here.unreadable)}
    assert {document.source.path.name for document in there.unreadable} == {
        "broken.pdf",
        "empty.docx",
    }

    again: dict[str, int] = {}
    looked(
        documents, tmp_path / "there.corpus", cluster.address, lambda s, _, n: again.update({s: n})
    )
    assert "read" not in again


def test_a_scheduler_that_is_lost_is_told_and_what_was_read_is_kept(cluster, documents, tmp_path):
    corpus = tmp_path / "there.corpus"

    def tell(stage: str, done: int, total: int) -> None:
        if stage == "read" and done == 20:
            os.killpg(cluster.scheduler.pid, signal.SIGKILL)

    with pytest.raises(StudyError, match="run the same command again"):
        looked(documents, corpus, cluster.address, tell)
    left: list[int] = []
    looked(documents, corpus, None, lambda stage, _, n: left.append(n) if stage == "read" else None)
    assert left[0] <= 42


def test_the_command_says_what_is_wrong_with_a_cluster(documents, tmp_path):
    concepts = tmp_path / "concepts.toml"
    concepts.write_text(
        '[[concept]]\nid = "kse"\nlabel.sv = "K"\nlabel.en = "K"\nterms = ["prostitution"]\n'
    )
    nobody = f"tcp://127.0.0.1:{free_port()}"
    for address in (nobody, "inte en adress"):
        arguments = ["review", str(documents), "--concepts", str(concepts), "--scheduler", address]
        told = CliRunner().invoke(app, arguments)
        assert told.exit_code == 2 or isinstance(told.exception, StudyError)
        assert address in (told.output or str(told.exception))
