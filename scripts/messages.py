"""Gather what users read from the source, and compile the Swedish translations.

Usage: python scripts/messages.py

Updates src/belagg/locale/belagg.pot and sv/LC_MESSAGES/belagg.po (new messages come untranslated,
those no longer used go), compiles belagg.mo, and lists what lacks a translation.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "belagg"
LOCALE = SOURCE / "locale"
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the compiled file, so that it changes with its words alone."""

KEYWORDS = {
    "_": None,
    "marked": None,
    "translate": (1,),
    "ngettext": (1, 2),
    "translate_count": (1, 2),
}


def gathered() -> Catalog:
    """Give every message of the source, with the files it stands in."""
    catalog = Catalog(project="Belägg", charset="utf-8", locale=None)
    methods = [("**.py", "python")]
    for file, _line, message, comments, context in extract_from_dir(
        SOURCE, method_map=methods, keywords=KEYWORDS
    ):
        catalog.add(message, None, [(f"src/belagg/{file}", None)], auto_comments=comments,
                    context=context)  # fmt: skip
    return catalog


def translations() -> Catalog:
    """Give the Swedish translations as they are kept."""
    path = LOCALE / "sv" / "LC_MESSAGES" / "belagg.po"
    if not path.exists():
        return Catalog(locale="sv", project="Belägg", charset="utf-8")
    return read_po(io.BytesIO(path.read_bytes()), locale="sv")


def po_text(catalog: Catalog) -> bytes:
    """Give a catalogue as the text of a .po file, without dates, so that it changes with words."""
    catalog.fuzzy = False
    catalog.header_comment = "# Swedish translation of what users of Belägg read."
    stream = io.BytesIO()
    write_po(stream, catalog, sort_output=True, omit_header=False, width=100, include_lineno=False,
             ignore_obsolete=True)  # fmt: skip
    lines = stream.getvalue().decode().splitlines()
    dated = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", "Last-Translator")
    return ("\n".join(line for line in lines if not line.startswith(tuple(f'"{d}' for d in dated)))
            + "\n").encode()  # fmt: skip


def main() -> int:
    """Update and compile; 1 when something lacks a translation."""
    catalog = translations()
    catalog.update(gathered(), no_fuzzy_matching=True)
    target = LOCALE / "sv" / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    (target / "belagg.po").write_bytes(po_text(catalog))
    catalog.creation_date = catalog.revision_date = NO_DAY
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    (target / "belagg.mo").write_bytes(compiled.getvalue())
    lacking = [message for message in catalog if message.id and not _whole(message.string)]
    for message in lacking:
        print(f"no translation: {message.id}", file=sys.stderr)
    print(f"{len(catalog)} messages, {len(lacking)} without a translation")
    return 1 if lacking else 0


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
