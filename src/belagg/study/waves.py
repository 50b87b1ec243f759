"""The next wave of a study: the same bodies, items and roles, with nobody's answers yet."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from belagg.language import _
from belagg.study.csv_file import read_csv
from belagg.study.declare import Table, identifier, required, text
from belagg.study.part import Part
from belagg.study.problems import Problem, StudyError, Where, nearest
from belagg.study.questionnaire import Item, Questionnaire
from belagg.study.study import Study
from belagg.study.tables import VOICES
from belagg.study.tables.fieldwork import SUCCESSIONS
from belagg.study.typing_cells import type_cells
from belagg.study.validate import validate
from belagg.study.vocabulary import Comparability

_GOES_ON = (
    "units", "successions", "recipients", "codebook", "codes", "glossary", "sources", "groups",
    "recommendations", "clauses", "actions", "services", "trainings", "legal_rules",
    "card_questions", "cards",
)  # fmt: skip
"""What does not belong to one wave; answers, documents and what was made of them stay behind."""

_LISTED = Table(
    "successions",
    SUCCESSIONS.sv,
    SUCCESSIONS.en,
    SUCCESSIONS.key,
    (
        required(identifier("before_id", "Organet som var", "The body that was")),
        required(identifier("after_id", "Organet som blev", "The body it became")),
        SUCCESSIONS.column("on"),
        text("name", "Namnet på ett nytt organ", "The name of a new body"),
    ),
)
"""A list of mergers and splits as it is handed in: a new body is named where it first stands."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A body that goes on in another from the day `on`; `name` is that of a body that is new."""

    before_id: str
    after_id: str
    on: dt.date
    name: str = ""


def read_successions(data: bytes, file: str) -> tuple[Succession, ...]:
    """Read a CSV file of before_id, after_id, on and name; StudyError with every problem."""
    texts, problems = read_csv(data, file)
    if texts is None:
        raise StudyError(problems)
    frame, problems = type_cells(texts, _LISTED.columns, _LISTED)
    problems += validate([Part(_LISTED, _LISTED.columns, file, frame, texts)], None)
    if problems:
        raise StudyError(problems)
    return tuple(
        Succession(before, after, on, name or "") for before, after, on, name in frame.iter_rows()
    )


def next_wave(
    study: Study,
    study_id: str,
    name: str,
    date: dt.date,
    successions: Sequence[Succession] = (),
    file: str = "successions",
) -> Study:
    """Give the study that asks again: `name` is what the wave is called, `date` its as-of day.

    Each item says that it is the same as before, until somebody says otherwise. Bodies that went on
    in others stay with their last day. Officials go on as roles: nothing private is carried over.
    The last wave lies in `waves` with those before it. StudyError with every problem, each named by
    its row in `file`.
    """
    problems = [*_date_problems(study, name, date), *_succession_problems(study, date, successions,
                                                                         file)]  # fmt: skip
    if problems:
        raise StudyError(problems)
    tables = {
        table: frame if table in _GOES_ON else frame.clear()
        for table, frame in study.tables.items()
    }
    tables["units"] = _units(tables["units"], successions)
    tables["successions"] = _successions(tables["successions"], successions)
    tables["recipients"] = _recipients(tables["recipients"], successions)
    settings = replace(
        study.settings, study_id=study_id, wave=name, date=date, period=None, allows=(), guide=None,
        quality={},
    )  # fmt: skip
    earlier = {**study.waves, wave_name(study): without_voices(replace(study.public(), waves={}))}
    documents = tuple(path for path in study.files if path.startswith("documents/"))
    return replace(
        study,
        settings=settings,
        questionnaire=_asked_again(study.questionnaire, study_id, name),
        tables=tables,
        private={},
        texts=_texts(study.settings.languages),
        files={path: file for path, file in study.files.items() if path not in documents},
        waves=earlier,
        rows={},
        left=(),
    )


def without_voices(wave: Study) -> Study:
    """Give a wave as later ones have it: no words of reference groups, and no texts quoting them.

    Nothing is compared of them, and one who takes words back takes them back in one place.
    """
    tables = {name: f.clear() if name in VOICES else f for name, f in wave.tables.items()}
    return replace(wave, tables=tables, texts={}, rows={})


def wave_name(study: Study) -> str:
    """Give what a study is called as a wave: its own word for it, else its year."""
    return study.settings.wave or str(study.settings.date.year)


def _asked_again(form: Questionnaire, study_id: str, name: str) -> Questionnaire:
    items = tuple(_same(item) for item in form.items)
    return replace(form, items=items, form_id=study_id, version=name)


