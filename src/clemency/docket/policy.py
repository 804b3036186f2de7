"""Who may do and see what: one pure function for every page, export, search, mail and command.

Nothing is allowed or seen that is not stated: by the pack's acts, by its `sees.toml`, and by the
few rules below that hold in every procedure. An officer who stands aside sees and does nothing. A
victim's identity is never shown to the petitioner's side. A private sender is counted, not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from clemency.docket.case import Case
from clemency.docket.entries import KINDS, Entry
from clemency.docket.entry import Mark
from clemency.docket.guards import recused_since
from clemency.docket.shape import shapes_of
from clemency.docket.verdict import Say, engine
from clemency.law.pack import OF, Pack

PEOPLE = ("petitioner", "counsel", "relative", "victim", "sender", "public")
"""Audiences that are not offices."""

OFFICES = "offices"
"""The audience of every office that is neither consulted nor outside."""

PETITIONERS_SIDE = frozenset({"petitioner", "counsel", "relative"})

VICTIMS = frozenset({"VictimAsked", "VictimHeard", "VictimDeclined"})
"""Kinds about victims: no default of a pack opens them to anybody outside the offices."""

NOT_OF_AN_ENTRY = frozenset({"kind", "recorded_at"})
"""What a viewer may be shown of an entry beside its own fields."""

KEEPER = "keeper"
"""Whoever keeps the institution's own docket: appoints, and no more."""

What = Literal["act", "read", "record-facts", "export", "appoint", "erase"]


@dataclass(frozen=True)
class Viewer:
    """Who looks, or wants to act.

    audience  how this viewer stands to the matter: one of PEOPLE, "office" or "keeper"
    office    the office for which an officer looks
    officer   the officer's reference
    person    the viewer's own random reference: a victim sees what concerns that victim
    on        the day on which the viewer looks; a mandate counts while it lasts
    """

    audience: str
    office: str | None = None
    officer: str | None = None
    person: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Action:
    """What a viewer wants: to do an act of the pack, to read a kind of entry, or something else."""

    what: What
    name: str = ""


@dataclass(frozen=True)
class Allowed:
    """The viewer may."""


@dataclass(frozen=True)
class Denied:
    """The viewer may not, and why."""

    reason: Say


# --- may somebody -------------------------------------------------------------------------------


def decide(
    viewer: Viewer, action: Action, case: Case, pack: Pack, on: date | None = None
) -> Allowed | Denied:
    """Whether a viewer may do something in a matter. What nothing allows is denied.

    Whether an act is possible now is for `perform` to say; this says whose act it can be at all.
    """
    if recused_since(case, viewer.officer) is not None and not _stands_aside(action, pack):
        return Denied(engine("recused"))
    viewer = _as_of(replace(viewer, on=on or viewer.on), case)
    if action.what == "read":
        shown = sight(pack, viewer, action.name, viewer.office)
        return Allowed() if shown else Denied(engine("not-shown"))
    if action.what == "act":
        allowed = viewer.office is not None and _acts(pack, viewer.office, action.name)
    else:
        allowed = _MAY[action.what](viewer, pack)
    return Allowed() if allowed else Denied(engine("not-yours"))


def _as_of(viewer: Viewer, case: Case) -> Viewer:
    """The viewer on that day: whose mandate has ended is one of the public again."""
    held = [row for row in case.mandates if row.holder == viewer.person]
    ended = viewer.on is not None and all(
        row.until_on is not None and row.until_on < viewer.on for row in held
    )
    return replace(viewer, audience="public") if held and ended else viewer


def _stands_aside(action: Action, pack: Pack) -> bool:
    act = pack.acts.get(action.name) if action.what == "act" else None
    return act is not None and act.writes == "StoodAside"


def _acts(pack: Pack, office: str, act: str) -> bool:
    """Whether an office does this act, or stands in for one that does."""
    if act not in pack.acts or office not in pack.offices or pack.offices[office].outside:
        return False
    by = pack.acts[act].by
    stand_ins = (i.by for held in by if held in pack.offices for i in pack.offices[held].instead)
    return office in by or office in stand_ins


def _internal(pack: Pack, office: str | None) -> bool:
    """Whether it is an office of the institution: neither consulted nor outside."""
    found = pack.offices.get(office or "")
    return found is not None and not found.consulted and not found.outside


def _may_record(viewer: Viewer, pack: Pack) -> bool:
    """Whoever does any act may put facts on the file."""
    return viewer.office is not None and any(_acts(pack, viewer.office, act) for act in pack.acts)


def _may_export(viewer: Viewer, pack: Pack) -> bool:
    """Whoever sees anything may take along what they see."""
    return any(sight(pack, viewer, kind, viewer.office) for kind in KINDS)


def _may_appoint(viewer: Viewer, pack: Pack) -> bool:
    return viewer.audience == KEEPER or _writes(viewer, pack, "Appointed")


def _may_erase(viewer: Viewer, pack: Pack) -> bool:
    """The offices whose act it is; where the pack has no such act, those of the institution."""
    if any(act.writes == "Erased" for act in pack.acts.values()):
        return _writes(viewer, pack, "Erased")
    return _internal(pack, viewer.office)


def _writes(viewer: Viewer, pack: Pack, kind: str) -> bool:
    return viewer.office is not None and any(
        act.writes == kind and _acts(pack, viewer.office, act.id) for act in pack.acts.values()
    )


_MAY = {
    "record-facts": _may_record,
    "export": _may_export,
    "appoint": _may_appoint,
    "erase": _may_erase,
}


# --- what somebody sees -------------------------------------------------------------------------


