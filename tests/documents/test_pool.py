"""A pool of children reads documents that end, block or exhaust the process that reads them."""

import os
from pathlib import Path

import pytest

from belagg.documents.limits import Limits
from belagg.documents.pool import Guard, ReaderPool
from belagg.documents.read import read_file
from belagg.documents.text import ReadDocument, Reason, decode


def _read(pool: ReaderPool, *paths: Path) -> list[ReadDocument]:
    futures = [pool.submit(read_file, str(path), Limits()) for path in paths]
    return [decode(future.result(timeout=120)) for future in futures]


@pytest.fixture
def notes(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{k}.txt" for k in range(6)]
    for k, path in enumerate(paths):
        path.write_text(f"Anteckning nummer {k}\n", encoding="utf-8")
    return paths


def test_a_pool_gives_what_reading_here_gives(notes: list[Path]):
    with ReaderPool(2) as pool:
        futures = [pool.submit(read_file, str(path), Limits()) for path in notes]
        assert [future.result() for future in futures] == [
            read_file(str(path), Limits()) for path in notes
        ]


def test_a_file_that_is_not_there_is_reported_as_that(tmp_path: Path):
    with ReaderPool(1) as pool:
        (document,) = _read(pool, tmp_path / "borta.pdf")
    assert document.error is not None
    assert document.error.reason is Reason.MISSING


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    path = tmp_path / "slow.html"
    path.write_text("<html><body>" + "<p>ett ord till" * 600_000, encoding="utf-8")
    return path


def test_a_document_that_takes_too_long_costs_only_itself(slow: Path, notes: list[Path]):
    with ReaderPool(1, Guard(cpu_seconds=1, wall_seconds=60)) as pool:
        first, bomb, last = _read(pool, notes[0], slow, notes[1])
    assert first.error is None
    assert last.error is None
    assert bomb.error is not None
    assert bomb.error.reason is Reason.TIMEOUT
    assert bomb.sha256


def test_a_document_that_does_not_end_is_ended_by_the_watchdog(slow: Path, notes: list[Path]):
    with ReaderPool(1, Guard(wall_seconds=2)) as pool:
        blocked, after = _read(pool, slow, notes[0])
    assert after.error is None
    assert blocked.error is not None
    assert blocked.error.reason is Reason.TIMEOUT


def test_a_pipe_is_no_document(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    with ReaderPool(1) as pool:
        (document,) = _read(pool, tmp_path / "pipe.txt")
    assert document.error is not None
    assert document.error.reason is Reason.MISSING


def test_children_are_renewed(notes: list[Path]):
    with ReaderPool(1, Guard(documents=2)) as pool:
        assert [document.error for document in _read(pool, *notes)] == [None] * 6


def test_a_pool_runs_nothing_but_the_reader():
    with ReaderPool(1) as pool, pytest.raises(RuntimeError, match="read_file"):
        pool.submit(print, "x")


def test_waiting_documents_can_be_cancelled(notes: list[Path]):
    pool = ReaderPool(1)
    futures = [pool.submit(read_file, str(path), Limits()) for path in notes * 20]
    pool.shutdown(cancel_futures=True)
    assert all(future.done() for future in futures)
    assert any(future.cancelled() for future in futures)
