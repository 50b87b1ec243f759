"""Personal data go when their time has come, no figure moves, and a certificate says so."""

import hashlib
import json
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from django.utils import timezone

from belagg.analysis.figures import figures_json, figures_of
from belagg.study.settings_file import parse_settings, render_settings
from belagg.study.tables import TABLES
from belagg.web.fieldwork.models import OutboxMail, Reach
from belagg.web.operate.certificate import certificate, certificate_pdf
from belagg.web.operate.erasing import Personal, personal
from belagg.web.operate.models import Erasure
from belagg.web.operate.person import COLUMNS, everything, person_named, person_zip, personal_models
from belagg.web.operate.retention import _months_after, erase_due, set_rule
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.respond import links
from belagg.web.respond.models import AnswerVersion, Attachment, Colleague, Sending, Sheet
from belagg.web.store import files
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Project, Stage

PERSONAL = [
    "Påhittad Berg",
    "berg@example.org",
    "070-0000001",
    "Berg ringer",
    "kollega@example.org",
]


@pytest.fixture
def project(db, make_study) -> Project:
    """A closed study with made-up officials, a receipt, a letter and mail."""
    project = save_study(make_study(
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "Ordförande"},
                    {"recipient_id": "r2", "unit_id": "02", "role": "Direktör"}],
    ))  # fmt: skip
    ROWS["recipients"].objects.filter(project=project, recipient_id="r1").update(
        name=PERSONAL[0], email=PERSONAL[1], phone=PERSONAL[2]
    )
    ROWS["contacts"].objects.create(
        project=project, contact_id="c1", recipient_id="r1", channel="phone",
        purpose="reminder", note=PERSONAL[3],
    )  # fmt: skip
    sheet = Sheet.objects.create(project=project, unit_id="01", sent_by="r1")
    Colleague.objects.create(sheet=sheet, person_id="r1-k1", invited_by="r1", email=PERSONAL[4],
                             sections=[])  # fmt: skip
    Sending.objects.create(sheet=sheet, number=1, at=timezone.now(), by="r1", signed=PERSONAL[0],
                           checksum="x", versions={}, pdf=files.keep(b"kvitto"))  # fmt: skip
    Attachment.objects.create(sheet=sheet, title="Brev", name="b.pdf", media="text/plain", size=4,
                              sha256=files.keep(b"brev"), by="r1", original=True)  # fmt: skip
    AnswerVersion.objects.create(sheet=sheet, question_id="1", version=1, category="yes", by="r1")
    OutboxMail.objects.create(project=project, recipient_id="r1", step="invitation",
                              purpose="invitation", subject="Hej", body="Hej!", state="sent",
                              message_id="<1@example.org>")  # fmt: skip
    Reach.objects.create(project=project, recipient_id="r1", language="sv")
    links.issue(project, "r1")
    Project.objects.update(stage=Stage.CLOSED)
    project.refresh_from_db()
    return project


def dated(project, day) -> None:
    settings, _problems = parse_settings(project.settings)
    text = render_settings(settings)
    Project.objects.filter(pk=project.pk).update(
        settings=text.replace(settings.date.isoformat(), day.isoformat())
    )
    project.refresh_from_db()


def test_what_is_due_is_erased_and_no_figure_moves(project, member):
    lead = member(Role.LEAD)
    set_rule(project, 24, actor=lead)
    before = load_study(project)
    told = json.dumps(figures_json(figures_of(before)))
    assert erase_due() == 1
    after = load_study(project)
    assert json.dumps(figures_json(figures_of(after))) == told
    assert after.revision == before.revision
    assert personal(project) == {}
    assert not files.path_of(hashlib.sha256(b"kvitto").hexdigest()).exists()
    assert AnswerVersion.objects.count() == 1
    assert not any(word in repr(after.private) for word in PERSONAL)
    assert erase_due() == 0, "there is nothing left, so no second certificate"


def test_no_private_column_of_a_recipient_keeps_anything(project, member):
    private = [column.name for column in TABLES["recipients"].columns if column.private]
    rows = ROWS["recipients"].objects.filter(project=project)
    rows.update(**dict.fromkeys(private, "Påhittad"))
    set_rule(project, 24, actor=member(Role.LEAD))
    erase_due()
    assert set(rows.values_list(*private)) == {(None,) * len(private)}


