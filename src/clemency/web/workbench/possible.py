"""What an officer can do next in a matter, and why not the rest: the pack's own acts, judged by the
function that judges the command."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

from clemency.docket.perform import possible
from clemency.docket.policy import Action, Allowed, decide
from clemency.docket.verdict import Objection, Possible
from clemency.law.pack import Act
from clemency.letters.told import Told
from clemency.web.office import clerk
from clemency.web.pages import url_or_none
from clemency.web.workbench.opening import Opened

BESIDES = frozenset(
    {
        "Corrected",
        "DeathRecorded",
        "InformationReceived",
        "Linked",
        "LookedAt",
        "MandateRecorded",
        "Notified",
        "OfficeStatementMade",
        "PetitionSupplemented",
        "Published",
        "RelationRecorded",
        "RuleOverridden",
        "StatementRegistered",
        "StoodAside",
        "Waived",
        "Withdrawn",
    }
)
"""Kinds that put something on record whenever it happens, and move the matter on by nothing."""

KEPT = 512
"""Answers kept: each is that of one officer, on one day, of a matter as it stood."""

_lock = threading.Lock()
_answers: OrderedDict[Hashable, tuple[Possible, ...]] = OrderedDict()


@dataclass(frozen=True)
class Step:
    """One act, as this officer finds it.

    cite     the law under which it is done; "" where the pack names none
    address  the page on which it is done
    why      every objection; empty where it is possible
    in_short  the gravest of them in one sentence
    besides   whether it only puts something on record, and moves the matter on by nothing
    """

    id: str
    title: str
    cite: str
    address: str | None
    why: tuple[Told, ...]
    in_short: str
    besides: bool

    @property
    def open(self) -> bool:
        """Whether it can be done now."""
        return not self.why


def tried(at: Opened, office: str | None = None) -> tuple[Possible, ...]:
    """Every act of the pack, as this officer finds it now; of another office, as its own would."""
    desk = clerk()
    held = desk.appointments()
    by = office or at.seat.office
    own = by == at.seat.office
    officer = at.seat.officer if own else next(iter(held.officers(by, at.day)), "nobody")
    key = (desk.folder, at.ref, at.seen, by, officer, at.day, at.pack.digest, held)
    with _lock:
        if key in _answers:
            _answers.move_to_end(key)
            return _answers[key]
    whole = desk.matter(at.ref) if at.case is None or at.found.facts is None else at.found
    assert whole.case is not None and whole.facts is not None  # read by the clerk's own hands
    facts = whole.facts.facts
    found = possible(whole.case, facts, at.pack, by, officer, at.day, held, at.day)
    with _lock:
        _answers[key] = found
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return found


def steps(at: Opened) -> tuple[Step, ...]:
    """What this office does in such a matter: first what it can do now, then what it cannot."""
    pack = at.pack
    mine = [one for one in tried(at) if _mine(at, pack.acts[one.act])]
    found = [_step(at, one) for one in mine]
    return tuple(sorted(found, key=lambda step: not step.open))


def _mine(at: Opened, act: Act) -> bool:
    """Whether the act is this office's at all; of one that is only consulted, about itself."""
    if at.case is None:
        return at.seat.office in act.by and (not act.of or at.seat.office in act.of)
    return isinstance(decide(at.viewer, Action("act", act.id), at.case, at.pack, at.day), Allowed)


def _step(at: Opened, one: Possible) -> Step:
    act, say = at.pack.acts[one.act], at.speaker
    why = () if one.refused is None else tuple(map(at.tellable, say.refused(one.refused)))
    cite = say.words.reference(act.cite.text) if act.cite else ""
    address = url_or_none("acts:act", at.number, act.id)
    return Step(act.id, say.act(act.id), cite, address, why, _in_short(why), act.writes in BESIDES)


def _in_short(why: tuple[Told, ...]) -> str:
    """The gravest objection in a line: what it is, and the first thing that explains it. A rule
    says why in its own words; an act that waits for its turn, by what stands on the docket."""
    if not why:
        return ""
    of_a_rule = any(why[0].of("cite"))
    kinds = ("asks", "says", "because") if of_a_rule else ("because", "asks", "says")
    explains = next((text for kind in kinds for text in why[0].of(kind)), "")
    return f"{why[0].head} {explains}".strip()


def quiet(at: Opened, objection: Objection) -> Objection:
    """An objection without the facts on which it rests, for whoever is not shown them."""
    if at.knows_facts or objection.finding is None:
        return objection
    return replace(objection, finding=None, asks=())
