"""What somebody wants of a list, as an address says it: a queue, narrowed, in some order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

QUEUES = (
    "all",
    "open",
    "mine",
    "unassigned",
    "with-us",
    "sorting",
    "due",
    "overdue",
    "answers",
    "waiting",
    "carrying",
    "finished",
)
"""all         whatever the viewer may see
open        what is not finished; every queue but all and finished holds only such
mine        what the viewer has taken on
unassigned  what nobody of the viewer's office has
with-us     what lies with the viewer's office, or is awaited from it
sorting     nobody has said yet what it is
due         due today or within DUE_WITHIN days
overdue     the day has passed
answers     an answer came, and nobody has worked on it since
waiting     waits for somebody outside the office
carrying    in force, and not yet carried out
finished    nothing more is to be done"""

ORDERS = ("due", "age", "number", "last")
DUE_WITHIN = 7  # days
LONGEST = 200  # characters of what is asked for
MOST_PAGES = 40  # beyond, a list is narrowed and not leafed through
MOST_FOUND = 8  # pages of what a search finds: beyond, it is asked more closely

NARROWING = ("stage", "kind", "language", "track", "channel", "relief")


@dataclass(frozen=True)
class Filter:
    """A list that somebody asks for.

    waiting  an office or code of whom something is awaited
    text     words that must all stand somewhere in the matter
    order    due: the nearest day first; age: the oldest first; number: the latest first; last: what
             changed last first
    """

    queue: str = "all"
    stage: str = ""
    kind: str = ""
    language: str = ""
    track: str = ""
    channel: str = ""
    relief: str = ""
    waiting: str = ""
    text: str = ""
    order: str = "due"
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, Any], **otherwise: Any) -> Filter:
        """As an address asks for it; whatever makes no sense there is left out.

        otherwise  what holds where the address says nothing
        """
        default = cls(**otherwise)
        told = {one.name: _clean(given, one.name, default) for one in fields(cls)}
        page = told.pop("page")
        told["text"] = _clean({**told, "text": given.get("q", told["text"])}, "text", default)
        found = cls(**told, page=int(page) if page.isascii() and page.isdigit() else 1)
        return replace(
            found,
            queue=found.queue if found.queue in QUEUES else default.queue,
            order=found.order if found.order in ORDERS else default.order,
            page=min(max(found.page, 1), MOST_PAGES),
        )

    def query(self, **changes: Any) -> str:
        """The same, somewhat changed, as it stands in an address. A changed filter begins at its
        first page."""
        other = replace(self, **{"page": 1, **changes})
        default = Filter()
        told = {
            "q" if one.name == "text" else one.name: getattr(other, one.name)
            for one in fields(self)
            if getattr(other, one.name) != getattr(default, one.name)
        }
        return urlencode(told)

    @property
    def chosen(self) -> bool:
        """Whether anything is left out beside by words and by the queue."""
        return bool(self.waiting or any(getattr(self, name) for name in NARROWING))

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out of the queue."""
        return bool(self.text) or self.chosen


def _clean(given: Mapping[str, Any], name: str, default: Filter) -> str:
    """What an address says under a name, no longer than anybody writes it."""
    return str(given.get(name, getattr(default, name)))[:LONGEST].replace("\x00", "")