def test_the_certificate_tells_kinds_and_numbers_and_nobody(project, member):
    set_rule(project, 24, actor=member(Role.LEAD))
    held = personal(project)
    erase_due()
    (erasure,) = Erasure.objects.all()
    assert erasure.counts == {kind.value: count for kind, count in held.items()}
    assert held[Personal.RECIPIENTS] == held[Personal.RECEIPTS] == held[Personal.ORIGINALS] == 1
    told = json.dumps(certificate(erasure))
    for language in ("sv", "en"):
        pdf = pypdfium2.PdfDocument(certificate_pdf(erasure, language))
        told += pdf[0].get_textpage().get_text_range()
    assert "Intyg om radering" in told
    assert "names and addresses of recipients" in told
    assert not any(word in told for word in [*PERSONAL, "r1"])


@pytest.mark.parametrize(("months", "stage", "made"), [
    (24, Stage.FIELD, 0), (24, Stage.ARCHIVED, 1), (600, Stage.CLOSED, 0), (None, Stage.CLOSED, 0),
])  # fmt: skip
def test_nothing_goes_before_its_day_without_a_rule_or_while_officials_are_asked(
    project, member, months, stage, made
):
    Project.objects.update(stage=stage)
    set_rule(project, months, actor=member(Role.LEAD))
    assert erase_due() == made
    assert (personal(project) == {}) is bool(made)


def test_a_file_that_is_a_document_of_the_study_too_is_kept(project, member):
    project.package_files.create(path="documents/brev.pdf", sha256=files.keep(b"brev"))
    set_rule(project, 24, actor=member(Role.LEAD))
    erase_due()
    assert files.read(files.keep(b"brev")) == b"brev"


def test_a_month_without_that_day_ends_earlier():
    from datetime import date

    assert _months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert _months_after(date(2021, 12, 1), 24) == date(2023, 12, 1)


def test_everything_about_one_person_is_hers_alone(project):
    ROWS["recipients"].objects.filter(recipient_id="r2").update(name="Annan Påhittad")
    assert person_named(project, "BERG@example.org") == "r1"
    assert person_named(project, "") is None
    found = everything(project, "r1")
    assert {"store.recipients", "store.contacts", "respond.sending", "respond.answerversion",
            "fieldwork.outboxmail", "respond.colleague", "respond.link"} <= set(found)  # fmt: skip
    with zipfile.ZipFile(BytesIO(person_zip(project, "r1", "sv"))) as made:
        told = json.loads(made.read("everything.json"))
        page = made.read("everything.html").decode()
        assert any(name.startswith("receipt-") for name in made.namelist())
    assert told["person"] == "r1"
    assert PERSONAL[1] in page
    assert "secret_hash" not in page
    assert "Annan" not in page


def test_no_column_for_a_person_is_forgotten():
    named = {model._meta.label_lower for model, _way, _columns in personal_models()}
    assert {"store.responses", "store.recipients", "respond.suggestion", "factcheck.objection",
            "factcheck.point", "fieldwork.reach", "fieldwork.postedletter"} <= named  # fmt: skip
    assert "by" in COLUMNS


def test_the_page_sets_the_rule_and_gives_one_person_s_data(project, logged_in):
    lead = logged_in(Role.LEAD)
    address = f"/studies/{project.slug}/personal/"
    assert lead.post(address, {"months": "24"}).status_code == 302
    page = lead.get(address).content.decode()
    assert "mottagares namn och adresser" in page
    nobody = lead.post(f"{address}person/", {"person": "ingen"})
    assert "aria-describedby" in nobody.content.decode()
    given = lead.post(f"{address}person/", {"person": "r1"})
    assert given["Content-Type"] == "application/zip"
    assert AuditEvent.objects.filter(verb="person's data taken out", key="r1").exists()
    erase_due()
    (erasure,) = Erasure.objects.all()
    for form in ("pdf", "json"):
        assert lead.get(f"{address}erasures/{erasure.pk}.{form}").status_code == 200
    assert lead.get(f"{address}erasures/{erasure.pk}.exe").status_code == 404
    coordinator = logged_in(Role.COORDINATOR)
    assert coordinator.post(f"{address}person/", {"person": "r1"}).status_code == 403
