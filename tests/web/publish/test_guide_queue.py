"""Services of the guide are verified again, and a guide that no longer holds is taken down."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from belagg.study.settings import GuideRelease
from belagg.study.settings_file import render_settings
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.publish import releasing, tasks
from belagg.web.publish.guide_queue import waiting
from belagg.web.publish.models import Build, Release
from belagg.web.store.bridge import load_study, save_study
from belagg.web.store.models import ROWS

ROOT = "/studies/prov/publish"


def today():
    return timezone.localdate()


def ago(days):
    return today() - dt.timedelta(days=days)


@pytest.fixture
def project(db, make_study, settings, tmp_path):
    settings.PUBLISH_TO = str(tmp_path / "published")
    services = {"aldrig": None, "gammal": ago(181), "snart": ago(170), "ny": ago(3)}
    return save_study(make_study(
        groups=[{"group_id": "g", "name": "Påhittad grupp", "kind": "experience"}],
        services=[{"service_id": name, "name": f"Mottagning {name}", "confirmed_on": day,
                   "confirmed_by": "enhetschef" if day else None}
                  for name, day in services.items()],
        settings={"guide": GuideRelease("g", ago(1), "https://example.org/"), "date": today()},
        texts={"report/01.md": "# Ett\n\nText.\n"},
    ))  # fmt: skip


@pytest.fixture
def lead(logged_in, project):
    return logged_in(Role.LEAD)


def test_the_queue_has_the_most_urgent_first_and_not_the_fresh(project):
    queue = waiting(load_study(project), today())
    assert [(one.service.service_id, one.left) for one in queue] == [
        ("gammal", -1), ("snart", 10), ("aldrig", None)
    ]  # fmt: skip


def test_a_service_that_confirms_leaves_the_queue(lead, project):
    assert "Mottagning aldrig" in lead.get(f"{ROOT}/guide/").content.decode()
    lead.post(f"{ROOT}/guide/aldrig/", {"on": today().isoformat(), "by": "enhetschef",
                                        "right": "on"})  # fmt: skip
    row = ROWS["services"].objects.get(service_id="aldrig")
    assert (row.confirmed_on, row.confirmed_by) == (today(), "enhetschef")
    assert "aldrig" not in [o.service.service_id for o in waiting(load_study(project), today())]
    assert AuditEvent.objects.filter(kind="services", key="aldrig").exists()


@pytest.mark.parametrize(
    "change", [{"on": "2100-01-01"}, {"by": ""}, {"right": ""}, {"on": "i går"}]
)
def test_nothing_is_confirmed_by_halves(lead, change):
    data = {"on": today().isoformat(), "by": "enhetschef", "right": "on"} | change
    assert lead.post(f"{ROOT}/guide/aldrig/", data).status_code == 200
    assert ROWS["services"].objects.get(service_id="aldrig").confirmed_on is None


def test_a_viewer_sees_the_queue_and_confirms_nothing(logged_in, project):
    client = logged_in(Role.VIEWER)
    assert client.get(f"{ROOT}/guide/").status_code == 200
    assert client.get(f"{ROOT}/guide/aldrig/").status_code == 403


def test_a_published_guide_goes_when_it_no_longer_holds_and_the_rest_stays(lead, project, settings):
    lead.post(f"{ROOT}/build/")
    made = project.builds.get()
    tasks.run(made.pk)
    releasing.ask(Build.objects.get(), "1", "Ny", today(), made.asked_by)
    releasing.go_on(project.pk)
    root = Path(settings.PUBLISH_TO) / "prov" / "site"
    assert (root / "g" / "index.html").exists()
    assert Release.objects.get().guide_until == ago(170) + dt.timedelta(days=180)
    Release.objects.update(guide_until=ago(1))
    releasing.keep_true()
    assert not (root / "g").exists()
    assert (root / "index.html").exists()
    assert Release.objects.get().guide_down
    assert "tagits ned" in lead.get(f"{ROOT}/guide/").content.decode()


@pytest.fixture
def facilitator(logged_in, project):
    return logged_in(Role.FACILITATOR)


def approval(**more):
    said = {"group": "g", "on": today().isoformat(), "leave_to": "https://example.org/",
            "seen": "on"}  # fmt: skip
    return said | more


def test_a_group_reads_the_guide_as_it_is_and_sees_that_it_is_a_draft(facilitator, project):
    response = facilitator.get(f"{ROOT}/guide-draft/")
    page = response.content.decode()
    assert "Ett utkast att läsa igenom" in page
    assert "Mottagning ny" in page
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_who_runs_the_group_writes_down_that_it_approves(facilitator, project):
    assert facilitator.get(f"{ROOT}/guide-approval/").status_code == 200
    facilitator.post(f"{ROOT}/guide-approval/", approval())
    given = load_study(project).settings.guide
    assert (given.approved_by, given.approved_on) == ("g", today())
    event = AuditEvent.objects.get(verb="guide approved")
    assert (event.key, event.before, event.after) == ("g", ago(1).isoformat(), today().isoformat())
    assert len(event.details["page"]) == 16


@pytest.mark.parametrize(
    "change",
    [{"group": "annan"}, {"on": "2100-01-01"}, {"leave_to": "http://x"}, {"leave_to": ""},
     {"seen": ""}],
)  # fmt: skip
def test_nothing_is_approved_by_halves(facilitator, project, change):
    assert facilitator.post(f"{ROOT}/guide-approval/", approval(**change)).status_code == 200
    assert load_study(project).settings.guide.approved_on == ago(1)


def test_nobody_approves_for_the_group(lead, logged_in, project):
    for client in (lead, logged_in(Role.VIEWER), logged_in(Role.CODER)):
        assert client.post(f"{ROOT}/guide-approval/", approval()).status_code == 403
    text = load_study(project).settings
    toml = project.settings.replace(ago(1).isoformat(), today().isoformat())
    assert toml != project.settings
    page = lead.post("/studies/prov/settings/text/", {"text": toml}).content.decode()
    assert "gruppens eget" in page
    assert load_study(project).settings == text


def test_where_no_group_has_own_experience_nobody_can_approve(facilitator, project):
    ROWS["groups"].objects.update(kind="professional")
    page = facilitator.get(f"{ROOT}/guide-approval/").content.decode()
    assert "ingen referensgrupp med egen erfarenhet" in page
    assert facilitator.post(f"{ROOT}/guide-approval/", approval()).status_code == 200
    assert not AuditEvent.objects.filter(verb="guide approved").exists()


def test_a_guide_whose_approval_is_taken_back_goes_and_stays_away(
    lead, facilitator, project, settings
):
    root = Path(settings.PUBLISH_TO) / "prov" / "site"
    lead.post(f"{ROOT}/build/")
    made = project.builds.get()
    tasks.run(made.pk)
    releasing.ask(Build.objects.get(), "1", "Ny", today(), made.asked_by)
    releasing.go_on(project.pk)
    assert (root / "g" / "index.html").exists()
    facilitator.post(f"{ROOT}/guide-approval/take-back/")
    releasing.go_on(project.pk)
    assert (root / "index.html").exists()
    assert not (root / "g").exists()
    assert Release.objects.get().state == "out"
    assert load_study(project).settings.guide is None
    assert AuditEvent.objects.filter(verb="guide approval taken back", key="g").exists()
    # A new approval brings back neither the old guide nor that of the old build.
    facilitator.post(f"{ROOT}/guide-approval/", approval())
    releasing.ask(Build.objects.get(), "2", "Åter", today(), made.asked_by)
    releasing.go_on(project.pk)
    assert Release.objects.filter(state="out").count() == 2
    assert not (root / "g").exists()


def test_a_lead_has_the_guide_taken_down_by_taking_it_out_of_the_settings(lead, project):
    held = load_study(project).settings
    without = render_settings(replace(held, guide=None))
    lead.post("/studies/prov/settings/text/", {"text": without})
    assert load_study(project).settings.guide is None
    assert AuditEvent.objects.filter(verb="guide approval taken back", key="g").exists()


def test_a_viewer_takes_nothing_back(logged_in, project):
    client = logged_in(Role.VIEWER)
    assert client.post(f"{ROOT}/guide-approval/take-back/").status_code == 403
    assert load_study(project).settings.guide is not None
