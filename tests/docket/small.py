"""A procedure small enough to be read in one sitting, in which every guard has something to do."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from clemency.docket.case import Case, extend
from clemency.docket.entries import Entry
from clemency.docket.order import Appointments, Order
from clemency.docket.perform import perform
from clemency.docket.rows import Appointment
from clemency.docket.verdict import Accepted, Refused
from clemency.docket.vocabulary import FORMS
from clemency.law.facts import facts_from
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.law.values import CLAIMED, Facts, Source

HEAD = """
id = "small"
name = { en = "Small" }
languages = ["en"]
time_zone = "UTC"
weekend = ["saturday", "sunday"]
holidays = { known_until = 2026-12-31, days = [2026-01-06] }
leap_day = "28-february"
version = "1"

[[source]]
id = "Act"
title = "Mercy Act"
verified_on = 2026-01-01
"""

FACTS = """
[fact.filer]
type = ["person", "counsel", "other"]
ask = "Who writes?"
why = "The law asks."
labels = { person = "the person", counsel = "counsel", other = "somebody else" }

[fact.released_on]
type = "date"
may_be_none = true
ask = "When were you released?"
why = "The law asks."

[fact.consents]
type = "yes-no"
ask = "Does the person agree?"
why = "The law asks."

[fact.fee_paid]
type = "yes-no"
ask = "Is the fee paid?"
why = "The law asks."

[fact.trial_open]
type = "yes-no"
ask = "Is there an open trial?"
why = "The law asks."

[fact.throne_vacant]
type = "yes-no"
ask = "Is the throne vacant?"
why = "The law asks."

[fact.serious]
type = "yes-no"
ask = "Is it serious?"
why = "The law asks."

[fact.violent]
type = "yes-no"
ask = "Was there violence?"
why = "The law asks."

[fact.proposed_years]
type = "integer"
ask = "How many years are proposed?"
why = "The law asks."

[record.charge]
plural = "charges"
ask = "Which charges?"

[record.charge.kind]
type = ["theft", "fraud"]
ask = "What kind?"
labels = { theft = "theft", fraud = "fraud" }

[record.relation]
plural = "relations"
ask = "Who stands close to the matter?"

[record.relation.person]
type = "text"
ask = "Who?"
"""

RULES = """
[[rule]]
id = "standing"
cite = "Act s 3"
force = "statute"
standing = true
says = "Who may ask."
holds = "filer in ['person', 'counsel']"
failing = "not-a-petition"
else = "Only the person or counsel may ask."
instead = "You may write; your letter is answered."

[[rule]]
id = "waiting"
cite = "Act s 4"
force = "statute"
says = "Three years after release."
holds = "released_on == none or years_after(3, released_on) <= today"
failing = "not-yet"
else = "You may ask from {opens_on}."

[[rule]]
id = "trial-over"
cite = "Act s 5"
force = "policy"
override_by = ["chancellor"]
says = "Not while a trial is open."
holds = "not trial_open"
failing = "declined-by-policy"
else = "The trial is still open on {today}."

[[rule]]
id = "fee"
cite = "Act s 6"
force = "regulation"
says = "The fee."
holds = "fee_paid"
failing = "waivable"
else = "The fee is not paid."

[[rule]]
id = "consent"
cite = "Act s 7"
force = "practice"
says = "The person agrees."
holds = "consents"
failing = "a-person-must-look"
else = "The person has not agreed."

[[rule]]
id = "board-floor"
cite = "Act s 8"
force = "constitution"
binds = ["board"]
says = "The board proposes at least twenty years."
holds = "proposed_years >= 20"
failing = "refuse"
else = "The board may not propose fewer than twenty years."

[[duty]]
id = "victim-asked"
cite = "Act s 9"
when = "violent"
do = "ask-victim"
before = ["grant", "deny"]
says = "The victim is asked first."

[[consideration]]
id = "gravity"
cite = "Act s 10"
shows = "serious"
says = "How serious it is."
"""

OFFICES = """
[office.desk]
title = "The Desk"

[office.registry]
title = "The Registry"

[office.prince]
title = "The Prince"
instead = [{ by = "regent", when = "throne_vacant", cite = "Act s 1" }]

[office.regent]
title = "The Regent"

[office.chancellor]
title = "The Chancellor"
substitute = { named_by = "council", needs = "legal_basis", cite = "Act s 2" }

[office.council]
title = "The Council"

[office.board]
title = "The Board"
members = 5

[office.police]
title = "The Police"
consulted = true

[office.prison]
title = "The Prison"
consulted = true

[office.court]
title = "The Court"
outside = true

