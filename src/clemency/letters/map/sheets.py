"""The sheets of a map: one where everything fits on A4, otherwise an overview and one for each
part of the procedure. What each of them holds is decided here; `drawing` puts it on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from clemency.letters.map.cards import ANYTIME, CONSULTED, LAW, Card, Cards
from clemency.letters.map.gates import BETWEEN
from clemency.letters.map.key import EMPTY, Key, key_of, key_within
from clemency.letters.map.layout import (
    HEIGHT,
    MARGIN,
    ROOMY,
    TIGHT,
    WIDTH,
    Frame,
    Laid,
    columns_of,
    placed,
)
from clemency.letters.map.metrics import wrapped
from clemency.letters.map.order import STAGES, Edge, Procedure
from clemency.letters.map.wires import Wire, wired

TITLE_AT, LEDE_AT = 31.0, 43.5
LEDE_SIZE, LEDE_STEP = 8.0, 10.5
FOOT = HEIGHT - 28  # where the content ends
KEY_TOP = 40.0  # where the gates begin on a sheet of their own
CROWDED = 12  # wires for which rows stand apart, even if the gates then have no room below
MOST_WHOLE = 40  # steps; with more it is not even tried to put them on one sheet
MANY_STAGES = 2  # parts of the procedure on one sheet that are named in its title
TRIES = (
    *((1.45, 3, ROOMY), (1.22, 4, ROOMY), (1.1, 4, ROOMY), (1.12, 5, ROOMY)),
    *((1.0, 4, ROOMY), (1.0, 5, ROOMY), (1.0, 4, TIGHT), (1.0, 5, TIGHT), (1.0, 6, TIGHT)),
)
"""Scale, number of columns and room between rows, the most legible first."""


@dataclass(frozen=True)
class Sheet:
    """One A4 page, landscape.

    stages  the parts of the procedure that it shows
    lede    lines under the title
    heads   what stands above groups of columns: lines, first column, how many columns
    strip   lines under the lanes
    """

    title: str
    stages: tuple[str, ...]
    lede: tuple[str, ...] = ()
    laid: Laid | None = None
    wires: tuple[Wire, ...] = ()
    key: Key = EMPTY
    scale: float = 1.0
    heads: tuple[tuple[tuple[str, ...], int, int], ...] = ()
    strip: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The steps on it."""
        return tuple(self.laid.boxes) if self.laid else ()


def top_under(lede: Sequence[str]) -> float:
    """Where the lanes begin under so many lines."""
    return LEDE_AT + max(len(lede), 1) * LEDE_STEP - 1.0


