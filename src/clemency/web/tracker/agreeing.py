"""The person concerned, where somebody else filed: agrees, and ends a mandate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clemency.clerk.submit import NotRecorded, Recorded
from clemency.web.accounts.models import MatterKey
from clemency.web.office import clerk
from clemency.web.petition import portals
from clemency.web.tracker import portal
from clemency.web.tracker.again import application_of
from clemency.web.tracker.own import Own

AGREED = ("agreed",)
"""What a form's facts hang on where they say that the person agrees, and nothing else."""


@dataclass(frozen=True)
class Mandate:
    """A mandate that lasts. place: its place among the matter's mandates."""

    place: int
    role: str
    since: date
    until_on: date | None


def asks(own: Own) -> tuple[str, ...]:
    """The facts that the agreement of the person concerned would tell, where they are not known
    yet; none for anybody else."""
    if own.key.audience != "petitioner" or own.ended:
        return ()
    sent = application_of(own.matter.ref)
    if sent is None or sent.filer is None:
        return ()
    wanted = [
        fact
        for fact, needs in portals.portal_of(own.pack).told(sent.door).when.items()
        if needs == AGREED and fact in own.pack.facts
    ]
    held = clerk().matter(own.matter.ref).facts
    known = held.plain if held is not None else {}
    return tuple(fact for fact in wanted if known.get(fact) is not True)


def agree(own: Own) -> bool:
    """Records that the person agrees, as what they say."""
    facts = asks(own)
    return bool(facts) and portal.record(own, dict.fromkeys(facts, True))


def mandates(own: Own) -> tuple[Mandate, ...]:
    """The mandates that last, for the person concerned; none where the policy shows none."""
    if own.key.audience != "petitioner" or not own.of("MandateRecorded"):
        return ()
    case = clerk().matter(own.matter.ref).case
    rows = case.mandates if case is not None else ()
    return tuple(
        Mandate(place, row.role, row.on, row.until_on)
        for place, row in enumerate(rows)
        if row.until_on is None or row.until_on >= own.today
    )


def end(own: Own, place: int) -> Recorded | NotRecorded | None:
    """The person ends a mandate today; its holder's key opens nothing from this moment on."""
    case = clerk().matter(own.matter.ref).case
    if case is None or place not in [one.place for one in mandates(own)]:
        return None
    row = case.mandates[place]
    done = portal.write(
        own, "MandateRecorded", {"holder": row.holder, "role": row.role, "until_on": own.today}
    )
    if isinstance(done, Recorded):
        MatterKey.objects.filter(matter=own.matter.ref, person=row.holder).update(
            until_on=own.today - timedelta(days=1)
        )
    return done
