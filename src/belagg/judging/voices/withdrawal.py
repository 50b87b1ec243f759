"""Withdrawing consent with a code that only the person holds.

The program keeps a fingerprint of the code, so that nobody who reads the database can withdraw for
another or find out who holds which.
"""

import datetime as dt
import hashlib
import hmac
import secrets

import polars as pl

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Letters and digits that are not mistaken for each other."""

_SIZE = 20


def new_code() -> str:
    """Draw a code to give to the person: five groups of four, 98 bits."""
    drawn = "".join(secrets.choice(_LETTERS) for _place in range(_SIZE))
    return "-".join(drawn[place : place + 4] for place in range(0, _SIZE, 4))


def fingerprint(code: str) -> str:
    """Give what is kept of a code, however it is typed; a code this long needs no slow hash."""
    typed = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(f"withdrawal:{typed}".encode()).hexdigest()


def fits(code: str, kept: str) -> bool:
    """Say whether a code is the one whose fingerprint was kept, in the same time whatever it is."""
    return hmac.compare_digest(fingerprint(code), kept)


def withdrawn(quotes: pl.DataFrame, speaker: str, day: dt.date) -> pl.DataFrame:
    """Give the table `quotes` with every quote of a speaker withdrawn from that day.

    A quote that was withdrawn before keeps its day.
    """
    hers = pl.col("speaker").eq_missing(pl.lit(speaker)) & pl.col("withdrawn_at").is_null()
    return quotes.with_columns(
        withdrawn_at=pl.when(hers).then(pl.lit(day)).otherwise("withdrawn_at")
    )
