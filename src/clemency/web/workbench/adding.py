"""A letter that belongs to a matter which is here already: its words go there; both are linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clemency.clerk.reading import Matter
from clemency.clerk.submit import Recorded
from clemency.clerk.trouble import NotKnown
from clemency.clerk.vault import Forgotten
from clemency.docket.order import Order
from clemency.docket.verdict import Accepted
from clemency.law.pack import Act
from clemency.letters.told import Told
from clemency.web import counter
from clemency.web.acts.effects import Effect, effect_of
from clemency.web.acts.reading import Drawn
from clemency.web.acts.setting import Setting
from clemency.web.acts.trying import ground_of, try_
from clemency.web.office import clerk
from clemency.web.workbench.opening import Opened, act_writing

ADDITION = "addition"
"""The word under which the two are linked."""


@dataclass(frozen=True)
class Preview:
    """What adding the letter would do, on both dockets.

    there    what it would do in the other matter; None where that is refused
    here     what it would write here
    refused  every objection, wherever it comes from
    unknown  whether no such matter is here, or none that this officer may see
    """

    other: str
    there: Effect | None
    here: Effect | None
    refused: tuple[Told, ...]
    unknown: bool


def acts_of(at: Opened) -> tuple[Act, Act] | None:
    """The acts by which something is added, and by which matters are linked; None where the pack
    lacks either."""
    adds = act_writing(at.pack, "PetitionSupplemented", at.seat.office)
    links = act_writing(at.pack, "Linked", at.seat.office)
    return (adds, links) if adds is not None and links is not None else None


def preview(at: Opened, setting: Setting, other: str) -> Preview | None:
    """What would come of it; None where no matter is named, or the pack knows no such thing."""
    acts = acts_of(at)
    if not other or acts is None:
        return None
    found = _other(at, other)
    if found is None:
        return Preview(other, None, None, (), unknown=True)
    order_there, order_here = _orders(at, acts, found)
    there = Setting(setting.clerk, at.seat, at.viewer, found, setting.words, at.day)
    effects, objections = list[Effect | None](), list[Told]()
    sealed = {"words": "-"}
    for place, order, texts in ((there, order_there, sealed), (setting, order_here, {})):
        tried = try_(clerk(), ground_of(clerk(), place.shown.ref), order, sealed=texts)
        if isinstance(tried.verdict, Accepted):
            drawn = Drawn(order.on, dict(order.fields))
            effects.append(effect_of(place, tried, drawn))
        else:
            effects.append(None)
            objections += map(at.tellable, at.speaker.refused(tried.verdict))
    return Preview(found.number, effects[0], effects[1], tuple(objections), unknown=False)


def add(at: Opened, setting: Setting, other: str) -> Any:
    """Does both: first there, then here. What came of the first that was not accepted; the word for
    what is wrong; or what was recorded there."""
    acts = acts_of(at)
    found = _other(at, other) if other else None
    if acts is None or found is None:
        return "no_other" if not other else "unknown_other"
    words = _words_here(at)
    if words is None:
        return "no_words"
    shown = preview(at, setting, other)
    if shown is not None and shown.refused:
        return "addition_refused"
    there, here = _orders(at, acts, found)
    done = counter.submit(found.number, there, sealed={"words": words})
    if not isinstance(done, Recorded):
        return done
    linked = counter.submit(at.number, here)
    return done if isinstance(linked, Recorded) else linked


def _other(at: Opened, number: str) -> Matter | None:
    try:
        found = clerk().matter(number, at.viewer)
    except NotKnown:
        return None
    return None if found.ref == at.ref else found


def _orders(at: Opened, acts: tuple[Act, Act], other: Matter) -> tuple[Order, Order]:
    adds, links = acts
    return at.order(adds), at.order(links, to=other.ref, relation=ADDITION)


def _words_here(at: Opened) -> bytes | None:
    """What was received, as it lies sealed."""
    for one in at.of("Received"):
        for item in one.texts.values():
            found = clerk().text(at.number, item, at.viewer)
            return None if isinstance(found, Forgotten) else found
    return None
