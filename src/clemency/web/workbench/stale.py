"""What others did while somebody was still typing: shown beside what was typed, which is kept."""

from __future__ import annotations

from clemency.clerk.reading import Shown
from clemency.web.workbench.opening import Opened


def changes_since(at: Opened, seen: int) -> tuple[Shown, ...]:
    """Entries after those that an officer had seen, as far as they are shown."""
    return tuple(one for one in at.found.entries if one.matter_seq >= seen)
