"""Who is told of an act: whom the act's list means in this matter, and who of them is told now."""

from __future__ import annotations

from collections.abc import Iterator

from clemency.docket.case import Case, extend
from clemency.docket.entries import Entry
from clemency.docket.facts import docket_facts
from clemency.docket.verdict import Say, engine
from clemency.law.finding import env_of, settled
from clemency.law.pack import OF, Act, Tells
from clemency.law.reason import Env
from clemency.law.values import UNKNOWN, Facts


def tellings(act: Act, entry: Entry, before: Case, facts: Facts) -> tuple[Tells, ...]:
    """Who is told of an entry, in order, each by name.

    before  the case without the entry; a condition reads the docket with it
    facts   what people told, by the time of the entry

    Whoever may have to be told is listed, and keeps the `when` that is not established: a person
    looks before that letter goes. Nobody waits for somebody who is not told.
    """
    env = _env(act, entry, before, facts)
    told: dict[str, str] = {}  # by the name in the pack, the name here
    listed: list[Tells] = []
    for one in act.tells:
        verdict = True if one.when is None else settled(one.when, env)
        who = entry.about_office if one.who == OF else one.who
        if verdict is False or who is None:
            continue
        after = told.get(one.after) if one.after is not None else None
        listed.append(Tells(who, one.letter, after, one.when if verdict is UNKNOWN else None))
        told[one.who] = who
    return tuple(listed)


def open_tellings(tells: tuple[Tells, ...]) -> Iterator[Say]:
    """What the officer should know of tellings of which it is not established that they go out."""
    for one in tells:
        if one.when is not None:
            yield engine("telling-open", office=one.who, letter=one.letter)


def _env(act: Act, entry: Entry, before: Case, facts: Facts) -> Env:
    """What a condition reads: the docket with the entry, what people told, who acted and when."""
    if all(one.when is None for one in act.tells):
        return {}
    given = docket_facts(extend(before, entry))
    given |= {"acting_office": entry.office, "actor": entry.officer}
    return env_of(facts, entry.on, given)
