"""What a procedure reads of its docket: only that much of a case is modelled.

A question whether a list ever had a row of some kind is one yes or no, kept from the first entry
on, however many rows there are. That is exact for lists whose rows are never changed afterwards;
the rows of other lists are modelled themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from clemency.docket.case import ROWS, SCALARS
from clemency.docket.changes import (
    UNIVERSAL,
    Adds,
    Change,
    Each,
    Given,
    Marks,
    Together,
    Unless,
)
from clemency.docket.entries import KINDS
from clemency.docket.sources import Columns, First, Is, Source
from clemency.docket.vocabulary import FORMS
from clemency.law import expr as e
from clemency.law.types import BOOL, Optional, RowOf, RowsOf

DOCKET = "docket."
EVER = "ever."
"""Begins the name of what is watched, where an expression reads it."""

RECORD: Mapping[str, str] = MappingProxyType(
    {kind.record: name for name, kind in FORMS.vocabulary.facts.items() if isinstance(kind, RowsOf)}
)
"""The list of each docket record: "docket.opinion" lies in "docket.opinions"."""


def every_change(change: Change) -> Iterator[Change]:
    """A change and all that it is made of."""
    yield change
    match change:
        case Together():
            for part in change.changes:
                yield from every_change(part)
        case Given():
            for _, part in change.changes:
                yield from every_change(part)
        case Each() | Unless():
            yield from every_change(change.change)


def _never_changed() -> Mapping[str, frozenset[str]]:
    """By list, the columns of a row that stay what they were when it was added."""
    stay = {name: frozenset(row._fields) for name, row in ROWS.items()}
    changes = [UNIVERSAL, *(kind.changes for kind in KINDS.values())]
    parts = tuple(part for change in changes for part in every_change(change))
    for part in parts:
        if isinstance(part, Marks):
            stay[part.rows] -= part.columns.names
    for part in parts:
        if isinstance(part, Adds) and part.matching:
            stay[part.rows] &= frozenset(part.matching)
    return MappingProxyType(stay)


NEVER_CHANGED = _never_changed()


@dataclass(frozen=True)
class Watch:
    """Whether a list ever had a row of which something holds.

    rows   the list
    var    what `holds` calls the row
    holds  a condition that reads that row and nothing else
    """

    rows: str
    var: str
    holds: e.Expr

    @property
    def name(self) -> str:
        """Under which an expression reads it."""
        return f"{EVER}{self.rows}({self.var}: {self.holds})"

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that it reads."""
        return frozenset(node.name for node in self.holds.walk() if isinstance(node, e.Get))

    @property
    def lasts(self) -> bool:
        """Whether a row is watched for from the day it is added or never."""
        return self.columns <= NEVER_CHANGED[self.rows]

    @cached_property
    def lasting(self) -> Watch | None:
        """The watch for what never changes of such a row; None where that is nothing, or all."""
        if self.lasts or not isinstance(self.holds, e.Both):
            return None
        parts = [part for part in _conjuncts(self.holds) if Watch(self.rows, self.var, part).lasts]
        if not parts:
            return None
        return Watch(
            self.rows, self.var, parts[0] if len(parts) == 1 else e.Both(BOOL, tuple(parts))
        )

    def grows_by(self, columns: Columns) -> bool:
        """Whether a row that is watched for stays one when these columns are written in it.

        So it is where all that is asked of them is that they are there.
        """
        sources = dict(columns.sources)
        return all(
            name not in sources or (name in kept and _is_something(sources[name]))
            for name, kept in ((name, _asked_to_be_there(self.holds)) for name in self.columns)
        )


def _list_of(expr: e.Expr) -> str | None:
    """The list of the docket that an expression names."""
    if isinstance(expr, e.Read) and expr.path.startswith(DOCKET):
        return expr.path.removeprefix(DOCKET)
    return None


def _conjuncts(expr: e.Expr) -> Iterator[e.Expr]:
    """The parts of a condition all of which must hold."""
    if isinstance(expr, e.Both):
        for part in expr.of:
            yield from _conjuncts(part)
    else:
        yield expr


def _asked_to_be_there(expr: e.Expr) -> frozenset[str]:
    """Columns of which a condition asks nothing but that they are there, and gains by it."""
    if isinstance(expr, e.Both | e.Either):
        asked = [_asked_to_be_there(part) for part in expr.of]
        read = [frozenset(n.name for n in part.walk() if isinstance(n, e.Get)) for part in expr.of]
        others = frozenset[str]().union(*(r - a for r, a in zip(read, asked, strict=True)))
        return frozenset[str]().union(*asked) - others
    if isinstance(expr, e.IsNone) and expr.negated and isinstance(expr.of, e.Get):
        return frozenset({expr.of.name})
    return frozenset()


def _is_something(source: Source) -> bool:
    """Whether what a column takes can never be none."""
    if isinstance(source, Is):
        return source.value is not None
    return source == "on" or (isinstance(source, First) and source.fields[-1] == "on")


