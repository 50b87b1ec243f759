"""Studies of made-up bodies of any size, for measuring. Nothing in them is tied to a real body."""

import csv
import json
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

CODES = ("yes", "partly", "no")


def write_study(folder: Path, units: int, items: int, seed: int = 1) -> None:
    """Write a study package: made-up bodies on a grid of areas, a chapter for every ten items."""
    chance = random.Random(seed)
    ids = [f"{number:04}" for number in range(1, units + 1)]
    questions = [f"{number}" for number in range(1, items + 1)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(_settings(units, items), encoding="utf-8")
    _table(
        folder / "units.csv",
        ("unit_id", "name", "kind", "aliases", "attr_size"),
        (
            (
                unit,
                f"Påhittad kommun {unit}",
                "kommun",
                f"Påhittad {unit}",
                ("liten", "stor")[i % 2],
            )
            for i, unit in enumerate(ids)
        ),
    )
    _table(folder / "recipients.csv", ("recipient_id", "unit_id", "role"),
           ((f"r{unit}", unit, "ordförande") for unit in ids))  # fmt: skip
    _table(
        folder / "contacts.csv",
        ("contact_id", "recipient_id", "channel", "purpose", "outcome"),
        ((f"k{unit}", f"r{unit}", "email", "invitation", "complete") for unit in ids),
    )
    rows = [
        (u, q, chance.choices((*CODES, ""), (40, 30, 25, 5))[0]) for u in ids for q in questions
    ]
    _table(
        folder / "responses.csv",
        ("response_id", "unit_id", "recipient_id", "question_id", "category", "origin"),
        ((f"{u}-{q}", u, f"r{u}", q, code, "survey") for u, q, code in rows if code),
    )
    form = folder / "questionnaire"
    form.mkdir(exist_ok=True)
    _table(
        form / "survey.csv",
        ("type", "name", "label::Svenska (sv)", "belagg_id", "belagg_theme"),
        (("select_one s", f"q{q}", f"Finns påhittad rutin {q}?", q, "t") for q in questions),
    )
    _table(form / "choices.csv", ("list_name", "name", "label::Svenska (sv)"),
           (("s", "yes", "Ja"), ("s", "partly", "Delvis"), ("s", "no", "Nej")))  # fmt: skip
    (folder / "areas.geojson").write_text(_grid(ids), encoding="utf-8")
    report = folder / "report"
    report.mkdir(exist_ok=True)
    (report / "01.md").write_text(_manuscript(questions), encoding="utf-8")


def _settings(units: int, items: int) -> str:
    return (
        f'format = 1\nid = "prov-{units}-{items}"\ndate = 2021-09-01\nlanguages = ["sv"]\n'
        'geography = "areas.geojson"\n[title]\nsv = "Påhittad kartläggning"\n'
        '[unit_noun]\nsv = ["kommun", "kommuner"]\n'
        '[[theme]]\nid = "t"\nlabel = { sv = "Rutiner" }\n'
    )


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _grid(ids: Sequence[str]) -> str:
    width = math.ceil(math.sqrt(len(ids)))
    features = []
    for place, unit in enumerate(ids):
        x, y = place % width, place // width
        ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        box = [[6000 * a, 6000 * b] for a, b in ring]
        features.append(
            {"type": "Feature", "id": unit, "properties": {"name": f"Påhittad {unit}"},
             "geometry": {"type": "Polygon", "coordinates": [box]}}
        )  # fmt: skip
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def _manuscript(questions: Sequence[str]) -> str:
    parts = []
    for place, q in enumerate(questions):
        if place % 10 == 0:
            parts.append(f"# Påhittat kapitel från fråga {q}\n")
        parts.append(
            f"## Rutinen i fråga {q}\n\n::: question {q}\n\n"
            f"Av de {{{{ {q}.n }}}} kommuner som svarade sade {{{{ {q}.yes.count }}}} ja "
            f"({{{{ {q}.yes.percent }}}}) och {{{{ {q}.no.count | words }}}} nej. Bland de små "
            f"kommunerna var det {{{{ {q}.by.size.liten.yes.count }}}}.\n\n::: chart {q}\n"
        )
    parts.append(f"# Karta\n\n::: map {questions[0]}\n")
    return "\n".join(parts)
