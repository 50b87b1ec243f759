"""Bytes to text, for formats that do not always say how they are encoded."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, declared: str | None = None) -> str:
    """Decode by byte order mark, else as UTF-8 where it is that, else as declared, else as Windows.

    Valid UTF-8 with a letter outside ASCII is hardly ever anything else, which cannot be said of
    what pages declare; WHATWG's Encoding Standard takes undeclared and Latin-1 text as
    windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        codec = codecs.lookup(declared or "cp1252").name
    except LookupError:
        codec = "cp1252"
    return data.decode("cp1252" if codec in {"iso8859-1", "utf-8", "ascii"} else codec, "replace")
