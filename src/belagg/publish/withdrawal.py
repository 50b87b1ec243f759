"""What has to go from something published when a quotation is taken back.

A quotation stands in three places: its row, the block of a manuscript that shows it, and wherever
somebody has typed its words out. The first two are taken away here; the third is found, and told.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from belagg.judging.voices.consent import Quote, Withheld, withheld
from belagg.language import marked, translate
from belagg.manuscript.directives import words_of
from belagg.study.study import Study

_FEWEST_WORDS = 3
"""A quotation of fewer words is not searched for in other texts: its words are anybody's."""

_BLOCK = re.compile(r"^(?P<before>[ \t>]*):{3,}[ \t]*(?P<info>quote[ \t].*?)[ \t]*$", re.MULTILINE)
_IN_ITS_PLACE = marked("A quotation stood here. The one who said it has taken it back.")
_NOTE = marked("A quotation has been taken back by the one who said it and is no longer there.")
_WORDS = marked("[taken back]")


def standing(study: Study) -> frozenset[str]:
    """Give the ids of the quotations of a study that stand, see `standing_rows`."""
    return standing_rows(study.tables["quotes"].iter_rows(named=True))


def standing_rows(quotes: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Give the ids of the rows of `quotes` that nobody has taken back, wholly or in part.

    One whose speaker no longer agrees to have it told so is taken back. Where no consent is noted
    (a body's own words, what a group came to) it stands.
    """
    return frozenset(
        str(row["quote_id"])
        for row in quotes
        if withheld(Quote.of(row)) in (None, Withheld.NOT_NOTED)
    )


def taken_out(study: Study, gone: Mapping[str, dt.date]) -> Study:
    """Give a study without the words of the quotations in `gone` (id to the day it was taken back).

    The rows stay, with no words and no speaker, so that what refers to them still holds; where the
    manuscript showed one it says that something stood there.
    """
    language = study.settings.language
    quotes = study.tables["quotes"]
    hers = pl.col("quote_id").is_in(list(gone))
    days = pl.col("quote_id").replace_strict(dict(gone), default=None, return_dtype=pl.Date)
    empty = pl.lit(None, pl.String())
    quotes = quotes.with_columns(
        text=pl.when(hers).then(pl.lit(translate(_WORDS, language))).otherwise("text"),
        speaker=pl.when(hers).then(empty).otherwise("speaker"),
        attribution=pl.when(hers).then(empty).otherwise("attribution"),
        withdrawn_at=pl.when(hers).then(days).otherwise("withdrawn_at"),
    )
    texts = {path: _without_blocks(path, text, gone, study) for path, text in study.texts.items()}
    changed = study.with_table("quotes", quotes)
    return replace(changed, texts=texts, rows={})


def _without_blocks(path: str, text: str, gone: Mapping[str, dt.date], study: Study) -> str:
    folder = path.split("/")[1]
    language = folder if folder in study.settings.languages else study.settings.language

    def replaced(match: re.Match[str]) -> str:
        args, _options = words_of(match["info"])
        if len(args) < 2 or args[1] not in gone:
            return match[0]
        return f"{match['before']}{translate(_IN_ITS_PLACE, language)}"

    return _BLOCK.sub(replaced, text)


def with_erratum(study: Study, number: str, day: dt.date) -> Study:
    """Give the study with a line among the corrections of a release: that something is gone."""
    name = f"withdrawal-{number}-{day.isoformat()}"
    errata = study.tables["errata"].filter(pl.col("erratum_id") != name)
    row = {"erratum_id": name, "date": day, "release": number,
           "text": note(study.settings.language)}  # fmt: skip
    return study.with_table("errata", pl.concat([errata, pl.DataFrame([row], errata.schema)]))


def note(language: str) -> str:
    """Say that something was withdrawn, and not what."""
    return translate(_NOTE, language)


def where_left(study: Study, words: str) -> Iterator[str]:
    """Give the places in texts and tables where the words of a quotation still stand.

    Letter case, spaces and punctuation make no difference. Very short ones are not looked for.
    """
    wanted = _bare(words)
    if len(wanted.split()) < _FEWEST_WORDS:
        return
    for path, text in study.texts.items():
        if wanted in _bare(text):
            yield path
    for name, frame in study.tables.items():
        for column in frame.select(pl.col(pl.String)).columns if name != "quotes" else ():
            if any(wanted in _bare(cell) for cell in frame[column].drop_nulls()):
                yield f"{name}.csv: {column}"


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
