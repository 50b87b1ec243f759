"""A study in an archive opens without Belägg."""

import hashlib
import io
import zipfile

from belagg.publish.archive import archive_of


def test_an_archive_tells_what_it_is_and_every_checksum_holds(make_study):
    study = make_study(
        recipients=[{"recipient_id": "r1", "unit_id": "01", "role": "Ordförande"}],
    )
    published = {"report.html": b"<p>Made up</p>", "site/index.html": b"<p>x</p>"}
    made = archive_of(study, published)
    assert made == archive_of(study, published)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    sums = dict(line.split("  ")[::-1] for line in held.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in held.items()}
    assert study.revision in held["README.txt"].decode()
    assert {"package/units.csv", "package/datapackage.json", "published/site/index.html"} <= set(
        held
    )
    assert not [name for name in held if name.startswith("package/private")]
