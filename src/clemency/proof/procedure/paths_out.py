"""A path as a file of journeys: TOML that a person reads and `clemency pack test` runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clemency.docket.journey import run
from clemency.docket.vocabulary import FORMS
from clemency.law.facts import plain_from
from clemency.law.mistakes import Mistakes
from clemency.law.pack import Pack
from clemency.law.reading.trials import read_trials
from clemency.law.trial import Appointed, Step
from clemency.law.values import Standing
from clemency.proof.procedure.paths import Node
from clemency.proof.result import Witness


@dataclass(frozen=True)
class Story:
    """A path, and what it shows.

    name    what its file is called
    breaks  the statement that its last step breaks
    refused acts that cannot be done after it, each with what objects
    """

    name: str
    path: Node
    breaks: str = ""
    refused: tuple[tuple[str, str], ...] = ()


def written(story: Story, pack: Pack) -> Witness | None:
    """The file; None where it does not run and pass."""
    text = "\n".join(_lines(story, pack)) + "\n"
    try:
        trials = read_trials({"journey.toml": text}, pack, FORMS)
    except Mistakes:
        return None
    passed = all(run(journey, pack).passed for journey in trials.journeys)
    return Witness(story.name, text) if passed and trials.journeys else None


def _lines(story: Story, pack: Pack) -> Iterator[str]:
    yield f"# Shows {story.name}: the path was found by the solver and taken by the engine."
    yield ""
    yield "[[journey]]"
    yield f"name = {toml(story.name)}"
    if story.path.journey.appointed:
        yield f"appointed = {toml([_appointed(one) for one in story.path.journey.appointed])}"
    steps = story.path.journey.steps
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        yield from _step(step, story.breaks if last else "")
    for act, kind in story.refused:
        by = pack.acts[act].by[0]
        tried = Step(on=story.path.on, act=act, by=by, accepted=False, refused=(kind,))
        yield from _step(tried, "")


def _appointed(one: Appointed) -> dict[str, Any]:
    row = {"officer": one.officer, "office": one.office, "from": one.since, "until": one.until}
    return {name: value for name, value in row.items() if value is not None}


def _step(step: Step, breaks: str) -> Iterator[str]:
    yield ""
    yield "[[journey.step]]"
    yield f"on = {toml(step.on)}"
    if step.act is not None:
        yield f"act = {toml(step.act)}"
        yield "accepted = true" if step.accepted else f"refused = {toml(step.refused)}"
    for name in ("by", "officer", "second"):
        if getattr(step, name) is not None:
            yield f"{name} = {toml(getattr(step, name))}"
    if step.standing is not Standing.CLAIMED:
        yield f"standing = {toml(step.standing.value)}"
    if step.reported_by:
        yield f"reported_by = {toml(step.reported_by)}"
    if breaks:
        yield f"breaks = {toml([breaks])}"
    if step.sets:
        yield f"set = {toml(step.sets)}"
    if step.facts.values:
        yield f"facts = {toml(plain_from(step.facts))}"


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, Mapping):
        inside = ", ".join(f"{name} = {toml(one)}" for name, one in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)
