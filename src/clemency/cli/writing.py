"""The text of a letter that an act sends, as the pack writes it, with the law that explains it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from clemency.cli.exits import Trouble
from clemency.docket.facts import docket_facts
from clemency.law.finding import find
from clemency.law.pack import Act, Failing
from clemency.letters.notices import BadLetter, letter
from clemency.letters.speech import Speaker

if TYPE_CHECKING:
    from clemency.clerk.office import Clerk

NO_PETITION = Failing.NOT_A_PETITION.value


def answer_to(clerk: Clerk, number: str, act: Act, language: str, on: date) -> str:
    """The answer to what was received: subject and body, with the finding of the rule it rests on.

    Raises Trouble where no rule finds that it is not a petition, or the letter has a place that
    nothing fills.
    """
    found = clerk.matter(number)
    assert found.case is not None and found.facts is not None  # the clerk's own hands see it whole
    facts, given = found.facts.facts, docket_facts(found.case)
    named = [act.sets["reason"]] if act.sets.get("reason") in clerk.pack.rules else clerk.pack.rules
    findings = (find(clerk.pack, rule, facts, on, given=given) for rule in named)
    finding = next((one for one in findings if one.outcome == NO_PETITION), None)
    told = next((tells.letter for tells in act.tells), None)
    if finding is None or told is None:
        says = "No rule of the pack finds, on the facts told, that this is not a petition."
        mend = "Tell who wrote (`clemency act ... --fact`), or write the answer: --words TEXT."
        raise Trouble(says, mend)
    params = {"number": found.number, "received_on": found.case.received_on, "finding": finding}
    speaker = Speaker(clerk.pack, language, facts, on)
    try:
        subject, body = letter(clerk.pack, told, language, params, speaker)
    except BadLetter as error:
        raise Trouble(f"{error.letter}: {error.says}", error.mend) from None
    return f"{subject}\n\n{body}"