def audiences(viewer: Viewer, pack: Pack) -> frozenset[str]:
    """Every audience a viewer belongs to. What the public may see, everybody may."""
    if viewer.office is None:
        return frozenset({"public", viewer.audience} & set(PEOPLE))
    if viewer.office not in pack.offices:
        return frozenset({"public"})
    inside = {OFFICES} if _internal(pack, viewer.office) else set()
    return frozenset({"public", viewer.office} | inside)


def sight(pack: Pack, viewer: Viewer, kind: str, of: str | None = None) -> frozenset[str]:
    """The fields of a kind of entry that a viewer may be shown.

    of  the office that the entry itself names in its field `of`: what concerns an office, it may be
        shown though what concerns others is not
    """
    known = audiences(viewer, pack)
    if of is not None and of == viewer.office and of in pack.offices and _names_office(kind):
        known |= {OF}
    seen = frozenset[str]().union(*(_listed(pack, audience, kind) for audience in known))
    if viewer.office is None and viewer.audience != "victim":
        seen -= _identities(kind)
    return seen


def _listed(pack: Pack, audience: str, kind: str) -> frozenset[str]:
    """What the pack shows one audience of one kind: as the kind says, or else as the default."""
    if kind not in pack.sees and kind in VICTIMS and audience in PEOPLE:
        return frozenset()
    section: Mapping[str, tuple[str, ...]] = pack.sees.get(kind, pack.sees.get("default", {}))
    fields = frozenset(section.get(audience, ()))
    return (fields - {"*"}) | _every_field(kind) if "*" in fields else fields


def _names_office(kind: str) -> bool:
    """Whether entries of a kind name an office beside the one that acts."""
    return any(shape.name == OF for shape in shapes_of(KINDS[kind]))


def _every_field(kind: str) -> frozenset[str]:
    return NOT_OF_AN_ENTRY | {shape.name for shape in shapes_of(KINDS[kind])}


def _identities(kind: str) -> frozenset[str]:
    """Fields of a kind that point at a protected person."""
    return frozenset(s.name for s in shapes_of(KINDS[kind]) if Mark.IDENTITY in s.marks)


def visible(viewer: Viewer, entry: Entry, case: Case, pack: Pack) -> dict[str, Any]:
    """What a viewer is shown of one entry, by field; nothing where it is not theirs to see.

    A sealed text is shown where its commitment is.
    """
    if recused_since(case, viewer.officer) is not None:
        return {}
    viewer = _as_of(viewer, case)
    if viewer.office is None and _concealed(viewer, entry, case):
        return {}
    return {
        name: getattr(entry, name)
        for name in sorted(sight(pack, viewer, entry.kind, entry.about_office))
        if name != "recorded_at" and hasattr(entry, name)
    }


def _concealed(viewer: Viewer, entry: Entry, case: Case) -> bool:
    """What no list of fields opens: another victim's entries, and private senders to the public."""
    if viewer.audience == "victim" and entry.kind in VICTIMS:
        whose = getattr(entry, "victim", None)
        return whose is not None and whose != viewer.person
    if viewer.audience in ("public", "victim"):
        return _private(entry, case)
    return False


def _private(entry: Entry, case: Case) -> bool:
    """Whether an entry would show somebody who wrote or spoke in no public office."""
    if entry.kind == "StatementRegistered":
        return not getattr(entry, "in_public_office", False)
    correspondence = case.received_on is not None and case.petition_on is None
    return correspondence and not case.in_public_office


# --- the table ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One cell of the table: what one audience is shown of one kind of entry.

    concerned  the same where the entry's `of` names this office
    """

    audience: str
    kind: str
    fields: tuple[str, ...]
    concerned: tuple[str, ...]


@dataclass(frozen=True)
class Power:
    """One cell of the other table: whether an office may do an act."""

    office: str
    act: str
    allowed: bool


@dataclass(frozen=True)
class PolicyTable:
    """Everything `decide` and `visible` can say of a pack, written out."""

    cells: tuple[Cell, ...]
    powers: tuple[Power, ...]


def policy_table(pack: Pack) -> PolicyTable:
    """Audience by kind of entry, and office by act."""
    viewers = [Viewer(person) for person in PEOPLE]
    viewers += [Viewer("office", office) for office in pack.offices]
    cells = (_cell(pack, viewer, kind) for viewer in viewers for kind in KINDS)
    powers = (
        Power(office, act, _acts(pack, office, act)) for office in pack.offices for act in pack.acts
    )
    return PolicyTable(tuple(cells), tuple(powers))


def _cell(pack: Pack, viewer: Viewer, kind: str) -> Cell:
    fields = sorted(sight(pack, viewer, kind))
    concerned = sorted(sight(pack, viewer, kind, viewer.office))
    return Cell(viewer.office or viewer.audience, kind, tuple(fields), tuple(concerned))


# --- what everybody may count -------------------------------------------------------------------


def public_counts(cases: Iterable[Case]) -> dict[str, int]:
    """The figures of the public register.

    interventions    letters and statements of senders in public office that are no petition
    petitions        petitions opened
    private_senders  letters of private senders that were answered as correspondence: only counted
    overrides        policies set aside, each with its author and reasons on the docket
    """
    counts = {"interventions": 0, "petitions": 0, "private_senders": 0, "overrides": 0}
    for case in cases:
        for figure, number in _counted(case):
            counts[figure] += number
    return counts


def _counted(case: Case) -> Iterator[tuple[str, int]]:
    yield "overrides", len(case.overrides)
    yield "interventions", sum(1 for row in case.statements if row.in_public_office)
    if case.petition_on is not None:
        yield "petitions", 1
    elif case.received_on is not None:
        if case.in_public_office:
            yield "interventions", 1
        elif case.answered_on is not None or case.classed_as == "correspondence":
            yield "private_senders", 1
