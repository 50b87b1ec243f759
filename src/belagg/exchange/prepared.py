"""What of a study may leave it."""

from dataclasses import replace

import polars as pl

from belagg.exchange.formats import Format
from belagg.exchange.published import without_authors
from belagg.judging.voices.consent import Quote, Withheld, withheld
from belagg.language import _
from belagg.study.problems import Left, Problem, StudyError, Where
from belagg.study.study import Study
from belagg.study.tables import TABLES, VOICES
from belagg.study.typing_cells import empty_frame


def prepared(
    study: Study, wanted: Format, *, private: bool = False, voices: bool = False
) -> tuple[Study, tuple[Left, ...]]:
    """Give what of the study may leave it in a format, and what was kept back.

    The private part stays unless `private`. What the reference groups said stays unless a
    facilitator confirms it with `voices`; words that were withdrawn, or that the speaker has not
    agreed to have used outside, stay even then. Documents do not say who wrote them, unless
    `private`. What leaves bears the revision of the whole study. StudyError where small numbers
    are withheld and the format would give the answers they are made of.
    """
    limit = study.settings.suppress_below
    if wanted.per_unit and limit > 1 and not private:
        message = _(
            "the study withholds numbers below {}, and {} has the answers of each body; export it "
            "with --with-private, for use within the study"
        ).format(limit, wanted.name)
        raise StudyError(
            [Problem("withheld", message, Where("study.toml", column="suppress_below"))]
        )
    kept, left = _leaving(study, wanted, private=private, voices=voices)
    if wanted.documents and not private:
        kept, named = without_authors(kept)
        left = (*left, *named)
    return replace(kept, made_from=study.revision), left


def _leaving(
    study: Study, wanted: Format, *, private: bool, voices: bool
) -> tuple[Study, tuple[Left, ...]]:
    kept, left = _heard(study, confirmed=voices) if wanted.voices else (study, ())
    if not private:
        kept = kept.public()
    waves = {
        name: _leaving(wave, wanted, private=private, voices=voices)[0]
        for name, wave in kept.waves.items()
    }
    return replace(kept, waves=waves), left


def _heard(study: Study, *, confirmed: bool) -> tuple[Study, tuple[Left, ...]]:
    if not confirmed:
        sizes = {name: len(study.tables[name]) for name in VOICES}
        kept = study
        for name in VOICES:
            kept = kept.with_table(name, empty_frame(TABLES[name].public_columns))
        private = {n: f for n, f in kept.private.items() if n not in (*VOICES, "participants")}
        reason = _("what the reference groups said leaves only with --with-voices")
        left = [Left(name, reason) for name, size in sizes.items() if size]
        return replace(kept, private=private), tuple(left)
    views = study.tables["group_views"]
    study = study.with_table("group_views", views.filter(pl.col("approved_on").is_not_null()))
    quotes = study.tables["quotes"]
    # Where no consent is noted, the facilitator's word that the voices may leave stands for it.
    why = [withheld(Quote.of(row)) for row in quotes.iter_rows(named=True)]
    barred = pl.Series([w not in (None, Withheld.NOT_NOTED) for w in why], dtype=pl.Boolean)
    reason = _("the words are withdrawn, or not agreed to be used outside")
    return study.with_table("quotes", quotes.filter(~barred)), tuple(
        Left(str(name), reason, Where("quotes.csv")) for name in quotes.filter(barred)["quote_id"]
    )
