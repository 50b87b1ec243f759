"""Whole files of every kind that is read, made of made-up studies: what the damage is done to."""

import datetime as dt
import tempfile
from pathlib import Path

from belagg.exchange.blank import blank_study
from belagg.exchange.formats import exportable, format_named
from belagg.exchange.prepared import prepared
from belagg.study.study import Study

ROOT = Path(__file__).parents[2]

HTML = """<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><title>Plan</title></head><body>
<h1>Plan mot våld (påhittad)</h1><p>Regionen arbetar mot prostitution och människo&shy;handel.</p>
<table><tr><td>Ansvarig<td>Funktion<tr><td>Tid<td>2021–2024</table></body></html>"""

LIMESURVEY = """<?xml version="1.0" encoding="UTF-8"?>
<document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>366</DBVersion>
<languages><language>sv</language></languages>
<groups><fields><fieldname>gid</fieldname></fields><rows><row><gid>1</gid><sid>1</sid>
<group_name><![CDATA[Rutiner]]></group_name><group_order>1</group_order><language>sv</language>
</row></rows></groups>
<questions><rows><row><qid>2</qid><sid>1</sid><gid>1</gid><type>L</type><title>Q1</title>
<question><![CDATA[Finns en påhittad rutin?]]></question>
<question_order>1</question_order><other>N</other>
<language>sv</language><relevance>1</relevance></row></rows></questions>
<answers><rows><row><qid>2</qid><code>Y</code><answer><![CDATA[Ja]]></answer><sortorder>1</sortorder>
<language>sv</language></row><row><qid>2</qid><code>N</code><answer><![CDATA[Nej]]></answer>
<sortorder>2</sortorder><language>sv</language></row></rows></answers>
<surveys><rows><row><sid>1</sid><language>sv</language></row></rows></surveys>
<surveys_languagesettings><rows><row><surveyls_survey_id>1</surveyls_survey_id>
<surveyls_language>sv</surveyls_language><surveyls_title><![CDATA[Påhittad]]></surveyls_title></row></rows>
</surveys_languagesettings></document>"""

CONCEPTS = '[[concept]]\nid = "kse"\nlabel.sv = "KSE"\nlabel.en = "CSE"\nterms = ["prostitution"]\n'


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Give files by what reads them: names of formats, `package`, `concepts` and `documents`."""
    study = Study.load(ROOT / "examples" / "exempelregioner")
    form = _exported(study, "xlsform")
    data = [file for name in ("csv", "xlsx", "spss") for file in _exported(study, name)[:1]]
    documents = [
        (path.name, path.read_bytes())
        for folder in sorted((ROOT / "examples").iterdir())
        for path in sorted(folder.glob("documents/*.*"))
        if path.stat().st_size < 1 << 20
    ]
    report = [
        ("plan.html", HTML.encode()),
        ("plan.md", b"# Plan\n\n* prostitution\n"),
        *documents[:4],
    ]
    return {
        "xlsform": form,
        "limesurvey": [
            ("survey.lss", LIMESURVEY.encode()), *_exported(study, "limesurvey-tsv")[:1],
        ],
        "responses": data,
        "refi-qda": _exported(study, "refi-qda")[:1],
        "package": [("study.zip", _zipped(study))],
        "concepts": [("concepts.toml", CONCEPTS.encode())],
        "documents": report,
    }  # fmt: skip


def _exported(study: Study, name: str) -> list[tuple[str, bytes]]:
    wanted = format_named(name, exportable())
    kept, _held = prepared(study, wanted, private=False, voices=False)
    files = wanted.load_exporter()(kept, None).files
    return [(Path(path).name, content) for path, content in files.items()]


def _zipped(study: Study) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.zip"
        study.public().save(path)
        return path.read_bytes()


def blank() -> Study:
    """Give a study with nothing in it, for a form to be read into."""
    return blank_study("prov", dt.date(2021, 9, 1), "sv")
