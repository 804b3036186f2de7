"""A thousand stored entries, decoded, checked and folded, beside merely parsing them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from benchmarks.dockets import matters, one_matter
from benchmarks.tally import Section, alternating, lines_of, target
from clemency.docket.case import Case, case_from
from clemency.docket.entries import Entry, entry_from
from clemency.docket.seal.canonical import decode_trusted

SIZE, COURSE = 1_000, 25
ROUNDS = 40
ONE = "one matter: decoded and folded"


def entry_of(data: bytes) -> Entry:
    """The entry in bytes that our own store wrote, every field checked."""
    sealed = decode_trusted(data)
    return entry_from(sealed["kind"], sealed["kind_v"], sealed, sealed["body"])


def folded(stored: Sequence[bytes]) -> Case:
    """What a matter adds up to."""
    return case_from(map(entry_of, stored))


def run() -> Section:
    long = one_matter(SIZE)
    many = matters(SIZE // COURSE, COURSE)
    samples = alternating(
        {
            ONE: lambda: folded(long),
            f"{SIZE // COURSE} matters: decoded and folded": lambda: [folded(one) for one in many],
            "one matter: decoded only": lambda: [entry_of(data) for data in long],
            "json.loads alone": lambda: [json.loads(data) for data in long],
        },
        ROUNDS,
    )
    size = sum(map(len, long))
    return Section(
        f"fold: {SIZE:,} stored entries",
        lines_of(samples),
        [target("one matter, median", 25, samples[ONE])],
        [f"{size / 1e3:,.0f} kB of canonical JSON; one matter of {SIZE:,} is the hard case."],
    )
