"""`belagg demo`: the examples, everybody's login, and nothing of anybody's own touched."""

import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from django.test import Client
from django.utils import timezone

from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.web import demo
from belagg.web.demo.fieldwork import CORRECTED
from belagg.web.fieldwork.models import OutboxMail
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project, Stage

ROOT = Path(__file__).parents[2]


@pytest.mark.long
def test_the_examples_are_loaded_and_everybody_can_log_in(db):
    loaded = demo.load()
    study = Study.load(ROOT / "examples" / demo.PUBLISHED)
    assert load_study(Project.objects.get(slug=demo.PUBLISHED)).revision == study.revision
    for _role, email in loaded.accounts:
        sent = {"login": email, "password": loaded.password}
        assert Client().post("/accounts/login/", sent).status_code == 302
    for _who, link in loaded.links:
        assert Client().get(link.removeprefix("http://localhost:8000")).status_code == 200


@pytest.mark.long
def test_the_made_up_fieldwork_has_been_played_and_no_mail_waits(db):
    demo.load()
    project = Project.objects.get(slug=demo.MADE_UP)
    example = Study.load(ROOT / "examples" / demo.MADE_UP)
    played = load_study(project).tables
    at = example.tables["responses"].filter(pl.col("unit_id") != CORRECTED)
    assert played["responses"].filter(pl.col("unit_id") != CORRECTED).equals(at)
    invited = played["contacts"].filter(purpose="invitation")
    assert set(invited["at"].str.slice(0, 10)) == {"2021-05-19"}
    assert set(played["contacts"]["at"].str.slice(0, 4)) <= {"2021", str(timezone.now().year)}
    assert not OutboxMail.objects.filter(state__in=["queued", "sending"]).exists()
    states = set(OutboxMail.objects.values_list("state", flat=True))
    assert states == {"sent", "bounced"}
    assert project.letters.exists()
    assert project.holds.filter(state="held").exists()
    assert project.codings.filter(state="Differs").exists()
    assert project.fact_checks.get().is_open
    assert project.stage == Stage.FIELD


@pytest.mark.long
def test_no_link_that_a_role_is_shown_in_the_demonstration_is_closed_to_it(db):
    demo.load()
    for _role, name in demo.ACCOUNTS:
        client = Client()
        client.force_login(User.objects.get(email=f"{name}@{demo.DOMAIN}"))
        for path in (f"/studies/{demo.MADE_UP}/", f"/studies/{demo.MADE_UP}/desk/"):
            page = client.get(path).content.decode()
            for link in sorted(set(re.findall(rf'href="(/studies/{demo.MADE_UP}/[^"#?]*)"', page))):
                assert client.get(link).status_code in (200, 302), (name, path, link)


@pytest.mark.long
def test_loading_again_makes_nothing_twice(db):
    demo.load()
    demo.load()
    assert Project.objects.count() == 2


def test_what_is_somebodys_own_is_left_alone(db):
    User.objects.create_user("egen@example.org")
    with pytest.raises(StudyError, match="BELAGG_HOME"):
        demo.load()
    assert Project.objects.count() == 0


@pytest.mark.long
def test_a_study_in_the_database_is_built_by_its_short_name(tmp_path):
    environment = {**os.environ, "BELAGG_HOME": str(tmp_path / "home"), "BELAGG_LANG": "sv"}
    environment.pop("DATABASE_URL", None)

    def belagg(*arguments):
        command = [sys.executable, "-m", "belagg", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    assert "lead@demo.example" in belagg("demo").stdout
    out = tmp_path / "out"
    package = ROOT / "examples" / "kse-2021"
    assert belagg("build", "db:kse-2021", "--out", str(out / "db")).returncode == 0
    assert belagg("build", str(package), "--out", str(out / "package")).returncode == 0
    made = {p.relative_to(out / "db"): p.read_bytes() for p in (out / "db").rglob("*.*")}
    wanted = {p.relative_to(out / "package"): p.read_bytes()
              for p in (out / "package").rglob("*.*")}  # fmt: skip
    assert made == wanted
    failed = belagg("check", "db:kse-2012")
    assert failed.returncode == 2
    assert "kse-2021" in failed.stderr


def test_the_made_up_regions_are_as_their_script_makes_them(tmp_path):
    script = ROOT / "scripts" / "make_exempelregioner.py"
    subprocess.run([sys.executable, script, tmp_path / "made"], check=True, capture_output=True)
    kept = Study.load(ROOT / "examples" / "exempelregioner")
    assert Study.load(tmp_path / "made").revision == kept.revision
