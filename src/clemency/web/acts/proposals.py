"""Orders on their way: drawn up, shown, confirmed by one officer or by two, and done once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone

from clemency.clerk.submit import Recorded
from clemency.docket.verdict import Accepted
from clemency.web import sealed
from clemency.web.acts.asks import Form
from clemency.web.acts.models import Proposal
from clemency.web.acts.reading import Drawn
from clemency.web.acts.setting import Setting

KEPT = timedelta(days=30)
"""How long an order that nobody confirmed is kept."""

GUARDS = frozenset({"csrfmiddlewaretoken", "once", "do", "p", "seen", "digest"})


def typed_in(posted: Any) -> dict[str, list[str]]:
    """What a form holds, but for what guards it."""
    return {name: values for name, values in posted.lists() if name not in GUARDS}


def draw_up(form: Form, drawn: Drawn, digest: str, earlier: Proposal | None) -> Proposal:
    """Keeps an order, so that a closed window, an expired session or the other officer's act costs
    nobody what they typed."""
    setting, seat = form.setting, form.setting.seat
    kept = earlier or Proposal()
    kept.matter, kept.number = setting.ground.ref, setting.ground.number
    kept.act, kept.officer, kept.office = form.act.id, seat.officer, seat.office
    kept.second, kept.digest = drawn.second or "", digest
    kept.seen, kept.signed_at = setting.ground.seen, None
    kept.save()
    kept.typed = sealed.seal_json(kept.matter, purpose(kept), form.typed)
    kept.save(update_fields=["typed"])
    return kept


def typed_of(kept: Proposal) -> Mapping[str, list[str]]:
    """What was typed. Raises Http404 where the person has been forgotten since."""
    found = sealed.unseal_json(kept.matter, purpose(kept), bytes(kept.typed))
    if not isinstance(found, dict):
        raise Http404
    return found


def of(setting: Setting, act: str, wanted: str) -> Proposal:
    """An order that this officer has drawn up here, or is to sign as the second; else there is no
    such thing."""
    kept = Proposal.objects.filter(
        pk=int(wanted) if wanted.isdecimal() and len(wanted) < 12 else 0,
        matter=setting.ground.ref,
        act=act,
        done_at=None,
    ).first()
    if kept is None or not (_first(kept, setting) or is_second(kept, setting)):
        raise Http404
    return kept


def _first(kept: Proposal, setting: Setting) -> bool:
    return (kept.officer, kept.office) == (setting.seat.officer, setting.seat.office)


def is_second(kept: Proposal, setting: Setting) -> bool:
    """Whether the first officer has signed, and this one is asked to sign beside."""
    return kept.second == setting.seat.officer and kept.signed_at is not None


def sign_first(kept: Proposal) -> None:
    """The first of two officers has confirmed."""
    kept.signed_at = timezone.now()
    kept.save(update_fields=["signed_at"])


def done(kept: Proposal, recorded: Recorded) -> None:
    """It is written: what was typed goes, and what was done stays, by codes alone."""
    kept.typed, kept.done_at = b"", timezone.now()
    kept.outcome = outcome_of(recorded)
    kept.save(update_fields=["typed", "done_at", "outcome"])


def outcome_of(recorded: Recorded) -> dict[str, Any]:
    """Where an entry stands and who is told of it."""
    accepted: Accepted = recorded
    return {
        "matter_seq": recorded.matter_seq,
        "seq": recorded.seq,
        "leaf": recorded.leaf,
        "kind": accepted.entry.kind,
        "tells": [[one.who, one.letter, one.after, one.when is not None] for one in accepted.tells],
        "also": [one.kind for one in recorded.also],
    }


def waiting_for(officer: str) -> list[Proposal]:
    """Orders that wait for this officer's second signature, oldest first."""
    found = Proposal.objects.filter(second=officer, done_at=None).exclude(signed_at=None)
    return list(found.order_by("signed_at"))


def purpose(kept: Proposal) -> str:
    """What its sealed text is called."""
    return f"proposal:{kept.pk}"


def sweep() -> int:
    """Drops orders that nobody has confirmed for a month; how many."""
    return Proposal.objects.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


def forget(matter: str) -> None:
    """Drops what was drawn up about somebody who has been forgotten."""
    Proposal.objects.filter(matter=matter).delete()
