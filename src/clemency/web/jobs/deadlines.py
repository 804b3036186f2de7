"""What the law does by itself when a day comes is written down on the day it is noticed: here, even
if nobody opens the matter."""

from __future__ import annotations

from clemency.web import jobs
from clemency.web.models import Looked
from clemency.web.office import clerk

AT_ONCE = 500  # matters in one tick; the rest in the next


def notice_due() -> int:
    """Looks once a day at every matter that is open; how many entries the law wrote."""
    today = clerk().today()
    seen = dict(Looked.objects.filter(on=today).values_list("matter", "entries"))
    rows = clerk().desk.store.docket.all(
        "SELECT ref, entries FROM clerk_matter WHERE closed_on IS NULL AND stage <> %s", ["office"]
    )
    wanted = [(ref, entries) for ref, entries in rows if seen.get(ref) != entries][:AT_ONCE]
    written = 0
    for ref, entries in wanted:
        done = clerk().notice(ref) if clerk().pack.by_law else ()
        if done:
            jobs.written(ref)
        written += len(done)
        Looked.objects.update_or_create(
            matter=ref, defaults={"on": today, "entries": entries + len(done)}
        )
    return written
