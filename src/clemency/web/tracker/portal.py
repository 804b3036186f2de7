"""What the holder of a key does goes onto the docket by the office's portal, as what they sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clemency.clerk.sealing import Sealed
from clemency.clerk.submit import NotRecorded, Recorded
from clemency.docket.order import Order
from clemency.web import counter
from clemency.web.petition.desk import portal_office, portal_officer
from clemency.web.tracker.own import Own


def can(own: Own, kind: str) -> str | None:
    """The act by which the portal writes such an entry; None where the pack has none."""
    office = portal_office()
    return next((act.id for act in own.acts_writing(kind) if office in act.by), None)


def write(
    own: Own, kind: str, fields: Mapping[str, Any], sealed: Sealed | None = None
) -> Recorded | NotRecorded | None:
    """One entry, written by the portal; None where the pack lets it write no such thing."""
    act = can(own, kind)
    if act is None:
        return None
    order = Order(act, portal_office(), portal_officer(own.today), own.today, dict(fields))
    done = counter.submit(own.matter.ref, order, sealed=sealed)
    return done if isinstance(done, Recorded | NotRecorded) else None


def record(own: Own, facts: Mapping[str, Any]) -> bool:
    """Facts that the holder of a key tells, as their claim."""
    done = counter.record(
        own.matter.ref, dict(facts), officer=portal_officer(own.today), office=portal_office()
    )
    return isinstance(done, Recorded)
