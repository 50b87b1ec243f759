"""Files of other programs come in and go out in the browser, shown before anything is done."""

import io
import os
import re
import zipfile
from pathlib import Path

import pyreadstat
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from belagg.exchange.formats import exportable, importable
from belagg.language import _, speaking
from belagg.study.xlsform.write import write_xlsform
from belagg.web.exchange import bringing_in
from belagg.web.exchange.arrivals import sweep
from belagg.web.exchange.models import Mapping
from belagg.web.exchange.needs import NEEDS
from belagg.web.frame.schedules import SCHEDULES
from belagg.web.people.audit import record
from belagg.web.people.models import AuditEvent, Membership, User
from belagg.web.people.permissions import Role
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS, Project

SECRET = "Hemlig Hemlin"
SPOKEN = "Påhittad sammanfattning"
ANSWERS = "Region;Fråga 1\nPåhittad region 1;Ja\nPåhittad region 2;Nej\nNågon annan;Ja\n"


@pytest.fixture
def study(make_study, make_item, answers):
    return make_study(
        [make_item("1"), make_item("2", "text")],
        responses=answers("1", "- - yes partly"),
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "chef"}],
        groups=[{"group_id": "g", "name": SPOKEN}],
        private={"recipients": [{"recipient_id": "r1", "name": SECRET, "email": SECRET}]},
    )


@pytest.fixture
def project(db, study):
    return save_study(study)


def way_in(project, name):
    return reverse("bring-in", kwargs={"slug": project.slug, "name": name})


@pytest.fixture
def lead(logged_in):
    return logged_in(Role.LEAD)


def sent(name, text):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def fresh(project):
    return Project.objects.get(pk=project.pk)


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def token_of(response):
    return re.search(r'name="token" value="(\w+)"', response.content.decode())[1]


def mapping_of(response):
    return response.context["mapping"]


def test_the_page_lists_every_format(project, lead):
    page = words(lead.get(reverse("exchange", args=[project.slug])))
    with speaking("sv"):
        for made in (*importable(), *exportable()):
            assert _(made.title) in page
    assert set(NEEDS) == {made.name for made in importable()}


@pytest.mark.parametrize(
    ("role", "inwards", "outwards"),
    [(Role.LEAD, 200, 200), (Role.COORDINATOR, 200, 200), (Role.CODER, 403, 403),
     (Role.VIEWER, 403, 403), (Role.FACILITATOR, 403, 403)],
)  # fmt: skip
def test_who_may_bring_in_and_take_out(project, logged_in, role, inwards, outwards):
    client = logged_in(role)
    assert client.get(way_in(project, "xlsform")).status_code == inwards
    assert client.get(reverse("take-out", args=[project.slug, "xlsx"])).status_code == outwards


def test_answers_are_shown_first_with_what_fits_and_what_does_not(project, lead):
    address = way_in(project, "responses")
    before = load_study(project)
    shown = lead.post(address, {"file": sent("svar.csv", ANSWERS)})
    assert "Någon annan" in words(shown)
    assert load_study(project) == before
    done = lead.post(address, {"token": token_of(shown), "mapping": mapping_of(shown), "bring": ""})
    assert "Det är intaget" in words(done)
    rows = load_study(project).tables["responses"].filter(question_id="1")
    assert dict(rows.select("unit_id", "category").iter_rows()) == {
        "01": "yes", "02": "no", "03": "yes", "04": "partly",
    }  # fmt: skip
    assert Mapping.objects.get().project == project
    entry = AuditEvent.objects.filter(verb="brought in").get()
    assert "Hemlin" not in str(entry.__dict__)


def test_the_same_file_twice_brings_nothing_new(project, lead):
    address = way_in(project, "responses")
    for _time in range(2):
        shown = lead.post(address, {"file": sent("svar.csv", ANSWERS)})
        lead.post(address, {"token": token_of(shown), "mapping": mapping_of(shown), "bring": ""})
    rows = load_study(project).tables["responses"]
    assert len(rows.filter(unit_id="01")) == 1
    assert "Inget: allt finns redan här." in words(
        lead.post(address, {"file": sent("svar.csv", ANSWERS)})
    )


def test_a_word_that_fits_no_answer_is_mapped_by_hand(project, lead):
    address = way_in(project, "responses")
    odd = "Region;Fråga 1\nPåhittad region 1;Jajamän\nPåhittad region 2;Ja\n"
    shown = lead.post(address, {"file": sent("svar.csv", odd)})
    form = shown.context["mapping_form"]
    (field,) = form.value_fields
    sent_back = {f.html_name: f.initial or "" for f in form} | {field.html_name: "category:yes"}
    again = lead.post(
        address, {"token": token_of(shown), "mapping": mapping_of(shown), "again": ""} | sent_back
    )
    lead.post(address, {"token": token_of(again), "mapping": mapping_of(again), "bring": ""})
    rows = load_study(project).tables["responses"]
    assert rows.filter(unit_id="01")["category"].to_list() == ["yes"]


def test_a_form_comes_in_as_a_new_version(project, lead, make_study, make_item):
    longer = make_study([make_item("1"), make_item("2", "text"), make_item("3")])
    address = way_in(project, "xlsform")
    shown = lead.post(address, {"file": sent("form.xlsx", write_xlsform(longer.questionnaire))})
    assert "frågor i formuläret" in words(shown) or "fråga i formuläret" in words(shown)
    lead.post(address, {"token": token_of(shown), "bring": ""})
    assert "3" in load_study(project).questionnaire.by_id


