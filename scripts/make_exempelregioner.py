"""Make `examples/exempelregioner`: a mapping of 21 made-up regions, through every phase.

Usage: python scripts/make_exempelregioner.py [FOLDER]

Nothing in it is real: bodies, officials, answers and documents are drawn from a seed and marked as
made up. The questions are those of the model case but for the clinic that 4A names there.
"""

import csv
import datetime as dt
import json
import math
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import typst

from belagg.study.files import memory_file
from belagg.study.settings import Settings, Theme
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.web.fieldwork.workdays import later, on_or_after

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).with_name("exempelregioner")
SEED = 2021
NAMES = (
    "Almvik", "Björkslätt", "Dalhamra", "Ekeskär", "Fjällgrunda", "Granvall", "Havsmo",
    "Kvarnstad", "Ljungsund", "Mossbo", "Norrglänta", "Ormvattnet", "Pilängen", "Rönnåsen",
    "Silverån", "Stenhed", "Tallvik", "Utmarken", "Vintermo", "Vitalund", "Ängsvattnet",
)  # fmt: skip
FIRST = ("Aina", "Bertil", "Cilla", "Didrik", "Ellinor", "Folke", "Greta", "Helmer", "Idun")
LAST = ("Påhittsson", "Exempelgren", "Låtsasson", "Provberg", "Fantasi", "Diktlund")
CALENDAR = {
    "invitation": dt.date(2021, 5, 19),
    "reminder": dt.date(2021, 6, 9),
    "calls": dt.date(2021, 6, 22),
    "closing": dt.date(2021, 7, 30),
}
SILENT = "P17"
CHOICES = ("1A", "1B", "3", "4A", "4B", "6B", "7", "8B")
WEIGHTS = {
    "1A": (9, 6, 3, 2), "1B": (2, 4, 12, 2), "3": (2, 12, 5, 1), "4A": (3, 3, 13, 1),
    "4B": (3, 5, 10, 2), "6B": (1, 4, 13, 2), "7": (13, 3, 2, 2), "8B": (8, 5, 5, 2),
}  # fmt: skip


def main(folder: Path) -> None:
    """Write the package, in place of what is there."""
    study = make()
    if folder.exists():
        shutil.rmtree(folder)
    study.save(folder)
    command = [sys.executable, "-m", "belagg", "review", str(folder), "--save"]
    subprocess.run(command, check=True, capture_output=True)
    print(f"{folder}: revision {Study.load(folder).short_revision}")


def make() -> Study:
    """Draw the whole study from the seed."""
    draw = random.Random(SEED)
    pools = json.loads((TEXTS / "answers.json").read_text(encoding="utf-8"))
    units = [f"P{number:02}" for number in range(1, 22)]
    rows = {name: [] for name in TABLES}
    private: dict[str, list[dict]] = {"recipients": []}
    for unit, name in zip(units, NAMES, strict=True):
        rows["units"].append({"unit_id": unit, "name": f"Region {name}", "kind": "påhittad region"})
        for short, role in (
            ("rs", "Ordförande i regionstyrelsen"),
            ("hsn", "Ordförande i hälso- och sjukvårdsnämnden"),
        ):
            who = f"{unit}-{short}"
            person = f"{draw.choice(FIRST)} {draw.choice(LAST)}"
            rows["recipients"].append({"recipient_id": who, "unit_id": unit, "role": role})
            private["recipients"].append({
                "recipient_id": who, "name": f"{person} (påhittad)",
                "email": f"{who.lower()}@exempel.example", "phone": "08-000 00 00",
            })  # fmt: skip
    for unit in units:
        _fieldwork(unit, rows, draw)
        if unit != SILENT:
            _answers(unit, rows, pools, draw)
    _follow_ups(rows)
    _recoding(rows, draw)
    _marks(rows)
    for name in ("codebook", "codes", "glossary", "documents", "claims", "findings",
                 "recommendations", "clauses", "supports", "actions", "services", "trainings",
                 "groups", "meetings"):  # fmt: skip
        rows[name] += _table(name)
    documents = _documents()
    for row in rows["documents"]:
        row["sha256"] = memory_file("x", documents[f"documents/{row['file']}"]).sha256
    base = Study.load(ROOT / "examples" / "kse-2021")
    item = base.questionnaire.item("4A")
    asked = {
        "sv": "Har regionen specialiserad vård för personer med erfarenhet av sex mot ersättning, "
              "det vill säga en mottagning som särskilt vänder sig till dem?",
        "en": "Does the region have specialised care for persons with experience of sex for "
              "compensation, that is, a clinic that turns to them in particular?",
    }  # fmt: skip
    items = tuple(
        replace(one, label=asked) if one is item
        else replace(one, theme=one.theme or "treatment")
        for one in base.questionnaire.items
    )  # fmt: skip
    form = replace(
        base.questionnaire, items=items, title="Exempelregioner (påhittad kartläggning)",
        form_id="exempelregioner",
    )  # fmt: skip
    texts = {
        f"report/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((TEXTS / "report").glob("*.md"))
    }
    files = {name: memory_file(name, data) for name, data in documents.items()}
    for name, data in {"karta.geojson": _map(units), "README.md": _readme()}.items():
        files[name] = memory_file(name, data)
    return Study(
        settings=_settings(base.settings.themes),
        questionnaire=form,
        tables=complete_tables({name: _frame(name, found) for name, found in rows.items()}),
        private={name: _frame(name, found, own=True) for name, found in private.items()},
        texts=texts,
        concepts=base.concepts,
        files=files,
    )


