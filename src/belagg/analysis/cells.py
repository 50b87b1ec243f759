"""What each unit counts as on each item, in each of the three layers.

The rule is the design's. Stated is the reconciled answer, else the recipients' agreeing answers,
else undetermined. Recoded is the adjudicated decision, else the agreeing coders', else the stated
one; what is unsettled is undetermined. Documented is the adjudicated or agreed decision on
documents. Within one kind the latest counts. A unit with no row on an item is `no_answer` where it
was asked and `not_asked` where it was not.

A cell is one number: the unit's place among the units times the number of items, plus the item's
place among the items. All grouping is on that number, so that the cost is linear in the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from belagg.study.questionnaire import ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Basis, Layer, Missing, Round

ANSWERED = "·"
"""What stands for a free text where only whether there is one matters."""

_COLUMNS = ("cell", "category", "missing", "value", "contested")


@dataclass(frozen=True)
class Cells:
    """The values of one study.

    `layers` has a frame per layer with one row per cell that holds anything, in any order:
    `cell`, `category` (several codes in order with spaces), `missing`, `value` (number, date or
    the mark of a text), `contested` (somebody judged otherwise). Where nothing is recoded the
    recoded layer is the very frame of the stated one. `units` and `items` are the ids in order;
    `asked` says per unit whether it was asked at all.
    """

    units: tuple[str, ...]
    items: tuple[str, ...]
    asked: tuple[bool, ...]
    layers: Mapping[Layer, pl.DataFrame]

    def item_rows(self, layer: Layer, question_id: str) -> pl.DataFrame:
        """Give the rows of one item in order of unit: `unit` (its place) and the layer's columns.

        Units without a row are not in it.
        """
        frame = self._by_item[layer].get(self._item_places[question_id])
        return (
            frame
            if frame is not None
            else self.layers[layer].clear().with_columns(unit=pl.lit(0, pl.UInt64))
        )

    @cached_property
    def _item_places(self) -> Mapping[str, int]:
        return {question_id: place for place, question_id in enumerate(self.items)}

    @cached_property
    def _by_item(self) -> Mapping[Layer, Mapping[int, pl.DataFrame]]:
        width = max(len(self.items), 1)
        found: dict[Layer, dict[int, pl.DataFrame]] = {}
        for layer, frame in self.layers.items():
            placed = frame.with_columns(unit=pl.col("cell") // width, item=pl.col("cell") % width)
            found[layer] = {
                int(key[0]): part.drop("item").sort("unit")
                for key, part in placed.partition_by("item", as_dict=True).items()
            }
        return found


def resolve(study: Study) -> Cells:
    """Give what each unit counts as on each item of the study, by the rule above."""
    units = study.units_in_force
    items = tuple(item.question_id for item in study.items)
    kinds = {item.question_id: item.type for item in study.items}
    place = _Placing(units, items, kinds)
    answers = _answers(place, study.tables["responses"])
    decisions = place.cells(study.tables["assessments"], ("layer", "basis", "coder", "round"))
    stated = _first_of(_decided(decisions, Layer.STATED), answers)
    recoded = _decided(decisions, Layer.RECODED)
    layers = {
        Layer.STATED: stated,
        Layer.RECODED: _settled(recoded, stated) if len(recoded) else stated,
        Layer.DOCUMENTED: _decided(decisions, Layer.DOCUMENTED),
    }
    asked = _asked(study, units)
    if any(item.relevance for item in study.questionnaire.items) or any(
        group.relevance for group in study.questionnaire.groups
    ):
        layers = _with_relevance(study, units, items, layers)
    return Cells(units, items, asked, layers)


def codings(study: Study, cells: Cells) -> pl.DataFrame:
    """Give the latest decision of each coder on each cell, those that settled a dispute left out.

    The columns are `cell`, `layer`, `coder` (who coded unnamed is known by the round), `said` (what
    was decided, as one text that can be compared) and `missing` (said where a missing code was).
    """
    kinds = {item.question_id: item.type for item in study.items}
    place = _Placing(cells.units, cells.items, kinds)
    rows = place.cells(study.tables["assessments"], ("layer", "coder", "round"))
    final = pl.col("round").eq_missing(pl.lit(Round.ADJUDICATED.value))
    named = rows.filter(~final).with_columns(
        coder=pl.coalesce("coder", "round", pl.lit(Round.FIRST.value)),
        said=pl.coalesce("key", "missing"),
    )
    return _latest(named, ["cell", "layer", "coder"]).select(
        "cell", "layer", "coder", "said", missing=pl.col("key").is_null()
    )


def _settled(recoded: pl.DataFrame, stated: pl.DataFrame) -> pl.DataFrame:
    settled = _first_of(recoded, stated).join(
        stated.select("cell", stated_category="category"), on="cell", how="left"
    )
    differs = (pl.col("category") != pl.col("stated_category")).fill_null(value=False)
    return settled.with_columns(contested=pl.col("contested") | differs).select(_COLUMNS)


def _asked(study: Study, units: tuple[str, ...]) -> tuple[bool, ...]:
    recipients = study.tables["recipients"]["unit_id"]
    if not len(recipients):
        return (True,) * len(units)
    known = set(recipients) | set(study.tables["responses"]["unit_id"])
    return tuple(unit in known for unit in units)


@dataclass(frozen=True)
class _Placing:
    """Turns ids into cells, and what a row says into one text that can be compared."""

    units: tuple[str, ...]
    items: tuple[str, ...]
    kinds: Mapping[str, ItemType]

    def cells(self, rows: pl.DataFrame, keep: tuple[str, ...]) -> pl.DataFrame:
        """Give the rows that stand on a unit and an item in force and say anything.

        The columns are `cell`, `key` (what is said, as one text that can be compared), `category`,
        `missing`, `value`, `at` and those to `keep`.
        """
        unit = pl.col("unit_id").cast(pl.Enum(self.units), strict=False).to_physical()
        item = pl.col("question_id").cast(pl.Enum(self.items), strict=False).to_physical()
        category, value = pl.col("category"), pl.col("value")
        several = [q for q, kind in self.kinds.items() if kind is ItemType.SELECT_MULTIPLE]
        texts = [q for q, kind in self.kinds.items() if kind is ItemType.TEXT]
        if several:
            ordered = category.str.split(" ").list.unique().list.sort().list.join(" ")
            category = (
                pl.when(pl.col("question_id").is_in(several)).then(ordered).otherwise(category)
            )
        if texts and "text" in rows.columns:
            written = pl.col("question_id").is_in(texts) & pl.col("text").is_not_null()
            value = pl.when(written).then(pl.lit(ANSWERED)).otherwise(value)
        placed = (
            rows.lazy()
            .select(
                "missing",
                "at",
                *keep,
                cell=unit.cast(pl.UInt64) * len(self.items) + item,
                category=category,
                value=value,
            )
            .with_columns(key=pl.coalesce("category", "value"))
            .collect()
        )
        said = placed.select(
            pl.col("cell").is_not_null()
            & (pl.col("key").is_not_null() | pl.col("missing").is_not_null())
        ).to_series()
        # Most often every row does, and a copy of millions of rows costs more than all else here.
        return placed if said.all() else placed.filter(said)


def _alone(frame: pl.DataFrame) -> bool:
    return frame["cell"].n_unique() == len(frame)


def _latest(frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return frame.sort("at", nulls_last=False, maintain_order=True).unique(
        by, keep="last", maintain_order=True
    )


def _answers(place: _Placing, responses: pl.DataFrame) -> pl.DataFrame:
    rows = place.cells(responses, ("recipient_id",))
    if _alone(rows):
        return rows.with_columns(contested=pl.lit(value=False)).select(_COLUMNS)
    return _agreed(_latest(rows, ["cell", "recipient_id"]))


def _agreed(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per cell: the value all agree on, else undetermined and contested."""
    given = pl.col("key").is_not_null()
    reasons = pl.col("missing").filter(pl.col("missing") != Missing.NO_ANSWER.value)
    grouped = rows.group_by("cell").agg(
        keys=pl.col("key").filter(given).n_unique(),
        category=pl.col("category").filter(given).first(),
        value=pl.col("value").filter(given).first(),
        reasons=reasons.n_unique(),
        reason=reasons.first(),
    )
    one = pl.col("keys") == 1
    code = (
        pl.when(one)
        .then(None)
        .when((pl.col("keys") > 1) | (pl.col("reasons") > 1))
        .then(pl.lit(Missing.UNDETERMINABLE.value))
        .otherwise(pl.col("reason").fill_null(Missing.NO_ANSWER.value))
    )
    return grouped.with_columns(
        missing=code,
        category=pl.when(one).then("category"),
        value=pl.when(one).then("value"),
        contested=pl.col("keys") > 1,
    ).select(_COLUMNS)


