"""Texts that come with an order: sealed, each under the key of exactly one person, and named by
their
commitments, so that no word of them reaches an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clemency.clerk.projections import person_of, protected
from clemency.clerk.trouble import NotKnown, NotWritable
from clemency.clerk.vault import Opened
from clemency.clerk.writing import File, Writing
from clemency.docket.entries import KINDS
from clemency.docket.order import Order
from clemency.docket.shape import shapes_of

PERSON_BYTES = 16
_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_STEP = re.compile(r"([a-z_]+)\[([0-9]+)\]")


@dataclass(frozen=True)
class Words:
    """A text that is to be sealed.

    person  whose key it goes under, where that is not the person whom the entry names, nor the one
            at the centre of the matter
    """

    text: str | bytes
    person: str | None = None


Sealed = Mapping[str, str | bytes | Words]
"""Texts by the field that is to hold their commitment: "words", "conditions[0].text"."""


def sealed(writing: Writing, file: File, order: Order, texts: Sealed) -> Order:
    """The order with commitments where texts were given. The texts are kept with what is written.

    A text may also stand in the order's own fields, wherever an entry holds a commitment.
    """
    act = writing.desk.pack.acts.get(order.act)
    if act is None:
        return order
    fields = dict(order.fields)
    for path, text in texts.items():
        _put(fields, path, text if isinstance(text, Words) else Words(text))
    _name_victim(writing, file, act.writes, fields)
    named = (fields.get(field) for field in protected(act.writes))
    person = next((person_of(file.ref, ref) for ref in named if isinstance(ref, str)), file.ref)
    sealer = _Sealer(writing, file, person)
    return replace(order, fields=sealer.fields(KINDS[act.writes], fields, act.writes))


def _name_victim(writing: Writing, file: File, kind: str, fields: dict[str, Any]) -> None:
    """A victim whom the order does not name is the one already known, or gets a reference now: what
    a victim says never lies under the petitioner's key."""
    if "victim" not in protected(kind) or fields.get("victim") is not None:
        return
    known = {row.victim for row in file.case.victims if row.victim is not None}
    drawn = writing.desk.chance.draw(PERSON_BYTES).hex()
    fields["victim"] = known.pop() if len(known) == 1 else drawn


class _Sealer:
    """Walks through what an order gives, and seals every text that stands for a commitment."""

    def __init__(self, writing: Writing, file: File, person: str) -> None:
        self._writing, self._file, self._person = writing, file, person

    def fields(self, form: type, given: Mapping[str, Any], domain: str) -> dict[str, Any]:
        shapes = {shape.name: shape for shape in shapes_of(form)}
        filled = dict(given)
        for name, value in given.items():
            shape, inner = shapes.get(name), f"{domain}.{name}"
            if shape is None or value is None:
                continue
            if shape.apart:
                filled[name] = self._commitment(inner, value)
            elif shape.row is not None and isinstance(value, list | tuple):
                filled[name] = [
                    self.fields(shape.row, row, inner) if isinstance(row, Mapping) else row
                    for row in value
                ]
        return filled

    def _commitment(self, domain: str, value: Any) -> Any:
        if not isinstance(value, str | bytes | Words):
            return value  # no text: for the docket to refuse
        if isinstance(value, str) and _COMMITMENT.fullmatch(value):
            return self._known(value)
        words = value if isinstance(value, Words) else Words(value)
        text = words.text.encode() if isinstance(words.text, str) else words.text
        if domain.endswith(".text") and self._is_granted(text):
            return self._file.case.text
        other = words.person and person_of(self._file.ref, words.person)
        return self._writing.sealing.seal(domain, other or self._person, text)

    def _known(self, commitment: str) -> str:
        """A commitment must be to a text that is kept here."""
        if not self._writing.desk.vault.holds(commitment):
            raise NotKnown(
                f"The order names the commitment {commitment[:16]}…, and no text is sealed under "
                "it. Nothing was written.",
                "Give the text itself: it is sealed, and its commitment written.",
            )
        return commitment

    def _is_granted(self, text: bytes) -> bool:
        """Whether it is the text of the grant, word for word: then that one is signed."""
        granted = self._file.case.text
        if granted is None:
            return False
        kept = self._writing.desk.vault.open(granted)
        return isinstance(kept, Opened) and kept.text == text


def _put(fields: dict[str, Any], path: str, words: Words) -> None:
    """Puts a text at "words", or at "conditions[0].text"."""
    here = fields
    *outer, last = path.split(".")
    for step in outer:
        found = _STEP.fullmatch(step)
        rows = here.get(found[1]) if found else None
        if found is None or not isinstance(rows, Sequence) or int(found[2]) >= len(rows):
            raise NotWritable(
                f"A text is given for {path}, and the order has no such row. Nothing was written.",
                "Give the row itself among the order's fields, then the text for it.",
            )
        copies = [dict(row) for row in rows]
        here[found[1]] = copies
        here = copies[int(found[2])]
    here[last] = words
