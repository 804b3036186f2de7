"""What a matter knows: what its docket says, what people told, and who acts on which day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from clemency.docket.case import ROWS, SCALARS, Case
from clemency.docket.vocabulary import FORMS
from clemency.law.types import RowsOf
from clemency.law.values import Facts, Row, Rows, Source, Standing

_RECORDS = {
    name: kind.record for name, kind in FORMS.vocabulary.facts.items() if isinstance(kind, RowsOf)
}

_HEAD = re.compile(r"[^\[.]*")

STRENGTH: Final[Mapping[Standing, int]] = {
    Standing.REPORTED: 0,
    Standing.CLAIMED: 1,
    Standing.CERTIFIED: 2,
    Standing.DISPUTED: 2,
}
"""Which word counts: a weaker one never takes the place of a stronger one; of equals, the later."""


def docket_facts(case: Case) -> dict[str, Any]:
    """`docket.*`. Closed: no entry means false, none or empty, and every list is complete."""
    facts = {f"docket.{name}": getattr(case, name) for name in SCALARS}
    for name in ROWS:
        path = f"docket.{name}"
        facts[path] = _rows(path, _RECORDS[path], getattr(case, name))
    return facts


def _rows(path: str, record: str, rows: tuple[Any, ...]) -> Rows:
    items = tuple(
        Row(row._asdict(), f"{path}[{place}]", kind=record) for place, row in enumerate(rows)
    )
    return Rows(items, True, path)


def matter_facts(
    case: Case, facts: Facts, on: date, by: str | None = None, officer: str | None = None
) -> Facts:
    """Everything a rule may read on a day: the docket, what people told, who is to act."""
    given: dict[str, Any] = {"today": on}
    if by is not None:
        given["acting_office"] = by
    if officer is not None:
        given["actor"] = officer
    sources = {
        **facts.sources,
        "docket": Source(Standing.DOCKET),
        **{name: Source(Standing.GIVEN) for name in given},
    }
    return Facts({**facts.values, **docket_facts(case), **given}, sources)


def told(known: Facts, new: Facts, source: Source) -> Facts:
    """The facts with what somebody adds. A weaker word never takes the place of a stronger one."""
    values, sources = dict(known.values), dict(known.sources)
    before, coming = _by_fact(sources), _by_fact(new.sources)
    for name, value in new.values.items():
        if outranked(known, name, source):
            continue
        values[name] = value
        for path in before.get(name, ()):
            del sources[path]
        sources[name] = source
        sources.update({p: new.sources[p] for p in coming.get(name, ()) if p != name})
    return Facts(values, sources)


def _by_fact(paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by the fact they belong to: "charges[0].released_on" belongs to "charges"."""
    found: dict[str, list[str]] = {}
    for path in paths:
        head = _HEAD.match(path)
        assert head is not None  # it may be empty, and is always there
        found.setdefault(head[0], []).append(path)
    return found


def outranked(known: Facts, name: str, source: Source) -> bool:
    """Whether a stronger word on this fact is known than that of `source`."""
    return name in known.values and _strength(known.source(name)) > _strength(source)


def _strength(source: Source) -> int:
    return STRENGTH.get(source.standing, max(STRENGTH.values()))
