"""What the worker could not do is seen by who runs the installation, and nobody is named in it."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone
from django_q.models import OrmQ, Task
from django_q.signals import post_execute_in_worker

from belagg.web.frame import views
from belagg.web.home import key_in, rotate
from belagg.web.operate.failed import wordless
from belagg.web.people.permissions import Role

TRACE = """Failing row contains (Anna Berg, anna@example.org) : Traceback (most recent call last):
  File "/srv/lib/belagg/web/fieldwork/sending.py", line 71, in _send
    raise ValueError
django.db.utils.IntegrityError: Key (email)=(anna@example.org) exists
DETAIL: Anna Berg: 070-123 45 67
"""


def test_an_error_is_stored_by_its_kind_and_place():
    told = {"success": False, "result": TRACE}
    post_execute_in_worker.send(sender="test", func=None, task=told)
    assert "sending.py:71" in told["result"]
    assert not any(word in told["result"] for word in ("Anna", "anna", "070"))
    fine = {"success": True, "result": "Anna"}
    post_execute_in_worker.send(sender="test", func=None, task=fine)
    assert fine["result"] == "Anna"


def test_the_kind_of_an_error_is_told():
    assert wordless(TRACE.replace("DETAIL: Anna Berg: 070-123 45 67\n", "")).startswith(
        "django.db.utils.IntegrityError at "
    )


@pytest.fixture
def dead(db):
    return Task.objects.create(
        id="a" * 32, name="a", func="belagg.web.fieldwork.sending.send_due", started=timezone.now(),
        stopped=timezone.now(), success=False, attempt_count=5, result="ValueError at x.py:1",
    )  # fmt: skip


@pytest.mark.parametrize(("word", "waiting"), [("again", 1), ("leave", 0)])
def test_a_dead_letter_is_taken_up_again_or_let_be(dead, member, word, waiting):
    owner = member(Role.LEAD)
    client = Client()
    client.force_login(owner)
    assert client.get("/server/tasks/").status_code == 403
    owner.is_owner = True
    owner.save()
    assert "ValueError at x.py:1" in client.get("/server/tasks/").content.decode()
    assert client.post(f"/server/tasks/{dead.pk}/", {"do": word}).status_code == 302
    assert OrmQ.objects.count() == waiting
    assert not Task.objects.filter(success=False).exists()


@pytest.mark.parametrize("error", [OperationalError("Anna"), OSError(28, "full")])
def test_where_nothing_can_be_saved_the_page_says_what_to_do(error):
    try:
        raise error
    except (OperationalError, OSError):
        answer = views.server_error(RequestFactory().get("/"))
    assert answer.status_code == 503
    told = answer.content.decode()
    assert "försök igen" in told or "try again" in told
    assert "Anna" not in told


def test_a_changed_key_leaves_the_last_one_valid(tmp_path):
    file = tmp_path / "secret.key"
    first = key_in(file)
    rotate(file)
    new, old = key_in(file).split()
    assert old == first
    rotate(file)
    assert key_in(file).split()[1:] == [new]
    assert file.stat().st_mode & 0o077 == 0
