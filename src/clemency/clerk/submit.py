"""A command meets storage: the case is read, the act is tried, and what is accepted is written.

All of it happens in one transaction that nobody else writes beside. A refused act is not an entry;
the facts that came with it were told all the same, and stay on the file. When the answer is there,
everything it speaks of is committed and synced.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from clemency.clerk import evidence, sealing
from clemency.clerk.evidence import FactsGiven, Telling
from clemency.clerk.projections import OFFICE, office_ref, person_of
from clemency.clerk.sealing import Sealed
from clemency.clerk.store import Row
from clemency.clerk.trouble import NotAllowed, NotKnown, NotWritable
from clemency.clerk.writing import Desk, File, Writing, Written, file_of
from clemency.docket.case import Case, extend
from clemency.docket.entries import Entry
from clemency.docket.entry import Commitment
from clemency.docket.facts import told
from clemency.docket.intake import FactsRecorded
from clemency.docket.order import Appointments, Order
from clemency.docket.perform import by_law, perform
from clemency.docket.policy import Action, Allowed, Denied, Viewer, decide
from clemency.docket.verdict import Accepted, Refused
from clemency.law.facts import facts_from
from clemency.law.pack import Pack
from clemency.law.values import Facts


@dataclass(frozen=True, kw_only=True)
class Recorded(Accepted):
    """Accepted, committed and synced.

    matter       the matter's reference, and `number` what people call it
    seq          the entry's place in the whole docket; matter_seq in its matter
    leaf         the entry's leaf hash: a receipt, with which it can be shown to be there
    also         what was written with it: facts that came along, and what the law itself had done
    """

    matter: str
    number: str
    seq: int
    matter_seq: int
    recorded_at: datetime
    leaf: str
    also: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotRecorded(Refused):
    """Refused. The act is no entry; what else was written is committed and synced.

    seen  how many entries the matter has now
    also  facts that came with the order, and what the law itself had done
    """

    seen: int
    also: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Stale:
    """Somebody wrote in this matter after the officer looked at it. Nothing was written.

    seen     how many entries the officer had seen; now: how many there are
    changes  the entries since, oldest first
    """

    seen: int
    now: int
    changes: tuple[Entry, ...]


def submit(
    desk: Desk,
    ref: str,
    order: Order,
    *,
    facts: FactsGiven | Mapping[str, Any] | None = None,
    sealed: Sealed | None = None,
    seen: int | None = None,
) -> Recorded | NotRecorded | Stale:
    """One act on one matter. Raises FactFaults where the facts given cannot be read."""
    with desk.store.writing():
        writing = Writing(desk)
        file = load(desk, ref)
        if (stale := _stale(file, seen)) is not None:
            return stale
        return _act(writing, file, order, facts, sealed or {})


def begin(
    desk: Desk,
    order: Order,
    *,
    facts: FactsGiven | Mapping[str, Any] | None = None,
    sealed: Sealed | None = None,
) -> Recorded | NotRecorded:
    """One act that begins a new matter. It has a number as soon as it is received."""
    with desk.store.writing():
        writing = Writing(desk)
        return _act(writing, writing.new_file(order.on), order, facts, sealed or {})


def tried(
    desk: Desk,
    ref: str | None,
    order: Order,
    *,
    facts: FactsGiven | Mapping[str, Any] | None = None,
    sealed: Sealed | None = None,
) -> Accepted | Refused:
    """What would come of an act, by the same steps as `submit`. Nothing is written.

    ref  the matter; None for an act that would begin one
    """
    writing = Writing(desk)
    file = writing.new_file(order.on) if ref is None else load(desk, ref)
    known = evidence.held(file.entries, desk.vault, desk.pack).facts
    case, day = file.case, recording_day(writing)
    telling = _telling(writing, file, facts, order) if facts else None
    if telling is not None:
        known = told(known, telling.facts, telling.source)
        case = case if ref is None else _told(writing, file, telling, known)
    elif ref is not None:
        for entry in by_law(case, known, desk.pack, day):
            case = extend(case, entry)
    order = sealing.sealed(writing, file, order, sealed or {})
    return perform(order, case, known, desk.pack, appointments(desk), day)


def notice(desk: Desk, ref: str) -> tuple[Entry, ...]:
    """Writes what the law itself has done in a matter by now; mostly that is nothing."""
    with desk.store.writing():
        writing = Writing(desk)
        file = load(desk, ref)
        known = evidence.held(file.entries, desk.vault, desk.pack).facts
        done = _by_law(writing, file, known)
        writing.finish()
    return _entries(done)


def record(
    desk: Desk,
    ref: str,
    given: FactsGiven,
    *,
    officer: str,
    office: str,
    on: date,
    seen: int | None = None,
) -> Recorded | Stale:
    """Facts alone, without an act. Raises FactFaults where they cannot be read."""
    with desk.store.writing():
        writing = Writing(desk)
        file = load(desk, ref)
        if (stale := _stale(file, seen)) is not None:
            return stale
        may(desk, Viewer("office", office, officer, on=on), Action("record-facts"), file.case)
        not_in_future(writing, on)
        _refuse_unless_tellable(desk, file.case, given, officer, office, on)
        known = evidence.held(file.entries, desk.vault, desk.pack).facts
        also = _by_law(writing, file, known)
        telling = _telling(writing, file, given, Order("", office, officer, on))
        known = told(known, telling.facts, telling.source)
        written = _tell(writing, file, telling, known)
        also += _by_law(writing, file, known)
        writing.finish()
        return recorded(file, written, Accepted(written.entry), also)


def _refuse_unless_tellable(
    desk: Desk, case: Case, given: FactsGiven, officer: str, office: str, on: date
) -> None:
    if not _in_office(desk, case, officer, office, on):
        raise NotAllowed(
            f"{officer} does not hold the office {office} on {on}. Nothing was written.",
            "Let somebody who does record it, or appoint the officer first.",
        )
    if not given.values:
        raise NotWritable(
            "No fact was given, so there is nothing to record.", "Give at least one fact."
        )


def load(desk: Desk, ref: str) -> File:
    """A matter from its stored entries. Raises NotKnown where there is none."""
    rows = desk.store.matter(ref)
    if not rows:
        raise NotKnown(
            f"There is no matter {ref}.",
            "List the matters to find its number; what is received gets one at once.",
        )
    return file_from(desk, ref, rows)


def file_from(desk: Desk, ref: str, rows: Sequence[Row]) -> File:
    """A matter from all its stored entries, with the number by which people call it."""
    if ref == office_ref(desk.origin):
        return file_of(ref, OFFICE, rows)
    number = desk.store.docket.one("SELECT number FROM clerk_matter WHERE ref = %s", [ref])
    return file_of(ref, number or ref, rows)


def appointments(desk: Desk) -> Appointments:
    """Who holds which office, as the office's own docket tells it. Read anew when its last entry is
    another: entries are only ever added."""
    ref = office_ref(desk.origin)
    last = desk.store.docket.one(
        "SELECT leaf FROM clerk_entry WHERE matter = %s ORDER BY matter_seq DESC LIMIT 1", [ref]
    )
    kept = desk.store.appointments
    if kept is None or kept[0] != last:
        rows = desk.store.matter(ref)
        held = Appointments.of(file_of(ref, OFFICE, rows).case)
        desk.store.appointments = kept = (rows[-1].leaf if rows else None, held)
    return kept[1]


def may(desk: Desk, viewer: Viewer, action: Action, case: Case) -> None:
    """Raises NotAllowed where the policy does not let this viewer do this."""
    decision = decide(viewer, action, case, desk.pack)
    if isinstance(decision, Denied):
        who = viewer.office or viewer.audience
        raise NotAllowed(
            f"{who} may not do this here ({action.what}: {decision.reason.key.partition(':')[2]}). "
            "Nothing was written.",
            "Ask an office whose part it is; docs/reference/policy.md shows who may do what.",
        )


def not_in_future(writing: Writing, on: date) -> None:
    """Raises NotWritable for a day of legal effect that lies after the day of writing."""
    day = recording_day(writing)
    if on > day:
        raise NotWritable(
            f"The day of legal effect, {on}, lies after today, {day}. Nothing was written.",
            "Give the day on which it happened; what is to happen later is recorded then.",
        )


def recording_day(writing: Writing) -> date:
    """The civil day of writing, in the office's time zone."""
    zone = ZoneInfo(writing.desk.pack.calendar.time_zone)
    return writing.recorded_at.astimezone(zone).date()


