"""Which stories are told, and how often: each once as far as the number allows, those first that
show what no other has shown; after that they are drawn by their weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from clemency.web.demonstration.book import MAIN, Book, Plain


def chosen(told: Book, matters: int, seed: int) -> Iterator[tuple[Plain, int]]:
    """Stories that together have so many matters, each with the number of its telling, from 0."""
    left, tellings = matters, dict.fromkeys((story["id"] for story in told.stories), 0)
    draw = Random(f"{seed} stories")
    again = [one for one in told.stories for _ in range(one.get("least", 1) - 1)]
    weighed = [one for one in told.stories if one.get("weight")]

    def tell(story: Plain) -> tuple[Plain, int]:
        nonlocal left
        left -= size(story)
        tellings[story["id"]] += 1
        return story, tellings[story["id"]] - 1

    for story in (*_newest_first(told), *again):
        if size(story) <= left:
            yield tell(story)
    while fits := [one for one in weighed if size(one) <= left]:
        yield tell(draw.choices(fits, [one["weight"] for one in fits])[0])


def size(story: Plain) -> int:
    """How many matters one telling has."""
    return len(story.get("matter", (MAIN,)))


def _newest_first(told: Book) -> Iterator[Plain]:
    """Every story, each time the one that shows most of what none before it has shown: acts, ends
    and logins before the codes with which an act was done."""
    left = [(story, _shows(story, told), _codes(story, told)) for story in told.stories]
    seen: set[str] = set()
    while left:
        best = max(left, key=lambda one: (len(one[1] - seen), len(one[2] - seen)))
        left.remove(best)
        seen |= best[1] | best[2]
        yield best[0]


def _shows(story: Plain, told: Book) -> set[str]:
    """The acts of a story, the one with which it ends, and who can look into it."""
    acts = [step["act"] for step in _steps_of(story, told)]
    logins = {f"login {one['login']}" for one in told.petitioners if story["id"] in one["stories"]}
    return {*acts, f"ends with {acts[-1]}", *logins}


def _codes(story: Plain, told: Book) -> set[str]:
    """The codes with which the acts of a story are done: a reason, a relation, whom it is asked."""
    return {
        f"{step['act']} {name} {value}"
        for step in _steps_of(story, told)
        for name, value in step.get("set", {}).items()
        if isinstance(value, str)
    }


def _steps_of(story: Plain, told: Book) -> list[Plain]:
    return [inner for step in story["steps"] for inner in _steps(step, story, told)]


def _steps(step: Any, story: Plain, told: Book) -> Iterator[Plain]:
    """The acts behind a step, with the first door and the first subject of its matter."""
    if isinstance(step, str):
        step = {"part": step}
    own = {**story, **story.get("matter", {}).get(step.get("matter"), {})}
    if "part" in step:
        names = {name: _first(own.get(name, "")) for name in ("door", "subject")}
        for inner in told.parts[step["part"].format(**names)]:
            yield from _steps(inner, own, told)
    elif "act" in step:
        yield step


def _first(told: Any) -> Any:
    return told[0] if isinstance(told, list) else told
