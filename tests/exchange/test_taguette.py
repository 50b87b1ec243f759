"""Taguette, started for real in an environment of its own, takes our code book."""

import http.cookiejar
import re
import socket
import subprocess
import urllib.parse
import urllib.request
from html import unescape
from pathlib import Path

import pytest

from belagg.exchange.codebook import export_codebook

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.long


class Taguette:
    """A running Taguette, and a browser's cookies."""

    def __init__(self, link):
        self.base = link.partition("/?")[0]
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.get(link)

    def get(self, address):
        return self.opener.open(address).read().decode()

    def post(self, path, fields, file=None):
        """Send a form as a browser does, with the token that its page has."""
        token = re.search(r'name="_xsrf" value="([^"]+)"', self.get(self.base + path))[1]
        fields = {"_xsrf": token, **fields}
        if file is None:
            data, kind = urllib.parse.urlencode(fields).encode(), None
        else:
            head = 'Content-Disposition: form-data; name="'
            parts = [f'--grens\r\n{head}{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
            parts.append(f'--grens\r\n{head}file"; filename="k.csv"\r\n\r\n')
            data = "".join(parts).encode() + file + b"\r\n--grens--\r\n"
            kind = {"Content-Type": "multipart/form-data; boundary=grens"}
        request = urllib.request.Request(self.base + path, data, kind or {})
        answer = self.opener.open(request)
        return answer.url, unescape(answer.read().decode())


@pytest.fixture
def taguette(needs, tmp_path):
    """Start Taguette for one person on a free port."""
    program = ROOT / ".oracles" / "taguette" / "bin" / "taguette"
    needs(str(program))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [program, "--no-browser", "--port", port, "--database", tmp_path / "t.sqlite3"]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )  # fmt: skip
    try:
        links = (re.search(r"http://\S+token=\S+", line) for line in child.stdout)
        yield Taguette(next(link[0] for link in links if link))
    finally:
        child.terminate()
        child.wait()


def test_taguette_takes_the_codes_with_their_letters_and_words(taguette, make_study):
    study = make_study(
        codes=[
            {"code_id": "a", "name": "Åtgärd 🙂", "definition": "När någon får hjälp, “öppet”"},
            {"code_id": "b", "parent_id": "a", "name": "Öppen vård"},
        ]
    )
    files = export_codebook(study, None).files
    (data,) = [data for path, data in files.items() if path.endswith("codebook.csv")]
    address, _page = taguette.post("/project/new", {"name": "Prov", "description": ""})
    path = re.search(r"/project/\d+", address)[0]
    _address, page = taguette.post(f"{path}/import_codebook", {}, data)
    assert re.findall(r'name="tag\d+-path" value="([^"]*)"', page) == [
        "Åtgärd 🙂", "Åtgärd 🙂 / Öppen vård",
    ]  # fmt: skip
    assert "När någon får hjälp, “öppet”" in page
