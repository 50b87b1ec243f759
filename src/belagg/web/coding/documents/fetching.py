"""A document is fetched from an address on the open internet, and from nowhere else.

Somebody who can have a server fetch addresses could have it ask machines that only the server
reaches. So the name is looked up once, every address it has must be public, and the connection
goes to one of these and not to what the name may mean a moment later; each redirect is held to the
same. Nothing here knows the database.
"""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from belagg.study.vocabulary import Vocabulary

MAX_BYTES = 25 * 2**20
"""The largest document that is fetched."""
_SECONDS = 20.0
_WHOLE_SECONDS = 90.0
_REDIRECTS = 5
_CHUNK = 1 << 16
_KEPT = ("content-type", "content-length", "last-modified", "etag", "date", "server")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address


class Failure(Vocabulary):
    """Why a document could not be fetched."""

    BAD_ADDRESS = "bad_address", "det är ingen adress på webben", "it is no address on the web"
    PRIVATE = "private", "adressen leder in i ett eget nät", "it leads into a private network"
    GONE = "gone", "det finns ingen sådan sida längre", "there is no such page any more"
    UNREACHED = "unreached", "servern svarar inte", "the server does not answer"
    REFUSED = "refused", "servern lämnar inte ut den", "the server does not give it"
    TOO_LARGE = "too_large", "den är större än 25 MB", "it is larger than 25 MB"
    NO_DOCUMENT = "no_document", "det är inget dokument", "it is no document"


class FetchError(Exception):
    """A document that could not be fetched; `status` is the server's answer, where it gave one."""

    def __init__(self, failure: Failure, status: int = 0) -> None:
        self.failure = failure
        self.status = status
        super().__init__(failure.en)


@dataclass(frozen=True)
class Fetched:
    """What an address gave: the address after redirects, the server's headers, the bytes."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes


def is_public(address: Address) -> bool:
    """Say whether an address is on the open internet, also where it has another one within it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def fetch(url: str, agent: str) -> Fetched:
    """Fetch a document by http or https; FetchError with the reason where that cannot be done."""
    end = time.monotonic() + _WHOLE_SECONDS
    for _hop in range(_REDIRECTS + 1):
        parts = _parts(url)
        connection = _connection(parts)
        try:
            answer = _asked(connection, parts, agent)
            if answer.status in (301, 302, 303, 307, 308) and answer.getheader("Location"):
                url = urljoin(url, str(answer.getheader("Location")))
                continue
            if answer.status in (404, 410):
                raise FetchError(Failure.GONE, answer.status)
            if answer.status != 200:
                raise FetchError(Failure.REFUSED, answer.status)
            headers = {k.lower(): v[:300] for k, v in answer.getheaders() if k.lower() in _KEPT}
            return Fetched(url, answer.status, headers, _body(answer, end))
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise FetchError(Failure.UNREACHED) from error
        finally:
            connection.close()
    raise FetchError(Failure.REFUSED)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        valid = parts.port is None or parts.port > 0
    except ValueError:
        valid = False
    if not valid or parts.scheme not in ("http", "https") or not parts.hostname \
            or parts.username is not None:  # fmt: skip
        raise FetchError(Failure.BAD_ADDRESS)
    return parts


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        host = str(parts.hostname).encode("idna").decode()
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise FetchError(Failure.BAD_ADDRESS) from None
    except OSError as error:
        raise FetchError(Failure.UNREACHED) from error
    places = [str(info[4][0]) for info in found]
    if not all(is_public(ipaddress.ip_address(place.partition("%")[0])) for place in places):
        raise FetchError(Failure.PRIVATE)
    secure = ssl.create_default_context() if parts.scheme == "https" else None
    return _Connection(host, port, places[0], secure)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked at, whatever the name means by now."""

    def __init__(self, host: str, port: int, place: str, secure: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=_SECONDS)
        self._place = place
        self._secure = secure

    def connect(self) -> None:
        """Connect to the address, over TLS with the name where the address is https."""
        plain = socket.create_connection((self._place, self.port), timeout=_SECONDS)
        self.sock = (
            self._secure.wrap_socket(plain, server_hostname=self.host) if self._secure else plain
        )


def _asked(
    connection: http.client.HTTPConnection, parts: SplitResult, agent: str
) -> http.client.HTTPResponse:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    connection.request("GET", path + query, headers={
        "User-Agent": agent, "Accept": "application/pdf, text/html;q=0.9, */*;q=0.5",
        "Accept-Encoding": "identity",
    })  # fmt: skip
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, end: float) -> bytes:
    packed = answer.getheader("Content-Encoding", "identity").lower()
    if packed not in ("identity", "gzip", "deflate"):
        raise FetchError(Failure.REFUSED, answer.status)
    unpack = zlib.decompressobj(wbits=47) if packed != "identity" else None
    held = bytearray()
    while chunk := answer.read(_CHUNK):
        held += unpack.decompress(chunk, MAX_BYTES + 1) if unpack else chunk
        if len(held) > MAX_BYTES:
            raise FetchError(Failure.TOO_LARGE, answer.status)
        if time.monotonic() > end:
            raise FetchError(Failure.UNREACHED, answer.status)
    return bytes(held)
