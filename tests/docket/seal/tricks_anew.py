"""Dockets written anew by somebody who has every key: consistent, or carelessly not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from clemency.docket.seal.export import export_files
from tests.docket.seal.dockets import (
    ORIGIN,
    Draft,
    Files,
    checkpoint_of,
    hidden,
    of_matter,
    sealed,
    whole,
    written,
)
from tests.docket.seal.tricks import (
    DRAFTS,
    EARLIER,
    HIDDEN,
    LATEST,
    LINES,
    MATTER,
    ONE,
    PRINTED,
    RECEIPT,
    WHOLE,
    Operator,
    each,
    trick,
)
from tests.docket.seal.tricks_files import another_withheld, both, proofs

OPENED_AT = "2026-01-02T09:00:00.000000Z"

# --- a docket that was written anew ---------------------------------------------------------------


def anew(made: list[Draft], hide: tuple[int, ...] = HIDDEN) -> Files:
    """What somebody writes who has every key and recomputes everything."""
    lines = sealed(made)
    return export_files(
        checkpoint_of(lines, made[0].origin if made else ORIGIN), hidden(lines, hide)
    )


def with_draft(number: int, **fields: Any) -> list[Draft]:
    return [*DRAFTS[:number], replace(DRAFTS[number], **fields), *DRAFTS[number + 1 :]]


@trick(WHOLE, EARLIER)
def an_entry_rewritten_and_everything_sealed_again(_: Files) -> Files:
    return anew(with_draft(3, office="board"))


@trick(WHOLE, EARLIER)
def a_legal_day_backdated_and_everything_sealed_again(_: Files) -> Files:
    return anew(with_draft(3, on="2025-01-01"))


@trick(WHOLE, EARLIER)
def an_instant_backdated_within_its_neighbours_and_sealed_again(_: Files) -> Files:
    return anew(with_draft(3, recorded_at=DRAFTS[2].recorded_at + timedelta(seconds=1)))


@trick(WHOLE, EARLIER)
def an_entry_left_out_and_everything_sealed_again(_: Files) -> Files:
    return anew(DRAFTS[:3] + DRAFTS[4:])


@trick(WHOLE, EARLIER)
def an_entry_put_in_and_everything_sealed_again(_: Files) -> Files:
    return anew([*DRAFTS[:3], replace(DRAFTS[2], number=99), *DRAFTS[3:]])


@trick(WHOLE, EARLIER)
def only_a_nonce_renewed_and_everything_sealed_again(_: Files) -> Files:
    return anew(with_draft(0, nonce=bytes(32)))


@trick(WHOLE, EARLIER)
def another_docket_altogether(_: Files) -> Files:
    return anew([replace(d, nonce=bytes(31) + bytes([d.number])) for d in DRAFTS])


@trick(WHOLE, EARLIER)
def a_docket_of_another_name(_: Files) -> Files:
    return anew([replace(d, origin="office.example/other") for d in DRAFTS])


@trick(WHOLE, LATEST)
def the_last_entry_cut_and_the_checkpoint_with_it(_: Files) -> Files:
    return anew(DRAFTS[:-1])


@trick(WHOLE, EARLIER)
def an_old_backup(_: Files) -> Files:
    return anew(DRAFTS[:5])


@trick(WHOLE, EARLIER)
def an_empty_docket(_: Files) -> Files:
    return anew([], ())


@trick(WHOLE, LATEST)
def a_latest_entry_rewritten(_: Files) -> Files:
    return anew(with_draft(13, office="board"))


@trick(WHOLE, PRINTED)
def a_latest_entry_rewritten_but_its_root_was_printed(_: Files) -> Files:
    return anew(with_draft(13, office="board"))


@trick(WHOLE, RECEIPT)
def an_entry_rewritten_of_which_somebody_has_a_receipt(_: Files) -> Files:
    return anew(with_draft(12, office="board"))


@trick(ONE, EARLIER)
def written_anew(_: Files) -> Files:
    lines = sealed(with_draft(3, office="board"))
    return of_matter(lines, MATTER, (9,), earlier=(5, 8))


@trick(ONE, EARLIER)
def written_anew_in_another_matter(_: Files) -> Files:
    lines = sealed(with_draft(1, office="board"))
    return of_matter(lines, MATTER, (9,), earlier=(5, 8))


@trick(ONE, EARLIER)
def an_export_that_does_not_show_the_connection(_: Files) -> Files:
    return of_matter(LINES, MATTER, (9,), earlier=(5,))


@trick(ONE, EARLIER)
def an_export_with_a_broken_connection(files: Files) -> Files:
    return proofs(lambda v: v["consistency"][1]["path"].__setitem__(0, "0" * 64))(files)


@trick(ONE, EARLIER)
def an_old_export(_: Files) -> Files:
    return of_matter(LINES[:5], MATTER)


@trick(ONE, RECEIPT)
def the_latest_entry_left_out_with_its_proof(files: Files) -> Files:
    return both(lambda x: x[:-1])(files)


@trick(ONE, RECEIPT)
def some_other_entry_withheld_in_place_of_the_latest(files: Files) -> Files:
    return another_withheld(files, 4, 13)


# --- a docket written anew by somebody careless: needs nothing kept -------------------------------


def resealed(change: Callable[[list[bytes]], list[bytes]]) -> Operator:
    """Lines changed at will, and a checkpoint and leaves made to fit."""
    return lambda _: whole(change(list(LINES)))


def relined(number: int, **fields: Any) -> Operator:
    def change(lines: list[bytes]) -> list[bytes]:
        lines[number] = written({**json.loads(lines[number]), **fields})
        return lines

    return resealed(change)


each(
    WHOLE,
    [
        ("a new checkpoint over an entry changed", relined(3, office="board")),
        ("a new checkpoint over an instant out of order", relined(13, recorded_at=OPENED_AT)),
        ("a new checkpoint over a fork in a matter", relined(13, matter_seq=3)),
        ("a new checkpoint over a gap in a matter", relined(13, matter_seq=7)),
        ("a new checkpoint over a wrong link", relined(13, matter_prev="0" * 64)),
        ("a new checkpoint over a matter begun again", relined(13, matter_seq=0, matter_prev=None)),
        ("a new checkpoint over a number given twice", relined(13, seq=12)),
        ("a new checkpoint over an entry of another docket", relined(13, origin="x")),
        ("a new checkpoint over lines swapped", resealed(lambda x: [*x[:6], x[7], x[6], *x[8:]])),
        ("a new checkpoint over a line left out", resealed(lambda x: x[:5] + x[6:])),
        ("a new checkpoint over a line doubled", resealed(lambda x: [*x, x[-1]])),
        ("a new checkpoint over a line that is no JSON", resealed(lambda x: [*x, b"mercy"])),
    ],
)  # fmt: skip
