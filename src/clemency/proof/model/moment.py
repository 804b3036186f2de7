"""The moment at which a step is tried: everything that its conditions can read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import z3

from clemency.law.types import RowsOf, Type
from clemency.proof.encode import Encoder, World
from clemency.proof.model.changes import State
from clemency.proof.model.coarse import Coarse, CoarseWorld
from clemency.proof.model.reads import DOCKET, EVER
from clemency.proof.partial import PartialWorld
from clemency.proof.session import Session
from clemency.proof.terms import RowsTerm, RowTerm, Term
from clemency.proof.worlds import FreeWorld


class Moment:
    """What an expression can read when a step is tried: the case, what was told, who acts, the day.

    One moment serves every act that is tried in it, and its expressions are encoded once: coarsely,
    where what was told is a coarse world.
    """

    def __init__(
        self, state: State, told: World, given: Mapping[str, Term], name: str = "now"
    ) -> None:
        self.state, self.told, self.given, self.name = state, told, dict(given), name
        self.session = told.session
        self.coarse = isinstance(told, CoarseWorld)
        self.encoder = Coarse(self, name) if self.coarse else Encoder(self)

    @property
    def on(self) -> Any:
        """The day."""
        return self.given["today"].value

    @property
    def by(self) -> Any:
        """The office that acts."""
        return self.given["acting_office"].value

    def with_given(self, **given: Term) -> Moment:
        """The same moment, with more that is given."""
        return Moment(self.state, self.told, {**self.given, **given}, self.name)

    @cached_property
    def in_doubt(self) -> Moment:
        """The same moment, where only some of what is so need be known."""
        told: World
        if isinstance(self.told, FreeWorld):
            told = PartialWorld(self.told)
        elif self.coarse and not self.name.endswith("?"):
            told = CoarseWorld(self.session, f"{self.name}?")
        else:
            return self  # what is known is settled here
        return Moment(self.state, told, self.given, f"{self.name}?")

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        """One fact."""
        if path in self.given:
            return self.given[path]
        if path.startswith(EVER):
            return Term(self.state.watched[path])
        if not path.startswith(DOCKET):
            return self.told.read(path, type)
        name = path.removeprefix(DOCKET)
        if not isinstance(type, RowsOf):
            return self.state.scalars[name]
        slots = self.state.rows[name]
        return RowsTerm(tuple(RowTerm(one.present, one.columns, None, path) for one in slots))


def moment(state: State, told: World, name: str, day: Term | None = None) -> Moment:
    """A moment at which any officer of any office may act, on any day or on that one."""
    if day is None:
        coarse = isinstance(told, CoarseWorld)
        day = Term(z3.Int(f"{name}.on") if coarse else told.session.days.new(f"{name}.on"))
    by, actor = Term(z3.Int(f"{name}.by")), Term(z3.Int(f"{name}.actor"))
    return Moment(state, told, {"today": day, "acting_office": by, "actor": actor}, name)


class NoWorld:
    """A world without facts: for conditions that read one row and nothing else."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def read(self, path: str, type: Type) -> Term | RowsTerm:
        """Nothing can be read here."""
        raise KeyError(path)
