"""Make `examples/kommuner`: 290 made-up municipalities, asked 60 questions in two waves.

Usage: python scripts/make_kommuner.py [FOLDER]

Nothing in it is real: no body, no answer. All is drawn from a seed and marked as made up. Between
the waves some bodies merge, one is split, two are regrouped and one gets another code.
"""

import datetime as dt
import json
import math
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from belagg.study.files import memory_file
from belagg.study.geography import shipped_geography
from belagg.study.questionnaire import Choice, Item, ItemType, Questionnaire
from belagg.study.settings import Settings, Theme
from belagg.study.study import Study, complete_tables
from belagg.study.tables import TABLES
from belagg.study.typing_cells import dtype
from belagg.study.vocabulary import Comparability
from belagg.study.waves import Succession, next_wave

ROOT = Path(__file__).parents[1]
TEXTS = Path(__file__).with_name("kommuner")
SEED = 290
BODIES = 290
FIRST, SECOND = dt.date(2022, 11, 1), dt.date(2024, 11, 1)
ASKED_OF_ALL = "1A"
"""The one question that everybody was telephoned about, so that everybody has answered it."""

STEMS = (
    "Alm", "Björk", "Dal", "Ek", "Fjäll", "Gran", "Hav", "Is", "Kvarn", "Ljung", "Moss", "Norr",
    "Orm", "Pil", "Rönn", "Silver", "Sten", "Tall", "Vinter", "Äng",
)  # fmt: skip
ENDINGS = (
    "bryn", "drömma", "fabula", "gläntan", "hittan", "knäppa", "lunden", "låtsa", "mosa", "näva",
    "påhitt", "rike", "saga", "tuva", "vilse", "ömma",
)  # fmt: skip
AREAS = (
    ("routines", "Rutiner", "rutiner", "socialtjänsten"),
    ("school", "Skola", "skola", "skolan"),
    ("youth", "Unga på fritiden", "unga på fritiden", "fritidsverksamheten"),
    ("care", "Vård och omsorg", "vård och omsorg", "äldreomsorgen"),
    ("work", "Kommunen som arbetsgivare", "arbetsgivare", "personalenheten"),
    ("together", "Samverkan", "samverkan", "säkerhetssamordningen"),
)
ASKED = (
    "Finns det en skriftlig rutin i {} för den som berättar om våld?",
    "Frågar {} om våld på ett bestämt sätt?",
    "Får nyanställda i {} en introduktion om våld?",
    "Finns det en utsedd kontaktperson för frågorna i {}?",
    "Följer {} upp hur ofta frågan ställs?",
    "Har {} en lokal överenskommelse med regionen?",
    "Används tolk i {} när någon behöver det?",
    "Har {} information på lätt svenska?",
    "Har {} under året gått igenom sin rutin?",
    "Hur många i {} har fått utbildning under året?",
)
CHOICES = tuple(
    Choice(code, {"sv": label})
    for code, label in (("yes", "Ja"), ("partly", "Delvis"), ("no", "Nej"), ("other", "Annat"))
)
CHANGED = {
    "2B": ("changed", "Frågar {} alla om våld på ett bestämt sätt?",
           "Ordet ”alla” har lagts till för tydlighetens skull; frågan avsåg alla också förut."),
    "3H": ("changed", "Har {} skriftlig information på lätt svenska?",
           "Ordet ”skriftlig” har lagts till; få räknade muntlig information förra gången."),
    "4F": ("broken", "Har {} en lokal överenskommelse med regionen eller polisen?",
           "Frågan gäller nu också polisen, och fler kan därför svara ja."),
    "5I": ("broken", "Har {} under de senaste tre åren gått igenom sin rutin?",
           "Tiden är tre år i stället för ett, och svaren kan inte ställas mot varandra."),
}  # fmt: skip
GONE = "6H"
NEW = ("6K", "Finns {} på kommunens webbplats?")


def main(folder: Path) -> None:
    """Write the package, in place of what is there."""
    study = make()
    if folder.exists():
        shutil.rmtree(folder)
    study.save(folder)
    print(f"{folder}: revision {Study.load(folder).short_revision}")


