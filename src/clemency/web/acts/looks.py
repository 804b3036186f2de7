"""A form as its template draws it: each field with what stands in it and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clemency.web.acts.asks import OTHER, Ask, Form, Options

RADIOS_AT_MOST = 5


@dataclass(frozen=True)
class Look:
    """One field, ready to be drawn.

    settled  whether it begins with an answer, so that leaving it alone is one
    value    what stands in it; of a day, its three boxes; of codes, all that are chosen
    other    what is typed beside a choice that is not listed
    """

    name: str
    sort: str
    label: str
    hint: str
    needed: bool
    options: Options
    value: Any
    other: str
    error: str | None
    rows: tuple[tuple[Look, ...], ...] = ()
    row_name: str = ""
    settled: bool = False


def look(form: Form, ask: Ask, errors: dict[str, str]) -> Look:
    """A field with what was typed, or with what it begins with."""
    first = form.first(ask.name)
    fresh = not form.typed
    value: Any = first if first is not None else ask.default
    if ask.sort == "day":
        value = tuple(form.first(f"{ask.name}-{part}") or "" for part in ("day", "month", "year"))
    elif ask.sort == "codes":
        value = tuple(form.typed.get(ask.name, ()))
    elif fresh and ask.shape.name == "charge" and ask.place != "charge":
        value = _charge_of(ask)
    rows = tuple(tuple(look(form, one, errors) for one in row) for row in ask.rows)
    return Look(
        name=ask.name,
        sort=_drawn(ask),
        label=ask.label,
        hint=ask.hint,
        needed=ask.needed,
        options=_offered(form, ask),
        value=value,
        other=form.first(f"{ask.name}.other") or "",
        error=errors.get(ask.name),
        rows=rows,
        row_name=ask.shape.name,
        settled=bool(ask.default) or ask.shape.name == "charge",
    )


def _charge_of(ask: Ask) -> str:
    """At first each row is about the record of its own place, where the act decides one by one."""
    if ask.options and not ask.options[0][0]:
        return ""
    place = int(ask.name.split(".")[2])
    return ask.options[place][0] if place < len(ask.options) else ""


def _drawn(ask: Ask) -> str:
    """Few choices are all seen at once."""
    if ask.sort == "choose" and len(ask.options) <= RADIOS_AT_MOST:
        return "radios"
    if ask.sort == "code" and not ask.options:
        return "own-code"
    return ask.sort


def _offered(form: Form, ask: Ask) -> Options:
    words = form.setting.words
    if ask.sort == "yes-no":
        return _yes_no(form, ask)
    if ask.sort == "code":
        return (*ask.options, (OTHER, words.say("acts.form.other_code")))
    return ask.options


def _yes_no(form: Form, ask: Ask) -> Options:
    """Yes and no in the words of what is asked; and neither, where that is an answer."""
    words, kind = form.setting.words, form.act.writes
    name = ask.shape.name
    keys = (f"acts.yes_no.{kind}.{name}", f"acts.yes_no.{name}", "acts.yes_no.any")
    key = next(one for one in keys if words.has(f"{one}.yes"))
    found = [("yes", words.say(f"{key}.yes")), ("no", words.say(f"{key}.no"))]
    if ask.shape.optional and not ask.needed:
        none = f"{key}.none" if words.has(f"{key}.none") else "acts.yes_no.any.none"
        found.append(("none", words.say(none)))
    return tuple(found)
