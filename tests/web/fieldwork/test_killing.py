"""The worker is killed while it sends: a short version of the soak. The whole is `make soak`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "soak" / "mails.py"


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_recipient_is_mailed_and_written_down_once_when_the_worker_is_killed(database):
    command = [sys.executable, SCRIPT, "--mails", "60", "--kills", "5", "--database", database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["kills"] > 0