def _decided(decisions: pl.DataFrame, layer: Layer) -> pl.DataFrame:
    rows = decisions.filter(pl.col("layer") == layer.value)
    doubtful = rows.filter(pl.col("basis") == Basis.ELIMINATION.value)["cell"]
    final = pl.col("round").eq_missing(pl.lit(Round.ADJUDICATED.value))
    adjudicated = _latest(rows.filter(final), ["cell"])
    coded = _latest(rows.filter(~final), ["cell", "coder", "round"])
    agreed = _agreed_decisions(coded)
    quarrelled = agreed.filter("contested")["cell"]
    settled = adjudicated.with_columns(contested=pl.col("cell").is_in(quarrelled.implode())).select(
        _COLUMNS
    )
    found = _first_of(settled, agreed)
    return found.with_columns(
        contested=pl.col("contested") | pl.col("cell").is_in(doubtful.implode())
    )


def _agreed_decisions(rows: pl.DataFrame) -> pl.DataFrame:
    """As `_agreed`, but a missing code is a judgement too, on which coders may differ."""
    if _alone(rows):
        return rows.with_columns(contested=pl.lit(value=False)).select(_COLUMNS)
    judged = pl.coalesce("key", pl.lit("!") + pl.col("missing"))
    grouped = rows.group_by("cell").agg(
        keys=judged.n_unique(),
        category=pl.col("category").first(),
        missing=pl.col("missing").first(),
        value=pl.col("value").first(),
    )
    one = pl.col("keys") == 1
    return grouped.with_columns(
        category=pl.when(one).then("category"),
        missing=pl.when(one).then("missing").otherwise(pl.lit(Missing.UNDETERMINABLE.value)),
        value=pl.when(one).then("value"),
        contested=~one,
    ).select(_COLUMNS)


