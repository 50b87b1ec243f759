"""Where returned mail lies: a mailbox read by IMAP, a Maildir or an mbox file."""

import imaplib
import ipaddress
import mailbox
import re
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TIMEOUT = 30
_SCHEMES = ("imap", "imaps")
_READ = re.compile(rb"^Status:.*R", re.MULTILINE)


def unseen(place: str, largest: int) -> Iterator[bytes]:
    """Give what has not been seen in a mailbox, at most so many bytes of each and one more.

    `place` is a path, or `imaps://user:password@host:port/mailbox` (`imap:` begins TLS itself).
    A message is marked as seen once the next is asked for. ValueError where there is no host;
    OSError or imaplib.IMAP4.error where the server is not to be had.
    """
    if urlsplit(place).scheme in _SCHEMES:
        yield from _by_imap(place, largest)
    elif place and Path(place).exists():
        yield from _in_files(Path(place), largest)


def _by_imap(place: str, largest: int) -> Iterator[bytes]:
    parts = urlsplit(place)
    with _connected(parts.scheme, parts.hostname, parts.port) as server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        status, _told = server.select('"' + folder.replace("\\", "").replace('"', "") + '"')
        if status != "OK":
            raise imaplib.IMAP4.error("there is no such mailbox")
        _status, found = server.uid("SEARCH", "UNSEEN")
        for number in (found[0] or b"").decode().split():
            _status, parts_of_it = server.uid("FETCH", number, f"(BODY.PEEK[]<0.{largest + 1}>)")
            yield next((part[1] for part in parts_of_it if isinstance(part, tuple)), b"")
            server.uid("STORE", number, "+FLAGS", r"(\Seen)")


def _connected(scheme: str, host: str | None, port: int | None) -> imaplib.IMAP4:
    if not host:
        raise ValueError("the address of the mailbox names no server")
    context = ssl.create_default_context()
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=context, timeout=_TIMEOUT)
    server = imaplib.IMAP4(host, port or 143, timeout=_TIMEOUT)
    # A password goes in the clear within this machine only.
    if not _is_here(host):
        server.starttls(context)
    return server


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_files(place: Path, largest: int) -> Iterator[bytes]:
    """Read a Maildir or an mbox without taking any message apart, which is not for this process."""
    yield from _in_maildir(place, largest) if place.is_dir() else _in_mbox(place, largest)


def _in_maildir(place: Path, largest: int) -> Iterator[bytes]:
    for path in sorted([*(place / "new").iterdir(), *(place / "cur").iterdir()]):
        name, _mark, flags = path.name.partition(":2,")
        if "S" in flags:
            continue
        with path.open("rb") as file:
            yield file.read(largest + 1)
        path.rename(place / "cur" / f"{name}:2,{''.join(sorted({*flags, 'S'}))}")


def _in_mbox(place: Path, largest: int) -> Iterator[bytes]:
    box = mailbox.mbox(place)
    box.lock()
    try:
        for key in list(box.keys()):
            data = box.get_bytes(key)
            head = data.partition(b"\n\n")[0]
            if _READ.search(head):
                continue
            yield data[: largest + 1]
            box[key] = b"Status: RO\n" + data
            box.flush()
    finally:
        box.close()
