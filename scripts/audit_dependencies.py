"""Ask a public database of flaws about every package of requirements.lock.

Usage: python scripts/audit_dependencies.py

Ends with 1 where a flaw is known, and with 0, saying so, where nobody could be asked: being without
a network is no reason to stop. pip-audit gets an environment of its own, in .oracles/audit.
"""

import json
import subprocess
import sys
import venv
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
PLACE = LOCK.parent / ".oracles" / "audit"
COMMAND = [
    str(PLACE / "bin" / "pip-audit"), "--requirement", str(LOCK), "--disable-pip",
    "--require-hashes", "--format", "json", "--progress-spinner", "off", "--timeout", "10",
]  # fmt: skip


def ready() -> bool:
    """Install pip-audit where it is not there yet; say whether it is there now."""
    if not Path(COMMAND[0]).exists():
        venv.create(PLACE, with_pip=True)
        install = [PLACE / "bin" / "pip", "install", "-q", "--disable-pip-version-check",
                   "--retries", "1", "pip-audit==2.10.1"]  # fmt: skip
        subprocess.run(install, capture_output=True, check=False, timeout=600)
    return Path(COMMAND[0]).exists()


def main() -> int:
    """Ask, and print a line for each flaw."""
    if not ready():
        print("dependency audit: pip-audit could not be installed; nothing was looked at")
        return 0
    try:
        asked = subprocess.run(COMMAND, capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        print("dependency audit: no answer within five minutes; nothing was looked at")
        return 0
    try:
        told = json.loads(asked.stdout)
    except json.JSONDecodeError:
        last = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
        print(f"dependency audit: nobody could be asked ({last[:200]})")
        return 0
    flaws = [(one["name"], one.get("version", ""), flaw) for one in told["dependencies"]
             for flaw in one.get("vulns", ())]  # fmt: skip
    for name, version, flaw in flaws:
        mended = ", ".join(flaw["fix_versions"]) or "no version yet"
        print(f"{name} {version}: {flaw['id']}, mended in {mended}")
    print(f"dependency audit: {len(told['dependencies'])} packages, {len(flaws)} flaws")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