def _same(item: Item) -> Item:
    return replace(
        item, same_as=item.question_id, comparability=Comparability.SAME, comparability_reason=None
    )


_FIRST_TEXTS = {
    "sv": "# Vad som har ändrats\n\n::: waves\n",
    "en": "# What has changed\n\n::: waves\n",
}


def _texts(languages: Iterable[str]) -> dict[str, str]:
    first, *others = languages
    folders = {first: "report/", **{language: f"report/{language}/" for language in others}}
    return {
        f"{folders[language]}01.md": _FIRST_TEXTS.get(language, _FIRST_TEXTS["en"])
        for language in folders
    }


def _units(units: pl.DataFrame, successions: Sequence[Succession]) -> pl.DataFrame:
    """Give every body its last day where it went on in others, and add those that are new."""
    known = set(units["unit_id"])
    stay = {one.after_id for one in successions}
    last = {
        s.before_id: s.on - dt.timedelta(days=1) for s in successions if s.before_id not in stay
    }
    ended = units.with_columns(
        valid_to=pl.col("unit_id").replace_strict(last, default=pl.col("valid_to"),
                                                  return_dtype=pl.Date)
    ) if last else units  # fmt: skip
    first: dict[str, dict[str, object]] = {}
    kinds = dict(units.select("unit_id", "kind").iter_rows())
    for one in successions:
        if one.after_id not in known:
            row = first.setdefault(one.after_id, {"unit_id": one.after_id, "valid_from": one.on})
            row["name"] = row.get("name") or one.name
            row.setdefault("kind", kinds.get(one.before_id))
    new = pl.DataFrame(list(first.values()), schema_overrides=ended.schema) if first else None
    joined = pl.concat([ended, new], how="diagonal") if new is not None else ended
    return joined.sort("unit_id")


def _successions(known: pl.DataFrame, successions: Sequence[Succession]) -> pl.DataFrame:
    rows = [(one.before_id, one.after_id, one.on) for one in successions]
    new = pl.DataFrame(rows, schema=known.schema, orient="row")
    return pl.concat([known, new]).sort("before_id", "after_id")


def _recipients(recipients: pl.DataFrame, successions: Sequence[Succession]) -> pl.DataFrame:
    """Give a new body the roles that those it came of had, and take them from bodies that ended."""
    stay = {one.after_id for one in successions}
    gone = {one.before_id for one in successions} - stay
    had: dict[str, list[str]] = {}
    for unit, role in recipients.select("unit_id", "role").iter_rows():
        had.setdefault(unit, []).append(role)
    roles: dict[str, dict[str, None]] = {}
    for one in successions:
        if one.after_id not in had:
            roles.setdefault(one.after_id, {}).update(dict.fromkeys(had.get(one.before_id, ())))
    rows = [
        (f"{unit}-{number}", unit, role)
        for unit, wanted in roles.items()
        for number, role in enumerate(wanted, start=1)
    ]
    left = recipients.filter(~pl.col("unit_id").is_in(list(gone)))
    new = pl.DataFrame(rows, schema=recipients.schema, orient="row")
    return pl.concat([left, new]).sort("recipient_id")


def _date_problems(study: Study, name: str, date: dt.date) -> list[Problem]:
    problems = []
    where = Where("study.toml")
    if date <= study.settings.date:
        message = _("the new wave must be of a later day than the last one, {}")
        told = message.format(study.settings.date)
        problems.append(Problem("wave-date", told, where, str(date)))
    if not name or name in {wave_name(study), *study.waves}:
        message = _("“{}” is the name of an earlier wave; give the new one its own")
        problems.append(Problem("wave-name", message.format(name), where, name))
    return problems


def _succession_problems(
    study: Study, date: dt.date, successions: Sequence[Succession], file: str
) -> list[Problem]:
    units = study.unit_names
    named = {one.after_id for one in successions if one.name}
    problems = []
    for row, one in enumerate(successions, start=2):
        if one.before_id not in units:
            message = _("the last wave has no body “{}”").format(one.before_id)
            near = nearest(one.before_id, units)
            where = Where(file, row=row, column="before_id")
            problems.append(Problem("unknown-reference", message, where, one.before_id, near))
        if one.after_id not in units and one.after_id not in named:
            message = _("the body “{}” is new; give its name").format(one.after_id)
            problems.append(Problem("wave-new-body", message, Where(file, row=row, column="name")))
        if not study.settings.as_of < one.on <= date:
            message = _("{} is not between the last wave ({}) and this one ({})")
            told = message.format(one.on, study.settings.as_of, date)
            problems.append(Problem("wave-date", told, Where(file, row=row, column="on")))
    return problems
