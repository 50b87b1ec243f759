"""Publishing to a folder, and to a bucket of a real server of S3's protocol."""

import urllib.request

import pytest

from belagg.publish.places import place_of
from belagg.study.problems import StudyError

FIRST = {"index.html": b"<p>1</p>", "data/gammal.csv": b"a", "site/g/index.html": b"g"}
SECOND = {"index.html": b"<p>2</p>", "data/å.csv": b"b"}


def test_a_folder_holds_the_last_that_was_put_there_and_nothing_else(tmp_path):
    place = place_of(str(tmp_path / "ut"))
    place.put("prov", FIRST)
    place.put("annan", FIRST)
    place.put("prov", SECOND)
    root = tmp_path / "ut"
    there = {str(f.relative_to(root / "prov")) for f in (root / "prov").rglob("*") if f.is_file()}
    assert there == set(SECOND)
    assert (root / "prov" / "index.html").read_bytes() == b"<p>2</p>"
    assert sorted(path.name for path in root.iterdir()) == ["annan", "prov"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "fil").write_text("")
    with pytest.raises(StudyError, match="fil"):
        place_of(str(tmp_path / "fil")).put("prov", FIRST)


@pytest.fixture
def bucket(monkeypatch):
    """A bucket on a server of its own."""
    import logging

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "nyckel",
        "AWS_SECRET_ACCESS_KEY": "hemlig", "AWS_REGION": "eu-north-1",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/hink", method="PUT"))
    yield "s3://hink/under"
    server.stop()


def held(address):
    import obstore
    from obstore.store import S3Store

    store = S3Store.from_url(address, client_options={"allow_http": True})
    paths = [one["path"] for part in obstore.list(store) for one in part]
    return {path: obstore.get(store, path) for path in paths}


@pytest.mark.long
def test_a_bucket_holds_the_last_that_was_put_there_and_says_what_each_file_is(bucket):
    place = place_of(bucket)
    place.put("prov", FIRST)
    guide = held(f"{bucket}/prov")["site/g/index.html"].attributes
    assert guide["Cache-Control"] == "no-store"
    assert guide["Content-Type"] == "text/html; charset=utf-8"
    place.put("annan", FIRST)
    place.put("prov", SECOND)
    there = held(f"{bucket}/prov")
    assert {path: bytes(found.bytes()) for path, found in there.items()} == SECOND
    assert set(held(f"{bucket}/annan")) == set(FIRST)


@pytest.mark.long
def test_a_bucket_that_is_not_there_is_told(bucket):
    with pytest.raises(StudyError, match="s3://ingen"):
        place_of("s3://ingen").put("prov", FIRST)
