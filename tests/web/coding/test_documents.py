"""Documents come in, are read by the worker, and are looked at page by page."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belagg.documents.page_pictures import drawn_page
from belagg.web.coding.documents import keeping, reading
from belagg.web.coding.documents.states import NEXT, ReadingState
from belagg.web.coding.models import DocumentVersion, Reading, Source
from belagg.web.people.models import AuditEvent, User
from belagg.web.people.permissions import Role
from belagg.web.respond import attachments
from belagg.web.respond.models import Sheet
from belagg.web.store.models import ROWS, Project

EXAMPLE = Path(__file__).parents[3] / "examples" / "exempelregioner"
PLAN = EXAMPLE / "documents" / "almvik-handlingsplan.pdf"
ROUTINE = EXAMPLE / "documents" / "granvall-rutin.pdf"


@pytest.fixture
def coder(logged_in, regions) -> Client:
    return logged_in(Role.CODER, of=regions)


def page(client, path, status=200) -> str:
    response = client.get(f"/studies/exempelregioner/coding/{path}")
    assert response.status_code == status
    return response.content.decode()


def words(html) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def put_plan(client, unit="P02", data=None):
    file = SimpleUploadedFile("Planen (påhittad).pdf", data or ROUTINE.read_bytes())
    return client.post(
        "/studies/exempelregioner/coding/documents/upload/",
        {"file": file, "unit_id": unit, "title": "En påhittad rutin", "kind": "routine"},
    )


def test_a_plan_of_43_pages_says_five_lines_on_one_of_them(coder, read):
    row = re.search(r"<tr><th[^>]*>[^\n]*Almviks.*?</tr>", page(coder, "documents/"), re.DOTALL)
    assert words(row[0]).endswith("43 1 5")
    shown = words(page(coder, "documents/p01-plan/"))
    assert "43 sidor. På 1 av dem: 5 rader i ämnet." in shown
    assert "Sida 29 av 43" in shown


def test_a_document_opens_at_its_first_passage_which_is_marked_in_text_and_picture(coder, read):
    shown = page(coder, "documents/p01-plan/?passage=p01-plan-1")
    marked = re.findall(r'<mark class="now">([^<]*)</mark>', shown)
    assert " ".join(part.strip() for part in marked).startswith("Sex mot ersättning är en form av")
    assert len(re.findall(r'<rect class="mark now"', shown)) == 5
    assert "Sida 1 av 43" in words(page(coder, "documents/p01-plan/?page=1"))
    assert "Sida 43 av 43" in words(page(coder, "documents/p01-plan/?page=900"))


def test_the_picture_of_a_page_is_drawn_once(coder, read):
    page(coder, "documents/p06-rutin/")
    version = DocumentVersion.objects.get(document_id="p06-rutin")
    address = f"/studies/exempelregioner/coding/documents/p06-rutin/{version.sha256}/1.webp"
    first = coder.get(address)
    assert first["Content-Type"] == "image/webp"
    assert coder.get(address).content == first.content
    assert coder.get(address.replace("/1.webp", "/5.webp")).status_code == 404
    assert coder.get(address.replace(version.sha256, "0" * 64)).status_code == 404


def test_a_file_that_is_no_pdf_gives_no_picture_and_takes_nobody_down(tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + b"\x00" * 100)
    assert drawn_page(broken, 1) is None
    assert drawn_page(PLAN, 99) is None


def test_what_a_coder_puts_there_is_read_and_measured(coder, regions):
    response = put_plan(coder, data=PLAN.read_bytes())
    assert response.status_code == 302
    row = ROWS["documents"].objects.get(unit_id="P02")
    assert Reading.objects.get(document_id=row.document_id).state == ReadingState.QUEUED
    reading.run(regions.pk)
    held = Reading.objects.get(document_id=row.document_id)
    assert (held.state, held.pages, held.pages_with_hits, held.lines) == ("read", 43, 1, 5)
    row.refresh_from_db()
    assert row.pages == 43
    assert ROWS["coverage"].objects.filter(document_id=row.document_id, lines=5).count() == 1
    assert AuditEvent.objects.filter(verb="document read", key=row.document_id).count() == 1


def test_the_same_file_of_the_same_body_is_one_document(coder, regions):
    put_plan(coder)
    put_plan(coder)
    assert ROWS["documents"].objects.filter(unit_id="P02").count() == 1


def test_what_an_official_sent_with_her_answers_is_read_without_anybody_asking(coder, read):
    sheet = Sheet.objects.create(project=read, unit_id="P02")
    attached = attachments.attach(sheet, ROUTINE.read_bytes(), "Rutin.pdf", by="P02-rs")
    if attached.hold is not None:
        attachments.release(attached.hold, actor=User.objects.first())
    attachments.enter(sheet)
    reading.read_new()
    reading.run(read.pk)
    row = ROWS["documents"].objects.get(unit_id="P02")
    assert Reading.objects.get(document_id=row.document_id).pages == 4
    assert "Region Björkslätt" in words(page(coder, "documents/"))


def test_an_authoritys_document_is_nobodys_in_particular(coder, regions):
    put_plan(coder, unit="")
    assert ROWS["documents"].objects.filter(unit_id=None, title="En påhittad rutin").count() == 1


def test_what_is_no_document_is_refused_with_the_reason(coder, regions):
    response = put_plan(coder, data=b"MZ not a document")
    assert response.status_code == 200
    assert "Bara PDF" in response.content.decode()
    assert not ROWS["documents"].objects.filter(unit_id="P02").exists()


def test_a_locked_or_broken_file_is_listed_as_not_read_and_not_as_silent(coder, regions):
    key = keeping.add(
        regions, {"unit_id": "P03", "title": "En trasig fil (påhittad)"},
        keeping.Content(b"%PDF-1.7 broken", "application/pdf", "trasig.pdf"),
        source=Source.UPLOADED, actor=None,
    )  # fmt: skip
    reading.ask(regions)
    reading.run(regions.pk)
    assert Reading.objects.get(document_id=key).state == ReadingState.UNREADABLE
    assert not ROWS["coverage"].objects.filter(document_id=key).exists()
    assert "Går inte att läsa" in words(page(coder, "documents/?show=unreadable"))


def test_a_new_list_of_concepts_has_everything_read_for_it(coder, read):
    assert reading.ask(read) == 0
    Project.objects.update(concepts='[[concept]]\nid = "vald"\nlabel.sv = "Våld"\n'
                                    'label.en = "Violence"\nterms = ["våld"]\n')  # fmt: skip
    read.refresh_from_db()
    assert reading.ask(read) == 3
    reading.run(read.pk)
    found = ROWS["coverage"].objects.values_list("concept", flat=True)
    assert set(found) == {"vald"}


def test_the_worker_goes_on_where_it_died(coder, read):
    Reading.objects.update(state=ReadingState.READING)
    before = list(ROWS["passages"].objects.values_list("passage_id", "start", "end"))
    reading.run(read.pk)
    assert set(Reading.objects.values_list("state", flat=True)) == {"read"}
    assert list(ROWS["passages"].objects.values_list("passage_id", "start", "end")) == before


def test_a_new_file_leaves_the_old_one_to_be_looked_at(coder, read):
    page(coder, "documents/p06-rutin/")
    old = DocumentVersion.objects.get(document_id="p06-rutin").sha256
    content = keeping.Content(PLAN.read_bytes(), "application/pdf", "ny.pdf")
    user = User.objects.first()
    assert keeping.renew(read, "p06-rutin", content, source=Source.UPLOADED, actor=user)
    assert not keeping.renew(read, "p06-rutin", content, source=Source.UPLOADED, actor=user)
    reading.ask(read)
    reading.run(read.pk)
    assert "43 sidor" in words(page(coder, "documents/p06-rutin/"))
    shown = words(page(coder, f"documents/p06-rutin/?version={old}"))
    assert "En tidigare version." in shown
    assert "av 4 " in shown


def test_a_study_without_concepts_has_its_documents_read_all_the_same(coder, regions):
    Project.objects.update(concepts="")
    regions.refresh_from_db()
    reading.ask(regions)
    reading.run(regions.pk)
    assert set(Reading.objects.values_list("state", "pages_with_hits")) == {("read", 0)}


def test_each_state_of_reading_may_be_left_but_none_is_a_dead_end():
    assert set(NEXT) == set(ReadingState)
    assert all(NEXT.values())


def test_the_list_asks_as_much_of_the_database_for_a_thousand_documents(
    coder, regions, django_assert_max_num_queries
):
    document, passage = ROWS["documents"], ROWS["passages"]
    document.objects.bulk_create(
        document(project=regions, document_id=f"d{n}", unit_id=f"P{n % 21 + 1:02}",
                 title=f"Påhittad {n}") for n in range(1000)
    )  # fmt: skip
    passage.objects.bulk_create(
        passage(project=regions, passage_id=f"d{n}-1", document_id=f"d{n}", concept="kse", page=2)
        for n in range(1000)
    )
    Reading.objects.bulk_create(
        Reading(project=regions, document_id=f"d{n}", sha256="0" * 64, concepts="x", state="read",
                pages=9, pages_with_hits=1, lines=2) for n in range(1000)
    )  # fmt: skip
    with django_assert_max_num_queries(16):
        assert "1003 dokument" in words(page(coder, "documents/"))
    with django_assert_max_num_queries(16):
        page(coder, "documents/?show=hit&unit=P03&q=Påhittad&page=1")