def make() -> Study:
    """Draw both waves from the seed; the first lies in the second."""
    draw = random.Random(SEED)
    names = dict(zip(_ids(), _names(draw), strict=True))
    items = tuple(_items())
    levels = {unit: draw.gauss(0, 1) for unit in names}
    rows = [
        {"unit_id": u, "name": f"{name} kommun (påhittad)", "kind": "påhittad kommun",
         "aliases": [name], "attr_size": draw.choice(("liten", "mellanstor", "stor"))}
        for u, name in names.items()
    ]  # fmt: skip
    units = pl.concat(
        [_frame("units", rows), pl.DataFrame({"attr_size": [r["attr_size"] for r in rows]})],
        how="horizontal",
    )
    first = Study(
        settings=_settings(),
        questionnaire=Questionnaire("Påhittade kommuner", "kommuner-2022", "2022", ("sv",), items),
        tables=complete_tables(
            {"units": units, **_answers(tuple(names), items, levels, 0.0, draw)}
        ),
        files=_files(names),
    )
    second = next_wave(first, "kommuner", "2024", SECOND, tuple(_successions(names)))
    asked = tuple(_asked_again(second.questionnaire.items))
    form = replace(second.questionnaire, items=asked)
    unit_rows = second.tables["units"].with_columns(pl.col("attr_size").fill_null("stor"))
    there = second.units_in_force
    levels |= {unit: draw.gauss(0, 1) for unit in there if unit not in levels}
    tables = {**second.tables, "units": unit_rows, **_answers(there, asked, levels, 0.35, draw)}
    tables |= {name: _frame(name, found) for name, found in _published().items()}
    texts = {
        f"report/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((TEXTS / "report").glob("*.md"))
    }
    files = _files({**names, **_new_names()}, there)
    return replace(
        second, questionnaire=form, tables=complete_tables(tables), texts=texts, files=files
    )


def _ids() -> list[str]:
    return [f"K{number:03}" for number in range(1, BODIES + 1)]


def _names(draw: random.Random) -> list[str]:
    """Give names that no real municipality has."""
    real = {name.casefold() for name in shipped_geography("se-municipalities").names.values()}
    made = sorted({stem + end for stem in STEMS for end in ENDINGS})
    free = [name for name in made if not any(name.casefold() in other for other in real)]
    return sorted(draw.sample(free, BODIES))


def _new_names() -> dict[str, str]:
    return {"K291": "Nysaga", "K292": "Nyrike", "K293": "Sagadelen", "K294": "Rikedelen",
            "K295": "Tuvamark", "K296": "Vilsemark", "K297": "Omdöpta"}  # fmt: skip


def _successions(names: dict[str, str]) -> Iterator[Succession]:
    """Two and three merge, one is taken up, one is split, two are regrouped, one has a new code."""
    new = {unit: f"{name} kommun (påhittad)" for unit, name in _new_names().items()}
    for before, after, year in (
        ("K010", "K291", 2023), ("K011", "K291", 2023),
        ("K050", "K292", 2024), ("K051", "K292", 2024), ("K052", "K292", 2024),
        ("K100", "K101", 2024),
        ("K150", "K293", 2024), ("K150", "K294", 2024),
        ("K200", "K295", 2023), ("K200", "K296", 2023), ("K201", "K296", 2023),
        ("K250", "K297", 2023),
    ):  # fmt: skip
        yield Succession(before, after, dt.date(year, 1, 1), new.get(after, ""))


def _items() -> Iterator[Item]:
    for number, (theme, _title, _low, area) in enumerate(AREAS, start=1):
        for place, wording in enumerate(ASKED):
            yield _item(f"{number}{chr(65 + place)}", wording.format(area), theme)


def _item(question_id: str, wording: str, theme: str) -> Item:
    kind = ItemType.INTEGER if question_id.endswith("J") else ItemType.SELECT_ONE
    choices = CHOICES if question_id[1] in "EF" else CHOICES[:3]
    return Item(
        question_id, f"q{question_id}", kind, {"sv": wording},
        choices=choices if kind is ItemType.SELECT_ONE else (), theme=theme,
        other_label={"sv": "Beskriv"} if len(choices) == len(CHOICES) else {},
    )  # fmt: skip


