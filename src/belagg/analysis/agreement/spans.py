"""How far those who marked spans in the answers and documents of a study agree."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from belagg.analysis.agreement.unitised import (
    Continuum,
    Span,
    UnitisedAgreement,
    of_one_code,
    unitised,
)
from belagg.study.study import Study


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """The agreement on all codes together, and on each code by itself; n texts that two marked."""

    n: int
    together: UnitisedAgreement
    by_code: Mapping[str, UnitisedAgreement]


def span_agreement(study: Study, lengths: Mapping[str, int] | None = None) -> SpanAgreement:
    """Measure the agreement of those who marked the same texts.

    `lengths` gives the length of texts that the study does not hold, by source (`document:ID`), in
    code points; such a text without a length ends where its last span does. Who has marked nothing
    at all in a text is not known to have read it, and does not count there; spans without a coder
    are left out.
    """
    texts = study.tables["responses"].select(
        source="response:" + pl.col("response_id"), length=pl.col("text").str.len_chars()
    )
    known = {**dict(texts.drop_nulls().iter_rows()), **(lengths or {})}
    continua = []
    codes: set[str] = set()
    spans = study.tables["segments"].drop_nulls("coder").sort("source", "coder", "start", "end")
    for (source,), part in spans.partition_by("source", as_dict=True, maintain_order=True).items():
        if part["coder"].n_unique() < 2:
            continue
        marked: dict[str, list[Span]] = {}
        for coder, code, start, end in part["coder", "code_id", "start", "end"].iter_rows():
            marked.setdefault(coder, []).append(Span(code, start, end))
            codes.add(code)
        last = max(span.end for held in marked.values() for span in held)
        continua.append(Continuum(max(known.get(str(source), 0), last), marked))
    return SpanAgreement(
        len(continua),
        unitised(continua),
        {code: of_one_code(continua, code) for code in sorted(codes)},
    )
