"""The corpus file: what was read comes back as it was, scanned alone or in any company."""

import sqlite3
from contextlib import suppress
from itertools import count
from multiprocessing import get_context

import numpy as np
import pytest

from belagg.documents import store
from belagg.documents.concepts import Concept
from belagg.documents.scan_corpus import scan_blocks, scan_corpus
from belagg.documents.store import Corpus, scanned_text
from belagg.documents.text import Joints, ReadDocument, Reason, Unreadable, encode

CONCEPTS = (
    Concept("p", "p", "p", ("prostitution", "sexuell exploatering")),
    Concept("h", "h", "h", ("människohandel",)),
)


@pytest.fixture
def documents(document_of):
    return [
        document_of([[f"Plan {n} om hälsa och vård.", "Gatuprostitutionen" * (n % 3 == 0)]])
        for n in range(40)
    ]


def test_a_document_comes_back_as_it_was_read(tmp_path, documents):
    with Corpus(tmp_path / "c.corpus") as corpus:
        assert corpus.add(documents) == 40
    with Corpus(tmp_path / "c.corpus") as corpus:
        for document in documents:
            number = corpus.number_of(document.sha256)
            assert encode(corpus.document(number)) == encode(document)


def test_the_same_content_is_kept_once(tmp_path, documents):
    with Corpus(tmp_path / "c.corpus") as corpus:
        assert corpus.add(documents[:3] + documents[:3]) == 3
        assert corpus.add(documents[:5]) == 2


def test_documents_added_one_by_one_fill_blocks_as_those_added_together(
    tmp_path, documents, monkeypatch
):
    monkeypatch.setattr(store, "BLOCK", 200)
    with Corpus(tmp_path / "one.corpus") as one, Corpus(tmp_path / "all.corpus") as all_:
        for document in documents:
            one.add([document])
        all_.add(documents)
        assert one.block_numbers() == all_.block_numbers()
        assert len(one.block_numbers()) > 5
        for number in one.block_numbers():
            assert one.block(number) == all_.block(number)


def test_a_scan_gives_the_same_whatever_the_blocks_and_workers(tmp_path, documents, monkeypatch):
    from concurrent.futures import ProcessPoolExecutor

    monkeypatch.setattr(store, "BLOCK", 150)
    with Corpus(tmp_path / "c.corpus") as corpus:
        corpus.add(documents)
    alone = list(scan_corpus(tmp_path / "c.corpus", CONCEPTS))
    with ProcessPoolExecutor(2) as pool:
        assert list(scan_corpus(tmp_path / "c.corpus", CONCEPTS, pool)) == alone
    assert [number for number, _ in alone] == [n for n in range(1, 41) if (n - 1) % 3 == 0]
    some = frozenset({1, 2, 7})
    chosen = list(scan_corpus(tmp_path / "c.corpus", CONCEPTS, documents=some))
    assert chosen == [pair for pair in alone if pair[0] in some]


def test_an_unreadable_document_is_kept_with_its_reason(tmp_path):
    broken = ReadDocument("ab" * 32, "application/pdf", error=Unreadable(Reason.PASSWORD, "x"))
    with Corpus(tmp_path / "c.corpus") as corpus:
        corpus.add([broken])
        assert corpus.kept(broken.sha256).error == Unreadable(Reason.PASSWORD, "x")


def test_a_writer_that_fails_leaves_the_file_as_it_was(tmp_path, documents):
    def failing():
        yield documents[0]
        raise RuntimeError

    with Corpus(tmp_path / "c.corpus") as corpus:
        with pytest.raises(RuntimeError):
            corpus.add(failing())
        assert corpus.block_numbers() == []
        assert corpus.add(documents[:1]) == 1


def test_a_reader_sees_whole_documents_while_another_writes(tmp_path, documents):
    with Corpus(tmp_path / "c.corpus") as writer, Corpus(tmp_path / "c.corpus") as reader:
        writer.add(documents[:20])
        before = reader.block(1)
        with writer._writing():
            writer._connection.execute("delete from blocks")
            assert reader.block(1) == before
            writer._connection.execute("insert into blocks values (9, 1, x'00')")
            assert reader.block_numbers() == [1]


def test_texts_of_an_older_format_are_dropped_and_read_anew(tmp_path, documents):
    path = tmp_path / "c.corpus"
    with Corpus(path) as corpus:
        corpus.add(documents[:2])
    connection = sqlite3.connect(path)
    connection.execute("pragma user_version = 0")
    connection.close()
    with Corpus(path) as corpus:
        assert corpus.number_of(documents[0].sha256) is None


