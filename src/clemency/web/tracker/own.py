"""One's own matter: what the policy shows of it, and what follows from that alone.

Everything a tracker page says is worked out from the entries that this viewer sees. Nothing is read
from the case itself, so nothing can be told that the policy does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from clemency.clerk.reading import Matter, Shown
from clemency.docket.case import Case
from clemency.docket.entries import KINDS
from clemency.docket.policy import PETITIONERS_SIDE, Viewer
from clemency.docket.rows import Act as Done
from clemency.docket.shape import own as own_shapes
from clemency.law.pack import Act, Pack
from clemency.web.accounts.models import MatterKey
from clemency.web.office import clerk
from clemency.web.viewers import viewer_of

ENDED = ("Closed", "Withdrawn", "Transferred", "Revoked", "Lapsed")
DECISIONS = ("Granted", "Denied", "DeemedDenied")
SHOWN_BESIDE = frozenset({"on", "due_on", "office"})
"""What is said of an entry beside its own fields: not who signed it."""


@dataclass(frozen=True)
class Item:
    """Something that was asked for.

    accepted  None as long as nobody said whether it answers what was asked
    """

    code: str
    asked_on: date
    due_on: date | None = None
    received_on: date | None = None
    accepted: bool | None = None

    @property
    def open(self) -> bool:
        return self.received_on is None or self.accepted is False


@dataclass(frozen=True)
class Own:
    """A matter, as the holder of a key sees it."""

    key: MatterKey
    viewer: Viewer
    pack: Pack
    today: date
    matter: Matter

    @property
    def number(self) -> str:
        return self.matter.number

    def of(self, *kinds: str) -> list[Shown]:
        """The entries of these kinds, oldest first."""
        return [one for one in self.matter.entries if one.kind in kinds]

    def last(self, *kinds: str) -> Shown | None:
        """The latest of them."""
        return next(reversed(self.of(*kinds)), None)

    def day(self, *kinds: str) -> date | None:
        """The day of the first of them."""
        return next((one.fields.get("on") for one in self.of(*kinds)), None)

    @property
    def ended(self) -> bool:
        return self.last(*ENDED) is not None

    @property
    def is_petition(self) -> bool:
        return self.day("PetitionOpened") is not None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What was asked of this side, in the order of asking, and what came of it."""
        found: dict[str, Item] = {}
        for one in self.matter.entries:
            fields, on = one.fields, one.fields.get("on")
            if on is None:
                continue
            if one.kind == "InformationAsked" and fields.get("of") in (None, *PETITIONERS_SIDE):
                for code in fields.get("items", ()):
                    found[code] = Item(code, on, fields.get("due_on"))
            if one.kind in ("InformationReceived", "PetitionSupplemented"):
                for code in fields.get("items", ()):
                    if code in found:
                        was = found[code]
                        accepted = _accepted(was, fields.get("accepted"))
                        found[code] = Item(code, was.asked_on, was.due_on, on, accepted)
        return tuple(found.values())

    @property
    def asked(self) -> tuple[Item, ...]:
        """What is still to be sent."""
        return () if self.ended else tuple(one for one in self.items if one.open)

    def acts_writing(self, *kinds: str) -> Iterator[Act]:
        """The acts of the pack that write one of these kinds."""
        return (act for act in self.pack.acts.values() if act.writes in kinds)

    def told_fields(self, one: Shown) -> dict[str, Any]:
        """What is said of an entry: its content, not the officers behind it. Sealed words are read
        by themselves."""
        shapes = own_shapes(KINDS[one.kind])
        named = {shape.name for shape in shapes if not shape.apart} | SHOWN_BESIDE
        return {name: value for name, value in one.fields.items() if name in named}

    def acts_seen(self) -> Iterator[Done]:
        """The acts of the procedure that the visible entries can only come from, with their days.

        Where several acts write such an entry and what is shown does not tell them apart, none is
        named: which one it was may be what is not shown.
        """
        for one in self.matter.entries:
            on = one.fields.get("on")
            might = [act for act in self.acts_writing(one.kind) if _agrees(act, one.fields)]
            if on is not None and len(might) == 1:
                yield Done(might[0].id, on)

    def case_seen(self) -> Case:
        """A case in which nothing is known but the acts that were seen: enough to draw a map."""
        return Case(acts=tuple(self.acts_seen()))


def _agrees(act: Act, fields: Mapping[str, Any]) -> bool:
    """Whether an act could have written what is shown of an entry."""
    return all(fields[name] == value for name, value in act.sets.items() if name in fields)


def _accepted(was: Item, said: bool | None) -> bool | None:
    """What comes first is only received; whether it answers what was asked, somebody says then."""
    return said if was.received_on is not None or said is False else None


def of_request(request: HttpRequest) -> Own:
    """The matter of a page for keyholders. Raises NotKnown where nothing of it is shown any more:
    a mandate that has ended opens nothing."""
    key: MatterKey = request.key  # type: ignore[attr-defined]
    return of_key(key, viewer_of(request, key))


def of_key(key: MatterKey, viewer: Viewer | None = None) -> Own:
    """The same for a list of matters."""
    office = clerk()
    today = office.today()
    viewer = viewer or Viewer(key.audience, person=key.person, on=today)
    return Own(key, viewer, office.pack, today, office.matter(key.matter, viewer))
