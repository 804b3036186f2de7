"""Maps of every pack in every language, drawn once, and a matter to stand in one."""

from __future__ import annotations

from datetime import date
from functools import cache

from clemency.docket.case import Case, extend
from clemency.docket.order import Order
from clemency.docket.perform import perform, possible
from clemency.docket.verdict import Accepted
from clemency.law.facts import facts_from
from clemency.letters.map import Here
from clemency.letters.map.picture import sheets_of
from clemency.letters.map.sheets import Sheet
from tests.letters.packs import FOLDERS, pack

MAPS = [(name, language) for name in FOLDERS for language in pack(name).languages]
DAY = date(2025, 11, 12)


@cache
def sheets(name: str, language: str) -> tuple[Sheet, ...]:
    """What is drawn of a pack."""
    return sheets_of(pack(name), language)


def here(*orders: Order) -> Here:
    """A matter of Ruritania after these orders, as its offices find it on the same day."""
    known = facts_from(
        {
            "filer": "person",
            "last_refused_on": "none",
            "charges": {"complete": True, "list": []},
        },
        pack().vocabulary,
    )
    case = Case()
    for order in orders:
        verdict = perform(order, case, known, pack())
        assert isinstance(verdict, Accepted), verdict
        case = extend(case, verdict.entry)
    tried = {
        office: possible(case, known, pack(), office, f"o-{office}", DAY)
        for office in pack().offices
    }
    return Here("2025-0007", pack(), case, known, tried, DAY)


RECEIVE = Order("receive", "pardons_desk", "o-desk", DAY, {"channel": "letter"})
OPEN = Order("open-petition", "pardons_desk", "o-desk", DAY, {})
ASK = Order("ask-opinion", "pardons_desk", "o-desk", DAY, {"of": "police"})
