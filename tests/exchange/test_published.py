"""What is published of documents names nobody, whichever way they leave."""

import hashlib

import pytest
from tests.documents.test_authors import WHO, docx, names, pdf

from belagg.analysis.figures import figures_of
from belagg.exchange.formats import exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.publish.data import data_files
from belagg.study.files import memory_file


@pytest.fixture
def study(make_study):
    """Give a study with a guideline as PDF, a routine as DOCX and one that cannot be opened."""
    from dataclasses import replace

    data = {"documents/plan.pdf": pdf(), "documents/rutin.docx": docx(),
            "documents/trasig.pdf": b"%PDF-1.7 ingenting"}  # fmt: skip
    rows = [
        {"document_id": f"d{number}", "unit_id": "01", "title": "Plan", "file": path,
         "sha256": hashlib.sha256(content).hexdigest()}
        for number, (path, content) in enumerate(data.items())
    ]  # fmt: skip
    made = make_study(documents=rows)
    files = {path: memory_file(path, content) for path, content in data.items()}
    return replace(made, files=files)


@pytest.mark.parametrize("name", ["package", "archive"])
def test_an_export_names_nobody_and_its_checksums_are_right(study, name):
    wanted = format_named(name, exportable())
    kept, left = prepared(study, wanted)
    made = {p: data for p, data in wanted.load_exporter()(kept, None).files.items() if
            p.endswith(("plan.pdf", "rutin.docx"))}  # fmt: skip
    assert len(made) == 2
    assert not any(map(names, made.values()))
    checksums = set(kept.tables["documents"]["sha256"])
    assert {hashlib.sha256(data).hexdigest() for data in made.values()} < checksums
    assert {one.what for one in left} == set(study.files)


def test_a_copy_for_use_within_the_study_is_whole(study):
    kept, _left = prepared(study, format_named("package", exportable()), private=True)
    assert names(kept.files["documents/plan.pdf"].read())


def test_the_open_data_of_a_report_name_nobody(study):
    files = data_files(study, figures_of(study))
    assert not names(files["documents/plan.pdf"])
    assert WHO.encode() not in files["documents/rutin.docx"]
