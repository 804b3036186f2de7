"""Letters of an office that was made with a past: nothing of it is sent again.

For the demonstration: what its docket told in months gone by counts as sent then, and most of it as
arrived. Letters of the last days on paper lie in the print queue; what a person must look at waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clemency.web.office import clerk
from clemency.web.post import collecting
from clemency.web.post.models import DELIVERED, PAPER, POST, SENT, WAITING, Letter

STILL_TO_PRINT = timedelta(days=14)
ARRIVES_AFTER = timedelta(days=2)
SEEN_BY_THEN = timedelta(days=12)


def begin() -> int:
    """Lists the letters of a docket that has none listed yet, each as it would stand today; how
    many. Does nothing where letters are listed already."""
    if Letter.objects.exists():
        return 0
    letters = collecting.everything()
    written = _written({one.seq for one in letters})
    zone = ZoneInfo(clerk().pack.calendar.time_zone)
    for letter in letters:
        if letter.state == WAITING:
            _settle(letter, written[letter.seq].astimezone(zone))
    return collecting.keep(letters)


def _written(wanted: set[int]) -> dict[int, datetime]:
    """When each of these entries was written."""
    rows = clerk().desk.store.everything()
    return {row.seq: row.recorded_at for row in rows if row.seq in wanted}


def _settle(letter: Letter, at: datetime) -> None:
    today = clerk().today()
    letter.made_on = at.date()
    if letter.channel == POST and today - at.date() <= STILL_TO_PRINT:
        letter.state = PAPER
        return
    letter.sent_at = at
    arrived = at.date() + ARRIVES_AFTER
    known = letter.channel == POST or today - at.date() > SEEN_BY_THEN
    if known and arrived <= today:
        letter.state, letter.delivered_on = DELIVERED, arrived
    else:
        letter.state = SENT
