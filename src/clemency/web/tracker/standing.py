"""Where one's matter stands: the way it takes, on whom it waits since when, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.letters.speech import Speaker
from clemency.web.tracker.own import DECISIONS, ENDED, Own
from clemency.web.words import Words

EXAMINES = (
    "HandedOver",
    "OpinionAsked",
    "OpinionReceived",
    "OpinionDispensedWith",
    "RiskAssessed",
    "Advised",
    "ReferredToCourt",
    "Deferred",
)
Way = tuple[tuple[str, tuple[str, ...]], ...]

WAY: Way = (
    ("received", ("Received",)),
    ("opened", ("PetitionOpened",)),
    ("examined", EXAMINES),
    ("endorsed", ("Endorsed",)),
    ("decided", DECISIONS),
    ("countersigned", ("Countersigned", "CountersignatureWithheld")),
    ("carried_out", ("Implemented",)),
)
"""The way of a petition, for people: each step with the kinds of entry that show it was reached."""

LETTER_WAY: Way = (
    ("received", ("Received",)),
    ("answered", ("CorrespondenceAnswered", "Transferred")),
)


@dataclass(frozen=True)
class Step:
    """One step of the way. state: done, here or later; note: a day, or None."""

    name: str
    state: str
    note: str | None = None


def way(own: Own, words: Words) -> list[Step]:
    """The steps that this procedure has, up to "you are here" and beyond."""
    stages: Way = WAY if own.is_petition or own.key.audience != "sender" else LETTER_WAY
    stages = tuple(one for one in stages if _has(own, one[1]) and _leads_on(own, one[0]))
    reached = [own.day(*kinds) for _, kinds in stages]
    furthest = max((at for at, day in enumerate(reached) if day is not None), default=0)
    here = furthest if own.ended or furthest == len(stages) - 1 else furthest + 1
    found = []
    for at, (name, _) in enumerate(stages):
        state = "done" if at <= furthest else "later"
        if at == here and not own.ended and state == "later":
            state = "here"
        day = reached[at]
        found.append(Step(words.say(f"tracker.way.{name}"), state, words.day(day) if day else None))
    return found


def _has(own: Own, kinds: tuple[str, ...]) -> bool:
    """Whether the pack knows such a step at all."""
    return any(True for _ in own.acts_writing(*kinds))


def _leads_on(own: Own, name: str) -> bool:
    """After a refusal nothing is signed or carried out."""
    denied = own.last("Denied", "DeemedDenied") is not None
    return not (denied and name in ("countersigned", "carried_out"))


# --- on whom it waits -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """On whom a matter waits.

    code     you, offices, until or nobody: as `tracker.waiting.<code>` says it
    offices  their ids, where it waits on offices
    since    the day since when; None where that is not shown
    due_on   the day by which an answer is due, or until which it rests
    """

    code: str
    offices: tuple[str, ...] = ()
    since: date | None = None
    due_on: date | None = None


def waiting(own: Own) -> Waiting:
    """On whom, as far as this viewer may know it."""
    if own.ended:
        return Waiting("nobody")
    return next(_candidates(own), Waiting("nobody"))


def _candidates(own: Own) -> Iterator[Waiting]:
    """The first that applies counts: what one can do oneself before all else."""
    if own.asked:
        days = [one.due_on for one in own.asked if one.due_on]
        yield Waiting("you", (), min(one.asked_on for one in own.asked), min(days, default=None))
    if own.last(*DECISIONS) is not None:
        yield from _after_decision(own)
        return
    deferred = own.last("Deferred")
    if deferred is not None and own.last("Deferred", "Resumed") is deferred:
        yield Waiting("until", (), deferred.fields.get("on"), deferred.fields.get("until"))
    yield from _examining(own)


def _after_decision(own: Own) -> Iterator[Waiting]:
    granted = own.last("Granted")
    if granted is None or own.last("Countersigned", "CountersignatureWithheld") is not None:
        return
    offices = _by(own, "Countersigned")
    if offices:
        yield Waiting("offices", offices, granted.fields.get("on"))


def _examining(own: Own) -> Iterator[Waiting]:
    endorsed = own.last("Endorsed")
    if endorsed is not None:
        yield Waiting("offices", _by(own, "Granted"), endorsed.fields.get("on"))
    asked = {one.fields.get("of"): one.fields for one in own.of("OpinionAsked")}
    came = {one.fields.get("of") for one in own.of("OpinionReceived", "OpinionDispensedWith")}
    missing = {of: fields for of, fields in asked.items() if of and of not in came}
    if missing:
        since = min(fields["on"] for fields in missing.values())
        due = [fields["due_on"] for fields in missing.values() if fields.get("due_on")]
        yield Waiting("offices", tuple(missing), since, max(due, default=None))
    handed = own.last("HandedOver")
    if handed is not None and handed.fields.get("to"):
        yield Waiting("offices", (handed.fields["to"],), handed.fields.get("on"))
    received = own.last("PetitionOpened", "Received")
    if received is not None:
        kind = "HandedOver" if own.is_petition else "CorrespondenceAnswered"
        offices = _by(own, kind) or _by(own, "Granted")
        yield Waiting("offices", offices[:1], received.fields.get("on"))


def _by(own: Own, kind: str) -> tuple[str, ...]:
    """The offices whose act it is, in the pack's order, without those that only receive."""
    receives = {office for act in own.acts_writing("Received") for office in act.by[:1]}
    found = dict.fromkeys(office for act in own.acts_writing(kind) for office in act.by)
    return tuple(office for office in found if office not in receives)


def said(it: Waiting, words: Words, speaker: Speaker) -> str:
    """The same in words."""
    offices = words.listed([speaker.office(one) for one in it.offices], "or")
    return words.say(f"tracker.waiting.{it.code}", offices=offices)


# --- what was decided -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """What was decided, as far as it is shown.

    outcome      granted, part, denied, deemed or withheld
    on           the day of the decision
    in_force_on  the day since which it holds; None where it does not, or not yet
    signed_by    the offices that have yet to sign
    fields       what is said of the decision itself, and `kind` its kind
    texts        commitments to its words, by where they stand
    """

    outcome: str
    on: date | None
    in_force_on: date | None
    signed_by: tuple[str, ...]
    kind: str
    fields: dict[str, Any]
    texts: dict[str, str]


def decision(own: Own) -> Decision | None:
    """The latest decision; None before there is one."""
    found = own.last(*DECISIONS)
    if found is None:
        return None
    signs = _by(own, "Countersigned") if found.kind == "Granted" else ()
    signed = own.last("Countersigned")
    withheld = own.last("CountersignatureWithheld")
    on = found.fields.get("on")
    if found.kind != "Granted":
        in_force = on
    else:
        in_force = signed.fields.get("on") if signed else (None if signs else on)
    outcome = "withheld" if withheld is not None and signed is None else _outcome(found)
    return Decision(
        outcome,
        on,
        in_force,
        signs if found.kind == "Granted" and signed is None else (),
        found.kind,
        own.told_fields(found),
        dict(found.texts),
    )


def _outcome(found: Any) -> str:
    if found.kind == "DeemedDenied":
        return "deemed"
    if found.kind == "Denied":
        return "denied"
    rows = found.fields.get("outcomes") or ()
    return "part" if any(not row.granted for row in rows) else "granted"


def finished(own: Own) -> bool:
    """Whether a new request may be thought of: decided, or ended."""
    return own.last(*DECISIONS, *ENDED) is not None
