"""What was written since an officer last looked."""

from __future__ import annotations

from clemency.clerk.reading import Shown
from clemency.web.workbench.models import LastLook
from clemency.web.workbench.opening import Opened


def seen_before(at: Opened) -> int | None:
    """How many entries there were when this officer last looked; None where they never did."""
    looks = LastLook.objects.filter(matter=at.ref, officer=at.seat.officer)
    found: int | None = looks.values_list("seen", flat=True).first()
    return found


def unseen(at: Opened) -> int:
    """How many entries were written since then by others."""
    return len(new_entries(at, seen_before(at)))


def new_entries(at: Opened, before: int | None) -> tuple[Shown, ...]:
    """Entries since then that this officer did not write; none on a first look."""
    if before is None:
        return ()
    return tuple(
        one
        for one in at.found.entries
        if one.matter_seq >= before and one.fields.get("officer") != at.seat.officer
    )


def looked(at: Opened) -> None:
    """Keeps that the officer has now seen all there is."""
    LastLook.objects.update_or_create(
        matter=at.ref, officer=at.seat.officer, defaults={"seen": at.seen}
    )
