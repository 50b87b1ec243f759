"""A review as a user runs it: real PDFs in, tables, JSON, CSV and a page out."""

import json
import shutil
import subprocess
import sys

import pytest
import typst

from belagg.documents.concepts import parse_concepts
from belagg.documents.review import review
from belagg.documents.review_files import requested
from belagg.documents.review_output import forms_text, review_json, review_tables
from belagg.documents.review_read import read_files
from belagg.study.problems import StudyError

CONCEPTS = """
[[concept]]
id = "kse"
label.sv = "KSE"
terms = ["kommersiell sexuell exploatering", "sälja sex"]
abbreviations = ["KSE"]
[[concept]]
id = "prostitution"
label.sv = "Prostitution"
terms = ["prostitution"]
"""
SUBJECT = """Den som är utsatt för kommersiell sexuell exploatering (KSE) ska få vård. Den som
säljer sex möts ofta av okunskap, och gatuprostitutionens villkor ska vara kända
av alla."""
PLAIN = "Bolaget säljer sex bussar. Exploateringsavtalet gäller mark. Påhittat. " * 4


def pdf(path, *paragraphs):
    source = path.with_suffix(".typ")
    body = "\n\n".join(paragraphs)
    source.write_text(
        f'#set text(lang: "sv", hyphenate: true, size: 11pt)\n#set page(paper: "a6")\n{body}',
        encoding="utf-8",
    )
    path.write_bytes(typst.compile(str(source)))
    source.unlink()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("country")
    (folder / "Norr").mkdir()
    (folder / "Söder").mkdir()
    pdf(folder / "Norr" / "plan.pdf", PLAIN, PLAIN, PLAIN, SUBJECT, PLAIN)
    pdf(folder / "Söder" / "annan.pdf", PLAIN)
    (folder / "Söder" / "trasig.pdf").write_bytes(b"%PDF-1.7\nrubbish")
    shutil.copy(folder / "Norr" / "plan.pdf", folder / "Söder" / "kopia.pdf")
    (folder / "begrepp.toml").write_text(CONCEPTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reviewed(folder, tmp_path_factory):
    corpus = tmp_path_factory.mktemp("corpus") / "c.corpus"
    with requested([folder]) as request:
        return review(
            request.sources, parse_concepts(CONCEPTS), corpus=corpus, read=read_files, workers=1
        ), corpus


def by_name(found):
    return {document.source.path.name: document for document in found.documents}


def test_each_document_says_how_much_it_says(reviewed):
    documents = by_name(reviewed[0])
    plan = documents["plan.pdf"].measured
    assert plan.pages_with_hits >= 1
    assert [c.hits for c in plan.coverage] == [3, 1]
    assert {hit.text for hit in plan.hits} == {
        "kommersiell sexuell exploatering",
        "KSE",
        "säljer sex",
        "gatuprostitutionens",
    }
    assert [c.hits for c in documents["annan.pdf"].measured.coverage] == [0, 0]
    assert documents["kopia.pdf"].measured == plan


def test_what_could_not_be_read_is_listed_and_is_no_zero(reviewed):
    broken = by_name(reviewed[0])["trasig.pdf"]
    assert broken.measured is None
    assert broken.error.reason.value == "damaged"
    told = json.loads(review_json(reviewed[0]))
    (row,) = [d for d in told["documents"] if d["path"].endswith("trasig.pdf")]
    assert row["error"] == "damaged"
    assert row["pages_with_hits"] is None


def test_the_json_keeps_its_contract(reviewed):
    told = json.loads(review_json(reviewed[0]))
    assert told["format"] == 1
    assert [set(d) for d in told["documents"]] == [
        {
            "path", "sha256", "pages", "pages_with_hits", "lines_with_hits", "lines_in_passages",
            "error", "hits",
        }
    ] * 4  # fmt: skip
    (plan,) = [d for d in told["documents"] if d["path"].endswith("plan.pdf")]
    for hit in plan["hits"]:
        assert set(hit) == {"concept", "term", "page", "line", "text", "start", "end", "bbox"}
        left, bottom, right, top = hit["bbox"]
        assert 0 <= left < right <= 300
        assert 0 <= bottom < top <= 420


def test_workers_and_order_change_nothing(folder, reviewed, tmp_path, monkeypatch):
    monkeypatch.setattr("belagg.documents.scan_corpus._ALONE", 0)

    def backwards(paths, workers):
        yield from reversed(list(read_files(paths, workers)))

    with requested([folder]) as request:
        alone = review(
            request.sources[::-1],
            parse_concepts(CONCEPTS),
            corpus=tmp_path / "c.corpus",
            read=backwards,
            workers=2,
        )
    assert review_json(alone) == review_json(reviewed[0])
    assert review_tables(alone) == review_tables(reviewed[0])


def test_a_new_list_reads_nothing_again(folder, reviewed):
    def never(paths, workers):
        assert not paths
        yield from ()

    new = parse_concepts('[[concept]]\nid = "b"\nlabel.sv = "Buss"\nterms = ["buss"]')
    with requested([folder]) as request:
        found = review(request.sources, new, corpus=reviewed[1], read=never)
    assert by_name(found)["annan.pdf"].measured.coverage[0].hits == 4


def test_an_interrupted_review_goes_on_where_it_stopped(folder, tmp_path):
    def interrupted(paths, workers):
        for number, pair in enumerate(read_files(paths, workers)):
            if number == 2:
                raise KeyboardInterrupt
            yield pair

    corpus = tmp_path / "c.corpus"
    with requested([folder]) as request:
        with pytest.raises(KeyboardInterrupt):
            review(request.sources, parse_concepts(CONCEPTS), corpus=corpus, read=interrupted)
        seen = []

        def counting(paths, workers):
            seen.extend(paths)
            yield from read_files(paths, workers)

        review(request.sources, parse_concepts(CONCEPTS), corpus=corpus, read=counting)
    assert len(seen) == 1


def test_the_csv_adds_up_by_body(reviewed):
    tables = review_tables(reviewed[0])
    rows = [line.split(",") for line in tables["bodies"].splitlines()]
    head, *bodies = rows
    found = {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in bodies}
    assert found["Norr", "kse"]["documents"] == "1"
    assert found["Söder", "kse"]["documents"] == "3"
    assert found["Söder", "kse"]["unreadable"] == "1"
    assert found["Söder", "kse"]["documents_with_hits"] == "1"
    assert "gatuprostitutionens,2" in tables["forms"]


def test_forms_can_be_moved_into_the_concepts_and_are_then_gone(folder, reviewed):
    listed = forms_text(reviewed[0])
    assert '# "säljer sex",  # 2' in listed
    struck = CONCEPTS.replace(
        'abbreviations = ["KSE"]', 'abbreviations = ["KSE"]\nstrike = ["säljer sex"]'
    )
    with requested([folder]) as request:
        found = review(request.sources, parse_concepts(struck), corpus=reviewed[1], read=read_files)
    assert [c.hits for c in by_name(found)["plan.pdf"].measured.coverage] == [2, 1]


def test_a_path_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StudyError, match="finns-inte"), requested([tmp_path / "finns-inte"]):
        pass


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ([], "KSE"),
        (["--json"], '"format": 1'),
        (["--csv"], "lines_in_passages"),
        (["--forms"], "strike"),
    ],
)
def test_the_command_gives_each_form(folder, reviewed, form, holds):
    options = {"--concepts": folder / "begrepp.toml", "--corpus": reviewed[1], "--workers": 1}
    given = [str(part) for option in options.items() for part in option]
    command = [sys.executable, "-m", "belagg", "review", str(folder), *given, *form]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert holds in done.stdout
    assert "trasig.pdf" in done.stderr
    assert "Traceback" not in done.stderr
