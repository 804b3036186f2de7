"""What a letter is written about: one entry of one matter, and what was known when it was made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from clemency.docket.case import Case, case_from
from clemency.docket.entries import Entry
from clemency.docket.facts import docket_facts
from clemency.law.finding import Finding, find
from clemency.law.pack import Act, Pack
from clemency.law.values import Facts


@dataclass(frozen=True)
class Occasion:
    """An entry, with the docket before it.

    number    what people call the matter
    before    the entries of the matter up to this one, oldest first
    facts     what people had told by then, each with who vouches for it
    texts     sealed texts that the reader may read, opened, by the field in which they stand
              ("text", "words", "conditions/0/text"); what was forgotten is left out
    shown     the fields of the entry that the reader is shown; None: all of them
    """

    pack: Pack
    number: str
    entry: Entry
    before: Sequence[Entry] = ()
    facts: Facts = dataclasses.field(default_factory=lambda: Facts({}))
    texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    shown: frozenset[str] | None = None

    def field(self, *names: str) -> str:
        """The first of these fields that holds a code and is shown to the reader; "" for none."""
        for name in names:
            value = getattr(self.entry, name, None)
            if isinstance(value, str) and (self.shown is None or name in self.shown):
                return value
        return ""

    @property
    def act(self) -> Act | None:
        """The act that wrote the entry; None where the law or the clerk did."""
        return self.pack.acts.get(self.entry.act or "")

    @cached_property
    def known(self) -> Case:
        """The case as it stood before the entry."""
        return case_from(self.before)

    @cached_property
    def case(self) -> Case:
        """The case with the entry."""
        return case_from([*self.before, self.entry])

    def find(self, rule: str) -> Finding:
        """What a rule yielded on the day of the entry, on the docket without it."""
        given: dict[str, Any] = docket_facts(self.known)
        given |= {"acting_office": self.entry.office, "actor": self.entry.officer}
        return find(self.pack, rule, self.facts, self.entry.on, given=given)
