"""Several opinions chased at once: each letter seen before it goes, each refusal told, nothing sent
twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from clemency.clerk.submit import NotRecorded, Recorded, Stale
from clemency.clerk.trouble import NotKnown
from clemency.docket.order import Order
from clemency.law.pack import Act
from clemency.letters.post import Occasion
from clemency.letters.told import Told
from clemency.web import counter
from clemency.web.acts import ways
from clemency.web.acts.effects import Letter, letters
from clemency.web.acts.opinions import state_of
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import try_

MOST = 40  # at a time
AWAITED = frozenset({"waiting", "overdue"})


@dataclass(frozen=True)
class Chase:
    """One reminder, as it would go.

    key      "2026-0001:police": how a form names it
    letters  what goes out; none where it is refused
    refused  why it cannot go
    seen     how many entries the matter has
    """

    key: str
    number: str
    office: str
    title: str
    letters: tuple[Letter, ...]
    refused: tuple[Told, ...]
    seen: int


@dataclass(frozen=True)
class Chased:
    """What came of one: sent, refused, already or stale; `place` is the entry's number there."""

    number: str
    office: str
    result: str
    place: int = 0

    def plain(self) -> list[Any]:
        """For the session: codes alone."""
        return [self.number, self.office, self.result, self.place]


def wanted(request: HttpRequest, given: Any) -> list[tuple[Setting, str]]:
    """What a form chose: matters, each with every opinion awaited there ("m"), and single opinions
    ("w"). What this officer may not see is not there."""
    found: dict[str, tuple[Setting, str]] = {}
    settings: dict[str, Setting] = {}
    chosen = [(one, "") for one in given.getlist("m")]
    chosen += [(one.partition(":")[0], one.partition(":")[2]) for one in given.getlist("w")]
    for number, office in chosen[: 2 * MOST]:
        try:
            setting = settings.setdefault(number, Setting.of(request, number))
        except NotKnown:
            continue
        for whom in [office] if office else _awaited(setting):
            found[f"{setting.shown.number}:{whom}"] = (setting, whom)
    return list(found.values())[:MOST]


def _awaited(setting: Setting) -> Iterable[str]:
    """The offices of which an opinion is awaited, the overdue ones alone where there are any."""
    if setting.shown.case is None:
        return []
    states = {row.office: state_of(row, setting.today) for row in setting.case.opinions}
    overdue = [office for office, state in states.items() if state == "overdue"]
    return overdue or [office for office, state in states.items() if state in AWAITED]


def preview(setting: Setting, office: str) -> Chase:
    """One reminder with its letter, or with what stands in its way."""
    number, title = setting.shown.number, setting.speaker.office(office)
    act = _act(setting, office)
    says = ""
    if act is None:
        says = setting.words.say("acts.chase.not_yours", office=title)
    elif _reminded_today(setting, office):
        says = setting.words.say("acts.chase.already")
    if act is None or says:
        refused = (Told(says, (), "no"),)
        return Chase(f"{number}:{office}", number, office, title, (), refused, setting.ground.seen)
    tried = try_(setting.clerk, setting.ground, _order(setting, act, office))
    sent: tuple[Letter, ...] = ()
    if tried.accepted is not None:
        before, facts = tried.ground.entries, tried.ground.facts
        occasion = Occasion(setting.pack, number, tried.accepted.entry, before, facts)
        sent = tuple(letters(setting, occasion, tried.accepted.tells))
    objections = tuple(one.told for one in ways.shown(setting, tried.refused, ordered=True))
    return Chase(f"{number}:{office}", number, office, title, sent, objections, setting.ground.seen)


def send(setting: Setting, office: str, seen: int | None) -> tuple[Chased, int | None]:
    """One reminder as an entry; and how many entries the matter has then. The form of an earlier
    one, sent again on the same day, reminds nobody twice."""
    number, act = setting.shown.number, _act(setting, office)
    if act is None:
        return Chased(number, office, "refused"), seen
    if _reminded_today(setting, office):
        return Chased(number, office, "already"), seen
    done = counter.submit(setting.ground.ref, _order(setting, act, office), seen=seen)
    if isinstance(done, Recorded):
        now = setting.clerk.matter(setting.ground.ref).seen
        return Chased(number, office, "sent", done.matter_seq + 1), now
    if isinstance(done, Stale):
        return Chased(number, office, "stale"), seen
    assert isinstance(done, NotRecorded)
    return Chased(number, office, "refused"), done.seen


def _reminded_today(setting: Setting, office: str) -> bool:
    rows = (row for row in setting.case.opinions if row.office == office)
    return any(row.chased_on == setting.today for row in rows)


def _act(setting: Setting, office: str) -> Act | None:
    """The act by which this officer reminds that office."""
    acts = setting.acts_that_write("OpinionChased")
    return next((act for act in acts if not act.of or office in act.of), None)


def _order(setting: Setting, act: Act, office: str) -> Order:
    fields = {} if act.sets.get("of") else {"of": office}
    return Order(act.id, setting.seat.office, setting.seat.officer, setting.today, fields)