[[stands_aside]]
id = "too-close"
if = "any(r.person == actor for r in relations)"
cite = "Act s 11"
offices = ["prince", "regent", "chancellor"]
unknown = "a-person-must-look"
says = "The officer stands too close to the matter."
"""

ACTS = """
[[act]]
id = "receive"
title = "Receive"
by = ["desk"]
unknown = "proceed"
writes = "Received"

[[act]]
id = "open"
title = "Open"
by = ["desk"]
cite = "Act s 3"
when = "docket.received_on != none and docket.petition_on == none"
needs = ["standing", "waiting", "trial-over", "fee", "consent"]
writes = "PetitionOpened"
tells = [{ who = "petitioner", letter = "receipt" }]

[[act]]
id = "supplement"
title = "Supplement"
by = ["desk"]
needs = ["fee"]
unknown = "proceed"
writes = "PetitionSupplemented"

[[act]]
id = "ask-items"
title = "Ask"
by = ["desk"]
writes = "InformationAsked"
clock = { id = "items", months = 1 }

[[act]]
id = "ask-opinion"
title = "Ask an opinion"
by = ["desk"]
of = ["police", "prison"]
writes = "OpinionAsked"
clock = { id = "opinion", days = 10, working = true, chase = [-2] }

[[act]]
id = "give-opinion"
title = "Give an opinion"
by = ["desk", "police"]
writes = "OpinionReceived"
asks = ["favours"]
stops = ["opinion"]

[[act]]
id = "propose"
title = "Propose"
by = ["board"]
needs = ["board-floor"]
weighs = ["gravity", "trial-over"]
writes = "Advised"
set = { stage = "merit" }

[[act]]
id = "vote"
title = "Vote"
by = ["board"]
writes = "Voted"
vote.stage = "merit"
vote.quorum = "vote.present >= 4"
vote.carries = "vote.yes >= (4 if serious else 2)"

[[act]]
id = "ask-victim"
title = "Ask the victim"
by = ["desk"]
writes = "VictimAsked"

[[act]]
id = "hear-victim"
title = "Hear the victim"
by = ["desk"]
writes = "VictimHeard"

[[act]]
id = "relate"
title = "Record a relation"
by = ["desk", "chancellor", "prince"]
writes = "RelationRecorded"

[[act]]
id = "stand-aside"
title = "Stand aside"
by = ["chancellor", "prince", "desk"]
writes = "StoodAside"

[[act]]
id = "name-substitute"
title = "Name a substitute"
by = ["council", "desk"]
writes = "SubstituteNamed"

[[act]]
id = "override"
title = "Set a policy aside"
by = ["chancellor", "desk"]
asks = ["reason"]
writes = "RuleOverridden"

[[act]]
id = "waive"
title = "Waive"
by = ["chancellor"]
writes = "Waived"

[[act]]
id = "look"
title = "Look"
by = ["desk"]
writes = "LookedAt"

[[act]]
id = "grant"
title = "Grant"
by = ["prince"]
when = "docket.petition_on != none and docket.decided_on == none"
needs = ["board-floor"]
per = "charge"
writes = "Granted"

[[act]]
id = "deny"
title = "Deny"
by = ["prince"]
when = "docket.petition_on != none and docket.decided_on == none"
writes = "Denied"
closes = true

[[act]]
id = "countersign"
title = "Countersign"
by = ["chancellor"]
when = "docket.granted_on != none and docket.countersigned_on == none"
writes = "Countersigned"
tells = [{ who = "victim", letter = "outcome" }, { who = "petitioner", letter = "outcome" }]

[[act]]
id = "withhold"
title = "Withhold"
by = ["chancellor"]
when = "docket.granted_on != none and docket.countersigned_on == none"
asks = ["grounds"]
writes = "CountersignatureWithheld"

[[act]]
id = "breach"
title = "Breach"
by = ["board"]
writes = "ConditionBreached"

[[act]]
id = "two-keys"
title = "Two keys"
by = ["registry"]
second = true
writes = "Published"
set = { what = "decision" }

[[act]]
id = "answer"
title = "Answer"
by = ["desk"]
when = "docket.petition_on == none"
unknown = "proceed"
writes = "CorrespondenceAnswered"

[[act]]
id = "register"
title = "Register"
by = ["desk"]
writes = "StatementRegistered"

[[act]]
id = "pardon-at-once"
title = "Pardon at once"
by = ["regent"]
writes = "Granted"
set = { in_force = true }

[[act]]
id = "correct"
title = "Correct"
by = ["desk"]
writes = "Corrected"

[[act]]
id = "reopen"
title = "Reopen"
by = ["prince"]
writes = "Reopened"

[[by_law]]
id = "lapse"
cite = "Act s 12"
when = "any(c.breached_on != none for c in docket.conditions)"
on = "min(c.breached_on for c in docket.conditions if c.breached_on != none)"
writes = "Lapsed"
says = "A grant lapses on breach."

