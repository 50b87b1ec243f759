"""The code book as CSV and .qdc, and how often each code stands by body and by item.

CSV has a byte order mark, without which Excel and Taguette read åäö as something else.
"""

import polars as pl

from belagg.exchange.formats import Exported
from belagg.exchange.refi.export import export_codebook as qdc
from belagg.study.sheets import guarded
from belagg.study.study import Study


def export_codebook(study: Study, _language: str | None) -> Exported:
    """Give `codebook.csv`, `codebook.qdc`, `code-by-body.csv` and `code-by-item.csv`.

    The columns `name` and `description` are those that Taguette reads; a code under others is
    named by its path, with ` / ` between. The tables count spans, one row a code, and have columns
    for the bodies (by name) and the items that have any answer or document.
    """
    project = study.settings.study_id
    return Exported(
        {
            f"{project}-codebook.csv": _csv(_codes(study)),
            f"{project}.qdc": qdc(study),
            f"{project}-code-by-body.csv": _csv(code_by_body(study)),
            f"{project}-code-by-item.csv": _csv(code_by_item(study)),
        }
    )


def _csv(frame: pl.DataFrame) -> bytes:
    texts = frame.select(
        pl.col(name).fill_null("").map_elements(guarded, return_dtype=pl.String)
        if kind == pl.String
        else pl.col(name)
        for name, kind in frame.schema.items()
    )
    headed = texts.rename(guarded)
    return b"\xef\xbb\xbf" + headed.write_csv(line_terminator="\n").encode()


def _codes(study: Study) -> pl.DataFrame:
    codes = study.tables["codes"]
    paths = _paths(study)
    counts = dict(study.tables["segments"].group_by("code_id").len().iter_rows())
    rows = [
        (paths[code], definition, code, parent, counts.get(code, 0))
        for code, parent, definition in codes.select(
            "code_id", "parent_id", "definition"
        ).iter_rows()
    ]
    schema = {
        "name": pl.String, "description": pl.String, "code_id": pl.String,
        "parent_id": pl.String, "spans": pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").sort("name")


def _paths(study: Study) -> dict[str, str]:
    codes = study.tables["codes"].select("code_id", "parent_id", "name").rows()
    above = {code: (parent, name) for code, parent, name in codes}
    paths: dict[str, str] = {}
    for code in above:
        names: list[str] = []
        seen: set[str] = set()
        at: str | None = code
        while at is not None and at in above and at not in seen:
            seen.add(at)
            at, name = above[at]
            names.append(name)
        paths[code] = " / ".join(reversed(names))
    return paths


def code_by_body(study: Study) -> pl.DataFrame:
    """Count the spans of each code by body; a document without a body counts nowhere."""
    names = study.unit_names
    placed = _placed(study).filter(pl.col("unit_id").is_not_null())
    return _crossed(study, placed, "unit_id", dict(names))


def code_by_item(study: Study) -> pl.DataFrame:
    """Count the spans of each code by the item they answer; spans of documents count nowhere."""
    items = {item.question_id: item.question_id for item in study.items}
    placed = _placed(study).filter(pl.col("question_id").is_not_null())
    return _crossed(study, placed, "question_id", items)


def _placed(study: Study) -> pl.DataFrame:
    """Give each span's code, body and item."""
    answers = study.tables["responses"].select(
        ("response:" + pl.col("response_id")).alias("source"), "unit_id", "question_id"
    )
    documents = study.tables["documents"].select(
        ("document:" + pl.col("document_id")).alias("source"),
        "unit_id",
        pl.lit(None, pl.String).alias("question_id"),
    )
    segments = study.tables["segments"].select("code_id", "source")
    return segments.join(pl.concat([answers, documents]), on="source", how="left")


def _crossed(
    study: Study, placed: pl.DataFrame, column: str, names: dict[str, str]
) -> pl.DataFrame:
    counts = {(c, key): n for c, key, n in placed.group_by("code_id", column).len().iter_rows()}
    paths = sorted(_paths(study).items(), key=lambda pair: pair[1])
    data: dict[str, list[str] | list[int]] = {
        "code": [path for _code, path in paths],
        "code_id": [code for code, _path in paths],
    }
    for key, name in names.items():
        shown = name if name not in data else f"{name} ({key})"
        data[shown] = [counts.get((code, key), 0) for code, _path in paths]
    return pl.DataFrame(data)
