"""Gather what users read from the source, and compile the Swedish translations.

Usage: python scripts/messages.py

Updates sv/LC_MESSAGES/belagg.po in src/belagg/locale and django.po in each app of the web
application (new messages come untranslated, those no longer used go), compiles them, and lists
what lacks a translation.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

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
WEB = SOURCE / "web"
WEB_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gathered() -> Catalog:
    """Give every message of the source, with the files it stands in."""
    catalog = Catalog(project="Belägg", charset="utf-8", locale=None)
    # The demonstration is no app of Django's: it speaks where it is loaded, in the terminal.
    methods = [("web/demo/**.py", "python"), ("web/*/**.py", "ignore"), ("**.py", "python")]
    for file, _line, message, comments, context in extract_from_dir(
        SOURCE, method_map=methods, keywords=KEYWORDS
    ):
        catalog.add(message, None, [(f"src/belagg/{file}", None)], auto_comments=comments,
                    context=context)  # fmt: skip
    return catalog


def gathered_of_app(app: Path) -> Catalog:
    """Give every message of an app of the web application: of its modules and its templates."""
    catalog = Catalog(project="Belägg", charset="utf-8", locale=None)
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else templatize(text)
        found = extract("python", io.BytesIO(code.encode()), keywords=WEB_KEYWORDS)
        for _line, message, comments, context in found:
            catalog.add(message, None, [(str(path.relative_to(ROOT)), None)],
                        auto_comments=comments, context=context)  # fmt: skip
    return catalog


def apps() -> list[tuple[Path, Path]]:
    """Give each app of the web application, and the file of its translations."""
    folders = sorted(path.parent for path in WEB.glob("*/apps.py"))
    return [(folder, folder / "locale" / "sv" / "LC_MESSAGES" / "django.po") for folder in folders]


def translations(path: Path) -> Catalog:
    """Give the Swedish translations as they are kept."""
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


def update(path: Path, messages: Catalog) -> list[str]:
    """Bring the translations at `path` up to date and compile them; give what lacks one."""
    catalog = translations(path)
    catalog.update(messages, no_fuzzy_matching=True)
    if not len(catalog):
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_text(catalog))
    catalog.creation_date = catalog.revision_date = NO_DAY
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    path.with_suffix(".mo").write_bytes(compiled.getvalue())
    return [str(message.id) for message in catalog if message.id and not _whole(message.string)]


def main() -> int:
    """Update and compile; 1 when something lacks a translation."""
    settings.configure()
    lacking = update(LOCALE / "sv" / "LC_MESSAGES" / "belagg.po", gathered())
    for folder, path in apps():
        lacking += update(path, gathered_of_app(folder))
    for message in lacking:
        print(f"no translation: {message}", file=sys.stderr)
    print(f"{len(lacking)} messages without a translation")
    return 1 if lacking else 0


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
