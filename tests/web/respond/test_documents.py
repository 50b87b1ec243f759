"""Officials attach what their answers rest on; what may tell of a person is held back."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.respond.test_answering import finished, save, text

from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.respond.file_kinds import clean_name
from belagg.web.respond.models import Attachment, Hold
from belagg.web.respond.states import NEXT_HOLD, HoldState, HoldStateError, decided
from belagg.web.store.bridge import load_study
from belagg.web.store.models import ROWS

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


def docx(words: str) -> bytes:
    import docx as library

    document = library.Document()
    document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def attach(client, sheet, data, name="Riktlinje.docx", **more):
    upload = SimpleUploadedFile(name, data)
    return client.post(f"/answer/{sheet.pk}/documents/", {"file": upload, **more}, follow=True)


def test_a_guideline_is_attached_pointed_to_and_enters_the_study_when_it_is_sent(opened, fielded):
    client, sheet = opened()
    page = attach(client, sheet, docx("Alla ska frågas om våld."), "Min riktlinje (ny).docx",
                  title="Riktlinje om våld", question_id="1", page="3",
                  passage="Frågan")  # fmt: skip
    assert "Riktlinje om våld" in text(page)
    assert not ROWS["documents"].objects.exists()
    finished(client, sheet)
    (row,) = load_study(fielded).tables["documents"].to_dicts()
    assert row["title"] == "Riktlinje om våld"
    assert row["note"] == "1, s. 3, ”Frågan”"
    assert row["registry_number"] == "RS 2021/17"
    assert row["file"].endswith("Min-riktlinje-ny.docx")
    assert f"documents/{row['file']}" in load_study(fielded).files


@pytest.mark.parametrize(
    "data, name, said",
    [
        (b"MZ\x90\x00", "riktlinje.pdf.exe", "Bara PDF"),
        (b"<html><script>alert(1)</script>", "riktlinje.html", "Bara PDF"),
        (b"%PDF-1.7 trasig", "riktlinje.pdf", "kan inte öppnas"),
        (b"", "tom.pdf", "tom"),
    ],
)
def test_what_is_no_document_is_not_taken(opened, data, name, said):
    client, sheet = opened()
    assert said in text(attach(client, sheet, data, name))
    assert not Attachment.objects.exists()


def test_a_zip_that_is_called_a_word_file_is_not_taken(opened):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("virus.exe", "x")
    client, sheet = opened()
    assert "Bara PDF" in text(attach(client, sheet, stream.getvalue()))


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd", "passwd.docx"),
        ("C:\\Dokument\\Plan 2021.DOCX", "Plan-2021.docx"),
        ("<script>.docx", "script.docx"),
        ("....docx", "dokument.docx"),
        ("Åtgärdsplan\u202e.docx", "Åtgärdsplan.docx"),
    ],
)
def test_names_of_files_are_cleaned(name, kept):
    from belagg.documents.media import DOCX

    assert clean_name(name, DOCX) == kept


def test_a_document_is_given_back_as_a_download_and_to_nobody_else(opened):
    client, sheet = opened()
    data = docx("Alla ska frågas.")
    attach(client, sheet, data)
    address = f"/answer/{sheet.pk}/documents/{Attachment.objects.get().pk}/"
    response = client.get(address)
    assert b"".join(response.streaming_content) == data
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    other, _sheet = opened("r3")
    assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_a_document_that_is_taken_away_leaves_the_study_at_the_next_sending(
    opened, fielded, member
):
    from belagg.web.respond.sending import unlock

    client, sheet = opened()
    attach(client, sheet, docx("Alla ska frågas."))
    finished(client, sheet)
    assert ROWS["documents"].objects.count() == 1
    address = f"/answer/{sheet.pk}/documents/{Attachment.objects.get().pk}/remove/"
    client.post(address)
    assert Attachment.objects.get().removed is None
    unlock(sheet, actor=member(Role.COORDINATOR))
    client.post(address)
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    assert not ROWS["documents"].objects.exists()


def held(client, sheet, words):
    save(client, sheet, "1", chosen="yes")
    save(client, sheet, "1a", text=words)
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})


def shown(project):
    rows = load_study(project).tables["responses"].to_dicts()
    return {row["question_id"]: row["text"] for row in rows}["1a"]


def test_the_official_is_told_before_she_sends(opened):
    client, sheet = opened()
    save(client, sheet, "1", chosen="yes")
    save(client, sheet, "1a", text="Det gäller 900101-1239.")
    assert "enskild person" in text(client.get(f"/answer/{sheet.pk}/review/"))


def test_what_may_tell_of_a_person_is_held_back_until_it_is_redacted(opened, fielded, logged_in):
    client, sheet = opened()
    held(client, sheet, "Det gäller 900101-1239 hos oss.")
    assert shown(fielded) == "[…]"
    desk = logged_in(Role.COORDINATOR)
    base = f"/studies/{fielded.slug}/answers/"
    assert "personnummer" in text(desk.get(base))
    address = f"{base}held/{Hold.objects.get().pk}/"
    assert "Det gäller […] hos oss." in text(desk.get(address))
    desk.post(address, {"redact": "1", "text": "Det gäller en person hos oss."})
    assert shown(fielded) == "Det gäller en person hos oss."
    told = str(list(AuditEvent.objects.values()))
    assert "900101" not in told


def test_what_was_found_and_tells_of_nobody_is_released(opened, fielded, logged_in):
    client, sheet = opened()
    held(client, sheet, "Handbok av Anna Svensson (2019).")
    desk = logged_in(Role.COORDINATOR)
    desk.post(f"/studies/{fielded.slug}/answers/held/{Hold.objects.get().pk}/", {"release": "1"})
    assert shown(fielded) == "Handbok av Anna Svensson (2019)."


def test_a_decision_stands_when_the_same_text_is_sent_again(opened, fielded, member):
    from belagg.web.respond import holds
    from belagg.web.respond.sending import unlock

    client, sheet = opened()
    held(client, sheet, "Handbok av Anna Svensson (2019).")
    actor = member(Role.COORDINATOR)
    holds.release(Hold.objects.get(), actor=actor)
    unlock(sheet, actor=actor)
    client.post(f"/answer/{sheet.pk}/review/", {"signed": "Direktör"})
    assert Hold.objects.count() == 1
    assert shown(fielded).startswith("Handbok")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CODER, Role.FACILITATOR])
def test_others_do_not_see_what_is_held_back(opened, fielded, logged_in, role):
    client, sheet = opened()
    held(client, sheet, "Det gäller 900101-1239 hos oss.")
    reader = logged_in(role)
    base = f"/studies/{fielded.slug}/answers/"
    assert reader.get(base).status_code == 403
    assert reader.get(f"{base}held/{Hold.objects.get().pk}/").status_code == 403


def test_a_document_is_held_back_and_replaced_by_a_redacted_one(opened, fielded, logged_in):
    client, sheet = opened()
    attach(client, sheet, docx("Beslut om 900101-1239."))
    finished(client, sheet)
    assert not ROWS["documents"].objects.exists()
    desk = logged_in(Role.COORDINATOR)
    address = f"/studies/{fielded.slug}/answers/held/{Hold.objects.get().pk}/"
    assert "900101-1239" in text(desk.get(address))
    redacted = docx("Beslut om en person.")
    desk.post(address, {"redact": "1", "file": SimpleUploadedFile("ny.docx", redacted)})
    row = ROWS["documents"].objects.get()
    assert load_study(fielded).files[f"documents/{row.file}"].read() == redacted


def test_a_picture_is_held_back_since_no_program_can_read_it(opened):
    client, sheet = opened()
    attach(client, sheet, PICTURE, "karta.png")
    assert Attachment.objects.get().hold.state == HoldState.HELD


@pytest.mark.parametrize("now", HoldState)
@pytest.mark.parametrize("wanted", HoldState)
def test_what_is_held_back_goes_only_where_it_may(now, wanted):
    if wanted in NEXT_HOLD[now]:
        assert decided(now, wanted) is wanted
    else:
        with pytest.raises(HoldStateError):
            decided(now, wanted)
