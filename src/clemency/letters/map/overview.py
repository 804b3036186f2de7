"""The overview: the steps on which others wait, and how a matter can end, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clemency.letters.map.cards import ANYTIME, CONSULTED
from clemency.letters.map.gates import BETWEEN
from clemency.letters.map.layout import MARGIN, TIGHT, WIDTH, Frame, columns_of, stacked
from clemency.letters.map.metrics import wrapped
from clemency.letters.map.order import STAGES, Edge, Procedure
from clemency.letters.map.sheets import FOOT, Sheet, Sheets, lede_of, top_under
from clemency.letters.map.wires import wired

HEAD_SIZE, HEAD_STEP = 7.4, 8.6  # the names of the parts above their columns
STRIP_SIZE, STRIP_STEP = 6.8, 8.6
TRIES = (
    *((1.15, 6, True), (1.08, 7, True), (1.0, 7, True), (1.0, 8, True)),
    *((1.0, 7, False), (1.0, 8, False)),
)
"""Scale, the most columns, and whether gates and clocks are counted; the most legible first."""

MANY_BOXES = 20
"""With more, steps of one kind are joined, so that the whole can be taken in at a glance."""

WEIGHTY = frozenset({"HearingHeld", "Voted", "Endorsed", "Advised", "Granted", "Countersigned"})
"""Kinds of entry that are always shown: what is advised, and what is decided."""


def overview(title: str, sheets: Sheets, opening: Sequence[str], where: Mapping[str, int]) -> Sheet:
    """As many of the steps that matter as fit. `where`: the sheet on which each step is drawn."""
    for ids, joined in _choices(sheets.procedure, sheets.cards.done):
        steps = _Steps(sheets, ids, joined)
        if not joined and len(steps.boxes) > MANY_BOXES:
            continue
        for scale, columns, signs in TRIES:
            made = _tried(title, steps, opening, where, scale, columns, signs)
            if made is not None:
                return made
    raise AssertionError("not one step fits on a sheet")  # no box is as high as a sheet


def _choices(procedure: Procedure, done: frozenset[str]) -> Iterator[tuple[list[str], bool]]:
    """Ever fewer steps, and whether those of one kind are joined: at first all that hang together,
    and all opinions that are asked, at last only those on which most depends. What was done in the
    matter stays as long as it can.
    """
    steps = [s for s in procedure.steps.values() if s.id not in procedure.anytime]
    weighty = {s.id for s in steps if s.kind in WEIGHTY and s.act is not None}
    always = _leading(procedure, weighty)
    late = {s.id for s in steps if s.ends and s.stage in ("decision", "aftermath")}
    asked = {s.id for s in steps if s.kind == "OpinionAsked"}
    done = done - procedure.anytime
    held = always | late | _holding(procedure)
    for wanted, joined in (
        *((held | asked, False), (always | late, False)),
        *((always | late | asked, True), (always | late, True), (always, True)),
    ):
        yield procedure.ordered(wanted | done), joined
    after = procedure.reached(False)
    heaviest = sorted(always or {s.id for s in steps}, key=lambda id: -len(after[id]))
    for count in range(len(heaviest) - 1, 0, -1):
        yield procedure.ordered(heaviest[:count]), True


def _holding(procedure: Procedure) -> set[str]:
    """Steps on which others always wait, with those others."""
    first = {s.id for s in procedure.steps.values() if s.kind == "Received"}
    sure = [edge for edge in procedure.direct if edge.always and edge.before not in first]
    return {id for edge in sure for id in (edge.before, edge.after)} - procedure.anytime


def _leading(procedure: Procedure, to: set[str]) -> set[str]:
    """Some steps, with all that always comes before them."""
    after = procedure.reached(True)
    before = {id for id in procedure.steps if after[id] & to}
    return (to | before) - procedure.anytime


@dataclass(frozen=True)
class _Steps:
    """The steps of an overview. Those of one office that write the same, and come before and
    after the same, share a box; where they are `joined`, whatever they come before and after.
    """

    sheets: Sheets
    ids: Sequence[str]
    joined: bool

    def lane(self, id: str) -> str:
        """Its lane: all consulted offices share one."""
        lane = self.sheets.cards.lane(self.sheets.procedure.steps[id])
        office = self.sheets.procedure.pack.offices.get(lane)
        return CONSULTED if office is not None and office.consulted else lane

    @cached_property
    def boxes(self) -> Mapping[str, list[str]]:
        """The steps in each box, by the first of them."""
        procedure, beside = self.sheets.procedure, self._beside
        grouped: dict[tuple[object, ...], list[str]] = {}
        for id in self.ids:
            key = (self.lane(id), procedure.steps[id].kind, procedure.stages[id], beside[id])
            grouped.setdefault(key, []).append(id)
        return {ids[0]: ids for ids in grouped.values()}

    @cached_property
    def _order(self) -> tuple[Edge, ...]:
        return self.sheets.procedure.among(self.ids, plainly=True)

    @cached_property
    def _beside(self) -> Mapping[str, object]:
        """What tells a step from others of its kind: nothing, or all that comes next to it."""
        if self.joined:
            return dict.fromkeys(self.ids)
        next_to: dict[str, set[tuple[bool, str, bool]]] = {id: set() for id in self.ids}
        for edge in self._order:
            next_to[edge.before].add((True, edge.after, edge.always))
            next_to[edge.after].add((False, edge.before, edge.always))
        return {id: frozenset(beside) for id, beside in next_to.items()}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The order of the boxes."""
        box = {id: first for first, ids in self.boxes.items() for id in ids}
        always: dict[tuple[str, str], bool] = {}
        for edge in self._order:
            pair = (box[edge.before], box[edge.after])
            if pair[0] != pair[1]:
                always[pair] = always.get(pair, False) or edge.always
        back = {pair for pair in always if pair[::-1] in always and pair[0] > pair[1]}
        return tuple(Edge(*pair, sure) for pair, sure in always.items() if pair not in back)

    @cached_property
    def stage(self) -> Mapping[str, str]:
        """To which part of the procedure each box belongs."""
        return {first: self.sheets.procedure.stages[first] for first in self.boxes}

    @cached_property
    def depth(self) -> Mapping[str, int]:
        """How many boxes of its own part come before a box."""
        depth: dict[str, int] = {}
        for first in self.boxes:
            own = [
                depth[edge.before]
                for edge in self.edges
                if edge.after == first
                and edge.before in depth
                and self.stage[edge.before] == self.stage[first]
            ]
            depth[first] = max(own, default=-1) + 1
        return depth

    def columns(self, most: int) -> dict[str, tuple[int, int]]:
        """For each part of the procedure its first column, and how many it has."""
        stages = [stage for stage in STAGES if stage in self.stage.values()]
        own = {s: [first for first in self.boxes if self.stage[first] == s] for s in stages}
        wide = dict.fromkeys(stages, 1)
        while sum(wide.values()) < most:
            deeper = [s for s in stages if wide[s] <= max(self.depth[id] for id in own[s])]
            if not deeper:
                break
            wide[max(deeper, key=lambda s: len(own[s]) / wide[s])] += 1
        spans: dict[str, tuple[int, int]] = {}
        first = 0
        for stage in stages:
            spans[stage] = (first, wide[stage])
            first += wide[stage]
        return spans

    def column_of(self, spans: Mapping[str, tuple[int, int]]) -> dict[str, int]:
        """The column of each box: as far to the right in its part as boxes come before it."""
        return {
            id: spans[stage][0] + min(self.depth[id], spans[stage][1] - 1)
            for id, stage in self.stage.items()
        }


