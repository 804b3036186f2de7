"""Facts as people write them (TOML, JSON, a form) in, `Facts` out; and back.

Every mistake is found at once, each with the path of the fact. Nothing is guessed: a date that
does not exist, a word that is no answer and a fact that nobody asks about are refused, with what
to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clemency.law.answers import NoAnswer, answer, outside
from clemency.law.mistakes import did_you_mean, listed
from clemency.law.plain import odd_in_name
from clemency.law.types import RecordType, RowsOf, Type, Vocabulary
from clemency.law.values import CLAIMED, UNKNOWN, Between, Facts, Row, Rows, Source, Verdict

RETYPE = "Type the name again with plain letters and digits."

Keys = tuple[str | int, ...]
Limits = Mapping[str, tuple[int | None, int | None]]
"""The least and the most a fact can be, by id ("age") or record and field ("charge.fine")."""


@dataclass(frozen=True)
class FactFault:
    """One fact that cannot be read.

    path  where the fact stands, as a finding would name it ("charges[0].released_on")
    keys  where it stands in what was given: keys and list indices
    named whether the name is wrong, rather than the value
    """

    path: str
    keys: Keys
    says: str
    mend: str | None = None
    named: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.says}" + (f"\n{self.mend}" if self.mend else "")


class FactFaults(Exception):
    """Everything wrong with the facts given, in the order given. None of them is used."""

    def __init__(self, faults: Sequence[FactFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n\n".join(map(str, self.faults)))


def facts_from(
    plain: Mapping[str, Any],
    vocabulary: Vocabulary,
    *,
    source: Source = CLAIMED,
    limits: Limits | None = None,
) -> Facts:
    """The facts that `plain` states, each vouched for by `source`. Raises FactFaults.

    A scalar is written as TOML or JSON writes it; "unknown" is not established, "none" is the
    known answer that there is none; `{at_least, at_most}` or `{from, to}` are bounds, both
    included. A collection is `{complete = true|false, list = [...]}`. Records that lie within
    others stand in their rows, or flat at the top with the place of the row around them:
    `{case = 0, kind = "theft"}`. Either way the collection at the top holds all of them, and is
    complete if every level is, or if it says so itself.
    """
    reader = _Reader(vocabulary, limits or {})
    values = reader.read(plain)
    if reader.faults:
        raise FactFaults(reader.faults)
    return Facts(values, dict.fromkeys(values, source))


# --- reading --------------------------------------------------------------------------------------


@dataclass
class _List:
    """A collection while it is read, with the rows of every level."""

    items: list[Row] = field(default_factory=list)
    complete: Verdict = UNKNOWN


class _Reader:
    """Reads one set of facts, noting every fault."""

    def __init__(self, vocabulary: Vocabulary, limits: Limits) -> None:
        self.vocabulary = vocabulary
        self.limits = limits
        self.faults: list[FactFault] = []
        self.collections = collections_of(vocabulary)
        self.names = {record.name: name for name, record in self.collections.items()}
        self.lists: dict[str, _List] = {}

    def read(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """Values by fact id and by collection; what was given wrong is left out."""
        values: dict[str, Any] = {}
        told: list[tuple[str, Keys, Any]] = []
        for name, keys, raw in self._named(plain, (), ""):
            if name in self.collections:
                told.append((name, keys, raw))
            elif name in self.vocabulary.facts:
                values[name] = self._value(name, keys, name, raw, self.vocabulary.facts[name])
            else:
                self._no_fact(name, keys)
        told.sort(key=lambda one: self._depth(self.collections[one[0]]))  # outer records first
        for name, keys, raw in told:
            self._top(name, keys, raw)
        return {**values, **self._gathered()}

    def _named(
        self, plain: Mapping[str, Any], keys: Keys, before: str
    ) -> Iterator[tuple[str, Keys, Any]]:
        """Each fact by its id; `docket = {filed_on = ...}` is `docket.filed_on`."""
        for key, raw in plain.items():
            name, here = f"{before}{key}", (*keys, key)
            known = name in self.vocabulary.facts or name in self.collections
            if not known and isinstance(raw, Mapping) and self._begins(f"{name}."):
                yield from self._named(raw, here, f"{name}.")
            else:
                yield name, here, raw

    def _begins(self, prefix: str) -> bool:
        return any(name.startswith(prefix) for name in (*self.vocabulary.facts, *self.collections))

    def _fault(
        self, path: str, keys: Keys, says: str, mend: str | None = None, *, named: bool = False
    ) -> None:
        self.faults.append(FactFault(path, keys, says, mend, named))

    def _no_fact(self, name: str, keys: Keys) -> None:
        if odd := odd_in_name(name):
            self._fault(name, keys, odd[1], RETYPE, named=True)
            return
        known = (*self.vocabulary.facts, *self.collections)
        mend = did_you_mean(name, known, "The pack's facts.toml lists what is asked.")
        self._fault(name, keys, f"`{name}` is not a fact of this pack.", mend, named=True)

    def _depth(self, record: RecordType) -> int:
        records, depth = self.vocabulary.records, 0
        while record.within is not None and depth < len(records):
            record = records[record.within]
            depth += 1
        return depth

    # -- collections -------------------------------------------------------------------------------

    def _top(self, name: str, keys: Keys, raw: Any) -> None:
        """A collection given at the top: of records that lie within none, or flat."""
        record, given = self.collections[name], self._list(name, keys, raw)
        mine = self.lists.setdefault(name, _List())
        mine.complete = given[0]
        for index, inner in enumerate(given[1]):
            row = self._row(record, f"{name}[{index}]", (*keys, "list", index), inner, None)
            if row is not None:
                mine.items.append(row)
                if row.parent is not None:
                    _join(record, row.parent, row)
        if record.within is not None and mine.complete is True:
            self._speaks_for_all(record)

    def _speaks_for_all(self, record: RecordType) -> None:
        """A flat list that is complete says so of every list of the same records inside others."""
        outer = self.lists.get(self.names[self.vocabulary.records[record.within or ""].name])
        for row in outer.items if outer else ():
            path = f"{row.path}.{record.plural}"
            inner: Rows = row.fields.get(record.plural, Rows((), UNKNOWN, path))
            if inner.complete is UNKNOWN:
                _set(row, record.plural, Rows(inner.items, True, path))

    def _list(self, path: str, keys: Keys, raw: Any) -> tuple[Verdict, Sequence[Any]]:
        """Whether a collection is complete, and its rows as given."""
        if raw in ("unknown", "none"):
            return (UNKNOWN if raw == "unknown" else True), ()
        if not isinstance(raw, Mapping):
            how = "Write { complete = true, list = [...] }, or false if there may be more."
            self._fault(path, keys, "A list of records says whether it is complete.", how)
            return UNKNOWN, ()
        for key in raw:
            if key not in ("complete", "list"):
                mend = did_you_mean(str(key), ("complete", "list"), "Rows stand in `list`.")
                says = f"A list has no `{key}`."
                self._fault(f"{path}.{key}", (*keys, key), says, mend, named=True)
        complete, rows = raw.get("complete", "unknown"), raw.get("list", ())
        if not (isinstance(complete, bool) or complete == "unknown"):
            says = '`complete` is true, false or "unknown".'
            self._fault(f"{path}.complete", (*keys, "complete"), says)
            complete = "unknown"
        if not isinstance(rows, list | tuple):
            self._fault(path, (*keys, "list"), "`list` holds rows: list = [{ ... }, { ... }].")
            rows = ()
        return (complete if isinstance(complete, bool) else UNKNOWN), rows

    def _row(
        self, record: RecordType, path: str, keys: Keys, raw: Any, parent: Row | None
    ) -> Row | None:
        """One record, with the records inside it. `parent` is None for a row given at the top."""
        if not isinstance(raw, Mapping):
            self._fault(path, keys, f"This is one {record.name}: {{ field = value, ... }}.")
            return None
        pointer = record.within if parent is None else None
        if pointer is not None and pointer in raw:
            parent = self._around(pointer, f"{path}.{pointer}", (*keys, pointer), raw[pointer])
        row = Row({}, path, parent, record.name)
        inner = {r.plural: r for r in self.vocabulary.records.values() if r.within == record.name}
        for key, value in raw.items():
            there, here = f"{path}.{key}", (*keys, key)
            if isinstance(type_ := record.fields.get(key), RowsOf):
                _set(row, key, self._codes(type_, there, here, value, row))
            elif type_ is not None:
                limit = f"{record.name}.{key}"
                _set(row, key, self._value(there, here, limit, value, type_))
            elif key in inner:
                _set(row, key, self._inner(inner[key], there, here, value, row))
            elif key != pointer:
                self._no_field(record, (*record.fields, *inner), there, here, str(key))
        return row

    def _inner(self, record: RecordType, path: str, keys: Keys, raw: Any, parent: Row) -> Rows:
        """A collection inside a row."""
        complete, given = self._list(path, keys, raw)
        rows = [
            row
            for index, inner in enumerate(given)
            if (row := self._row(record, f"{path}[{index}]", (*keys, "list", index), inner, parent))
        ]
        self.lists.setdefault(self.names[record.name], _List()).items.extend(rows)
        return Rows(tuple(rows), complete, path)

    def _codes(self, type_: RowsOf, path: str, keys: Keys, raw: Any, parent: Row) -> Rows:
        """A list inside a row of the docket: closed, and plain words stand for its rows."""
        record = self.vocabulary.records[type_.record]
        only = next(iter(record.fields))
        given = raw if isinstance(raw, list | tuple) else self._list(path, keys, raw)[1]
        rows = [
            self._row(
                record, f"{path}[{i}]", (*keys, i), {only: r} if isinstance(r, str) else r, parent
            )
            for i, r in enumerate(given)
        ]
        return Rows(tuple(row for row in rows if row is not None), True, path)

    def _around(self, within: str, path: str, keys: Keys, place: Any) -> Row | None:
        """The row that a flat row says it lies within, by its place in the list, from 0."""
        name = self.names[within]
        rows = self.lists.get(name, _List()).items
        if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(rows):
            return rows[place]
        room = f"from 0 to {len(rows) - 1}" if rows else "and that list has no rows"
        self._fault(path, keys, f"`{within}` gives a place in `{name}`, {room}.")
        return None

    def _no_field(
        self, record: RecordType, known: Sequence[str], path: str, keys: Keys, key: str
    ) -> None:
        if odd := odd_in_name(key):
            self._fault(path, keys, odd[1], RETYPE, named=True)
            return
        mend = did_you_mean(key, known, f"It has {listed(known, 'and')}.")
        says = f"`{key}` is not a field of `{record.name}`."
        self._fault(path, keys, says, mend, named=True)

    def _gathered(self) -> dict[str, Rows]:
        """Every collection that something was said of, at whatever level, outer records first."""
        found: dict[str, Rows] = {}
        for name, record in sorted(self.collections.items(), key=lambda c: self._depth(c[1])):
            outer = found.get(self.names.get(record.within or "", ""))
            mine = self.lists.get(name)
            if mine is None and outer is None:
                continue
            mine = mine or _List()
            complete = mine.complete
            if complete is UNKNOWN and outer is not None:
                complete = _all_levels(outer, record.plural)
            found[name] = Rows(tuple(mine.items), complete, name)
        return found

    def _value(self, path: str, keys: Keys, limit: str, raw: Any, type_: Type) -> Any:
        """One value; UNKNOWN where it is not established or given wrong."""
        try:
            value = answer(raw, type_)
        except NoAnswer as no:
            self._fault(path, keys, no.says, no.mend)
            return UNKNOWN
        if fault := outside(value, self.limits.get(limit, (None, None))):
            self._fault(path, keys, fault)
        return value


def collections_of(vocabulary: Vocabulary) -> dict[str, RecordType]:
    """Every collection by the name it has at the top: "charges", "docket.opinions"."""
    lists = {
        name: type_.record for name, type_ in vocabulary.facts.items() if isinstance(type_, RowsOf)
    }
    named = {
        record.plural: record.name
        for record in vocabulary.records.values()
        if "." not in record.name
    }
    return {name: vocabulary.records[record] for name, record in {**named, **lists}.items()}


def _join(record: RecordType, parent: Row, row: Row) -> None:
    """Put a flat row into the list inside the row around it."""
    path = f"{parent.path}.{record.plural}"
    inner: Rows = parent.fields.get(record.plural, Rows((), UNKNOWN, path))
    _set(parent, record.plural, Rows((*inner.items, row), inner.complete, path))


def _set(row: Row, key: str, value: Any) -> None:
    """Fill a row that is still being read: rows point at each other, so they come first."""
    assert isinstance(row.fields, dict)
    row.fields[key] = value


def _all_levels(outer: Rows, plural: str) -> Verdict:
    """Whether all rows inside others are listed: all outer rows, and all inside each of them."""
    flags: list[Verdict] = [outer.complete]
    for row in outer.items:
        inner = row.fields.get(plural)
        flags.append(inner.complete if isinstance(inner, Rows) else UNKNOWN)
    if any(flag is False for flag in flags):
        return False
    return UNKNOWN if any(flag is UNKNOWN for flag in flags) else True


# --- writing --------------------------------------------------------------------------------------


def plain_from(facts: Facts) -> dict[str, Any]:
    """What `facts_from` reads as the same facts; days stay dates."""
    places = {
        id(row): place
        for rows in facts.values.values()
        if isinstance(rows, Rows)
        for place, row in enumerate(rows.items)
    }
    plain: dict[str, Any] = {}
    for name, value in facts.values.items():
        if _implied(name, value):
            continue
        *tables, last = name.split(".")
        table = plain
        for key in tables:
            table = table.setdefault(key, {})
        table[last] = _plain(value, name, places)
    return plain


def _implied(name: str, value: Any) -> bool:
    """Whether a list says nothing that the rows around its rows do not say."""
    if not isinstance(value, Rows) or not value.items or value.complete is not UNKNOWN:
        return False
    return not any(row.path.startswith(f"{name}[") for row in value.items)


def _plain(value: Any, path: str, places: Mapping[int, int]) -> Any:
    if value is UNKNOWN:
        return "unknown"
    if value is None:
        return "none"
    if isinstance(value, Between):
        return _plain_bounds(value)
    if not isinstance(value, Rows):
        return value
    own = [row for row in value.items if row.path.startswith(f"{path}[")]
    complete = "unknown" if value.complete is UNKNOWN else value.complete
    return {"complete": complete, "list": [_plain_row(row, path, places) for row in own]}


def _plain_bounds(value: Between) -> dict[str, Any]:
    number = isinstance(value.lo if value.lo is not None else value.hi, int)
    names = ("at_least", "at_most") if number else ("from", "to")
    sides = zip(names, (value.lo, value.hi), strict=True)
    return {name: side for name, side in sides if side is not None}


def _plain_row(row: Row, path: str, places: Mapping[int, int]) -> dict[str, Any]:
    plain = {key: _plain(value, f"{row.path}.{key}", places) for key, value in row.fields.items()}
    if row.parent is not None and not path.startswith(f"{row.parent.path}."):
        plain = {row.parent.kind: places[id(row.parent)], **plain}
    return plain
