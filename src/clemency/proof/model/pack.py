"""A pack's procedure, made ready for the model: its expressions, and what they read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from clemency.docket.changes import UNIVERSAL
from clemency.docket.entries import KINDS
from clemency.docket.entry import Entry
from clemency.docket.filling import OF_A_GRANT
from clemency.docket.needs import overridable
from clemency.law import expr as e
from clemency.law.pack import Act, ByLaw, Failing, Pack
from clemency.proof.encode import Encoder
from clemency.proof.model.coarse import Coarse
from clemency.proof.model.moment import NoWorld
from clemency.proof.model.reads import DOCKET, Watch, Watches, modelled, was
from clemency.proof.model.values import Values
from clemency.proof.session import Session
from clemency.proof.terms import RowTerm, Term, Truth

RESTS = (
    "answered_on",
    "closed_on",
    "deemed_denied_on",
    "denied_on",
    "effective_on",
    "lapsed_on",
    "revoked_on",
    "transferred_on",
    "withdrawn_on",
)
"""Where a matter rests: while one of these is set, nothing need be done in it."""


TOLD = "FactsRecorded"
UNBIDDEN = (TOLD, "Erased")
"""Kinds that are written without an act of the pack, at any time and however matters stand: an
office records what it is told, and the clerk what was erased. A kind stands for its step."""


def every_kind(pack: Pack) -> frozenset[str]:
    """Every kind of entry that a docket of this pack may hold."""
    return frozenset((*UNBIDDEN, *(one.writes for one in every_step(pack))))


def every_step(pack: Pack) -> tuple[Act | ByLaw, ...]:
    """Every act, and every clause of the law that writes an entry by itself."""
    return (*pack.acts.values(), *pack.by_law.values())


Attempted = Act | ByLaw | str
"""An act, a clause of the law, or the name of a kind that comes unbidden."""


class Procedure:
    """A pack's procedure, its expressions made ready for the model.

    coarse    whether days, numbers and rows are left open, see `coarse`
    modelled  how much of a case is modelled: what decides something, and no more
    """

    def __init__(self, pack: Pack, session: Session, *, coarse: bool = False) -> None:
        self.pack, self.session, self.coarse = pack, session, coarse
        self.watches = Watches(every=coarse)
        self.values = Values(session.codes, session.days, session.note, self._of_row)
        self._rewritten = {id(one): self.watches.rewritten(one) for one in self.expressions()}
        self._kept = tuple(self.expressions())
        for rule in pack.rules:
            for watch in self.clearing(rule):
                self.watches.read(watch)
        for done in self._done_names():
            self.watches.read(was("acts", act=done))
        kinds = every_kind(pack)
        written = {name for kind in kinds for name in KINDS[kind].changes.writes}
        self.values.written_somewhere = frozenset(written) | UNIVERSAL.writes
        always = {"received_on", "closed_on", *_signing(kinds), *(written & {*RESTS})}
        exprs = list(self._rewritten.values())
        self.modelled = modelled(exprs, self.watches, kinds, always)
        if coarse:
            self.modelled = replace(self.modelled, rows=frozenset(), compared=frozenset())
        self.codes = dict(_codes(exprs))
        self.row_questions = {} if coarse else dict(_row_questions(exprs))

    @cached_property
    def unbidden(self) -> tuple[str, ...]:
        """The kinds that come without an act and write something that is modelled."""
        modelled = {watch.rows for watch in self.watches.found.values()}
        modelled |= self.modelled.rows | self.modelled.scalars
        written = {kind: KINDS[kind].changes.writes for kind in UNBIDDEN}
        return tuple(
            kind for kind in UNBIDDEN if modelled & {name.split(".")[0] for name in written[kind]}
        )

    def attempt(self, id: str) -> Attempted:
        """What is tried under a name: an act, a clause of the law, or a kind of entry."""
        return self.pack.acts.get(id) or self.pack.by_law.get(id) or id

    def _of_row(self, watch: Watch, columns: Mapping[str, Term]) -> Truth:
        """Whether a new row is one that is watched for."""
        row = RowTerm(True, columns)
        nothing = NoWorld(self.session)
        encoder = Coarse(nothing, "row") if self.coarse else Encoder(nothing)
        return encoder.term(watch.holds, {watch.var: row}).value

    def expressions(self) -> Iterator[e.Expr]:
        """Every expression that decides what can be done, or is said of every path."""
        pack = self.pack
        needed = {rule for act in pack.acts.values() for rule in act.needs}
        for id in sorted(needed & set(pack.rules)):
            for rule in pack.rules[id]:
                yield rule.expr
                if rule.applies_to is not None:
                    yield rule.applies_to
        for act in pack.acts.values():
            yield act.when
            if act.vote is not None:
                yield from (act.vote.quorum, act.vote.carries)
        yield from (duty.when for duty in pack.duties.values())
        for clause in pack.by_law.values():
            yield from (clause.when, clause.on)
        for office in pack.offices.values():
            yield from (instead.when for instead in office.instead)
        yield from (statement.expr for statement in pack.statements)

    def ready(self, expr: e.Expr) -> e.Expr:
        """An expression of the pack as the model reads it."""
        return self._rewritten[id(expr)]

    def reaches(self, kind: type[Entry]) -> bool:
        """Whether an entry of this kind writes a value that is looked at closely."""
        if self.coarse:
            return False
        written = UNIVERSAL.writes | kind.changes.writes
        lists = {name.split(".")[0] for name in written}
        watched = any(watch.rows in lists for watch in self.watches.found.values())
        return watched or bool(lists & self.modelled.rows) or bool(written & self.modelled.compared)

    def clearing(self, id: str) -> tuple[Watch, ...]:
        """What, once on the docket, puts a rule aside."""
        rule, found = self.pack.rules[id][-1], []
        if overridable(rule):
            found.append(was("overrides", rule=rule.id))
        if rule.failing is Failing.WAIVABLE:
            found.append(was("waivers", rule=rule.id))
        if rule.failing is Failing.A_PERSON_MUST_LOOK:
            found.append(was("looks", rule=rule.id, clears=True))
        needed = any(rule.id in act.needs for act in self.pack.acts.values())
        return tuple(found) if needed else ()

    def _done_names(self) -> list[str]:
        """Acts and clauses of which it matters whether they were ever done."""
        return [*dict.fromkeys(duty.do for duty in self.pack.duties.values()), *self.pack.by_law]


def _codes(exprs: Iterable[e.Expr]) -> Iterator[tuple[str, e.Expr]]:
    """Questions whether a single value of the docket is some code."""
    for node in (node for expr in exprs for node in expr.walk()):
        if (
            isinstance(node, e.Compare)
            and node.op == "=="
            and isinstance(node.left, e.Read)
            and node.left.path.startswith(DOCKET)
            and isinstance(node.right, e.Const)
            and isinstance(node.right.value, str)
        ):
            yield str(node), node


def _row_questions(exprs: Iterable[e.Expr]) -> Iterator[tuple[str, e.Expr]]:
    """Questions whether a list of the docket has some row, which need nothing else to answer.

    Each is called as the watch for such a row would be.
    """
    for node in (node for expr in exprs for node in expr.walk()):
        if isinstance(node, e.Quantified):
            asked = e.Quantified(node.type, "any", node.var, node.rows, node.where, node.body)
            watch = Watches(every=True).rewritten(asked)
            if isinstance(watch, e.Read):
                yield watch.path, asked
        elif isinstance(node, e.IsNone) and isinstance(_body(node.of), e.Aggregate):
            asked_of = _body(node.of)
            reads = [one.path for one in asked_of.walk() if isinstance(one, e.Read)]
            if all(path.startswith(DOCKET) for path in reads):
                there = e.IsNone(node.type, asked_of, True)
                yield str(there), there


def _body(expr: e.Expr) -> e.Expr:
    """What a definition without a row stands for."""
    while isinstance(expr, e.Named) and expr.row is None:
        expr = expr.body
    return expr


def _signing(kinds: Iterable[str]) -> frozenset[str]:
    """Columns that the engine itself reads when a grant is signed."""
    return frozenset({"granted_on", "text"}) if OF_A_GRANT & set(kinds) else frozenset()
