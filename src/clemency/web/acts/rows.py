"""Adding a row to a form and taking one away without a script: the form is sent and drawn again."""

from __future__ import annotations

from collections.abc import Mapping

from clemency.web.acts.asks import MOST_ROWS, Form

Typed = dict[str, list[str]]


def changed(form: Form, wish: str) -> Typed | None:
    """What stands in the form after "add:outcomes" or "remove:outcomes:2"; None otherwise."""
    what, _, rest = wish.partition(":")
    name, _, row = rest.partition(":")
    ask = next((one for one in form.asks if one.sort == "rows" and one.shape.name == name), None)
    if ask is None or what not in ("add", "remove"):
        return None
    count = len(ask.rows)
    if what == "add":
        return {**form.typed, f"n.{name}": [str(min(count + 1, MOST_ROWS))]}
    if not row.isdecimal() or int(row) >= count:
        return dict(form.typed)
    left = _without(form.typed, f"f.{name}.", int(row))
    return {**left, f"n.{name}": [str(count - 1)]}


def _without(typed: Mapping[str, list[str]], before: str, gone: int) -> Typed:
    """The same without one row; those after it move up."""
    left: Typed = {}
    for name, values in typed.items():
        if not name.startswith(before):
            left[name] = values
            continue
        row, _, rest = name.removeprefix(before).partition(".")
        place = int(row) if row.isdecimal() else -1
        if place != gone:
            left[f"{before}{place - 1 if place > gone else place}.{rest}"] = values
    return left