def _settings(themes: tuple[Theme, ...]) -> Settings:
    return Settings(
        study_id="exempelregioner",
        date=dt.date(2021, 11, 18),
        languages=("sv", "en"),
        title={"sv": "Exempelregioner (påhittat)", "en": "Example regions (made up)"},
        subtitle={"sv": "En påhittad kartläggning av 21 påhittade regioner",
                  "en": "A made-up mapping of 21 made-up regions"},
        description={"sv": "Allt i den här kartläggningen är påhittat.",
                     "en": "Everything in this mapping is made up."},
        steward="Projektet Belägg (påhittat exempel)",
        licence="CC0-1.0",
        wave="2021",
        period=(CALENDAR["invitation"], CALENDAR["closing"]),
        geography="karta.geojson",
        unit_noun={"sv": ("region", "regioner"), "en": ("region", "regions")},
        themes=themes,
        address="https://exempelregioner.example",
        extra={"made_up": True},
    )  # fmt: skip


def _fieldwork(unit: str, rows: dict[str, list[dict]], draw: random.Random) -> None:
    answered = draw.choice((4, 9, 16, 23, 28, 37, 43, 50, 64))
    for short in ("rs", "hsn"):
        who, steps = f"{unit}-{short}", []
        steps.append(("invitation", "email", CALENDAR["invitation"], "sent"))
        if answered > 21 or unit == SILENT:
            steps.append(("reminder", "email", CALENDAR["reminder"], "sent"))
        if answered > 34 or unit == SILENT:
            day = later(CALENDAR["calls"], draw.randrange(5))
            steps.append(("reminder", "phone", day, "non_contact" if short == "rs" else "sent"))
        if unit == SILENT:
            steps.append(("closing", "email", CALENDAR["closing"], "other_eligible"))
        elif short == "rs":
            day = on_or_after(CALENDAR["invitation"] + dt.timedelta(days=answered))
            steps.append(("other", "web", day, "complete"))
        for purpose, channel, day, outcome in steps:
            rows["contacts"].append({
                "contact_id": f"{who}-{len(rows['contacts']):04}", "at": f"{day}T08:00:00Z",
                "recipient_id": who, "channel": channel, "purpose": purpose, "outcome": outcome,
            })  # fmt: skip


def _answers(
    unit: str, rows: dict[str, list[dict]], pools: dict[str, list[str]], draw: random.Random
) -> None:
    done = next(c["at"] for c in rows["contacts"]
                if c["recipient_id"] == f"{unit}-rs" and c["outcome"] == "complete")  # fmt: skip
    for question in (*CHOICES, *(name for name in pools if name not in CHOICES)):
        row = {
            "response_id": f"{unit}-{question}", "unit_id": unit, "recipient_id": f"{unit}-rs",
            "question_id": question, "origin": "survey", "at": done,
        }  # fmt: skip
        if question in CHOICES:
            kinds = ("yes", "partly", "no", "other")
            row["category"] = draw.choices(kinds, WEIGHTS[question])[0]
            if row["category"] == "other":
                row["text"] = draw.choice(pools[question])
        elif draw.random() < 0.08:
            row["missing"] = draw.choice(("dont_know", "refused", "not_applicable"))
        else:
            row["text"] = draw.choice(pools[question])
        rows["responses"].append(row)


def _follow_ups(rows: dict[str, list[dict]]) -> None:
    vague = [r for r in rows["responses"] if r.get("category") == "partly"][:4]
    for number, row in enumerate(vague, start=1):
        answered = "2021-07-12T09:15:00Z" if number <= 2 else None
        rows["follow_ups"].append({
            "follow_up_id": f"f{number}", "unit_id": row["unit_id"],
            "question_id": row["question_id"], "asked": "2021-07-01T08:00:00Z",
            "due": dt.date(2021, 7, 16), "answered": answered,
            "text": "Ni svarade delvis. Vilka verksamheter gäller svaret, och vilka gäller det "
                    "inte?",
        })  # fmt: skip


