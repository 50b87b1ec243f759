"""The code book as CSV and .qdc, and how often each code stands by body and by item.

CSV has a byte order mark, without which Excel and Taguette read åäö as something else.
"""

import polars as pl

from belagg.analysis.themes import code_by_body, code_by_item, code_counts, code_paths
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
    paths, counts = code_paths(study), code_counts(study)
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
