"""Every figure of a study, by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

from belagg.analysis.agreement_figures import agreement_figures, segment_figures
from belagg.analysis.cells import Cells, resolve
from belagg.analysis.figure import Figure, FigureKind, Value
from belagg.analysis.item_figures import (
    Hidden,
    Stem,
    UnitLists,
    hidden_counts,
    item_figures,
    number_figures,
    stem,
)
from belagg.analysis.progress import progress_figures
from belagg.analysis.response import response_figures
from belagg.analysis.said_found import said_found_figures
from belagg.analysis.study_figures import (
    cited_figure,
    cited_figures,
    claim_figures,
    document_figures,
    size_figures,
)
from belagg.analysis.tally import Split, Tallies, Tally, slug, splits, tallies
from belagg.analysis.waves.figures import change_figures
from belagg.study.problems import nearest
from belagg.study.questionnaire import ItemType
from belagg.study.study import Study
from belagg.study.vocabulary import Layer, Missing


class Figures(Mapping[str, Figure]):
    """The figures of one study, in order of item and layer; `cells` is what they were made from."""

    def __init__(self, study: Study, cells: Cells, figures: Iterable[Figure]) -> None:
        self.study = study
        self.cells = cells
        self._figures = {figure.name: figure for figure in figures}

    def __getitem__(self, name: str) -> Figure:
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def nearest(self, name: str) -> str | None:
        """Give the name most like one that does not exist, where any is like it."""
        return nearest(name, self._figures)

    def value(self, name: str) -> Value:
        """Give the value of a figure as `figures.json` has it; units by name, in order of id."""
        figure = self._figures[name]
        if figure.kind is FigureKind.UNITS and not figure.withheld:
            names = self._unit_names
            return tuple(names[unit] for unit in figure.units)
        return figure.value

    @cached_property
    def _unit_names(self) -> Mapping[str, str]:
        return self.study.unit_names


def figures_of(study: Study) -> Figures:
    """Compute every figure of a study."""
    cells = resolve(study)
    return Figures(study, cells, _all(study, cells))


def _all(study: Study, cells: Cells) -> Iterator[Figure]:
    yield from _items(study, cells)
    yield from response_figures(study)
    yield from agreement_figures(study, cells)
    yield from segment_figures(study)
    yield from claim_figures(study)
    yield from said_found_figures(study, cells)
    yield from document_figures(study)
    yield from cited_figures(study)
    yield from size_figures(study)
    yield from change_figures(study, cells)
    yield from progress_figures(study, cells)


def _items(study: Study, cells: Cells) -> Iterator[Figure]:
    lists = UnitLists(cells)
    limit = study.settings.suppress_below
    cited = _cited_by_item(study)
    ways = splits(study, cells)
    among = {
        (split.name, group): _members(split, place)
        for split in ways
        for place, group in enumerate(split.groups)
    }
    counted: dict[int, tuple[Tallies, ...]] = {}
    for layer in Layer:
        frame = id(cells.layers[layer])
        if frame not in counted:
            counted[frame] = tallies(study, cells, layer, ways)
        whole, *parts = counted[frame]
        for item in study.items:
            made = whole.get(("", item.question_id))
            if made is None:
                continue
            at = Stem(stem(item, layer), item, layer)
            if Missing.NOT_PUBLISHED.value in made.missing:
                yield from _published(at, made, cited.get(at.prefix, []), lists)
                continue
            groups = {
                split.name: {
                    group: part[group, item.question_id]
                    for group in split.groups
                    if (group, item.question_id) in part
                }
                for split, part in zip(ways[1:], parts, strict=True)
            }
            hidden = hidden_counts(item, made, groups, limit)
            yield from item_figures(at, made, lists, _of_group(hidden, "", ""))
            if item.type.is_number or item.type is ItemType.DATE:
                yield from number_figures(at, cells.item_rows(layer, item.question_id), made.n)
            for attribute, tallied in groups.items():
                for group, part_tally in tallied.items():
                    prefix = f"{at.prefix}.by.{slug(attribute)}.{slug(group)}"
                    inner = Stem(prefix, item, layer, among[attribute, group])
                    kept = _of_group(hidden, attribute, group)
                    yield from item_figures(inner, part_tally, lists, kept)


def _of_group(hidden: Hidden, attribute: str, group: str) -> frozenset[str]:
    return frozenset(code for *place, code in hidden if place == [attribute, group])


def _members(split: Split, place: int) -> Callable[[], frozenset[int]]:
    @cache
    def units() -> frozenset[int]:
        return frozenset((split.of_unit == place).fill_null(value=False).arg_true())

    return units


def _cited_by_item(study: Study) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for row in study.tables["cited"].drop_nulls("figure").iter_rows(named=True):
        found.setdefault(row["figure"].split(".")[0], []).append(row)
    return found


def _published(
    at: Stem, made: Tally, rows: list[dict[str, object]], lists: UnitLists
) -> Iterator[Figure]:
    """An item that is published in part has the figures that were published, and no others."""
    sizes = {row["n"] for row in rows if isinstance(row["n"], int)}
    if len(sizes) == 1:
        (n,) = sizes
        yield Figure(
            f"{at.prefix}.n", FigureKind.COUNT, n, n, question_id=at.item.question_id,
            layer=at.layer, cited_id=str(rows[0]["cited_id"]),
        )  # fmt: skip
    for row in rows:
        name = str(row["figure"])
        code = name.removeprefix(f"{at.prefix}.").split(".")[0]
        figure = replace(
            cited_figure(name, row), question_id=at.item.question_id, layer=at.layer, category=code
        )
        complete = figure.kind is FigureKind.COUNT and made.counts.get(code) == figure.value
        if complete and name == f"{at.prefix}.{code}.count":
            figure = replace(figure, unit_ids=lists.of(at, code, None))
            yield replace(figure, name=f"{at.prefix}.{code}.units", kind=FigureKind.UNITS, value=())
        yield figure


def figures_json(figures: Figures) -> dict[str, object]:
    """Give the contract of `figures.json`, format 1: names in order, numbers unrounded."""
    return {
        "format": 1,
        "study": figures.study.settings.study_id,
        "revision": figures.study.revision,
        "figures": {name: figures.value(name) for name in sorted(figures)},
    }