[[by_law]]
id = "close-lapsed"
cite = "Act s 13"
when = "docket.lapsed_on != none"
on = "days_after(10, docket.lapsed_on) if docket.lapsed_on != none else none"
writes = "Closed"
says = "A lapsed matter closes after ten days."

[[never]]
id = "no-effect-unsigned"
says = "A grant takes effect without a countersignature."
is = "docket.effective_on != none and docket.countersigned_on == none"
"""

LETTERS = """
[letter.receipt]
subject = "Your petition"
body = "It has number {number}."

[letter.outcome]
subject = "The outcome"
body = "It is decided."
"""

SEES = """
[default]
petitioner = ["kind", "on"]
victim = ["kind", "on"]
offices = ["*"]

[Received]
petitioner = ["kind", "on", "channel"]
public = ["kind", "on", "sender_office", "asked_for", "asked_of"]
offices = ["*"]
police = ["kind"]

[StatementRegistered]
public = ["kind", "said_from", "medium"]
offices = ["*"]

[OpinionAsked]
of = ["kind", "on", "question"]
offices = ["*"]

[OpinionReceived]
counsel = ["of", "favours"]
police = ["*"]
desk = ["of", "statement"]

[VictimHeard]
victim = ["*"]
relative = ["on", "victim"]
offices = ["on", "statement"]

[Granted]
public = ["on", "outcomes"]
petitioner = ["*"]
"""

FILES = {
    "pack.toml": HEAD,
    "facts.toml": FACTS,
    "rules.toml": RULES,
    "offices.toml": OFFICES,
    "acts.toml": ACTS,
    "letters.toml": LETTERS,
    "sees.toml": SEES,
}

TODAY = date(2026, 3, 2)
TEXT = "ab" * 32
OTHER_TEXT = "cd" * 32

SETTLED: dict[str, Any] = {
    "filer": "person",
    "released_on": "none",
    "consents": True,
    "fee_paid": True,
    "trial_open": False,
    "throne_vacant": False,
    "serious": False,
    "violent": False,
    "proposed_years": 20,
    "charges": {"complete": True, "list": [{"kind": "theft"}, {"kind": "fraud"}]},
    "relations": {"complete": True, "list": []},
}
"""Facts on which nothing stands in the way of anything."""


@cache
def pack() -> Pack:
    """The procedure."""
    return read_pack(FILES, FORMS)


def facts(source: Source = CLAIMED, **changed: Any) -> Facts:
    """Facts on which nothing stands in the way, with these changes; "unknown" takes one away."""
    return facts_from({**SETTLED, **changed}, pack().vocabulary, source=source)


def appointed(*held: tuple[str, str], until: date | None = None) -> Appointments:
    """These officers in these offices."""
    return Appointments(
        tuple(Appointment(officer, office, None, until) for officer, office in held)
    )


def order(act: str, by: str, officer: str = "ann", on: date = TODAY, **fields: Any) -> Order:
    """An order; `second` names a second officer."""
    second = fields.pop("second", None)
    return Order(act, by, officer, on, fields, second)


def tried(
    wanted: Order,
    case: Case | None = None,
    told: Facts | None = None,
    held: Appointments | None = None,
    recorded_on: date | None = None,
) -> Accepted | Refused:
    """The order, tried."""
    known = facts() if told is None else told
    return perform(wanted, case or Case(), known, pack(), held, recorded_on)


def done(wanted: Order, case: Case | None = None, told: Facts | None = None) -> Case:
    """The case after an order that must be accepted."""
    verdict = tried(wanted, case, told)
    assert isinstance(verdict, Accepted), verdict
    return extend(case or Case(), verdict.entry)


def entry(wanted: Order, case: Case | None = None, told: Facts | None = None) -> Entry:
    """The entry of an order that must be accepted."""
    verdict = tried(wanted, case, told)
    assert isinstance(verdict, Accepted), verdict
    return verdict.entry


def objections(verdict: Accepted | Refused) -> list[tuple[str, str | None]]:
    """What objects, in order: the kind, and the rule or clause."""
    assert isinstance(verdict, Refused), verdict
    return [(o.kind, o.rule) for o in verdict.objections]


def said(verdict: Accepted | Refused) -> list[str]:
    """Which sentences refuse, in order."""
    assert isinstance(verdict, Refused), verdict
    return [o.says.key for o in verdict.objections]


def opened(told: Facts | None = None) -> Case:
    """A petition."""
    return done(order("open", "desk"), done(order("receive", "desk"), told=told), told)


def granted(text: str | None = TEXT) -> Case:
    """A petition that is granted and not countersigned."""
    fields: dict[str, Any] = {"outcomes": [{"relief": "pardon"}]}
    if text is not None:
        fields["text"] = text
    return done(order("grant", "prince", "pia", **fields), opened())
