"""Because of what: the facts that decided, who vouches for each, and the days counted from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from clemency.law.expr import After, Compare, Const, Param, Pick
from clemency.law.finding import HOLDS, Finding
from clemency.law.reason import Reason
from clemency.law.types import Type
from clemency.law.values import CLAIMED, HEARSAY, UNKNOWN, Facts, Rows, Source, Standing
from clemency.letters.names import Names
from clemency.letters.paths import GIVEN, Place, value_at
from clemency.letters.told import Line

Reasons = tuple[Reason, ...]

MOST = 12
"""Facts shown for one finding; of more, their number is said."""

ENDS = frozenset({date.min, date.max})
"""Days at which the calendar stops: nothing is counted to them."""


class Because:
    """Says what decided, in one language.

    facts  where values came from; None where nobody vouches for anything
    today  the day of the answer: what was claimed on it, outside any entry, was said just now
    """

    def __init__(self, names: Names, facts: Facts | None, today: date | None) -> None:
        self.names = names
        self.words = names.words
        self.facts = facts
        self.today = today

    def lines(self, finding: Finding) -> tuple[Line, ...]:
        """The facts that decided, days counted from what was worked out, figures not known."""
        whole = tuple(_whole(finding))
        reads = [read for read in finding.reads if self._tells(read, whole)]
        texts = [self._fact(read, whole) for read in reads[:MOST]]
        if len(reads) > MOST:
            texts.append(self.words.plural("because.more", len(reads) - MOST))
        texts += [*self._counted(whole), *self._figures(whole), *self._picked(whole)]
        texts += self._day(finding)
        return tuple(self.line("because", text) for text in dict.fromkeys(texts))

    def line(self, kind: str, text: str) -> Line:
        """A line with the label of its kind."""
        return Line(self.words.say(f"label.{kind}"), text, kind)

    # -- facts ---------------------------------------------------------------------------------

    def _tells(self, read: Reason, whole: Reasons) -> bool:
        """Whether a fact that was read says anything to a reader."""
        path = read.path or ""
        if path in GIVEN or read.value is UNKNOWN:
            return False
        place = self.names.place(path)
        if place.what != "complete":
            return not (isinstance(read.value, Rows) and read.value.complete is not True)
        return read.value is True and not _has_rows(path, whole)

    def _fact(self, read: Reason, whole: Reasons) -> str:
        path = read.path or ""
        place = self.names.place(path)
        if place.what == "complete":  # a complete list of which no row was read has none
            listed = path.removesuffix(".complete")
            return self.noted(self.pair(listed, self.words.say("value.none")), listed)
        text = self.pair(path, self.names.value(read.value, _type(place, read), path))
        counted = [one for one in whole if _is_counted(one) and self._start(one) == path]
        for one in {(_count(one), one.value): one for one in counted}.values():
            text = self._after("after", one, text=text)
        return self.noted(text, path)

    def pair(self, path: str, value: str) -> str:
        """A fact and its value; a question is followed by its answer."""
        label = self.names.fact(path).rstrip(".")
        if label.endswith(("?", "؟")):
            return f"{label} {value}"
        return self.words.say("value.pair", label=label, value=value)

    def noted(self, text: str, path: str) -> str:
        """A text with who says so, where that is known."""
        note = self.source_of(path)
        return self.words.say("value.noted", text=text, note=note) if note else text

    def unheard(self, paths: Iterable[str]) -> Iterator[Line]:
        """What was reported or is disputed of missing facts: kept, and read by no rule."""
        for path in paths if self.facts is not None else ():
            assert self.facts is not None
            value = value_at(path, self.facts)
            if value is UNKNOWN or self.facts.source(path).standing not in HEARSAY:
                continue
            place = self.names.place(path)
            text = self.pair(path, self.names.value(value, place.type, path))
            yield self.line("unheard", self.noted(text, path))

    # -- days ----------------------------------------------------------------------------------

    def _start(self, counted: Reason) -> str | None:
        """The one fact from which days are counted; None where the day is worked out."""
        start = counted.because[-1]
        reads = [read for read in start.reads if read.value == start.value]
        return reads[0].path if len(start.reads) == 1 and reads else None

    def _counted(self, whole: Reasons) -> list[str]:
        """Days counted from a day that is itself worked out."""
        return [
            self._after("counted", one, start=one.because[-1].value)
            for one in whole
            if _is_counted(one) and self._start(one) is None
        ]

    def _after(self, how: str, counted: Reason, **params: object) -> str:
        assert isinstance(counted.expr, After)
        key = f"because.{how}_{counted.expr.unit}"
        return self.words.plural(key, _count(counted), day=counted.value, **params)

    def _figures(self, whole: Reasons) -> list[str]:
        """Figures of the law that the pack does not know for a day that is known."""
        open_ones = [
            one.expr.id
            for one in whole
            if isinstance(one.expr, Param) and one.value is UNKNOWN
            if isinstance(one.because[0].value, date)
        ]
        return [
            self.words.say("because.figure_open", figure=self.names.figure(id)) for id in open_ones
        ]

    def _picked(self, whole: Reasons) -> list[str]:
        """Which rows are among the first few, which are not, and which nobody can tell apart."""
        return [
            self.words.say(f"pick.{how}", row=self.names.fact(one.because[0].value.path), n=cap)
            for one in whole
            if isinstance(one.expr, Pick) and (how := _how(one))
            for cap in _caps(one)
        ][:MOST]

    def _day(self, finding: Finding) -> list[str]:
        """The day itself, where it was compared with something and that settled it."""
        if finding.holds is UNKNOWN:
            return []
        days = [read.value for read in finding.reads if read.path == "today"]
        return [self.words.say("because.today", day=day) for day in days]

    # -- who says so ---------------------------------------------------------------------------

    def source_of(self, path: str) -> str:
        """Who vouches for the fact at a path; "" where that is not known."""
        if path in GIVEN:
            return ""
        if path.startswith("docket."):
            return self.words.say("source.docket")
        return self.source(self.facts.source(path)) if self.facts is not None else ""

    def source(self, source: Source) -> str:
        """Who vouches for something, and whether that establishes it."""
        say = self.words.say
        match source.standing:
            case Standing.DOCKET:
                return say("source.docket")
            case Standing.GIVEN:
                return say("standing.given")
            case Standing.REPORTED if source.chain or source.by:
                return say("source.reported_by", chain=self.chain(source.chain or (source.by,)))
            case Standing.REPORTED:
                return say("source.reported")
            case Standing.DISPUTED if source.by:
                return say("source.disputed_by", by=self.names.office(source.by))
            case Standing.DISPUTED:
                return say("source.disputed")
        if source == CLAIMED or (source.standing is Standing.CLAIMED and self._just_now(source)):
            return say("source.you")
        return self._vouched(source)

    def _just_now(self, source: Source) -> bool:
        return not source.by and not source.entry and source.on in (None, self.today)

    def _vouched(self, source: Source) -> str:
        """Claimed or certified: by whom, on which day, as far as that is known."""
        key = f"source.{source.standing.value}"
        params: dict[str, object] = {}
        if source.by:
            key, params["by"] = f"{key}_by", self.names.office(source.by)
        if source.on is not None:
            key, params["on"] = f"{key}_on", source.on
        return self.words.say(key, **params)

    def chain(self, links: tuple[str, ...]) -> str:
        """Who had it from whom, nearest first; a link without a name is said to be one."""
        *nearer, said = (self.names.office(link) for link in links)
        for who in reversed(nearer):
            said = self.words.say("source.had_from", who=who, rest=said)
        return said


def _type(place: Place, read: Reason) -> Type:
    return place.type if place.type is not None else read.expr.type


def _whole(finding: Finding) -> Iterator[Reason]:
    """Every reason that bears on a finding: in choosing the text, by it, of rows it holds of."""
    rows = finding.each if finding.outcome == HOLDS and finding.row is None else ()
    for reason in (*finding.chosen, finding.reason, *(one.reason for one in rows)):
        if reason is not None:
            yield from reason.walk()


def _has_rows(path: str, whole: Reasons) -> bool:
    """Whether any row of the list was read."""
    rows = f"{path.removesuffix('.complete')}["
    return any((read.path or "").startswith(rows) for read in whole)


def _is_counted(one: Reason) -> bool:
    return (
        isinstance(one.expr, After)
        and isinstance(one.value, date)
        and one.value not in ENDS
        and isinstance(one.because[-1].value, date)
        and isinstance(_count(one), int)
    )


def _count(counted: Reason) -> int:
    """How many years, months or days; the constant, or what it was worked out to."""
    assert isinstance(counted.expr, After)
    count = counted.expr.count
    value: int = count.value if isinstance(count, Const) else counted.because[0].value
    return value


def _how(picked: Reason) -> str | None:
    """How a row came to be picked or not; None where its place in the order did not decide."""
    if not any(isinstance(part.expr, Compare) for part in picked.because):
        return None
    if picked.value is UNKNOWN:
        return None if any(read.value is UNKNOWN for read in picked.reads) else "level"
    return "first" if picked.value is True else "passed"


def _caps(picked: Reason) -> tuple[int, ...]:
    """How many are picked, where that is known."""
    counts = (part.because[1].value for part in picked.because if isinstance(part.expr, Compare))
    return tuple(dict.fromkeys(n for n in counts if isinstance(n, int)))