def lede_of(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs as lines across the sheet."""
    room = WIDTH - 2 * MARGIN
    return tuple(line for text in paragraphs for line in wrapped(text, LEDE_SIZE, room))


class Sheets:
    """Divides a procedure among sheets."""

    def __init__(self, procedure: Procedure, cards: Cards) -> None:
        self.procedure = procedure
        self.cards = cards
        self.words = cards.words
        self.everything = procedure.ordered(procedure.steps)
        found = [cards.lane(procedure.steps[id]) for id in self.everything]
        last = (CONSULTED, LAW, ANYTIME)
        self.lanes = [*dict.fromkeys(lane for lane in found if lane not in last), *last]

    def whole(self, title: str, opening: Sequence[str]) -> Sheet | None:
        """Everything on one sheet; None where it does not fit."""
        if len(self.everything) > MOST_WHOLE:
            return None
        sheet = self.sheet(self.everything, opening)
        return None if sheet is None else replace(sheet, title=title)

    def detailed(self) -> tuple[Sheet, ...]:
        """A sheet for each part of the procedure, each followed by the gates that had no room."""
        sheets: list[Sheet] = []
        for stage, ids in self._groups():
            for part in self._divided(ids):
                sheets = self._added(sheets, replace(part, stages=(stage,)))
        titled = [*self._titled(sheets)]
        parts = groupby(titled, key=lambda sheet: sheet.stages)
        return tuple(one for _, part in parts for one in self._followed(list(part)))

    # -- dividing ------------------------------------------------------------------------------

    def _groups(self) -> Iterator[tuple[str, list[list[str]]]]:
        """The steps of each part, in groups that hang together; last what is always possible."""
        stages, anytime = self.procedure.stages, self.procedure.anytime
        for stage in STAGES:
            own = [id for id in stages if stages[id] == stage and id not in anytime]
            if own:
                yield stage, self._connected(own)
        if anytime:
            yield ANYTIME, [self.procedure.ordered(anytime)]

    def _connected(self, ids: Sequence[str]) -> list[list[str]]:
        group = {id: id for id in ids}
        for edge in self.procedure.among(ids):
            first, then = group[edge.before], group[edge.after]
            group = {id: first if of == then else of for id, of in group.items()}
        found: dict[str, list[str]] = {}
        for id in self.procedure.ordered(ids):
            found.setdefault(group[id], []).append(id)
        return list(found.values())

    def _divided(self, groups: Sequence[list[str]]) -> Iterator[Sheet]:
        """As few sheets as hold them. What hangs together stays so before its gates do."""
        left = list(groups)
        while left:
            sheet = self._several(left)
            if sheet is None:
                sheet = self._longest(left[0], False)
                assert sheet is not None, f"{left[0][0]} does not fit on a sheet"
            yield sheet
            rest = ([id for id in group if id not in sheet.ids] for group in left)
            left = [group for group in rest if group]

    def _several(self, groups: Sequence[list[str]]) -> Sheet | None:
        """A sheet of as many whole groups as fit, with their gates where that costs nothing."""
        for count in range(len(groups), 0, -1):
            ids = [id for group in groups[:count] for id in group]
            found = self.sheet(ids, ()) or self.sheet(ids, (), False)
            if found is not None:
                return found
        return None

    def _longest(self, ids: Sequence[str], with_key: bool) -> Sheet | None:
        """A sheet of as many of these, from the first on, as fit; None where not one does."""
        low, high, best = 1, len(ids), None
        count = high
        while low <= high:
            sheet = self.sheet(ids[:count], (), with_key)
            if sheet is None:
                high = count - 1
            else:
                low, best = count + 1, sheet
            count = (low + high + 1) // 2
        return best

    def _added(self, sheets: list[Sheet], part: Sheet) -> list[Sheet]:
        """One more part: on the last sheet, where both fit there."""
        alone = ANYTIME in part.stages and sheets and sheets[-1].stages != ("keeping",)
        if sheets and sheets[-1].stages != part.stages and not alone:
            both = self.sheet([*sheets[-1].ids, *part.ids], ())
            if both is not None:
                return [*sheets[:-1], replace(both, stages=(*sheets[-1].stages, *part.stages))]
        return [*sheets, part]

    # -- one sheet -----------------------------------------------------------------------------

    def sheet(
        self,
        ids: Sequence[str],
        opening: Sequence[str],
        with_key: bool = True,
        others: Sequence[Card] = (),
    ) -> Sheet | None:
        """These steps on one sheet, as legibly as they fit; None where they do not.

        others  cards of other sheets whose gates are listed here too
        """
        ids = self.procedure.ordered(ids)
        edges = self._edges(ids)
        common, after = self._outside(ids)
        lede = lede_of([*opening, *self._begins(common)])
        cards = [self.cards.full(id, after.get(id, ())) for id in ids]
        gates = self.cards.gates.told(n for card in (*cards, *others) for n in card.gates)
        crowded = with_key and len(edges) > CROWDED
        for scale, columns, least in TRIES:
            if crowded and least is TIGHT:
                continue
            top, grid = top_under(lede), columns_of(columns, scale)
            needed = sum(card.height(grid.wide, scale) for card in cards) / columns
            if needed > FOOT - top:  # not even without the gates
                continue
            key = key_of(gates, min(scale, 1.3)) if with_key else EMPTY
            room = FOOT - top - key.high - (8 if key.items else 0)
            if needed > room:
                continue
            cells = placed(cards, edges, columns)
            if cells is None:
                continue
            names = self.cards.lane_title
            own = Frame(self.lanes, names, grid, scale, top, room, least).laid(cards, cells)
            if own is not None:
                return Sheet("", (), lede, own, wired(own, edges), key, scale)
        return None

    def _edges(self, ids: Sequence[str]) -> list[Edge]:
        anytime = self.procedure.anytime
        return [e for e in self.procedure.among(ids) if not {e.before, e.after} & anytime]

    def _outside(self, ids: Sequence[str]) -> tuple[tuple[str, ...], Mapping[str, list[str]]]:
        """What comes before these steps on other sheets: before most of them, and before each."""
        own = set(ids)
        after: dict[str, list[str]] = {}
        for edge in self.procedure.direct:
            first = self.procedure.steps[edge.before].kind == "Received"  # it goes without saying
            if edge.always and not first and edge.after in own and edge.before not in own:
                after.setdefault(edge.after, []).append(edge.before)
        counted = Counter(before for each in after.values() for before in each)
        common = tuple(id for id, n in counted.items() if n > 2 and n * 2 >= len(after))
        rest = {id: [one for one in each if one not in common] for id, each in after.items()}
        return common, rest

    def _begins(self, common: Sequence[str]) -> Iterator[str]:
        if common:
            yield self.words.say("map.begins", steps=self.cards.named(common))

    def _titled(self, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
        """Each with its title, and with a number where several have the same."""
        names = [self._name(sheet.stages) for sheet in sheets]
        counted, seen = Counter(names), Counter[str]()
        for sheet, name in zip(sheets, names, strict=True):
            seen[name] += 1
            many = counted[name] > 1
            number = self.words.reference(f"({seen[name]}/{counted[name]})") if many else ""
            yield replace(sheet, title=f"{name} {number}".strip())

    def _followed(self, part: Sequence[Sheet]) -> Iterator[Sheet]:
        """The sheets of one part, and after them the gates that had no room beside their acts."""
        stages = part[0].stages
        cards = [card for sheet in part if not sheet.key.items for card in cards_of(sheet)]
        last = part[-1]
        if cards and last.key.items:  # there may be room for all of them on the last sheet
            fuller = self.sheet(last.ids, (), True, cards)
            if fuller is not None:
                last = replace(fuller, title=last.title, stages=stages)
                cards = []
        yield from (*part[:-1], last)
        left = self.cards.gates.told(number for card in cards for number in card.gates)
        title = self.words.say("map.gates_of", title=self._name(stages))
        while left:
            key = key_within(left, FOOT - KEY_TOP)
            yield Sheet(title, stages, key=key)
            left = left[len(key.items) :]

    def _name(self, stages: Sequence[str]) -> str:
        if len(stages) > MANY_STAGES:
            return self.words.say("map.steps")
        return BETWEEN.join(self.words.say(f"map.stage.{stage}") for stage in stages)


def cards_of(sheet: Sheet) -> tuple[Card, ...]:
    """The cards on a sheet."""
    return tuple(box.card for box in sheet.laid.boxes.values()) if sheet.laid else ()