def _recoding(rows: dict[str, list[dict]], draw: random.Random) -> None:
    """Let two coders recode every free-text answer to a choice item, and a lead settle."""
    for row in [r for r in rows["responses"] if r.get("category") == "other"]:
        sure = draw.choice(("partly", "no"))
        second = sure if draw.random() < 0.7 else draw.choice(("yes", "partly", "no"))
        judged = [("first", "AK", sure), ("second", "BL", second)]
        if second != sure:
            judged.append(("adjudicated", "LS", "partly"))
        for turn, coder, category in judged:
            rows["assessments"].append({
                "assessment_id": f"{row['response_id']}-{turn}", "unit_id": row["unit_id"],
                "question_id": row["question_id"], "layer": "recoded", "category": category,
                "basis": "text", "coder": coder, "round": turn,
                "rule_id": "delvis" if category == "partly" else "ja-nej",
                "rationale": "Fritexten säger att det gäller vissa verksamheter."
                if category == "partly" else "Fritexten svarar på frågan utan förbehåll.",
                "at": "2021-08-20T09:00:00Z",
            })  # fmt: skip


def _marks(rows: dict[str, list[dict]]) -> None:
    """Let one coder mark what stands in the answers, and another every third body's, by herself."""
    with (TEXTS / "marks.csv").open(encoding="utf-8", newline="") as stream:
        wanted = list(csv.DictReader(stream))
    for row in (r for r in rows["responses"] if r.get("text")):
        twice = int(row["unit_id"][1:]) % 3 == 0
        for one in (w for w in wanted if w["question_id"] == row["question_id"]):
            for coder, words in (("AK", one["words"]), ("BL", one["second"] if twice else "")):
                start = row["text"].find(words) if words else -1
                if start >= 0:
                    rows["segments"].append({
                        "segment_id": f"{row['response_id']}-{one['code_id']}-{coder}",
                        "code_id": one["code_id"], "source": f"response:{row['response_id']}",
                        "start": start, "end": start + len(words), "coder": coder,
                    })  # fmt: skip


def _table(name: str) -> list[dict]:
    path = TEXTS / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = [{k: v or None for k, v in row.items()} for row in csv.DictReader(stream)]
    return [{k: _typed(name, k, v) for k, v in row.items()} for row in found]


def _typed(table: str, column: str, text: str | None) -> object:
    kind = dtype(TABLES[table].column(column))
    if text is None:
        return None
    if kind == pl.Int64:
        return int(text)
    if kind == pl.Float64:
        return float(text)
    if kind == pl.Boolean:
        return text == "true"
    if kind == pl.Date:
        return dt.date.fromisoformat(text)
    return text.split("|") if kind == pl.List(pl.String) else text


def _frame(name: str, rows: list[dict], *, own: bool = False) -> pl.DataFrame:
    table = TABLES[name]
    columns = table.private_columns if own else table.public_columns
    schema = {column.name: dtype(column) for column in columns}
    return pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)


def _documents() -> dict[str, bytes]:
    made = {}
    for source in sorted((TEXTS / "documents").glob("*-*.typ")):
        made[f"documents/{source.stem}.pdf"] = typst.compile(
            str(source), root=str(TEXTS), timestamp=0
        )
    return made


def _map(units: list[str]) -> bytes:
    """Draw the regions as hexagons in rows of three, in metres from nowhere."""
    features = []
    for place, unit in enumerate(units):
        row, column = divmod(place, 3)
        x = 200_000 + column * 173_205 + (row % 2) * 86_602.5
        y = 1_200_000 - row * 150_000
        ring = [
            [round(x + 98_000 * math.cos(math.radians(60 * k + 30))),
             round(y + 98_000 * math.sin(math.radians(60 * k + 30)))]
            for k in range(6)
        ]  # fmt: skip
        features.append({
            "type": "Feature", "id": unit,
            "properties": {"name": f"Region {NAMES[place]}"},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        })  # fmt: skip
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "credit": {"sv": "Påhittad karta.", "en": "A made-up map."},
        "features": features,
    }
    return (json.dumps(content, ensure_ascii=False, indent=None) + "\n").encode()


def _readme() -> bytes:
    return (
        "# Exempelregioner (påhittat)\n\n"
        "Tjugoen påhittade regioner, deras påhittade svar och dokument, genom en kartläggnings "
        "alla skeden.\nIngenting här har med någon verklig region eller person att göra. Gjort av "
        "`scripts/make_exempelregioner.py`.\n"
    ).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "exempelregioner")
