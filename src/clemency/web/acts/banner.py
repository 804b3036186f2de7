"""What stands above every page of a matter whose grant is decided and not in force."""

from __future__ import annotations

from dataclasses import dataclass

from clemency.docket.case import Case
from clemency.letters.words import Words
from clemency.web.acts.effects import decided_not_in_force


@dataclass(frozen=True)
class Banner:
    """A headline, a sentence, and its tone: open, or no where the countersignature is withheld."""

    head: str
    says: str
    tone: str


def of(case: Case, words: Words) -> Banner | None:
    """The banner of a matter; None where nothing hangs between decision and effect."""
    if not decided_not_in_force(case):
        return None
    if case.withheld_on is not None:
        says = words.say("acts.banner.withheld", on=case.withheld_on)
        return Banner(words.say("acts.banner.withheld_head"), says, "no")
    assert case.granted_on is not None  # that is what makes it hang
    says = words.say("acts.banner.decided", on=case.granted_on)
    return Banner(words.say("acts.banner.decided_head"), says, "open")