@pytest.mark.parametrize("name", [made.name for made in importable()])
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(project, lead, name):
    before = load_study(project)
    shown = lead.post(way_in(project, name), {"file": sent("x.qdpx", b"\x00\xff" * 50)})
    assert shown.status_code == 200
    assert shown.context["problems"]
    assert load_study(project) == before


def test_an_answer_that_comes_while_the_file_is_read_is_not_lost(project, lead, monkeypatch):
    address = way_in(project, "responses")
    shown = lead.post(address, {"file": sent("svar.csv", ANSWERS)})
    read = bringing_in.read

    def read_slowly(*given):
        done = read(*given)
        row = ROWS["responses"].objects.get(project=project, unit_id="03")
        row.pk, row.response_id, row.unit_id = None, "sent-meanwhile", "02"
        row.save()
        record("answer sent", project=project, kind="response", key="02")
        return done

    monkeypatch.setattr(bringing_in, "read", read_slowly)
    told = {"token": token_of(shown), "mapping": mapping_of(shown), "bring": ""}
    assert "läs in den igen" in words(lead.post(address, told))
    assert "sent-meanwhile" in load_study(fresh(project)).tables["responses"]["response_id"]
    monkeypatch.undo()
    assert "Det är intaget" in words(lead.post(address, told))
    assert "sent-meanwhile" in load_study(fresh(project)).tables["responses"]["response_id"]


def test_a_file_that_waits_is_nobody_elses(project, lead, logged_in, make_study):
    address = way_in(project, "responses")
    token = token_of(lead.post(address, {"file": sent("svar.csv", ANSWERS)}))
    colleague = logged_in(Role.COORDINATOR)
    assert "Välj den igen" in words(colleague.post(address, {"token": token, "bring": ""}))
    colleague.post(address, {"token": token, "away": ""})
    other = save_study(make_study(settings={"study_id": "annan"}))
    Membership.objects.create(
        user=User.objects.get(memberships__role=Role.LEAD), project=other, role=Role.LEAD
    )
    elsewhere = lead.post(way_in(other, "responses"), {"token": token, "bring": ""})
    assert "Välj den igen" in words(elsewhere)
    assert token_of(lead.post(address, {"token": token})) == token


def test_a_file_that_has_waited_for_a_day_is_gone(project, lead, settings):
    address = way_in(project, "responses")
    token = token_of(lead.post(address, {"file": sent("svar.csv", ANSWERS)}))
    (folder,) = Path(settings.FILES_ROOT).glob(f"arrivals/*/*/{token}")
    os.utime(folder, (0, 0))
    assert "Välj den igen" in words(lead.post(address, {"token": token}))
    assert "belagg.web.exchange.arrivals.sweep" in SCHEDULES
    sweep()
    assert not folder.exists()


def test_a_file_with_a_very_long_name_is_taken(project, lead):
    shown = lead.post(way_in(project, "responses"), {"file": sent("å" * 240 + ".csv", ANSWERS)})
    assert token_of(shown)


@pytest.mark.parametrize("token", ["0" * 32, "../../etc", ""])
def test_a_file_that_is_no_longer_kept_is_asked_for_again(project, lead, token):
    page = lead.post(way_in(project, "responses"), {"token": token, "bring": ""})
    assert "Välj den igen" in words(page)


def contents(response):
    data = b"".join(response) if response.streaming else response.content
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("name", [m.name for m in exportable() if m.name != "package"])
def test_what_goes_out_is_shown_first_and_holds_nothing_private(project, lead, name):
    address = reverse("take-out", args=[project.slug, name])
    shown = lead.get(address, {"show": "1"})
    assert shown.status_code == 200
    if shown.context.get("problems"):
        return
    given = lead.post(address, {"show": "1"})
    assert "attachment" in given["Content-Disposition"]
    for data in contents(given):
        assert SECRET.encode() not in data
        assert SPOKEN.encode() not in data
    assert AuditEvent.objects.filter(verb="taken out").count() == 1


def test_spss_reads_what_went_out(project, lead, tmp_path):
    given = lead.post(reverse("take-out", args=[project.slug, "spss"]), {"show": "1"})
    path = tmp_path / "ut.sav"
    path.write_bytes(next(data for data in contents(given) if data[:4] == b"$FL2"))
    frame, _meta = pyreadstat.read_sav(path, output_format="polars")
    assert len(frame) == 4


def test_the_groups_words_leave_only_with_the_facilitators_word(project, lead, logged_in):
    address = reverse("take-out", args=[project.slug, "xlsx"])
    asked = {"show": "1", "voices": "on"}
    assert not any(SPOKEN.encode() in data for data in contents(lead.post(address, asked)))
    facilitator = logged_in(Role.FACILITATOR)
    facilitator.post(reverse("exchange-voices", args=[project.slug]), {"word": "yes"})
    assert any(SPOKEN.encode() in data for data in contents(lead.post(address, asked)))
    facilitator.post(reverse("exchange-voices", args=[project.slug]), {"word": "no"})
    assert not any(SPOKEN.encode() in data for data in contents(lead.post(address, asked)))
    assert lead.get(reverse("exchange-voices", args=[project.slug])).status_code == 403