def _tried(
    title: str,
    steps: _Steps,
    opening: Sequence[str],
    where: Mapping[str, int],
    scale: float,
    most: int,
    signs: bool,
) -> Sheet | None:
    sheets, spans = steps.sheets, steps.columns(most)
    cards = [sheets.cards.brief(ids, steps.lane(ids[0]), signs) for ids in steps.boxes.values()]
    strip = tuple(_strip(sheets, steps.ids))
    lede = lede_of(opening or [sheets.words.say("map.lede")])
    grid = columns_of(sum(wide for _, wide in spans.values()), scale)
    names = _heads(steps, spans, grid.step, where)
    top = top_under(lede) + max(map(len, names.values())) * HEAD_STEP + 5
    room = FOOT - top - len(strip) * STRIP_STEP - (6 if strip else 0)
    cells = stacked(cards, steps.column_of(spans))
    frame = Frame(sheets.lanes, sheets.cards.lane_title, grid, scale, top, room, TIGHT)
    own = frame.laid(cards, cells)
    if own is None:
        return None
    heads = tuple((lines, *spans[stage]) for stage, lines in names.items())
    wires = wired(own, steps.edges)
    return Sheet(title, tuple(spans), lede, own, wires, scale=scale, heads=heads, strip=strip)


def _heads(
    steps: _Steps, spans: Mapping[str, tuple[int, int]], step: float, where: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """The names of the parts, with the sheets on which each is drawn in full, in lines."""
    procedure, words = steps.sheets.procedure, steps.sheets.words
    heads = {}
    for stage, (_, wide) in spans.items():
        own = {id for id in where if procedure.stages[id] == stage} - procedure.anytime
        numbers = ", ".join(map(str, sorted({where[id] for id in own})))
        name = words.say(f"map.stage.{stage}")
        text = words.say("map.on_sheet", name=name, numbers=words.reference(numbers))
        heads[stage] = wrapped(text if own else name, HEAD_SIZE, wide * step - 4, bold=True)
    return heads


def _strip(sheets: Sheets, shown: Sequence[str]) -> Iterator[str]:
    """How else a matter can end, and what is possible at any time: a paragraph each."""
    procedure, words = sheets.procedure, sheets.words
    ends = {s.id for s in procedure.steps.values() if s.ends} - {*shown, *procedure.anytime}
    titles = (words.say("map.ends"), sheets.cards.lane_title(ANYTIME))
    for title, ids in zip(titles, (ends, procedure.anytime), strict=True):
        if ids:
            acts = BETWEEN.join(map(sheets.cards.title, procedure.ordered(ids)))
            text = words.say("value.pair", label=title, value=acts)
            yield from wrapped(text, STRIP_SIZE, WIDTH - 2 * MARGIN)
