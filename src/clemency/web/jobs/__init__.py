"""What is done behind the pages: after a write, at every tick, and when somebody is forgotten.

Each part of the office says in its AppConfig.ready() what it does then. Nothing here is needed for
an entry to count: legal effect never waits for a queue.
"""

from __future__ import annotations

from collections.abc import Callable

AfterWriting = Callable[[str], None]
AtTick = Callable[[], object]
AtErasure = Callable[[str], None]

_after_writing: dict[str, AfterWriting] = {}
_at_tick: dict[str, AtTick] = {}
_at_erasure: dict[str, AtErasure] = {}


def after_writing(name: str, do: AfterWriting) -> None:
    """Calls `do` with a matter's reference whenever a page wrote in that matter."""
    _after_writing[name] = do


def at_tick(name: str, do: AtTick) -> None:
    """Calls `do` about once a minute, in the worker. It must not mind being called twice."""
    _at_tick[name] = do


def at_erasure(name: str, do: AtErasure) -> None:
    """Calls `do` with the reference of whoever was forgotten, also long afterwards."""
    _at_erasure[name] = do


def written(matter: str) -> None:
    """Something was written in a matter. What fails here is made good by the tick: the entry is
    written, and its writer must not be told otherwise."""
    from clemency.web.jobs.log import noted

    for name, do in _after_writing.items():
        with noted(f"after writing: {name}"):
            do(matter)


def forgotten(person: str) -> None:
    """Somebody was forgotten: every part drops what it still holds of them."""
    for do in _at_erasure.values():
        do(person)


def ticks() -> dict[str, AtTick]:
    """What is done at a tick, by name."""
    return dict(_at_tick)
