"""The rows of a file of answers as rows of the table `responses`, and what did not fit."""

from collections.abc import Iterator

import polars as pl

from belagg.exchange.answers.account import Taken
from belagg.exchange.answers.item import Parts, said_of_item
from belagg.exchange.answers.keys import keyed_rows, meanings
from belagg.exchange.answers.mapping import AnswerMap, Part, Use
from belagg.exchange.answers.source import Source
from belagg.exchange.answers.words import fold
from belagg.language import _
from belagg.study.problems import Problem, StudyError, nearest
from belagg.study.questionnaire import Item
from belagg.study.study import Study


def take(source: Source, study: Study, answer_map: AnswerMap) -> Taken:
    """Give the answers in the file after the mapping; StudyError where it names other columns."""
    _refuse_missing_columns(source, answer_map)
    taken = Taken()
    keyed = keyed_rows(source, study, answer_map, taken)
    if answer_map.question is None:
        by_item: dict[str, dict[str, Use]] = {}
        for name, use in answer_map.columns.items():
            by_item.setdefault(use.item, {})[name] = use
        rows = _with_occurrence(keyed)
        order = {item.question_id: at for at, item in enumerate(study.items)}
        for item_id in sorted(by_item, key=order.__getitem__):
            item = study.questionnaire.item(item_id)
            cells = {name: source.frame[name].gather(rows["index"]) for name in by_item[item_id]}
            parts = said_of_item(taken, answer_map, item, rows["row"], cells, by_item[item_id])
            taken.frames.append(_responses(answer_map, item, rows, parts))
    else:
        for item, rows in _by_question(source, study, answer_map.question, keyed, taken):
            use = answer_map.columns.get(item.question_id, Use(item.question_id))
            uses = {
                name: Use(
                    item.question_id, part, None, use.separator, use.other, use.values, use.missing
                )
                for name, part in ((answer_map.answer, Part.ANSWER), (answer_map.text, Part.TEXT))
                if name is not None
            }
            cells = {name: source.frame[name].gather(rows["index"]) for name in uses}
            parts = said_of_item(taken, answer_map, item, rows["row"], cells, uses)
            taken.frames.append(_responses(answer_map, item, rows, parts))
    return taken


def _refuse_missing_columns(source: Source, answer_map: AnswerMap) -> None:
    names = source.frame.columns
    keys = [getattr(answer_map, key) for key in ("unit", "recipient", "respondent", "at")]
    keys += [answer_map.question, answer_map.answer, answer_map.text]
    wanted = [*keys, *(answer_map.columns if answer_map.question is None else ())]
    problems = [
        Problem(
            "missing-column",
            _("there is no column “{}”, which the mapping names").format(name),
            source.where(),
            name,
            nearest(name, names),
        )
        for name in dict.fromkeys(wanted)
        if name is not None and name not in names
    ]
    if problems:
        raise StudyError(problems)


def _with_occurrence(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell several rows of one body and person apart by their order in the file."""
    nth = pl.int_range(1, pl.len() + 1).over("unit_id", "who")
    return rows.with_columns(nth.alias("nth"))


def _by_question(
    source: Source, study: Study, question: str, keyed: pl.DataFrame, taken: Taken
) -> Iterator[tuple[Item, pl.DataFrame]]:
    words = {fold(word): item for item in study.items for word in _item_words(item)}
    column = meanings(
        source, question,
        lambda value: item.question_id if (item := words.get(fold(value))) else None,
        [item.question_id for item in study.items], taken,
    )  # fmt: skip
    rows = keyed.with_columns(column.gather(keyed["index"]).alias("question"))
    for item in study.items:
        of_item = rows.filter(pl.col("question") == item.question_id)
        if len(of_item):
            yield item, _with_occurrence(of_item)


def _item_words(item: Item) -> tuple[str, ...]:
    return (item.question_id, item.name, *item.label.values())


def _responses(answer_map: AnswerMap, item: Item, rows: pl.DataFrame, parts: Parts) -> pl.DataFrame:
    frame = rows.select("unit_id", "recipient_id", "who", "nth", "at").with_columns(
        parts.category.alias("category"),
        parts.missing.set(parts.category.is_not_null(), None).alias("missing"),
        parts.value.alias("value"),
        parts.text.alias("text"),
    )
    given = pl.any_horizontal(pl.col("category", "missing", "value", "text").is_not_null())
    who = pl.when(pl.col("who").is_null()).then(pl.lit("")).otherwise("-" + pl.col("who"))
    nth = pl.when(pl.col("nth") == 1).then(pl.lit("")).otherwise(
        "#" + pl.col("nth").cast(pl.String)
    )  # fmt: skip
    response_id = pl.concat_str(
        pl.lit(f"{answer_map.name}-"), "unit_id", who, pl.lit(f"-{item.question_id}"), nth
    )
    return frame.filter(given).select(
        response_id.alias("response_id"),
        "unit_id",
        "recipient_id",
        pl.lit(item.question_id).alias("question_id"),
        "category",
        "missing",
        "value",
        "text",
        pl.lit(answer_map.origin.value).alias("origin"),
        "at",
    )
