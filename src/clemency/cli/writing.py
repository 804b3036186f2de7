"""The text of a letter that an act sends, as the pack writes it, with the law that explains it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clemency.cli.exits import Trouble
from clemency.docket.facts import docket_facts
from clemency.law.finding import find
from clemency.law.pack import Act
from clemency.letters.notices import BadLetter, letter
from clemency.letters.speech import Speaker

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk


def answer_to(clerk: Clerk, number: str, act: Act, language: str, on: date) -> str:
    """The answer to what was received: subject and body, with the finding of the rule it rests on.

    Raises Trouble where the pack's act names no rule, or its letter has a place that nothing fills.
    """
    found = clerk.matter(number)
    assert found.case is not None and found.facts is not None  # the clerk's own hands see it whole
    rule = act.sets.get("reason")
    told = next((tells.letter for tells in act.tells), None)
    if rule is None or rule not in clerk.pack.rules or told is None:
        mend = "Write the answer yourself: --words TEXT, or --words @FILE."
        raise Trouble(f"The pack does not say how `{act.id}` is answered.", mend)
    facts = found.facts.facts
    finding = find(clerk.pack, rule, facts, on, given=docket_facts(found.case))
    params = {"number": found.number, "received_on": found.case.received_on, "finding": finding}
    speaker = Speaker(clerk.pack, language, facts, on)
    try:
        subject, body = letter(clerk.pack, told, language, params, speaker)
    except BadLetter as error:
        raise Trouble(f"{error.letter}: {error.says}", error.mend) from None
    return f"{subject}\n\n{body}"