def was(rows: str, **values: str | bool) -> Watch:
    """The watch for a row with these values."""
    row = e.Var(RowOf(_record_of(rows)), "row")
    parts: list[e.Expr] = []
    for column, value in values.items():
        kind = FORMS.vocabulary.records[_record_of(rows)].fields[column]
        bare = kind.of if isinstance(kind, Optional) else kind
        got = e.Get(kind, row, column)
        parts.append(got if value is True else e.Compare(BOOL, "==", got, e.Const(bare, value)))
    return Watch(rows, "row", parts[0] if len(parts) == 1 else e.Both(BOOL, tuple(parts)))


def _record_of(rows: str) -> str:
    kind = FORMS.vocabulary.facts[f"{DOCKET}{rows}"]
    assert isinstance(kind, RowsOf)
    return kind.record


@dataclass
class Watches:
    """The watches of one procedure, found while its expressions are rewritten to read them.

    every  whether rows that are changed later are watched too: then what a change makes of a row
           that is not looked into is unknown
    """

    every: bool = False
    found: dict[str, Watch] = field(default_factory=dict)
    _done: dict[int, tuple[e.Expr, e.Expr]] = field(default_factory=dict)

    def read(self, watch: Watch) -> e.Expr:
        """The expression that reads a watch."""
        self.found.setdefault(watch.name, watch)
        return e.Read(BOOL, watch.name)

    def rewritten(self, expr: e.Expr) -> e.Expr:
        """The expression with every question about rows that are only added read as a watch."""
        kept = self._done.get(id(expr))
        if kept is None:
            kept = self._done[id(expr)] = (expr, self._rewrite(expr))
        return kept[1]

    def _rewrite(self, expr: e.Expr) -> e.Expr:
        if isinstance(expr, e.Quantified):
            watch = self._watchable(expr)
            if watch is not None:
                return watch
        if isinstance(expr, e.Compare):
            watch = self._counted(expr)
            if watch is not None:
                return watch
        if isinstance(expr, e.IsNone):
            watch = self._picked(expr)
            if watch is not None:
                return watch
        return self._inside(expr)

    def _inside(self, expr: e.Expr) -> e.Expr:
        """The expression with its parts rewritten."""
        changed: dict[str, Any] = {}
        for one in fields(expr):
            value = getattr(expr, one.name)
            if isinstance(value, e.Expr):
                new: Any = self.rewritten(value)
            elif isinstance(value, tuple) and any(isinstance(part, e.Expr) for part in value):
                new = tuple(self.rewritten(p) if isinstance(p, e.Expr) else p for p in value)
                new = value if all(a is b for a, b in zip(new, value, strict=True)) else new
            else:
                continue
            if new is not value:
                changed[one.name] = new
        return replace(expr, **changed) if changed else expr

    def _watchable(self, expr: e.Quantified) -> e.Expr | None:
        """`any` or `all` over a list of the docket.

        Where the condition reads only the row, a watch stands for it; otherwise the question stays,
        and the watch that it implies stands beside it.
        """
        rows = _list_of(expr.rows)
        if rows is None:
            return None
        wide = expr.kind == "all"
        body = e.Not(BOOL, expr.body) if wide else expr.body
        parts = (body,) if expr.where is None else (expr.where, body)
        read = self._watch(rows, expr.var, parts[0] if len(parts) == 1 else e.Both(BOOL, parts))
        if read is None:
            implied = self._implied(expr.rows, expr.var, parts)
            if implied is None:
                return None
            asked = self._inside(expr)
            read = e.Both(BOOL, (implied, e.Not(BOOL, asked) if wide else asked))
        return e.Not(BOOL, read) if wide else read

    def _watch(self, rows: str, var: str, holds: e.Expr) -> e.Expr | None:
        """The watch for a condition, if it reads only the row, and what can be followed of it."""
        watch = Watch(rows, var, holds)
        if not closed(holds, var) or not (self.every or watch.lasts):
            return None
        if watch.lasting is not None:
            self.read(watch.lasting)
        return self.read(watch)

    def _picked(self, expr: e.IsNone) -> e.Expr | None:
        """Whether there is any row, asked of its first or last: `latest(...) != none`.

        Where what is picked may itself be none, or there may be too few rows, the question stays,
        and what it implies stands beside it.
        """
        of = expr.of
        while isinstance(of, e.Named) and of.row is None:
            of = of.body
        if not isinstance(of, e.Aggregate) or of.kind not in ("min", "max", "latest", "earliest"):
            return None
        if of.nth == 1 and not isinstance(of.body.type, Optional):
            rows = _list_of(of.rows)
            read = self._watch(rows, of.var, of.where or e.TRUE) if rows else None
            if read is not None:
                return read if expr.negated else e.Not(BOOL, read)
        implied = self._implied(of.rows, of.var, (of.where,) if of.where is not None else ())
        if implied is None:
            return None
        there = e.Both(BOOL, (implied, e.IsNone(BOOL, self.rewritten(expr.of), True)))
        return there if expr.negated else e.Not(BOOL, there)

    def _implied(self, listed: e.Expr, var: str, parts: Iterable[e.Expr]) -> e.Expr | None:
        """The watch for as much of these conditions of one row as reads nothing but the row."""
        rows = _list_of(listed)
        found = [p for part in parts for p in _conjuncts(part) if closed(p, var)]
        if rows is None or not found:
            return None
        return self._watch(rows, var, found[0] if len(found) == 1 else e.Both(BOOL, tuple(found)))

    def _counted(self, expr: e.Compare) -> e.Expr | None:
        """Whether there is any row, asked as a number: `count(...) > 0`, `== 0`, `>= 1`."""
        counted, number = expr.left, expr.right
        if not isinstance(counted, e.Aggregate) or not isinstance(number, e.Const):
            return None
        some = (expr.op, number.value) in ((">", 0), (">=", 1), ("!=", 0))
        none = (expr.op, number.value) in (("==", 0), ("<", 1), ("<=", 0))
        rows = _list_of(counted.rows)
        if counted.kind != "count" or not (some or none) or rows is None:
            return None
        read = self._watch(rows, counted.var, counted.where or e.TRUE)
        return read if read is None or some else e.Not(BOOL, read)


