"""A matter as one sight sees it: its entries without what is hidden, and what those add up to.

The case is folded from what is shown by the same declarations as ever. What is hidden is not there,
so whatever is worked out from it gives nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from clemency.docket.case import Case, CaseDraft
from clemency.docket.entries import KINDS, Entry
from clemency.docket.shape import shapes_of
from clemency.web.lists.sights import Sight


@dataclass(frozen=True)
class Seen:
    """What one sight sees of one matter.

    entries  the entries that are shown, hidden fields empty, with their places in the docket
    case     what these add up to
    """

    entries: tuple[tuple[int, Entry], ...]
    case: Case


def seen(entries: Sequence[tuple[int, Entry]], case: Case, sight: Sight) -> Seen | None:
    """A matter through these eyes; None where nothing of it is shown."""
    shown: list[tuple[int, Entry]] = []
    draft = CaseDraft()
    anything = False
    for seq, entry in entries:
        fields = sight.fields(entry, case)
        anything = anything or bool(fields - {"recorded_at"})
        if "kind" in fields and "on" in fields:
            masked = _masked(entry, fields)
            draft.read(masked)
            shown.append((seq, masked))
    return Seen(tuple(shown), draft.frozen()) if anything else None


def _masked(entry: Entry, fields: frozenset[str]) -> Entry:
    """The entry with every hidden field empty."""
    hidden = {name: empty for name, empty in _empty(entry.kind).items() if name not in fields}
    if not hidden:
        return entry
    copy = object.__new__(type(entry))
    copy.__dict__.update(entry.__dict__)
    copy.__dict__.update(hidden)
    return copy


@cache
def _empty(kind: str) -> Mapping[str, Any]:
    """What stands in each field of a kind where it is hidden."""
    return {
        shape.name: () if shape.holds in ("codes", "rows") else shape.default
        for shape in shapes_of(KINDS[kind])
    }
