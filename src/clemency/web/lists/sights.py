"""Whose eyes a list is made for.

Offices that may see the same share one sight, and one row of each matter. What a row says was
worked out from what the policy shows of each entry, so lists need no policy of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from clemency.docket.case import Case
from clemency.docket.entries import KINDS, Entry
from clemency.docket.policy import OFFICES, Viewer, audiences, sight, visible
from clemency.docket.shape import shapes_of
from clemency.law.pack import OF, Act, Pack

PUBLIC = "public"

Signature = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Sight:
    """What some viewers share: every field of every kind that lists are made from.

    id      the first office that has it, or PUBLIC; stands in every row
    inside  whether it is one of the institution's own: it sees whatever comes in
    """

    id: str
    viewer: Viewer
    pack: Pack
    inside: bool
    _known: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict, compare=False)

    def fields(self, entry: Entry, case: Case) -> frozenset[str]:
        """The fields of an entry that are shown; the same as `policy.visible` gives."""
        if self.viewer.office is None:
            return frozenset(visible(self.viewer, entry, case, self.pack))
        kind, concerned = entry.kind, entry.about_office == self.viewer.office
        if (kind, concerned) not in self._known:
            of = self.viewer.office if concerned else None
            self._known[kind, concerned] = sight(self.pack, self.viewer, kind, of)
        return self._known[kind, concerned]


@dataclass(frozen=True)
class Sights:
    """Every sight of a pack, and which one each office has."""

    all: tuple[Sight, ...]
    of_office: dict[str, str]

    def of(self, viewer: Viewer) -> str:
        """The sight of a viewer; everybody who is no office sees what the public does."""
        return self.of_office.get(viewer.office or "", PUBLIC)


def sights(pack: Pack) -> Sights:
    """The sights of a pack, worked out once."""
    return _sights(_Whole(pack))


class _Whole:
    """A pack that can be looked up by its digest."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return hash(self.pack.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and other.pack.digest == self.pack.digest


@lru_cache(maxsize=8)
def _sights(whole: _Whole) -> Sights:
    pack = whole.pack
    found: list[Sight] = [Sight(PUBLIC, Viewer(PUBLIC), pack, inside=False)]
    of_office: dict[str, str] = {}
    alike: dict[Signature, str] = {}
    for office in pack.offices:
        viewer = Viewer("office", office)
        inside = OFFICES in audiences(viewer, pack)
        signature = _signature(pack, viewer)
        shared = alike.get(signature) if inside and not _particular(pack, viewer) else None
        if shared is None:
            found.append(Sight(office, viewer, pack, inside))
            if inside and not _particular(pack, viewer):
                alike[signature] = office
        of_office[office] = shared or office
    return Sights(tuple(found), of_office)


def _signature(pack: Pack, viewer: Viewer) -> Signature:
    """Everything that this viewer may see, apart from sealed words: those are in no list."""
    return tuple(_bare(kind, sight(pack, viewer, kind)) for kind in KINDS)


def _particular(pack: Pack, viewer: Viewer) -> bool:
    """Whether the office may see more where an entry is about itself: then its rows are its own."""
    return any(
        _bare(kind, sight(pack, viewer, kind, viewer.office))
        != _bare(kind, sight(pack, viewer, kind))
        for kind in KINDS
        if viewer.office is not None and may_concern(pack, kind, viewer.office)
    )


def _bare(kind: str, fields: frozenset[str]) -> frozenset[str]:
    sealed = {shape.name for shape in shapes_of(KINDS[kind]) if shape.holds == "commitment"}
    return fields - sealed


def may_concern(pack: Pack, kind: str, office: str) -> bool:
    """Whether any act can write an entry of this kind that is about the office."""
    return any(_names(act, office) for act in pack.acts.values() if act.writes == kind)


def _names(act: Act, office: str) -> bool:
    fixed: Any = act.sets.get(OF)
    if fixed is not None:
        return bool(fixed == office)
    return office in act.of if act.of else True
