"""One step of a procedure: what its entry can leave in the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clemency.docket.entries import KINDS
from clemency.docket.entry import Mark
from clemency.docket.shape import shapes_of
from clemency.docket.sources import First, Is, OnlyIf, Source
from clemency.law.pack import Act, ByLaw
from clemency.letters.map.columns import constants, filled, only_if, put
from clemency.letters.map.values import ANY, EMPTY, FILLED, Values
from clemency.letters.map.wants import Want, Way, ways

ENDINGS = frozenset(
    {
        *("CorrespondenceAnswered", "Transferred", "Withdrawn", "Denied", "DeemedDenied"),
        *("CountersignatureWithheld", "Revoked", "Lapsed", "Closed"),
    }
)
"""Kinds of entry with which a matter, or what was granted in it, comes to an end."""


@dataclass(frozen=True)
class Step:
    """One step of the procedure: an act that an office does, or what the law does by itself.

    place  where it stands in the pack, from 0
    """

    id: str
    does: Act | ByLaw
    place: int

    @property
    def kind(self) -> str:
        """The kind of entry that it writes."""
        return self.does.writes

    @property
    def act(self) -> Act | None:
        """The act; None where the law itself does it."""
        return self.does if isinstance(self.does, Act) else None

    @property
    def stage(self) -> str:
        """The part of the procedure to which it belongs: where its entry is declared."""
        return KINDS[self.kind].__module__.rpartition(".")[2]

    @property
    def ends(self) -> bool:
        """Whether the matter, or what was granted, ends with it."""
        return self.kind in ENDINGS or self._closes

    @property
    def _closes(self) -> bool:
        return self.act is not None and self.act.closes

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways in which its own condition can be met."""
        return ways(self.does.when)

    # -- what it writes ------------------------------------------------------------------------

    def could(self, field: str) -> Values:
        """The values that its entry may have in a field, or in the items of a list of it."""
        whole, _, part = field.partition(".")
        if part or field.endswith("."):
            return self._items(whole, part)
        if field in self.does.sets:
            return _constant(self.does.sets[field])
        if field in ("act", "on"):
            return Values.of(self.id) if field == "act" else FILLED
        if field in self._reserved:
            return Values.of(self._reserved[field])
        return ANY if self.act is None else _of_act(self.act, field)

    def _items(self, field: str, column: str) -> Values:
        """What a column of the items of a list may hold, or the items themselves."""
        items = self.does.sets.get(field)
        if items is not None:
            own = [one if not column else one.get(column) for one in items]
            told = not column or all(column in one for one in items)
            return Values.of(*own) if told else ANY
        reliefs = self.act.reliefs if self.act and column == "relief" else ()
        return Values.of(*reliefs) if reliefs else ANY

    @cached_property
    def _reserved(self) -> Mapping[str, object]:
        """Fields that no order gives and the pack leaves out, with what they then hold."""
        shapes = shapes_of(KINDS[self.kind])
        return {s.name: s.default for s in shapes if Mark.RESERVED in s.marks and not s.needed}

    @cached_property
    def fills(self) -> Mapping[str, tuple[str, ...]]:
        """The columns that its entry can fill, with the fields they come from."""
        clock = self.act.clock if self.act else None
        stops = self.act.stops if self.act else ()
        conditions = only_if(self.kind)
        return {
            column: fields
            for column, fields in filled(self.kind, self._closes).items()
            if (column not in conditions or self.could(conditions[column]).meets(Values.of(True)))
            and (column != "clocks.ended_on" or stops)
            and (not column.startswith("clocks") or column == "clocks.ended_on" or clock)
        }

    def meets(self, want: Want) -> bool:
        """Whether its entry can fill the column that is wanted, with the values wanted beside."""
        if want.column not in self.fills:
            return False
        return all(self._may_be(column, want.column).meets(v) for column, v in want.beside)

    def _may_be(self, column: str, wanted: str) -> Values:
        """What may stand in a column where this entry fills the one that is wanted."""
        act = self.act
        if column == "clocks.id" and act is not None:
            stopped = wanted == "clocks.ended_on"
            return Values.of(*act.stops) if stopped else Values.of(act.clock and act.clock.id)
        always = constants(self.kind)
        if column in always and column not in only_if(self.kind):
            return Values.of(always[column])
        found = Values.of()
        for field in self.fills.get(column, ()):
            found |= self.could(field)
        return found if self.fills.get(column) else ANY

    @cached_property
    def puts(self) -> Mapping[str, tuple[Values, bool]]:
        """The single values of the case that it sets or clears: to what, and whether always."""
        found: dict[str, tuple[Values, bool]] = {}
        for column, source, surely in put(self.kind):
            values = self._from(source)
            before, always = found.get(column, (Values.of(), False))
            found[column] = (values, True) if surely else (before | values, always)
        if self._closes:
            found["closed_on"] = (FILLED, True)
        return found

    def _from(self, source: Source) -> Values:
        if isinstance(source, Is):
            return Values.of(source.value)
        if isinstance(source, First):
            return FILLED if "on" in source.fields else ANY
        if isinstance(source, OnlyIf):
            holds = self.could(source.condition)
            values = self.could(source.field) if holds.meets(Values.of(True)) else Values.of()
            return values | EMPTY if holds.meets(Values.all_but(True)) else values
        return self.could(source) if isinstance(source, str) and source[0] != "." else ANY


def _constant(value: object) -> Values:
    """What a pack sets: a code, a number or yes-no; a day that a rule yields is some day."""
    return Values.of(value) if isinstance(value, str | int) else FILLED


def _of_act(act: Act, field: str) -> Values:
    """What an order may give: offices, and the codes to which the pack holds it."""
    if field in act.takes:
        taken = Values.of(*act.takes[field])
        return taken if field in act.asks else taken | EMPTY
    if field == "of" and act.of:
        return Values.of(*act.of)
    if field == "stage" and act.vote is not None:
        return Values.of(act.vote.stage)
    return Values.of(*act.by) if field == "office" else ANY
