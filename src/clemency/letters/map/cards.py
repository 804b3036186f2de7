"""What stands in a box of the map: the act, who else may do it, its gates, its clock, who is told.

A card is words only. Where it stands on the sheet is the layout's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clemency.docket.verdict import Objection
from clemency.law.expr import Both, Compare, Const, Expr, Named, Read
from clemency.law.pack import OF, Act, ByLaw, Clock, Length, Pack, Parameter
from clemency.letters.map.gates import BETWEEN, Gates
from clemency.letters.map.here import Here, Mark, joined
from clemency.letters.map.metrics import wrapped
from clemency.letters.map.order import Procedure
from clemency.letters.map.steps import Step
from clemency.letters.speech import Speaker

TITLE, STEP, NOTE, CITE, STATE = "title", "step", "note", "cite", "state"
SIZES: Mapping[str, float] = {TITLE: 7.6, STEP: 6.8, NOTE: 6.6, CITE: 6.6, STATE: 6.8}
"""Points on an A4 sheet; nothing is set smaller than the smallest of these."""

BOLD = frozenset({TITLE, STEP, STATE})
LEADING = 1.22  # lines apart, in ems: Arabic descends further than Latin
PADDING = 3.6
ICON_ROOM = 9.0
MANY = 2  # further offices that are named; beyond, they are counted

LAW = "by-law"
"""The lane of what nobody does."""

CONSULTED = "consulted"
"""The lane that all consulted offices share on the overview."""

ANYTIME = "any-time"
"""The lane of what is possible whatever else has happened."""


@dataclass(frozen=True)
class Para:
    """A paragraph of a card: its words, how they are set, and the sign that stands before them.

    above   points that are left free above it
    spoken  how it is read aloud, where the sign says part of it
    """

    text: str
    style: str = NOTE
    icon: str = ""
    above: float = 0.0
    spoken: str = ""

    def lines(self, room: float, scale: float) -> tuple[str, ...]:
        """Broken to a width in points."""
        inner = room - (ICON_ROOM * scale if self.icon else 0)
        return wrapped(self.text, SIZES[self.style] * scale, inner, self.style in BOLD)

    def height(self, room: float, scale: float) -> float:
        """In points, at that width."""
        lines = len(self.lines(room, scale))
        return (lines * SIZES[self.style] * LEADING + self.above) * scale


@dataclass(frozen=True)
class Card:
    """One step, as it is drawn.

    lane   the office in whose lane it stands, or LAW
    gates  the numbers of the gates before it
    mark   how it stands in the matter; None on a map of the law alone
    """

    id: str
    lane: str
    paras: tuple[Para, ...]
    ends: bool = False
    gates: tuple[int, ...] = ()
    mark: Mark | None = None
    _heights: dict[tuple[float, float], float] = field(
        default_factory=dict, compare=False, repr=False
    )

    def height(self, wide: float, scale: float) -> float:
        """In points, for a box of that width. Kept: a card is tried on many sheets."""
        kept = self._heights.get((wide, scale))
        if kept is None:
            padding = 2 * PADDING * scale
            kept = sum(para.height(wide - padding, scale) for para in self.paras) + padding
            self._heights[wide, scale] = kept
        return kept

    @property
    def label(self) -> str:
        """The card read aloud."""
        return ". ".join((para.spoken or para.text).rstrip(".") for para in self.paras)


class Cards:
    """Makes the cards of a pack in one language."""

    def __init__(self, procedure: Procedure, speaker: Speaker, here: Here | None = None) -> None:
        self.procedure = procedure
        self.pack: Pack = procedure.pack
        self.speaker = speaker
        self.words = speaker.words
        self.here = here
        self.gates = Gates(procedure, speaker)
        self._made: dict[tuple[str, tuple[str, ...]], Card] = {}

    # -- one step ------------------------------------------------------------------------------

    def full(self, id: str, after: Sequence[str] = ()) -> Card:
        """A card with all that the map tells of a step. `after`: what comes before it elsewhere."""
        key = (id, tuple(after))
        if key not in self._made:
            self._made[key] = self._full(id, after)
        return self._made[key]

    def _full(self, id: str, after: Sequence[str]) -> Card:
        step = self.procedure.steps[id]
        gates = self.gates.of(step)
        paras = (
            Para(self.title(id), TITLE),
            *self._marked(id),
            *(self._act(step.act) if step.act else ()),
            *self._after(after),
            *self._gate_line(gates),
            *self._rest(step),
        )
        return Card(id, self.lane(step), paras, step.ends, gates, self._mark(id))

    def brief(self, ids: Sequence[str], lane: str, signs: bool = True) -> Card:
        """A card for the overview: some steps of one kind; with `signs`, how many gates stand
        before each and how long its clock runs.
        """
        steps = [self.procedure.steps[id] for id in ids]
        paras = tuple(
            para for nth, step in enumerate(steps) for para in self._in_brief(step, signs, nth > 0)
        )
        marks = [mark for step in steps if (mark := self._mark(step.id)) is not None]
        return Card(ids[0], lane, paras, all(step.ends for step in steps), (), joined(marks))

    def _in_brief(self, step: Step, with_signs: bool, apart: bool) -> Iterator[Para]:
        yield Para(self.title(step.id), STEP, above=2.0 if apart else 0.0)
        yield from self._marked_in_brief(step.id)
        gates = len(self.gates.of(step))
        signs = [self.words.plural("map.gate_count", gates)] if gates else []
        if step.act and step.act.clock:
            signs.append(self._length(step.act.clock))
        if signs and with_signs:
            yield Para(BETWEEN.join(signs), NOTE, "gate" if gates else "clock")

    def title(self, id: str) -> str:
        """A step by its title, as a heading."""
        return self.speaker.act(id).rstrip(".")

    def lane(self, step: Step) -> str:
        """In which lane it stands."""
        return ANYTIME if step.id in self.procedure.anytime else self.whose(step)

    def whose(self, step: Step) -> str:
        """The first office that may do it and is not merely consulted; otherwise the first."""
        if step.act is None:
            return LAW
        own = [by for by in step.act.by if not self.pack.offices[by].consulted]
        return (own or [*step.act.by])[0]

    def lane_title(self, lane: str) -> str:
        """What a lane is called."""
        if lane in (LAW, ANYTIME, CONSULTED):
            return self.words.say(f"map.lane.{lane}")
        return self.speaker.office(lane)

    # -- its lines -----------------------------------------------------------------------------

    def _act(self, act: Act) -> Iterator[Para]:
        step = self.procedure.steps[act.id]
        alone = self.lane(step) == ANYTIME
        others = [self.speaker.office(by) for by in act.by if alone or by != self.whose(step)]
        if len(others) > MANY:
            yield Para(self.words.plural("map.offices" if alone else "map.others", len(others)))
        elif others:
            key = "map.by" if alone else "map.also"
            yield Para(self.words.say(key, offices=self.words.listed(others, "or")))
        for condition in _conditions(act.when):
            if said := self._condition(condition):
                yield Para(self.words.say("map.only_if", what=said), NOTE, "if")

    def _condition(self, expr: Expr) -> str:
        """A condition about what people tell, in the pack's own words; empty where it has none."""
        names = self.speaker.names
        match expr:
            case Named(id=id, row=None):
                return names.phrase(f"define.{id}.says") or ""
            case Compare(op="==", left=Read(path=path) as left, right=Const(value=str() as value)):
                said = names.value(value, left.type, path)
                label = names.fact(path).rstrip("?؟")
                return self.words.say("value.pair", label=label, value=said)
            case _:
                return ""

    def _after(self, after: Sequence[str]) -> Iterator[Para]:
        if after:
            yield Para(self.words.say("map.after", steps=self.named(after)), NOTE, "after")

    def named(self, ids: Iterable[str]) -> str:
        """Steps by their titles; those that write the same stand for each other."""
        same: dict[str, list[str]] = {}
        for id in ids:
            same.setdefault(self.procedure.steps[id].kind, []).append(self.title(id))
        return BETWEEN.join(self.words.listed(titles, "or") for titles in same.values())

    def _gate_line(self, gates: tuple[int, ...]) -> Iterator[Para]:
        if gates:
            numbers = self.words.reference(spans(gates))
            yield Para(self.words.plural("map.gates", len(gates), numbers=numbers), NOTE, "gate")

    def _rest(self, step: Step) -> Iterator[Para]:
        act = step.act
        if act is None:
            yield Para(self._cited(step.does), CITE)
            return
        if act.vote is not None:
            yield Para(self.words.say("map.vote"), NOTE, "vote")
        if act.second:
            yield Para(self.words.say("map.second"), NOTE, "second")
        if act.clock is not None:
            yield Para(self._clock(act.clock), NOTE, "clock")
        if told := self._told(act):
            yield Para(self.words.say("map.tells", who=told), NOTE, "told")
        if act.cite is not None:
            yield Para(self.words.reference(act.cite.text), CITE)

    def _cited(self, does: Act | ByLaw) -> str:
        return self.words.reference(does.cite.text) if does.cite else ""

    def _told(self, act: Act) -> str:
        who = [
            self.words.say("map.of") if one.who == OF else self.speaker.office(one.who)
            for one in act.tells
        ]
        return self.words.listed([*dict.fromkeys(who)])

    def _clock(self, clock: Clock) -> str:
        length = self._length(clock)
        if clock.out == "nothing":
            return self.words.say("map.clock_nothing", length=length)
        then = self.words.say("map.without")
        if clock.out != "proceed-without":
            then = self.title(clock.out)
        return self.words.say("map.clock", length=length, then=then)

    def _length(self, clock: Clock) -> str:
        unit = "months" if clock.months is not None else "days"
        if clock.working:
            unit = "working_days"
        number = _number(clock.months if clock.months is not None else clock.days)
        return self.words.plural(f"map.{unit}", number)

    # -- in a matter ---------------------------------------------------------------------------

    @property
    def done(self) -> frozenset[str]:
        """The steps that were done in the matter."""
        steps = self.procedure.steps
        return frozenset(id for id in steps if (mark := self._mark(id)) and mark.done_on)

    def _mark(self, id: str) -> Mark | None:
        return self.here.mark(id) if self.here else None

    def _marked(self, id: str) -> Iterator[Para]:
        """When it was done, whether it can be done now, or why not."""
        mark = self._mark(id)
        if mark is None:
            return
        if mark.done_on:
            days = self.words.listed([self.words.day(day) for day in mark.done_on[-2:]])
            more = len(mark.done_on) > 2
            key = "map.done_often" if more else "map.done"
            yield Para(self.words.say(key, days=days, n=len(mark.done_on)), STATE, "done")
        if mark.offices:
            offices = [self.speaker.office(one) for one in mark.offices]
            named = self.words.listed(offices[:MANY], "or")
            if len(offices) > MANY:
                named = self.words.plural("map.offices", len(offices))
            yield Para(self.words.say("map.possible", offices=named), STATE, "possible")
        elif mark.why is not None and not mark.done_on:
            yield Para(self._why(mark.why), NOTE, "refused")

    def _marked_in_brief(self, id: str) -> Iterator[Para]:
        mark = self._mark(id)
        if mark is not None and mark.done_on:
            day = self.words.day(mark.done_on[-1])
            yield Para(day, NOTE, "done", spoken=self.words.say("map.done", days=day))
        if mark is not None and mark.offices:
            yield Para(self.words.say("map.legend.possible"), STATE, "possible")

    def _why(self, why: Objection) -> str:
        """Why a step is refused: the headline, and the first thing said under it."""
        told = self.speaker.objection(why)
        said = next((told.of(kind)[0] for kind in ("because", "asks", "says") if told.of(kind)), "")
        head = told.head.rstrip(".")
        return self.words.say("value.pair", label=head, value=said.rstrip(".")) if said else head


def _conditions(when: Expr) -> Iterator[Expr]:
    """The parts of a condition that read nothing of the docket."""
    for part in when.of if isinstance(when, Both) else (when,):
        if not any(name.startswith("docket.") for name in part.names()):
            yield part


def _number(length: Length | None) -> int:
    """How long: a figure of the law as it stands now."""
    if isinstance(length, Parameter):
        return int(length.values[-1][1])
    return int(length or 0)


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers, with runs of three or more joined: "1–4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = (f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(said)
