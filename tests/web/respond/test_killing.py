"""The server is killed while officials answer, and fifty save at once: a short version of the soak.

The whole is `make soak`.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "soak" / "answers.py"


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(database):
    command = [sys.executable, SCRIPT, "--kills", "4", "--burst", "0", "--database", database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["killed"]["acknowledged"] > 20


@pytest.mark.long
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_fifty_who_save_at_once_also_the_same_answer_lose_nothing(database):
    command = [sys.executable, SCRIPT, "--kills", "0", "--burst", "50", "--database", database]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["at once"]["acknowledged"] == 50