# --- one act ------------------------------------------------------------------------------------


def _act(
    writing: Writing,
    file: File,
    order: Order,
    given: FactsGiven | Mapping[str, Any] | None,
    sealed: Sealed,
) -> Recorded | NotRecorded:
    """Everything that one command writes, or every objection to it.

    What comes along is told first; then the law does what follows from it; then the act is judged.
    """
    desk, new, day = writing.desk, not file.entries, recording_day(writing)
    known = evidence.held(file.entries, desk.vault, desk.pack).facts
    also = [] if new else _by_law(writing, file, known)
    case = file.case
    telling = _telling(writing, file, given, order) if given else None
    if telling is not None:
        known = told(known, telling.facts, telling.source)
        case = case if new else _told(writing, file, telling, known)
    order = sealing.sealed(writing, file, order, sealed)
    verdict = perform(order, case, known, desk.pack, appointments(desk), day)
    accepted = isinstance(verdict, Accepted)
    if telling is not None and not new and (accepted or _may_tell(desk, file, order, day)):
        also += [_tell(writing, file, telling, known), *_by_law(writing, file, known)]
    if isinstance(verdict, Refused):
        writing.finish()
        return NotRecorded(verdict.objections, seen=file.seen, also=_entries(also))
    written = writing.add(
        file, verdict.entry, tells=verdict.tells, findings=(*verdict.rests, *verdict.weighed)
    )
    if telling is not None and new:  # the first entry of a matter says that something came
        also.append(_tell(writing, file, telling, known))
    also += _by_law(writing, file, known)
    writing.finish()
    return recorded(file, written, verdict, also)


