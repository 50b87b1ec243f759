"""Where a study is published: a folder that a web server gives out, or a bucket of S3's kind."""

import mimetypes
import os
import shutil
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from belagg.language import _
from belagg.study.problems import Problem, StudyError, Where

if TYPE_CHECKING:
    from obstore.store import S3Store

_AT_ONCE = 8
_NEVER_KEPT = "site/g/"
"""The guide: no browser and no server between may keep a copy."""


class Place(Protocol):
    """Somewhere to publish."""

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Publish the files under a name, in place of all that was there; StudyError where not."""


def place_of(address: str) -> Place:
    """Give the place of an address: `s3://bucket/prefix`, or else the path of a folder."""
    return Bucket(address) if address.startswith("s3://") else Folder(Path(address))


class Folder:
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Write everything beside what is there, then let it take its place."""
        target = self.root / name
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=self.root))
            try:
                for path, data in files.items():
                    file = scratch / "new" / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
                if target.exists():
                    target.rename(scratch / "old")
                if files:
                    (scratch / "new").rename(target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        except OSError as error:
            raise _not_put(str(target), error.strerror or str(error)) from error


class Bucket:
    """A bucket; who may write to it is told in the environment, as AWS's own tools read it."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def put(self, name: str, files: Mapping[str, bytes]) -> None:
        """Send what is new or changed, pages last, and take away what is no longer there."""
        try:
            import obstore
            from obstore.exceptions import BaseError
        except ModuleNotFoundError as error:
            raise _not_put(self.address, _("needs pip install belagg[server]")) from error
        try:
            store = self._store(name)
            there = {one["path"]: one["e_tag"] for part in obstore.list(store) for one in part}
            new = [path for path, data in files.items() if there.get(path) != _tag(data)]
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                for pages in (False, True):
                    paths = [path for path in new if path.endswith(".html") is pages]
                    list(pool.map(lambda path: _send(store, path, files[path]), paths))
            gone = [path for path in there if path not in files]
            if gone:
                obstore.delete(store, gone)
        except (BaseError, OSError, ValueError) as error:
            raise _not_put(self.address, str(error).splitlines()[0]) from error

    def _store(self, name: str) -> "S3Store":
        from obstore.store import S3Store

        plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        return S3Store.from_url(f"{self.address}/{name}", client_options={"allow_http": plain})


def _send(store: "S3Store", path: str, data: bytes) -> None:
    import obstore

    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
    kept = "no-store" if path.startswith(_NEVER_KEPT) else "max-age=300"
    about = {"Content-Type": f"{kind}; charset=utf-8" if text else kind, "Cache-Control": kept}
    obstore.put(store, path, data, attributes=about, use_multipart=False)


def _tag(data: bytes) -> str:
    # S3 names an object that was sent whole by this checksum; it guards nothing here.
    return f'"{md5(data, usedforsecurity=False).hexdigest()}"'


def _not_put(where: str, why: str) -> StudyError:
    message = _("cannot be published to: {}").format(why)
    return StudyError([Problem("not-published", message, Where(where))])
