"""Whatever is ordered, and in whatever order: each command appends what its answer says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clemency.clerk.evidence import FactsGiven
from clemency.clerk.office import Clerk
from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.clerk.trouble import Trouble
from clemency.law.facts import FactFaults
from tests.clerk import offices
from tests.clerk.offices import DESK, OFFICER, order

Command = Callable[[Clerk, str, int], Any]

SIGN = {"officer": OFFICER, "office": DESK}
TWO = {**SIGN, "second": "o-second", "legal_basis": "art-17"}
ACTS: list[tuple[Any, ...]] = [
    ("open-petition",),
    ("ask-opinion",),
    ("withdraw",),
    ("pardon-everybody",),
    ("vote-merit", "board", "o-board"),
    ("grant", "prince", "o-prince"),
    ("countersign", "chancellor", "o-chancellor"),
    ("open-petition", DESK, "o-stranger"),
]
FIELDS: list[dict[str, Any]] = [
    {},
    {"of": "police"},
    {"words": "Some words."},
    {"text": "A text.", "outcomes": [{"relief": "pardon"}]},
    {"present": 5, "yes": 4, "no": 1},
    {"of": "Not A Code"},
]
TOLD: list[Any] = [
    None,
    {"age": 61},
    FactsGiven({"exceptional": True}, "reported", ("unnamed",)),
    {"nonsense": 1},
]


def acts() -> st.SearchStrategy[Command]:
    def command(act: tuple[Any, ...], fields: dict[str, Any], facts: Any, late: int) -> Command:
        return lambda clerk, matter, seen: clerk.submit(
            matter, order(*act, **fields), facts=facts, seen=max(0, seen - late)
        )

    return st.builds(
        command,
        st.sampled_from(ACTS),
        st.sampled_from(FIELDS),
        st.sampled_from(TOLD),
        st.sampled_from([0, 0, 0, 1]),
    )


OTHERS: list[Command] = [
    lambda clerk, matter, seen: clerk.receive(OFFICER, DESK, facts={"filer": "relative"}),
    lambda clerk, matter, seen: clerk.record(matter, {"age": 70}, **SIGN, seen=seen),
    lambda clerk, matter, seen: clerk.forget(matter, **TWO),
    lambda clerk, matter, seen: clerk.appoint("o-more", DESK),
    lambda clerk, matter, seen: clerk.end_appointment("o-more", DESK),
]


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(commands=st.lists(st.one_of(acts(), acts(), st.sampled_from(OTHERS)), max_size=9))
def test_each_command_appends_what_its_answer_says(template: Path, commands: list[Command]) -> None:
    folder = offices.copier(template)()
    with offices.open_(folder) as clerk:
        matter = offices.receive(clerk).matter
        for command in commands:
            before = clerk.checkpoint()
            seen = clerk.desk.store.matter(matter)[-1].matter_seq + 1
            try:
                answer = command(clerk, matter, seen)
            except (Trouble, FactFaults):
                answer = None
            assert clerk.checkpoint().size == before.size + appended(answer)
        report = clerk.verify()
        assert report.sound, str(report)
        assert clerk.rebuild().differences == ()
    shutil.rmtree(folder.parent)


def appended(answer: Any) -> int:
    """How many entries an answer speaks of."""
    match answer:
        case Recorded():
            return 1 + len(answer.also)
        case NotRecorded():
            return len(answer.also)
        case tuple():  # one for each matter that speaks of a person who is forgotten
            return len(answer)
        case Stale() | None:
            return 0
    raise AssertionError(f"an answer of an unknown kind: {answer}")
