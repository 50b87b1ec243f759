"""`::: change 4A`: how bodies moved between the answers to an item since the last wave."""

from collections.abc import Iterable, Sequence

from belagg.analysis.waves.compared import Counterpart
from belagg.analysis.waves.figures import Since, since
from belagg.analysis.waves.flow import MISSING, UNIT, Flow
from belagg.language import _, marked, translate
from belagg.manuscript.blocks.cells import EMPTY, bound_cell, right_aligned, text_cell
from belagg.manuscript.blocks.results import category_label, title_of, tones
from belagg.manuscript.context import BlockError, Context
from belagg.manuscript.source import Directive
from belagg.manuscript.tree import (
    Block,
    Cell,
    FlowBlock,
    Inline,
    Inlines,
    Slice,
    Strand,
    TableBlock,
    Text,
    Tone,
)
from belagg.manuscript.typography import NBSP, sentence_case, typeset
from belagg.manuscript.uses import UseKind
from belagg.study.problems import Problem, Where
from belagg.study.questionnaire import Item, worded
from belagg.study.vocabulary import Comparability, Fate, Missing
from belagg.study.waves import wave_name

OPTIONS = ("title", "id")

_CAME = {
    Fate.MERGED: marked("Came of a merger"),
    Fate.SPLIT: marked("Came of a split"),
    Fate.REGROUPED: marked("Came of a regrouping"),
    Fate.NEW: marked("New"),
}
_WENT = {
    Fate.MERGED: marked("Went into a merger"),
    Fate.SPLIT: marked("Was split"),
    Fate.REGROUPED: marked("Was regrouped"),
    Fate.ENDED: marked("Ended"),
}
"""What stands at the ends of a flow for bodies that did not go on as one."""


def since_last(where: Where, ctx: Context) -> Since:
    """Hold the study against its last wave; BlockError where it has none."""
    held = ctx.once("since", lambda: since(ctx.study, ctx.figures.cells))
    if held is None:
        raise BlockError(Problem("block", _("the study has no earlier wave"), where))
    return held


def draw_change(block: Directive, ctx: Context) -> tuple[Block, ...]:
    """Make the flow and the table of changes; BlockError where the item may not be compared."""
    if len(block.args) != 1:
        raise ctx.error(_("name one: ::: {} {}").format(block.kind, "4A"), block.where)
    item = ctx.item(block.args[0], block.where)
    held = since_last(block.where, ctx)
    pair = next(p for p in held.counterparts if p.item is item)
    found = held.flow(pair)
    if found is None or pair.earlier is None:
        message = _("item {} cannot be shown against the last wave: {}")
        told = message.format(item.question_id, pair.reason or pair.standing.label("en"))
        raise BlockError(Problem("block", told, block.where, item.question_id))
    ctx.uses.add(UseKind.ITEM, item.question_id, block.where, block.kind)
    drawn = _Drawing(block, item, pair.earlier, held, found, ctx)
    return drawn.flow(pair), drawn.changes()