def test_a_word_parted_at_the_end_of_a_line_is_found_in_both_readings(tmp_path, document_of):
    base = document_of([["Om sexuell exploa-", "tering och EUrätt i planen."]])
    text = base.text.replace("exploa- tering", "exploa-tering")
    from dataclasses import replace

    joints = Joints(
        np.array([text.index("-tering")], np.int32),
        np.array([1], np.uint8),
        np.array([0], np.uint8),
    )
    parted = replace(base, text=text, joints=joints)
    assert "exploatering" in scanned_text(parted)
    with Corpus(tmp_path / "c.corpus") as corpus:
        corpus.add([parted])
    ((_, (hit,)),) = scan_corpus(tmp_path / "c.corpus", CONCEPTS)
    assert text[hit.start : hit.end] == "sexuell exploa-tering"


def test_a_corpus_without_documents_is_scanned(tmp_path, documents):
    path = tmp_path / "c.corpus"
    Corpus(path).close()
    assert list(scan_corpus(path, CONCEPTS)) == []
    assert scan_blocks(path, CONCEPTS, [], None) == []
    with Corpus(path) as corpus:
        corpus.add([ReadDocument("ab" * 32, "text/plain"), *documents[:1]])
    assert [number for number, _ in scan_corpus(path, CONCEPTS)] == [2]
    assert list(scan_corpus(path, CONCEPTS, documents=frozenset())) == []
    assert list(scan_corpus(path, (), documents=None)) == []


# --- several at once, and a crash -----------------------------------------------------------------

FORK = get_context("fork")
AT_ONCE = 5


def numbered(number):
    text = f"Plan {number} mot prostitution. " + "Nämnden beslutar om åtgärder. " * (number % 40)
    return ReadDocument(f"{number:064x}", "text/plain", text=text)


def write_on(path, told):
    with Corpus(path) as corpus:
        (first,) = corpus._connection.execute("select count(*) from documents").fetchone()
        for number in count(first, AT_ONCE):
            corpus.add([numbered(number + k) for k in range(AT_ONCE)])
            told.send(number + AT_ONCE)


def write_half(path, told):
    def documents():
        yield from map(numbered, range(100, 140))
        told.send(None)
        told.poll(None)

    with Corpus(path) as corpus:
        corpus.add(documents())


def started(writer, path):
    here, there = FORK.Pipe()
    process = FORK.Process(target=writer, args=(path, there), daemon=True)
    process.start()
    here.recv()
    return process, here


def killed(process):
    process.kill()
    process.join()


def scanned(path):
    """Check that a scan finds documents without a gap, each as it is; give how many."""
    found = list(scan_corpus(path, CONCEPTS))
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    for number, (hit,) in found:
        assert hit.start == numbered(number - 1).text.index("prostitution")
    return len(found)


def whole(path):
    """Check that what is scanned is of whole transactions, while nobody writes."""
    found = scanned(path)
    assert found % AT_ONCE == 0
    return found


def test_a_writer_that_is_killed_within_a_transaction_leaves_the_file_as_it_was(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(store, "BLOCK", 2000)
    path = tmp_path / "c.corpus"
    with Corpus(path) as corpus:
        corpus.add(map(numbered, range(AT_ONCE)))
    process, _ = started(write_half, path)
    assert whole(path) == AT_ONCE
    killed(process)
    assert whole(path) == AT_ONCE
    with Corpus(path) as corpus:
        assert corpus.add(map(numbered, range(2 * AT_ONCE))) == AT_ONCE
    assert whole(path) == 2 * AT_ONCE


def test_a_writer_may_be_killed_at_any_moment_while_others_read(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "BLOCK", 2000)
    path = tmp_path / "c.corpus"
    before = 0
    for scans in range(4):
        process, told = started(write_on, path)
        for _ in range(scans):
            now = scanned(path)
            assert now >= before
            before = now
        killed(process)
        with suppress(EOFError):
            while told.poll():
                before = max(before, told.recv())
        assert whole(path) >= before
        with Corpus(path) as corpus:
            assert corpus._connection.execute("pragma integrity_check").fetchone() == ("ok",)
            for number in range(whole(path)):
                assert corpus.document(number + 1).text == numbered(number).text


def test_who_opens_a_corpus_to_read_does_not_wait_for_a_writer(tmp_path, documents):
    path = tmp_path / "c.corpus"
    with Corpus(path) as writer:
        writer.add(documents[:3])
        with writer._writing():
            assert [number for number, _ in scan_corpus(path, CONCEPTS)] == [1]


def test_a_block_is_read_in_one_state_though_a_writer_adds_to_it(tmp_path, documents):
    path = tmp_path / "c.corpus"
    with Corpus(path) as writer, Corpus(path) as reader:
        writer.add(documents[:1])
        text = reader._text

        def text_after_another_came(number):
            writer.add(documents[1:2])
            return text(number)

        reader._text = text_after_another_came
        block = reader.block(1)
        assert len(block.data) == sum(block.bytes)
