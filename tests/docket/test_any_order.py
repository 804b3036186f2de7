"""Whatever is ordered, in whatever order: an answer, never a crash, and the same law at the end."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clemency.docket import entries as e
from clemency.docket.case import Case, extend
from clemency.docket.entries import KINDS, Entry, body, entry_from, header
from clemency.docket.order import Order
from clemency.docket.shape import own
from clemency.docket.verdict import KINDS as OBJECTIONS
from clemency.docket.verdict import SAYS, Accepted, Refused
from tests.docket.small import TEXT, facts, pack, tried
from tests.docket.strategies import COMMITMENTS, DAYS, HALF

FIELDS = sorted(
    {shape.name for kind in KINDS.values() for shape in own(kind)} | {"clock", "nonsense"}
)
ROW = {
    "relief": "pardon",
    "charge": "charges[0]",
    "id": "c1",
    "type": "t",
    "member": "m",
    "vote": "yes",
}
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 6),
    st.sampled_from(
        ("police", "trial-over", "too-close", "standing", "ann", "Not a code", "merit")
    ),
    COMMITMENTS,
    DAYS,
    st.text(max_size=5),
    st.lists(st.sampled_from(tuple(ROW)).map(lambda key: {key: ROW[key]}), max_size=2),
    st.lists(st.text(max_size=3), max_size=2),
)
ORDERS = st.builds(
    Order,
    act=st.sampled_from((*pack().acts, "no-such-act")),
    by=st.sampled_from((*pack().offices, "nowhere")),
    officer=st.sampled_from(("ann", "bob", "Ann Smith", "")),
    on=st.dates(date(2025, 12, 1), date(2027, 2, 1)),
    fields=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4),
    second=st.none() | st.sampled_from(("bob", "cy", "C Y")),
)
TOLD = st.fixed_dictionaries(
    {},
    optional={
        "filer": st.sampled_from(("person", "other", "unknown")),
        "trial_open": st.sampled_from((True, False, "unknown")),
        "throne_vacant": st.sampled_from((True, "unknown")),
        "serious": st.sampled_from((True, "unknown")),
        "proposed_years": st.sampled_from((1, "unknown")),
        "charges": st.just("unknown"),
    },
)


@given(st.lists(ORDERS, min_size=1, max_size=6), TOLD)
def test_every_order_is_answered(orders: list[Order], changed: dict[str, Any]) -> None:
    case, told = Case(), facts(**changed)
    for wanted in orders:
        verdict = tried(wanted, case, told)
        if isinstance(verdict, Refused):
            answers(verdict)
        else:
            case = extend(case, kept(wanted, verdict))


def answers(verdict: Refused) -> None:
    """A refusal objects to something, gravest first, in sentences that exist."""
    places = [OBJECTIONS.index(objection.kind) for objection in verdict.objections]
    assert places
    assert places == sorted(places)
    for objection in verdict.objections:
        for say in filter(None, (objection.says, objection.mend)):
            home, key = say.key.split(":", 1)
            assert key in SAYS if home == "engine" else pack().texts.get(key, "en")


def kept(wanted: Order, verdict: Accepted) -> Entry:
    """What is accepted can be stored, and comes back as it was."""
    entry = verdict.entry
    assert (entry.kind, entry.on) == (pack().acts[wanted.act].writes, wanted.on)
    beside, inside = json.loads(json.dumps([header(entry), body(entry)]))
    assert entry_from(entry.kind, entry.version, beside, inside) == entry
    return entry


PATH = (
    Order("receive", "desk", "ann", date(2026, 3, 2)),
    Order("open", "desk", "ann", date(2026, 3, 2)),
    Order(
        "grant",
        "prince",
        "pia",
        date(2026, 3, 2),
        {"outcomes": [{"relief": "pardon"}], "text": TEXT},
    ),
    Order("countersign", "chancellor", "cleo", date(2026, 3, 2)),
    Order("withhold", "chancellor", "cleo", date(2026, 3, 2), {"grounds": "exceptional"}),
    Order("deny", "prince", "pia", date(2026, 3, 2)),
    Order("reopen", "prince", "pia", date(2026, 3, 2)),
    Order("stand-aside", "chancellor", "cleo", date(2026, 3, 2)),
    Order(
        "correct",
        "desk",
        "ann",
        date(2026, 3, 2),
        {"what": "effective_on", "day": date(2026, 1, 1)},
    ),
)


@HALF
@given(st.lists(st.sampled_from(PATH), max_size=14))
def test_nothing_comes_into_force_unsigned(orders: list[Order]) -> None:
    """On no path through the procedure; and only the text that was granted is signed."""
    case, docket = Case(), list[Entry]()
    for wanted in orders:
        verdict = tried(wanted, case)
        if isinstance(verdict, Accepted):
            docket.append(verdict.entry)
            case = extend(case, verdict.entry)
        assert case.effective_on is None or case.countersigned_on is not None
        for outcome in case.outcomes:
            signed = [one for one in docket if isinstance(one, e.Countersigned)]
            assert outcome.effective_on is None or outcome.text in [one.text for one in signed]