def _first_of(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    if not len(first):
        return second
    if not len(second):
        return first
    return pl.concat([first, second.join(first.select("cell"), on="cell", how="anti")])


def _with_relevance(
    study: Study,
    units: tuple[str, ...],
    items: tuple[str, ...],
    layers: Mapping[Layer, pl.DataFrame],
) -> dict[Layer, pl.DataFrame]:
    """Items that a unit's own stated answers made irrelevant are not applicable, unless decided."""
    answers: dict[int, dict[str, str]] = {}
    width = len(items)
    stated = layers[Layer.STATED]
    for cell, category, value in stated.select("cell", "category", "value").iter_rows():
        if (given := category or value) is not None:
            answers.setdefault(cell // width, {})[items[cell % width]] = given
    cells = []
    for unit in range(len(units)):
        if unit in answers:
            put = study.questionnaire.asked(answers[unit])
            cells += [unit * width + i for i, item in enumerate(items) if item not in put]
    skipped = pl.DataFrame({"cell": cells}, schema={"cell": pl.UInt64}).with_columns(
        category=pl.lit(None, pl.String),
        missing=pl.lit(Missing.NOT_APPLICABLE.value),
        value=pl.lit(None, pl.String),
        contested=pl.lit(value=False),
    )
    put_aside = {id(layers[layer]): _first_of(layers[layer], skipped) for layer in
                 (Layer.STATED, Layer.RECODED)}  # fmt: skip
    return {layer: put_aside.get(id(frame), frame) for layer, frame in layers.items()}
