"""A review of a study: its documents and concepts in, its tables and a page out."""

import shutil
import zipfile

import pytest
import typst

from belagg.documents.review import review
from belagg.documents.review_files import requested
from belagg.documents.review_read import read_files
from belagg.publish.new import new_study
from belagg.publish.review_page import review_html
from belagg.publish.review_tables import with_review
from belagg.study.study import Study

CONCEPTS = """[[concept]]
id = "hemloshet"
label.sv = "Hemlöshet"
label.en = "Homelessness"
terms = ["hemlöshet"]
"""
BODY = '#set text(lang: "sv")\n= Plan\nPåhittat. De hemlösa i länet är fler än förr. <script>'


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study") / "studie"
    new_study(folder)
    (folder / "concepts.toml").write_text(CONCEPTS, encoding="utf-8")
    (folder / "documents").mkdir(exist_ok=True)
    source = folder.parent / "plan.typ"
    source.write_text(BODY.replace("<script>", "\\<script\\>"), encoding="utf-8")
    (folder / "documents" / "plan.pdf").write_bytes(typst.compile(str(source)))
    unit = Study.load(folder).tables["units"]["unit_id"][0]
    (folder / "documents.csv").write_text(
        f"document_id,unit_id,title,file\nplanen,{unit},Planen,plan.pdf\n", encoding="utf-8"
    )
    return folder


def reviewed(path, corpus):
    with requested([path]) as request:
        found = review(request.sources, request.concepts, corpus=corpus, read=read_files)
        return request, found, review_html(found, corpus, "sv")


@pytest.fixture(scope="module")
def whole(package, tmp_path_factory):
    return reviewed(package, tmp_path_factory.mktemp("corpus") / "c.corpus")


def test_the_documents_of_a_study_are_measured_with_its_own_concepts(whole):
    request, found, _page = whole
    (document,) = found.documents
    assert document.source.document_id == "planen"
    assert document.source.body == request.study.tables["units"]["unit_id"][0]
    assert [hit.text for hit in document.measured.hits] == ["hemlösa"]


def test_a_zipped_study_gives_the_same(package, whole, tmp_path):
    packed = tmp_path / "studie.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(package.rglob("*")):
            archive.write(file, file.relative_to(package))
    _, zipped, page = reviewed(packed, tmp_path / "b.corpus")
    assert [d.measured for d in zipped.documents] == [d.measured for d in whole[1].documents]
    assert page == whole[2]


def test_what_was_measured_is_saved_in_the_tables_of_the_study(package, whole, tmp_path):
    folder = tmp_path / "studie"
    shutil.copytree(package, folder)
    found = whole[1]
    with_review(Study.load(folder), found).save(folder)
    again = Study.load(folder)
    (row,) = again.tables["coverage"].iter_rows(named=True)
    assert row["document_id"] == "planen"
    assert (row["pages"], row["lines"], row["words"], row["passages"]) == (1, 1, 1, 1)
    (passage,) = again.tables["passages"].iter_rows(named=True)
    assert passage["text"] == "hemlösa"
    assert again.tables["documents"]["pages"].to_list() == [1]
    assert with_review(again, found).revision == again.revision


def test_the_page_shows_the_passage_in_its_place_and_runs_nothing(whole):
    page = whole[2]
    assert "<mark>hemlösa</mark>" in page
    assert "data:image/webp;base64," in page
    assert 'class="mark"' in page
    assert "<script" not in page
