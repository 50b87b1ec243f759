"""`belagg demo`: the examples, everybody's login, and nothing of anybody's own touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from belagg.study.problems import StudyError
from belagg.study.study import Study
from belagg.web import demo
from belagg.web.people.models import User
from belagg.web.store.bridge import load_study
from belagg.web.store.models import Project

ROOT = Path(__file__).parents[2]


def test_the_examples_are_loaded_and_everybody_can_log_in(db):
    loaded = demo.load()
    for name, _stage in demo.STUDIES:
        study = Study.load(ROOT / "examples" / name)
        assert load_study(Project.objects.get(slug=name)).revision == study.revision
    for _role, email in loaded.accounts:
        sent = {"login": email, "password": loaded.password}
        assert Client().post("/accounts/login/", sent).status_code == 302
    for _who, link in loaded.links:
        assert Client().get(link.removeprefix("http://localhost:8000")).status_code == 200


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
