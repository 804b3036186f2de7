"""The chain inside each matter: entries are numbered, and each holds the hash of the one before.

It shows gaps and forks even to a reader who sees one matter only. What it cannot show is that the
latest entries were left out: that takes a receipt, or the whole docket.
"""

from __future__ import annotations

from collections.abc import Iterator

from clemency.docket.seal.envelope import Envelope

NOT_NEXT = "it does not follow the entry of its matter before it."

Leaves = tuple[bytes | None, ...]
"""The leaf hash of an entry by its bytes, and as it is listed; another check compares the two."""


class OneChain:
    """The chain of one matter, where every line is one of its links."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        self.length = 0
        self.last: Leaves = (None,)

    def follow(self, entry: Envelope | None, leaves: Leaves) -> Iterator[str]:
        """What is wrong with this link, in words; None stands for an entry that is not shown."""
        if entry is not None:
            stamp = entry.stamp
            if stamp.matter != self.matter:
                yield f"it belongs to another matter, {stamp.matter}."
            if stamp.matter_seq != self.length:
                yield (
                    f"it is number {stamp.matter_seq} of its matter, and stands where number "
                    f"{self.length} should."
                )
            if _before(entry) not in self.last:
                yield NOT_NEXT
        self.length += 1
        self.last = leaves


class AllChains:
    """The chains of a whole docket, where a withheld entry does not say which matter it is of.

    A gap in a matter's numbers is explained when the entry after it follows a withheld one that no
    other entry follows; and there must be as many withheld entries as the gaps need.
    """

    def __init__(self) -> None:
        self.heads: dict[str, tuple[int, Leaves]] = {}  # by matter: the last number, its leaves
        self.unfollowed: set[bytes | None] = set()  # leaf hashes of withheld entries
        self.withheld = self.missing = 0

    def follow(self, entry: Envelope | None, leaves: Leaves) -> Iterator[str]:
        """What is wrong with this link, in words; None stands for an entry that is not shown."""
        if entry is None:
            self.unfollowed.update(leaves)
            self.withheld += 1
            return
        stamp, before = entry.stamp, _before(entry)
        last, last_leaves = self.heads.get(stamp.matter, (-1, (None,)))
        gap = stamp.matter_seq - last - 1
        if gap < 0:
            yield f"its matter has an entry number {stamp.matter_seq} already: the docket forks."
            return
        self.heads[stamp.matter] = (stamp.matter_seq, leaves)
        if gap == 0 and before not in last_leaves:
            yield NOT_NEXT
        elif gap and before not in self.unfollowed:
            yield f"entries of its matter are missing before it: {gap}."
        elif gap:
            self.missing += gap
            self.unfollowed.discard(before)

    def close(self) -> Iterator[str]:
        """What is wrong with the chains as a whole, in words."""
        if self.missing > self.withheld:
            yield (
                f"{self.missing} entries are missing from their matters, and only {self.withheld} "
                "are withheld."
            )


def _before(entry: Envelope) -> bytes | None:
    leaf = entry.stamp.matter_prev
    return None if leaf is None else bytes.fromhex(leaf)
