"""An office opened for one command. Django enters here, and nowhere earlier."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clemency.cli.exits import NO, STORAGE, USAGE, Trouble

if TYPE_CHECKING:
    from datetime import date

    from clemency.clerk.clock import Clock
    from clemency.clerk.office import Clerk
    from clemency.law.pack import Act, Pack

CODES = {"not-known": USAGE, "not-allowed": NO, "not-writable": USAGE}


@contextmanager
def troubles(as_json: bool = False) -> Iterator[None]:
    """Whatever goes wrong outside the law, as one message with what to do next."""
    from clemency.clerk.trouble import Trouble as ClerkTrouble
    from clemency.law.facts import FactFaults
    from clemency.law.mistakes import Mistakes

    try:
        yield
    except ClerkTrouble as error:
        raise Trouble(error.says, error.mend, CODES.get(error.code, STORAGE), as_json) from None
    except FactFaults as error:
        raise Trouble(str(error), "Nothing was written.", USAGE, as_json) from None
    except Mistakes as error:
        raise Trouble(f"The office's pack has mistakes.\n\n{error}", "", STORAGE, as_json) from None


@contextmanager
def opened(folder: Path, as_json: bool = False, clock: Clock | None = None) -> Iterator[Clerk]:
    """The clerk of the office in `folder`. Troubles end the command."""
    from clemency.clerk.office import Clerk

    with troubles(as_json), Clerk.open(folder, clock=clock) as clerk:
        yield clerk


def act_that_writes(pack: Pack, kind: str) -> Act:
    """The first act of the pack that writes a kind of entry. Raises Trouble where it has none."""
    for act in pack.acts.values():
        if act.writes == kind:
            return act
    raise Trouble(f"The pack {pack.id} has no act that writes {kind}.", "Add one to its acts.toml.")


def office_for(clerk: Clerk, act: Act, on: date, named: str | None, officer: str | None) -> str:
    """Which office acts: the one named; else the first of the act where somebody sits that day."""
    if named:
        return named
    held = clerk.appointments()
    seats = (
        office
        for office in act.by
        if (held.holds(officer, office, on) if officer else held.officers(office, on))
    )
    return next(seats, act.by[0])


def officer_of(clerk: Clerk, office: str, on: Any, named: str | None) -> str:
    """Who signs: whoever was named, or else the one officer who holds the office that day."""
    if named:
        return named
    held = clerk.appointments().officers(office, on)
    if len(held) == 1:
        return held[0]
    if not held:
        appoint = f"`clemency office appoint OFFICER {office}`"
        mend = f"Appoint somebody: {appoint}, or name one with --officer."
        raise Trouble(f"Nobody holds the office {office} on {on}.", mend)
    raise Trouble(
        f"Several officers hold {office} on {on}: {', '.join(held)}.", "Name one with --officer."
    )
