"""Words belong to who said them: what may be told, how often, and until when."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belagg.analysis.figures import figures_of
from belagg.judging.voices.consent import Quote, Withheld, over_limit, withheld
from belagg.judging.voices.withdrawal import fingerprint, fits, new_code, withdrawn
from belagg.manuscript.compose import compose
from belagg.publish.data import data_files
from belagg.study.vocabulary import Consent, QuoteKind

V, P = QuoteKind.VERBATIM, QuoteKind.PARAPHRASE


def quote(name="q", kind=P, consent=Consent.ANONYMOUS, speaker="A", source="meeting:m", **more):
    return Quote(name, kind, "Ord.", source, speaker, consent=consent, **more)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (quote(), None),
        (quote(kind=V, consent=Consent.PARAPHRASE), Withheld.NOT_AGREED),
        (quote(kind=P, consent=Consent.PARAPHRASE), None),
        (quote(consent=Consent.INTERNAL), Withheld.NOT_AGREED),
        (quote(consent=Consent.NONE), Withheld.NOT_AGREED),
        (quote(consent=None), Withheld.NOT_NOTED),
        (quote(withdrawn=True), Withheld.WITHDRAWN),
        (quote(speaker=None, source="response:1", consent=None), None),
        (quote(speaker=None, source="response:1", withdrawn=True), Withheld.WITHDRAWN),
        (quote(speaker="A", source="response:1", consent=None), Withheld.NOT_NOTED),
        (quote(speaker=None, source="", consent=None), Withheld.NOT_NOTED),
    ],
)
def test_a_quote_is_told_only_as_its_speaker_has_agreed(held, expected):
    assert withheld(held) is expected


def test_who_is_quoted_more_often_than_allowed_is_named():
    quotes = [quote(str(n), speaker=s) for n, s in enumerate("AAABBC")] + [quote(speaker=None)] * 5
    assert list(over_limit(quotes, 2)) == [("A", 3)]


def test_a_code_fits_however_it_is_typed_and_no_other_does():
    code = new_code()
    kept = fingerprint(code)
    assert len(code) == 24
    assert fits(code.lower().replace("-", " "), kept)
    assert not fits(new_code(), kept)
    assert code.replace("-", "") not in kept


def test_withdrawing_takes_all_quotes_of_the_speaker_and_keeps_earlier_days(make_study):
    rows = [
        {"quote_id": n, "kind": "paraphrase", "text": "x", "speaker": s, "withdrawn_at": day}
        for n, s, day in (
            ("1", "A", None), ("2", "A", dt.date(2021, 1, 1)), ("3", "B", None), ("4", None, None),
        )
    ]  # fmt: skip
    table = make_study(quotes=rows).tables["quotes"]
    made = withdrawn(table, "A", dt.date(2021, 9, 1))
    assert made["withdrawn_at"].to_list() == [
        dt.date(2021, 9, 1), dt.date(2021, 1, 1), None, None,
    ]  # fmt: skip


ROWS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["verbatim", "paraphrase"]),
        "speaker": st.sampled_from(["A", "B", None]),
        "source": st.sampled_from(["meeting:m", "response:r", None]),
        "consent": st.sampled_from([None, *(c.value for c in Consent)]),
    }
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROWS, min_size=1, max_size=6), gone=st.sampled_from(["A", "B"]))
def test_no_new_build_holds_a_quote_after_its_speaker_withdrew(build_inputs, rows, gone):
    made = [
        {**row, "quote_id": f"q{n}", "text": f"ord{n}x", "attribution": "En deltagare"}
        for n, row in enumerate(rows)
    ]
    study = build_inputs(made)
    quotes = withdrawn(study.tables["quotes"], gone, dt.date(2021, 8, 1))
    after = study.with_table("quotes", quotes)
    figures = figures_of(after)
    told = repr(compose(after, figures, "sv").body).encode()
    told += b"".join(data_files(after, figures).values())
    for row in made:
        may = withheld(Quote.of({"withdrawn_at": None, **row}))
        if row["speaker"] == gone or may is Withheld.NOT_AGREED:
            assert row["text"].encode() not in told


@pytest.fixture(scope="module")
def build_inputs():
    """Make a study whose report shows every quote it has."""
    from belagg.study.questionnaire import Questionnaire
    from belagg.study.settings import Settings
    from belagg.study.study import Study, complete_tables
    from belagg.study.tables import TABLES
    from belagg.study.typing_cells import dtype

    def make(rows):
        schema = {c.name: dtype(c) for c in TABLES["quotes"].public_columns}
        frame = pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)
        text = "\n\n".join(f"::: quote {row['quote_id']}" for row in rows)
        return Study(
            Settings("prov", dt.date(2021, 9, 1), ("sv",), {"sv": "Påhittad"}),
            Questionnaire("Prov", "prov", "1", ("sv",), ()),
            complete_tables({"quotes": frame}),
            texts={"report/1.md": text},
        )

    return make
