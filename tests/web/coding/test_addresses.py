"""Documents are fetched from the open web, noticed when they change, and asked for by mail."""

import ipaddress
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from belagg.web.coding.documents import fetching, reading, watching
from belagg.web.coding.documents.fetching import Failure, FetchError, fetch, is_public
from belagg.web.coding.models import Address, DocumentRequest, DocumentVersion, Retrieval
from belagg.web.people.models import AuditEvent
from belagg.web.people.permissions import Role
from belagg.web.store.models import ROWS

DOCUMENTS = Path(__file__).parents[3] / "examples" / "exempelregioner" / "documents"
PLAN = (DOCUMENTS / "almvik-handlingsplan.pdf").read_bytes()
ROUTINE = (DOCUMENTS / "granvall-rutin.pdf").read_bytes()


class Served(BaseHTTPRequestHandler):
    """Answers with what `pages` has for a path: status, headers, body."""

    pages: dict = {}  # noqa: RUF012  - filled by each test

    def do_GET(self):
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_about):
        pass


@pytest.fixture
def site():
    """A server on this machine, as an address, and the pages it has."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Served.pages = {}
    yield f"http://127.0.0.1:{server.server_port}", Served.pages
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def open_web(monkeypatch):
    """Let this machine count as the open web."""
    monkeypatch.setattr(fetching, "is_public", lambda _address: True)


def failure(url) -> Failure:
    with pytest.raises(FetchError) as caught:
        fetch(url, "prov")
    return caught.value.failure


@pytest.mark.parametrize(
    "address, public",
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("::1", False), ("fe80::1", False), ("fc00::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False), ("2001:0:53aa:64c::", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_public(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/x", "file:///etc/passwd", "http://", "https://user:pw@example.org/",
     "http://example.org:0/", "http://[::1", "gopher://example.org"],
)  # fmt: skip
def test_what_is_no_address_on_the_web_is_refused(url):
    assert failure(url) is Failure.BAD_ADDRESS


def test_a_private_address_is_never_asked(site):
    address, pages = site
    pages["/plan.pdf"] = (200, {}, PLAN)
    assert failure(f"{address}/plan.pdf") is Failure.PRIVATE
    assert failure(address.replace("127.0.0.1", "localhost") + "/plan.pdf") is Failure.PRIVATE


def test_a_redirect_into_a_private_network_is_not_followed(site, monkeypatch):
    address, pages = site
    pages["/a"] = (302, {"Location": "http://10.0.0.1/secret"}, b"")
    monkeypatch.setattr(fetching, "is_public", lambda one: str(one) == "127.0.0.1")
    assert failure(f"{address}/a") is Failure.PRIVATE


def test_redirects_are_followed_but_not_for_ever(site, open_web):
    address, pages = site
    pages["/a"] = (301, {"Location": "/b%C3%A5"}, b"")
    pages["/b%C3%A5"] = (200, {"Content-Type": "application/pdf", "Set-Cookie": "x=1"}, PLAN)
    pages["/round"] = (302, {"Location": "/round"}, b"")
    found = fetch(f"{address}/a", "prov")
    assert found.data == PLAN
    assert found.headers["content-type"] == "application/pdf"
    assert "set-cookie" not in found.headers
    assert failure(f"{address}/round") is Failure.REFUSED


def test_what_is_too_large_is_not_taken_packed_or_not(site, open_web, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    address, pages = site
    pages["/large"] = (200, {}, b"x" * 1001)
    packer = zlib.compressobj(wbits=31)
    pages["/bomb"] = (200, {"Content-Encoding": "gzip"}, packer.compress(b"x" * 10**6)
                      + packer.flush())  # fmt: skip
    assert failure(f"{address}/large") is Failure.TOO_LARGE
    assert failure(f"{address}/bomb") is Failure.TOO_LARGE


def fetched(client, url, **more) -> Address:
    response = client.post(
        "/studies/exempelregioner/coding/documents/fetch/",
        {"url": url, "unit_id": "P02", "title": "En påhittad plan", **more},
    )
    assert response.status_code == 302
    address = Address.objects.get()
    watching.read(address.pk)
    return address


@pytest.fixture
def coder(logged_in, regions):
    return logged_in(Role.CODER, of=regions)


def test_a_fetched_document_is_kept_with_time_headers_and_checksum(coder, regions, site, open_web):
    address, pages = site
    pages["/plan.pdf"] = (200, {"Content-Type": "application/pdf", "ETag": '"1"'}, PLAN)
    known = fetched(coder, f"{address}/plan.pdf")
    reading.run(regions.pk)
    row = ROWS["documents"].objects.get(document_id=known.document_id)
    version = DocumentVersion.objects.get(document_id=known.document_id)
    assert (row.pages, row.source_url) == (43, f"{address}/plan.pdf")
    assert row.sha256 == version.sha256
    assert version.headers["etag"] == '"1"'
    assert Retrieval.objects.get().outcome == "first"
    page = coder.get(f"/studies/exempelregioner/coding/documents/{known.document_id}/")
    assert "43 sidor" in page.content.decode()


def test_a_page_that_changed_or_vanished_is_noticed_and_the_old_one_stays(
    coder, regions, site, open_web
):
    address, pages = site
    pages["/plan"] = (200, {"Content-Type": "application/pdf"}, ROUTINE)
    known = fetched(coder, f"{address}/plan")
    watching.read(known.pk)
    pages["/plan"] = (200, {"Content-Type": "application/pdf"}, PLAN)
    watching.read(known.pk)
    del pages["/plan"]
    watching.read(known.pk)
    seen = list(Retrieval.objects.order_by("pk").values_list("outcome", flat=True))
    assert seen == ["first", "same", "changed", "gone"]
    assert DocumentVersion.objects.filter(document_id=known.document_id).count() == 2
    assert ROWS["documents"].objects.get(document_id=known.document_id).sha256 is not None
    page = coder.get(f"/studies/exempelregioner/coding/documents/{known.document_id}/")
    assert "försvunnen" in page.content.decode()


def test_what_is_no_document_or_private_is_noted_with_the_reason(coder, regions, site, open_web):
    address, pages = site
    pages["/x"] = (200, {"Content-Type": "application/octet-stream"}, b"MZ\x00\x00")
    known = fetched(coder, f"{address}/x")
    assert Retrieval.objects.get().failure == Failure.NO_DOCUMENT
    assert ROWS["documents"].objects.get(document_id=known.document_id).file is None


def test_a_watched_address_is_read_each_month(coder, regions, site, open_web):
    address, pages = site
    pages["/"] = (200, {"Content-Type": "text/html"}, "<html><p>Påhittad sida.".encode())
    known = fetched(coder, f"{address}/", watched="on")
    known.refresh_from_db()
    assert known.due == timezone.localdate() + watching.MONTH
    watching.read_due()
    assert AuditEvent.objects.filter(verb="address read").count() == 1
    Address.objects.update(due=timezone.localdate())
    watching.read_due()
    known.refresh_from_db()
    assert known.due == timezone.localdate() + watching.MONTH
    change = f"/studies/exempelregioner/coding/documents/{known.document_id}/address/"
    assert coder.post(change, {"do": "leave"}).status_code == 302
    known.refresh_from_db()
    assert (known.watched, known.due) == (False, None)


def test_a_request_is_written_with_a_number_and_its_way_is_noted(coder, regions):
    start = "/studies/exempelregioner/coding/documents/requests/"
    response = coder.post(start, {"unit_id": "P02", "what": "Handlingsplanen mot våld"})
    made = DocumentRequest.objects.get()
    assert response["Location"] == f"{start}{made.pk}/"
    assert made.text.startswith("# Begäran om allmän handling: Handlingsplanen mot våld\n")
    for words in ("Region Björkslätt", "offentlighetsprincipen", "skriftligt beslut",
                  "exempelregioner-001", "Exempelregioner (påhittat)"):  # fmt: skip
        assert words in made.text
    assert "{" not in made.text
    assert "mailto:?subject=" in coder.get(f"{start}{made.pk}/").content.decode()
    text = coder.get(f"{start}{made.pk}.txt")
    assert text["Content-Type"].startswith("text/plain")
    assert "Björkslätt" in text.content.decode()
    coder.post(f"{start}{made.pk}/", {"do": "sent"})
    coder.post(f"{start}{made.pk}/", {"do": "came"})
    made.refresh_from_db()
    assert made.sent == made.came == timezone.localdate()
    listed = coder.get(start).content.decode()
    assert "Region Björkslätt: Handlingsplanen mot våld" in listed
    assert "17 organ har inget dokument och är inte tillfrågade" in listed