class _Drawing:
    """Makes the blocks of one item."""

    def __init__(
        self, block: Directive, item: Item, earlier: Item, held: Since, found: Flow, ctx: Context
    ) -> None:
        self.block, self.item, self.held, self.found, self.ctx = block, item, held, found, ctx
        self.language, self.where = ctx.language, block.where
        self.prefix = f"change.{item.question_id}"
        known = dict.fromkeys((*item.codes, *earlier.codes))
        held_now = {end for pair in found.strands for end in pair if not _is_apart(end)}
        self.codes = tuple(dict.fromkeys((*known, *sorted(held_now))))
        self.labels = {code: self._category(code, item, earlier) for code in self.codes}
        self.tones = tones(self.codes)
        before, after = (typeset(wave_name(w), ctx.language) for w in (held.earlier, held.study))
        self.times = (before, after)

    def _category(self, code: str, item: Item, earlier: Item) -> str:
        asked = item if code in item.codes or code not in earlier.codes else earlier
        return category_label(asked, code, self.language)

    def flow(self, pair: Counterpart) -> FlowBlock:
        """Give the flow with its numbers as a table: a row from where, a column to where."""
        order = (
            *self.codes,
            *(MISSING + kind.value for kind in Missing),
            *(UNIT + fate.value for fate in Fate),
        )
        starts = {before for before, _after in self.found.strands}
        goals = {after for _before, after in self.found.strands}
        before = tuple(self._end(end, "before") for end in order if end in starts)
        after = tuple(self._end(end, "after") for end in order if end in goals)
        strands = tuple(
            Strand(one.code, other.code, len(units), self._strand(one.code, other.code))
            for one in before
            for other in after
            if (units := self.found.strands.get((one.code, other.code)))
        )
        ctx = self.ctx
        number = ctx.numbering.next("chart")
        own = ctx.plain(self.block.options["id"]) if "id" in self.block.options else ""
        anchor = ctx.anchors.give(own or f"change-{self.item.question_id}")
        ctx.labels[anchor] = number
        times = self.times
        pattern = translate("From {} to {}: {}", self.language)
        wording = title_of(self.block, (), ctx) if "title" in self.block.options else typeset(
            worded(self.item.label, self.language), self.language
        )  # fmt: skip
        title = pattern.format(*times, wording)
        return FlowBlock(
            anchor, number, title, self._alt(title, before, after, strands), times, before, after,
            strands, self._note(pair), self._numbers(before, after),
        )  # fmt: skip

    def _strand(self, before: str, after: str) -> str:
        return f"{self.prefix}.from.{before}.to.{after}.count"

    def _end(self, end: str, side: str) -> Slice:
        if side == "before":
            units = self.found.coming_from(end)
            apart, name = "after", f"{self.prefix}.earlier.{end}.count"
        else:
            units = self.found.going_to(end)
            apart, name = "before", f"{self.item.question_id}.{end}.count"
        if end.startswith(UNIT):
            fate = Fate(end.removeprefix(UNIT))
            name = f"change.units.{fate.value}.{apart}.count"
            words = _CAME if side == "before" else _WENT
            label, tone = translate(words[fate], self.language), Tone.NOT_PUBLISHED
        elif end.startswith(MISSING):
            kind = Missing(end.removeprefix(MISSING))
            label, tone = sentence_case(kind.label(self.language)), Tone(kind.value)
        else:
            label, tone = self.labels[end], self.tones[end]
        text = self.ctx.bound(name, self.where).text
        return Slice(end, label, tone, len(units), None, text, "", name, "")

    def _alt(
        self, title: str, before: Sequence[Slice], after: Sequence[Slice], strands: Iterable[Strand]
    ) -> str:
        names = {one.code: one.label for one in (*before, *after)}
        there: dict[str, list[str]] = {}
        for strand in strands:
            told = f"{strand.count} {translate('to', self.language)} {names[strand.after]}"
            there.setdefault(strand.before, []).append(told)
        parts = [f"{names[code]}: {', '.join(told)}." for code, told in there.items()]
        opening = translate("Flow of bodies between answers. {}.", self.language).format(title)
        return typeset(" ".join((opening, *parts)), self.language)

    def _numbers(self, before: Sequence[Slice], after: Sequence[Slice]) -> TableBlock:
        every = translate("All", self.language)
        corner = " → ".join(self.times)
        header = tuple(Cell((Text(word),)) for word in (corner, *(e.label for e in after), every))
        rows = [
            (
                Cell((Text(start.label),), header=True),
                *(bound_cell(self._strand(start.code, end.code), self.where, self.ctx)
                  for end in after),
                bound_cell(start.count_name, self.where, self.ctx),
            )
            for start in before
        ]  # fmt: skip
        last = (
            Cell((Text(every),), header=True),
            *(bound_cell(end.count_name, self.where, self.ctx) for end in after),
            EMPTY,
        )
        return TableBlock(header, (*rows, last), right_aligned(len(after) + 1), compact=True)

    def _note(self, pair: Counterpart) -> Inlines:
        language = self.language
        parts: list[Inline] = [
            Text(f"n{NBSP}={NBSP}"),
            self.ctx.bound(f"{self.prefix}.n", self.where),
            Text(
                " " + translate("that are the same body and have an answer both times.", language)
            ),
        ]
        if pair.verdict is Comparability.CHANGED:
            pattern = translate("The question has changed: {}", language)
            parts.append(Text(" " + typeset(pattern.format(pair.reason), language)))
        parts.append(Text(" " + self._certainty()))
        return tuple(parts)

    def _certainty(self) -> str:
        if self.found.complete:
            text = translate(
                "Every body answered both times, so the differences are what happened and not "
                "estimates: there is nothing to test.",
                self.language,
            )
        else:
            text = translate(
                "Some bodies have no answer. p is that of McNemar’s exact test for those compared; "
                "it does not tell what those who are missing would have answered.",
                self.language,
            )
        return typeset(text, self.language)

    def changes(self) -> TableBlock:
        """Give the table of changes: of those compared, how many had each category and have it."""
        language, ctx = self.language, self.ctx
        tested = not self.found.complete
        measures = ["before.percent", "after.percent", "points", "gained.count", "lost.count"]
        measures += ["p"] if tested else []
        heads = [
            translate("Answer", language),
            *self.times,
            translate("Percentage points", language),
            translate("Came to it", language),
            translate("Left it", language),
        ]
        heads += ["p"] if tested else []
        rows = tuple(
            (
                text_cell(self.labels[code], language, header=True),
                *(bound_cell(f"{self.prefix}.{code}.{m}", self.where, ctx) for m in measures),
            )
            for code in self.codes
            if f"{self.prefix}.{code}.gained.count" in ctx.figures
        )
        label = ctx.numbering.next("table")
        anchor = ctx.anchors.give(f"change-{self.item.question_id}-table")
        ctx.labels[anchor] = label
        title = translate("Change among the bodies compared", language)
        return TableBlock(
            tuple(Cell((Text(head),)) for head in heads), rows, right_aligned(len(measures)),
            (Text(f"{title}: {typeset(worded(self.item.label, language), language)}"),), label,
            anchor,
        )  # fmt: skip


def _is_apart(end: str) -> bool:
    return end.startswith((MISSING, UNIT))
