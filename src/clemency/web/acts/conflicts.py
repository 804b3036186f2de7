"""Before anything reaches a decider: how the officers who would act stand to the matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clemency.docket.guards import recused_since, stands_aside
from clemency.docket.verdict import Objection
from clemency.law.pack import Act
from clemency.letters.told import Told
from clemency.web.acts import people
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import attempted
from clemency.web.pages import url

ADVISING = ("Endorsed",)
DECIDING = ("Granted", "Denied", "Revoked")
SIGNING = ("Countersigned", "CountersignatureWithheld")

Finding = Literal["clear", "aside", "must", "open"]
TONES: dict[Finding, str] = {"clear": "yes", "aside": "quiet", "must": "no", "open": "open"}


@dataclass(frozen=True)
class Officer:
    """One officer who would act, and what the law says of it.

    finding  clear; stands aside already; must stand aside; or a question is open
    why      the clauses that say so, with their sources
    told     relations that the docket tells of this officer
    steps    what this officer's page can do about it: (words, address)
    """

    reference: str
    name: str
    finding: Finding
    tone: str
    why: tuple[Told, ...]
    told: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Seat:
    """An office that endorses, decides or signs, and who holds it.

    acts        what it would do, in words
    substitute  who was named to act in its place, with the legal basis
    steps       naming a substitute, where this officer may
    """

    office: str
    title: str
    acts: str
    officers: tuple[Officer, ...]
    substitutes: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]


def seats(setting: Setting) -> tuple[Seat, ...]:
    """Every office that would endorse, decide or countersign, in the order of the procedure."""
    offices: dict[str, list[Act]] = {}
    for kind in (*ADVISING, *DECIDING, *SIGNING):
        for act in setting.pack.acts.values():
            for office in act.by if act.writes == kind else ():
                offices.setdefault(office, []).append(act)
    serving = people.serving(setting.clerk, setting.today)
    return tuple(_seat(setting, office, acts, serving) for office, acts in offices.items())


def relations(setting: Setting) -> tuple[tuple[str, str, str], ...]:
    """What the docket tells of how people stand to the matter: who, how, since when."""
    rows = setting.case.relations if setting.shows("RelationRecorded", "whose") else ()
    names = people.called(row.officer for row in rows)
    return tuple(
        (names[row.officer], _role(setting, row.role), setting.words.day(row.on)) for row in rows
    )


def _role(setting: Setting, role: str) -> str:
    return setting.speaker.names.code(role, "role")


def _seat(
    setting: Setting, office: str, acts: list[Act], serving: dict[str, tuple[str, ...]]
) -> Seat:
    officers = serving.get(office, ())
    named = [row for row in setting.case.substitutes if row.office == office]
    names = people.called([*officers, *(row.officer for row in named)])
    return Seat(
        office=office,
        title=setting.speaker.office(office),
        acts=setting.words.listed([setting.speaker.act(act.id) for act in acts]),
        officers=tuple(_officer(setting, one, names[one], acts[0], office) for one in officers),
        substitutes=tuple(
            setting.words.say(
                "acts.conflict.substitute",
                who=names[row.officer],
                basis=setting.speaker.names.code(row.legal_basis or "", "legal_basis"),
                on=row.on,
            )
            for row in named
        ),
        steps=tuple(_naming(setting, office)),
    )


def _officer(setting: Setting, reference: str, name: str, act: Act, office: str) -> Officer:
    since = recused_since(setting.case, reference)
    objections = _objections(setting, reference, act, office) if since is None else []
    finding: Finding = "clear"
    if since is not None:
        finding = "aside"
    elif any(not one.asks for one in objections):
        finding = "must"
    elif objections:
        finding = "open"
    known = [row for row in setting.case.relations if row.officer == reference]
    shown = setting.shows("RelationRecorded", "whose")
    return Officer(
        reference,
        name,
        finding,
        TONES[finding],
        tuple(setting.without_facts(setting.speaker.objection(one)) for one in objections),
        tuple(_role(setting, row.role) for row in known) if shown else (),
        tuple(_steps(setting, reference, finding, objections)),
    )


def _objections(setting: Setting, reference: str, act: Act, office: str) -> list[Objection]:
    """What would keep this officer from the act: the same guard as the command's."""
    attempt = attempted(setting.clerk, setting.ground, act.id, office, reference)
    return list(stands_aside(attempt))


def _steps(
    setting: Setting, reference: str, finding: Finding, objections: list[Objection]
) -> Iterator[tuple[str, str]]:
    if finding == "aside":
        return
    queries = {
        "RelationRecorded": f"?whose={reference}",
        "StoodAside": f"?whose={reference}",
    }
    if finding == "open":
        queries["LookedAt"] = f"?rule={objections[0].rule}"
    for kind, query in queries.items():
        for act in setting.acts_that_write(kind):
            yield setting.speaker.act(act.id), _address(setting, act) + query
            break


def _naming(setting: Setting, office: str) -> Iterator[tuple[str, str]]:
    """Naming a substitute: by whoever may, for an office that can have one."""
    clause = setting.pack.offices[office].substitute
    if clause is None or clause.named_by not in people.acting_for(
        setting.pack, setting.seat.office
    ):
        return
    for act in setting.acts_that_write("SubstituteNamed"):
        if act.sets.get("of", office) == office:
            yield setting.speaker.act(act.id), f"{_address(setting, act)}?of={office}"


def _address(setting: Setting, act: Act) -> str:
    return url("acts:act", setting.shown.number, act.id)
