"""Whoever watches over the server learns whether it works, and nothing else."""

import pytest
from django.test import Client
from django.utils.translation import override

from belagg.web.operate import doctor
from belagg.web.operate.doctor import Health, examine


def test_a_server_that_works_says_so(db):
    assert Client().get("/health/alive").content == b"ok\n"
    answer = Client().get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "migrations": True})


def test_health_is_not_sent_on_to_https(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/health/ready").status_code == 200
    assert Client().get("/").status_code == 301


@pytest.fixture
def found(db, settings, tmp_path, monkeypatch):
    """Give what the doctor finds, by what it looked at."""
    tmp_path.chmod(0o700)
    settings.HOME = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    def look():
        with override("en"):
            return {finding.what: finding for finding in examine()}

    return look


def test_everything_is_looked_at_and_what_is_wrong_says_what_to_do(found):
    told = found()
    assert {f.health for f in told.values()} <= set(Health)
    assert all(f.remedy for f in told.values() if f.health is not Health.GOOD)
    assert told["Mail server"].health is Health.FAULT
    assert told["Database"].health is Health.GOOD
    assert told["Worker"].found == "has never done anything"


def test_a_folder_others_can_look_into_is_told(found, tmp_path):
    tmp_path.chmod(0o755)
    assert found()["Folder of data"].health is Health.WARNING


def test_a_key_others_can_read_is_a_fault(found, tmp_path):
    (tmp_path / "secret.key").touch(0o644)
    (tmp_path / "secret.key").chmod(0o644)
    assert found()["Secret key"].health is Health.FAULT


def test_a_disk_that_is_nearly_full_is_a_fault(found, monkeypatch):
    usage = type("Usage", (), {"free": 1 << 20, "total": 1 << 40})()
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: usage)
    assert found()["Disk"].health is Health.FAULT


def test_an_address_without_https_is_a_fault(found, settings):
    settings.PUBLIC_URL = "http://belagg.example.org"
    assert found()["Address"].health is Health.FAULT


@pytest.mark.parametrize(("name", "health"), [("", Health.FAULT), ("now", Health.GOOD)])
def test_a_backup_that_is_wanted_must_be_there(found, name, health, tmp_path, monkeypatch):
    from django.utils import timezone

    monkeypatch.setenv("BELAGG_BACKUP_TO", str(tmp_path))
    monkeypatch.setenv("BELAGG_BACKUP_RECIPIENTS", "age1x")
    if name:
        (tmp_path / f"belagg-{timezone.now():%Y%m%dT%H%M%S}Z.tar.gz.age").touch()
    assert found()["Backup"].health is health
