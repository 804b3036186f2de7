"""An order, typed into the form of its act as an officer would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from clemency.docket.entries import KINDS
from clemency.docket.order import reference
from clemency.docket.shape import Shape, own, shapes_of
from clemency.law.pack import Act


def typed(
    act: Act, sets: Mapping[str, Any], *, on: date | None = None, second: str | None = None
) -> dict[str, Any]:
    """What a browser sends for it."""
    shapes = {shape.name: shape for shape in own(KINDS[act.writes])}
    data: dict[str, Any] = {"do": "try"}
    for name, value in sets.items():
        if name not in act.sets:
            data.update(_field(shapes[name], f"f.{name}", value))
    if on is not None:
        data.update(_day("on", on))
    if second is not None:
        data["second"] = second
    return data


def _field(shape: Shape, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if shape.row is not None:
        yield f"n.{shape.name}", str(len(value))
        inner = {one.name: one for one in shapes_of(shape.row)}
        for place, row in enumerate(value):
            for field, given in row.items():
                if field != "id":
                    yield from _field(inner[field], f"{name}.{place}.{field}", given)
    elif shape.holds == "day":
        yield from _day(name, value)
    elif shape.holds == "yes-no":
        yield name, "yes" if value else "no"
    elif shape.holds == "codes":
        yield f"{name}.other", ", ".join(value)
    elif shape.holds == "code" and not shape.choices:
        value = reference(value) if shape.name == "charge" else value
        yield name, value
    else:
        yield name, str(value)


def _day(name: str, day: date | str) -> Iterator[tuple[str, str]]:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    yield from ((f"{name}-day", str(day.day)), (f"{name}-month", str(day.month)))
    yield f"{name}-year", str(day.year)