def _asked_again(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if item.question_id == GONE:
            continue
        area = AREAS[int(item.question_id[0]) - 1][3]
        if item.question_id in CHANGED:
            verdict, wording, reason = CHANGED[item.question_id]
            yield replace(
                item,
                label={"sv": wording.format(area)},
                comparability=Comparability(verdict),
                comparability_reason=reason,
            )
        else:
            yield item
    yield _item(NEW[0], NEW[1].format("uppgifter om stöd"), AREAS[-1][0])


def _answers(
    units: tuple[str, ...],
    items: tuple[Item, ...],
    levels: dict[str, float],
    shift: float,
    draw: random.Random,
) -> dict[str, pl.DataFrame]:
    """Draw what the bodies answer: more yes the higher their level, and the later the wave."""
    silent = {unit for unit in units if draw.random() < 0.05}
    hard = {item.question_id: random.Random(item.question_id).gauss(0, 0.8) for item in items}
    responses, decisions = [], []
    for unit in units:
        for item in items:
            name = item.question_id
            if name != ASKED_OF_ALL and (unit in silent or draw.random() < 0.02):
                continue
            row = {"response_id": f"{unit}-{name}", "unit_id": unit, "question_id": name,
                   "origin": "phone" if unit in silent else "survey"}  # fmt: skip
            score = levels[unit] + shift - hard[name] + draw.gauss(0, 0.9)
            if item.type is ItemType.INTEGER:
                row["value"] = str(max(0, round(12 + 6 * score)))
            elif item.other and draw.random() < 0.03:
                row |= {"category": "other", "text": "Det görs i vissa delar av kommunen."}
                decisions.append(_decision(unit, name))
            else:
                row["category"] = "yes" if score > 0.4 else "partly" if score > -0.5 else "no"
            responses.append(row)
    return {
        "responses": _frame("responses", responses),
        "assessments": _frame("assessments", decisions),
        "codebook": _frame("codebook", [
            {"rule_id": "delvis", "version": 1, "category": "partly",
             "when": "Svaret säger att det gäller i vissa delar av kommunen."}]),
    }  # fmt: skip


def _decision(unit: str, question: str) -> dict[str, object]:
    return {
        "assessment_id": f"{unit}-{question}", "unit_id": unit, "question_id": question,
        "layer": "recoded", "category": "partly", "basis": "text", "coder": "PP", "round": "first",
        "rule_id": "delvis", "rationale": "Fritexten säger att det gäller vissa delar.",
    }  # fmt: skip


def _published() -> dict[str, list[dict[str, object]]]:
    return {
        "findings": [
            {"finding_id": "f1", "theme": "routines", "rests_on": ["figure:1A.yes.percent"],
             "statement": "I {{ 1A.yes.percent }} av kommunerna finns en skriftlig rutin i "
                          "socialtjänsten."},
            {"finding_id": "f2", "theme": "routines",
             "rests_on": ["figure:change.1A.yes.gained.count"],
             "statement": "Sedan förra omgången har {{ change.1A.yes.gained.count }} kommuner fått "
                          "en skriftlig rutin, och {{ change.1A.yes.lost.count }} har den inte "
                          "längre fullt ut."},
        ],
        "recommendations": [
            {"recommendation_id": "r1", "number": 1, "level": "local", "addressee": "Kommunerna",
             "title": "Skriv ned hur den som berättar om våld tas emot",
             "due": dt.date(2026, 12, 31), "indicator": "Andelen kommuner med ja på fråga 1A"},
        ],
        "clauses": [{"clause_id": "r1a", "recommendation_id": "r1",
                     "text": "Rutinen gås igenom med all personal en gång om året."}],
        "supports": [{"clause_id": "r1a", "finding_id": "f1"}],
    }  # fmt: skip


def _settings() -> Settings:
    return Settings(
        study_id="kommuner-2022",
        date=FIRST,
        languages=("sv",),
        title={"sv": "Påhittade kommuner"},
        subtitle={"sv": "En påhittad kartläggning av 290 påhittade kommuner, i två omgångar"},
        description={"sv": "Allt i den här kartläggningen är påhittat: kommunerna och svaren."},
        steward="Projektet Belägg (påhittat exempel)",
        licence="CC0-1.0",
        wave="2022",
        geography="karta.geojson",
        unit_noun={"sv": ("kommun", "kommuner")},
        themes=tuple(Theme(theme, {"sv": title}) for theme, title, _low, _area in AREAS),
        extra={"made_up": True},
    )


def _frame(name: str, rows: list[dict]) -> pl.DataFrame:
    schema = {column.name: dtype(column) for column in TABLES[name].public_columns}
    return pl.DataFrame([{c: row.get(c) for c in schema} for row in rows], schema=schema)


def _files(names: dict[str, str], there: tuple[str, ...] = ()) -> dict[str, object]:
    made = {"karta.geojson": _map({u: names[u] for u in there or names}), "README.md": _readme()}
    return {name: memory_file(name, data) for name, data in made.items()}


def _map(names: dict[str, str]) -> bytes:
    """Draw the municipalities as hexagons, ten to a row, in metres from nowhere."""
    features = []
    for place, (unit, name) in enumerate(sorted(names.items())):
        row, column = divmod(place, 12)
        x = 200_000 + column * 52_000 + (row % 2) * 26_000
        y = 1_500_000 - row * 45_000
        ring = [
            [round(x + 29_600 * math.cos(math.radians(60 * k + 30))),
             round(y + 29_600 * math.sin(math.radians(60 * k + 30)))]
            for k in range(6)
        ]  # fmt: skip
        features.append({
            "type": "Feature", "id": unit, "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        })  # fmt: skip
    content = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}},
        "credit": {"sv": "Påhittad karta.", "en": "A made-up map."},
        "features": features,
    }
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _readme() -> bytes:
    return (
        "# Påhittade kommuner\n\n"
        "Tvåhundranittio påhittade kommuner som svarar på sextio frågor i två omgångar, 2022 och "
        "2024.\nIngenting här har med någon verklig kommun att göra. Gjort av "
        "`scripts/make_kommuner.py`.\n"
    ).encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "kommuner")