def closed(expr: e.Expr, var: str) -> bool:
    """Whether an expression reads the row of that name and nothing else."""
    open_forms = (e.Read, e.Quantified, e.Aggregate, e.Known)
    return not any(
        isinstance(node, open_forms) or (isinstance(node, e.Var) and node.name != var)
        for node in expr.walk()
    )


# --- columns --------------------------------------------------------------------------------------


def columns_of(expr: e.Expr) -> frozenset[str]:
    """The columns of the case that an expression reads: "filed_on", "opinions", "opinions.late"."""
    found: set[str] = set()
    for node in expr.walk():
        if isinstance(node, e.Read) and node.path.startswith(DOCKET):
            found.add(node.path.removeprefix(DOCKET))
        elif isinstance(node, e.Get) and isinstance(node.of.type, RowOf):
            rows = RECORD.get(node.of.type.record)
            if rows is not None:
                found.add(f"{rows.removeprefix(DOCKET)}.{node.name}")
    return frozenset(found)


def compared_in(expr: e.Expr) -> frozenset[str]:
    """The columns that an expression looks at for more than whether they are there."""
    if isinstance(expr, e.IsNone) and isinstance(expr.of, e.Read | e.Get):
        inner = expr.of.of if isinstance(expr.of, e.Get) else None
        return compared_in(inner) if inner is not None else frozenset()
    own = columns_of(expr) if isinstance(expr, e.Read) else frozenset[str]()
    if isinstance(expr, e.Get) and isinstance(expr.of.type, RowOf):
        rows = RECORD.get(expr.of.type.record)
        own = frozenset({f"{rows.removeprefix(DOCKET)}.{expr.name}"}) if rows else own
    return own.union(*(compared_in(part) for part in expr.parts()))


@dataclass(frozen=True)
class Modelled:
    """What is modelled of a case.

    scalars   its single values
    rows      its lists, with their rows
    compared  columns that are looked at for more than whether they are there
    watches   what is only asked of a list: whether it ever had such a row
    """

    scalars: frozenset[str]
    rows: frozenset[str]
    compared: frozenset[str]
    watches: tuple[Watch, ...]


def everything() -> Modelled:
    """The whole case."""
    columns = frozenset(f"{name}.{column}" for name, row in ROWS.items() for column in row._fields)
    return Modelled(frozenset(SCALARS), frozenset(ROWS), frozenset(SCALARS) | columns, ())


def modelled(
    exprs: Iterable[e.Expr], watches: Watches, kinds: Iterable[str], always: Iterable[str]
) -> Modelled:
    """What these rewritten expressions read, and what decides how that changes.

    kinds   the kinds of entries that are written
    always  columns that are read by the engine itself
    """
    exprs = tuple(exprs)
    read = frozenset[str]().union(*(columns_of(one) for one in exprs), always)
    changes = [UNIVERSAL, *(KINDS[kind].changes for kind in sorted(kinds))]
    parts = [part for change in changes for part in every_change(change)]
    deciding = frozenset[str]()
    while True:
        names = _heads(read)
        deciding = frozenset[str]().union(
            *(_decides(part) for part in parts if names & _heads(part.writes))
        )
        if deciding <= read:
            break
        read |= deciding
    if "outcomes" in _heads(read):
        read |= {"text"}
    compared = deciding.union(*(compared_in(one) for one in exprs), {"text", "received_on"})
    heads = _heads(read)
    return Modelled(
        heads & frozenset(SCALARS), heads & frozenset(ROWS), compared, tuple(watches.found.values())
    )


def _heads(columns: Iterable[str]) -> frozenset[str]:
    """The single values and the lists to which columns belong."""
    return frozenset(name.split(".")[0] for name in columns)


def _decides(part: Change) -> frozenset[str]:
    """Columns that decide what one change does, itself and not by its parts."""
    match part:
        case Adds() | Marks():
            return part.reads
        case Unless():
            return frozenset({part.column})
    return frozenset()
