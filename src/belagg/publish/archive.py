"""A study whole, to be opened in fifty years: open formats alone, told of in plain words."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from belagg import __version__
from belagg.exchange.formats import exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.study.study import Study

_README = """\
{title}

This archive holds a study whole. Nothing but a browser, a reader of PDF and a spreadsheet is
needed to open it; it was made with Belägg {version}, which is not.

  package/        the study itself: one file of comma-separated values (CSV, UTF-8) for each table,
                  study.toml with what holds for all of it, questionnaire.xlsx with the questions,
                  report/ with the text as it was written, documents/ with the bodies' documents.
                  datapackage.json says what each table and column means.
  published/      what was published: report.html, report.pdf and report.docx, the web site (open
                  site/index.html), data/ with the figures, figures.json with every number by name.
  SHA256SUMS      a checksum of every file: `sha256sum --check SHA256SUMS` finds what has changed.

Three layers are kept apart throughout: what a body stated, how its answer was recoded, and what
its documents show. A missing answer is never a "no".

As of:     {date}
Revision:  {revision}
Licence:   {licence}

No personal data are in it: names and addresses stand in private columns, which are left out.
"""


def archive_of(study: Study, published: Mapping[str, bytes]) -> bytes:
    """Give the zip of the public part of a study and of what a build made of it.

    The same study gives the same bytes. StudyError where something in it may not be passed on.
    """
    kept, _left = prepared(study, format_named("package", exportable()))
    files = {f"published/{name}": data for name, data in published.items()}
    files |= {f"package/{name}": data for name, data in _package(kept.public()).items()}
    settings = study.settings
    files["README.txt"] = _README.format(
        title=settings.title[settings.language], version=__version__, date=settings.date,
        revision=study.revision, licence=settings.licence or "not stated",
    ).encode()  # fmt: skip
    sums = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = "".join(sums).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files):
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name],
                          zipfile.ZIP_DEFLATED)  # fmt: skip
    return out.getvalue()


def _package(study: Study) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        study.save(Path(folder) / "study")
        root = Path(folder) / "study"
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file()
        }