def _stale(file: File, seen: int | None) -> Stale | None:
    if seen is None or seen == file.seen:
        return None
    if not 0 <= seen < file.seen:
        raise NotKnown(
            f"The officer is said to have seen {seen} entries, and the matter has {file.seen}.",
            "Read the matter again and give the number of entries that it shows.",
        )
    return Stale(seen, file.seen, tuple(entry for _, entry in file.entries[seen:]))


def _told(writing: Writing, file: File, telling: Telling, known: Facts) -> Case:
    """The case with what is told now, and with what the law does on that. Nothing is written yet:
    whether it stays on the file is seen only once the act is judged."""
    case = extend(file.case, telling.entry)
    for entry in by_law(case, known, writing.desk.pack, recording_day(writing)):
        case = extend(case, entry)
    return case


def _by_law(writing: Writing, file: File, known: Facts) -> list[Written]:
    """What the law itself has done by now, dated on its own days, since it is noticed here."""
    done = by_law(file.case, known, writing.desk.pack, recording_day(writing))
    return [writing.add(file, entry) for entry in done]


def recorded(file: File, written: Written, verdict: Accepted, also: Sequence[Written]) -> Recorded:
    """The answer to a command that was accepted."""
    row = written.row
    return Recorded(
        entry=verdict.entry,
        tells=verdict.tells,
        weighed=verdict.weighed,
        rests=verdict.rests,
        notes=verdict.notes,
        matter=file.ref,
        number=file.number,
        seq=row.seq,
        matter_seq=row.matter_seq,
        recorded_at=row.recorded_at,
        leaf=row.leaf,
        also=_entries(also),
    )


def _entries(written: Sequence[Written]) -> tuple[Entry, ...]:
    return tuple(one.entry for one in written)


# --- facts that come along ----------------------------------------------------------------------


def _may_tell(desk: Desk, file: File, order: Order, day: date) -> bool:
    """Whether what was told with a refused act stays on the file: whoever told it could also have
    recorded it without the act."""
    viewer = Viewer("office", order.by, order.officer, on=order.on)
    decision = decide(viewer, Action("record-facts"), file.case, desk.pack)
    held = _in_office(desk, file.case, order.officer, order.by, order.on)
    return isinstance(decision, Allowed) and held and order.on <= day


def _in_office(desk: Desk, case: Case, officer: str, office: str, on: date) -> bool:
    """Whether the officer holds the office on that day, or was named to act in its place here."""
    if appointments(desk).holds(officer, office, on):
        return True
    return any(
        (row.officer, row.office) == (officer, office)
        and row.on <= on
        and (row.until_on is None or on <= row.until_on)
        for row in case.substitutes
    )


def _telling(
    writing: Writing, file: File, given: FactsGiven | Mapping[str, Any], order: Order
) -> Telling:
    """The entry that will record the facts. Raises FactFaults where one cannot be read."""
    if not isinstance(given, FactsGiven):
        given = FactsGiven(given)
    pack = writing.desk.pack
    facts_from(given.values, pack.vocabulary, limits=_limits(pack))  # all that is wrong, at once
    text = evidence.text_of(given.values)
    whose = file.ref if given.whose is None else person_of(file.ref, given.whose)
    item = writing.sealing.seal("FactsRecorded.facts", whose, text)
    entry = FactsRecorded(
        on=order.on,
        office=order.by,
        officer=order.officer,
        facts=Commitment(item),
        standing=given.standing,
        about=tuple(sorted(given.values)),
        reported_by=given.reported_by,
        sources_unnamed=given.sources_unnamed,
        whose=given.whose,
    )
    plain = evidence.plain_of(text)
    source = evidence.source_of(writing.next_seq, entry)
    return Telling(entry, plain, facts_from(plain, pack.vocabulary, source=source), source)


def _limits(pack: Pack) -> dict[str, tuple[int | None, int | None]]:
    """Least and greatest amounts, by fact and by field of a record."""
    found = {fact.id: (fact.least, fact.most) for fact in pack.facts.values()}
    for record in pack.records.values():
        for name, fact in record.fields.items():
            found[f"{record.id}.{name}"] = (fact.least, fact.most)
    return found


def _tell(writing: Writing, file: File, telling: Telling, known: Facts) -> Written:
    """Writes the facts, and lists those on which this is now the word that counts."""
    written = writing.add(file, telling.entry)
    counting = {
        name: value for name, value in telling.plain.items() if known.source(name) is telling.source
    }
    writing.facts(file, written.row.seq, telling.entry, counting)
    return written
