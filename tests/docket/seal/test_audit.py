"""What an audit reports: what was verified and how, and which entry is not as it should be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clemency.docket.seal import tree
from clemency.docket.seal.audit import Fault, Report, audit, audit_files
from clemency.docket.seal.commit import commit
from clemency.docket.seal.export import export_files, line_leaf, withheld
from tests.docket.seal.dockets import (
    MATTERS,
    Draft,
    checkpoint_of,
    drafts,
    hidden,
    line_edited,
    lines_of,
    of_matter,
    opening,
    says_second,
    sealed,
    whole,
    with_lines,
    words,
    written,
)

LINES = sealed(drafts())
LEAVES = [tree.leaf_hash(line) for line in LINES]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.by_content, report.by_hash, report.unexplained, report.opened


def kinds(report: Report) -> list[tuple[str, int | None]]:
    return [(fault.kind, fault.entry) for fault in report.faults]


def test_a_whole_docket() -> None:
    report = audit_files(whole(LINES, (4, 9), (words(0), words(2))))
    assert report.sound
    assert counts(report) == (12, 2, 0, 2)
    assert report.checkpoint == checkpoint_of(LINES)


def test_one_matter() -> None:
    report = audit_files(of_matter(LINES, MATTERS[0], (9,), (words(6),)))
    assert report.sound
    assert counts(report) == (4, 1, 0, 1)


def test_an_empty_docket() -> None:
    report = audit_files(whole([]))
    assert report.sound
    assert counts(report) == (0, 0, 0, 0)
    assert says_second(whole([])) == []


def test_everything_withheld() -> None:
    files = whole(LINES, range(14))
    assert counts(audit_files(files)) == (0, 14, 0, 0)
    assert says_second(files) == []


def test_a_docket_straight_from_a_store() -> None:
    """Without the leaf hashes listed beside it, as long as nothing is wrong."""
    assert audit(LINES, checkpoint_of(LINES)).sound
    assert counts(audit(iter(LINES), checkpoint_of(LINES), leaves=LEAVES)) == (14, 0, 0, 0)


def test_the_entry_that_was_changed_is_named_and_no_other() -> None:
    """The list of leaf hashes gives the root, so the list is right and the entry is not."""
    files = line_edited(whole(LINES), 6, lambda e: {**e, "office": "board"})
    report = audit_files(files)
    assert kinds(report) == [("content", 6)]
    assert counts(report) == (13, 0, 1, 0)
    assert str(report.faults[0]).startswith("entry 6: its bytes are not those")
    (second,) = says_second(files)
    assert second.startswith("entry 6: its bytes are not those")


def test_an_entry_that_cannot_be_read_is_named_and_why() -> None:
    files = with_lines(
        whole(LINES), [*LINES[:6], LINES[6].replace(b'"v":1', b'"v":1.0'), *LINES[7:]]
    )
    report = audit_files(files)
    assert kinds(report) == [("form", 6), ("content", 6)]
    assert "fraction 1.0 at $.v, byte" in str(report.faults[0])
    assert counts(report) == (13, 0, 1, 0)


def test_where_the_entries_give_the_root_the_list_is_to_blame() -> None:
    files = whole(LINES)
    leaves = files["leaves.txt"].splitlines(keepends=True)
    report = audit_files({**files, "leaves.txt": b"".join([leaves[1], *leaves[1:]])})
    assert kinds(report) == [("tree", 0)]
    assert "another leaf hash is listed" in report.faults[0].says
    assert counts(report) == (14, 0, 0, 0)


def test_without_a_list_nothing_is_explained_once_the_root_is_wrong() -> None:
    changed = [*LINES[:6], LINES[6].replace(b"ministry", b"minister"), *LINES[7:]]
    report = audit(changed, checkpoint_of(LINES))
    assert ("tree", None) in kinds(report)
    assert counts(report) == (0, 0, 14, 0)


def test_missing_entries_are_counted_as_unexplained() -> None:
    report = audit_files(with_lines(whole(LINES), LINES[:-3]))
    assert counts(report) == (11, 0, 3, 0)
    assert "11 entries are here; the checkpoint counts 14" in str(report)


def test_a_matter_cut_short_with_its_proofs_left() -> None:
    files = of_matter(LINES, MATTERS[0])
    report = audit_files(with_lines(files, lines_of(files)[:-2]))
    assert counts(report) == (3, 0, 2, 0)
    assert kinds(report) == [("tree", None)]


def test_an_instant_out_of_order_is_told_with_both_instants() -> None:
    made = drafts()
    late = replace(made[5], recorded_at=made[4].recorded_at - timedelta(seconds=1))
    report = audit_files(whole(sealed([*made[:5], late, *made[6:]])))
    assert kinds(report) == [("time", 5)]
    assert "2026-01-02T12:59:59.000004Z, before" in report.faults[0].says


def test_an_instant_may_stay_the_same() -> None:
    """One command may write several entries in one moment."""
    made = [replace(draft, recorded_at=drafts()[0].recorded_at) for draft in drafts()]
    assert audit_files(whole(sealed(made))).sound
    assert says_second(whole(sealed(made))) == []


@pytest.mark.parametrize(
    ("number", "fields", "kind", "words_of_it"),
    [
        (13, {"matter_seq": 3}, "chain", "the docket forks"),
        (13, {"matter_seq": 7}, "chain", "missing before it: 3"),
        (13, {"matter_prev": "0" * 64}, "chain", "does not follow"),
        (13, {"matter_seq": 0, "matter_prev": None}, "chain", "the docket forks"),
        (13, {"seq": 12}, "place", "says that it is entry 12"),
        (13, {"origin": "office.example/other"}, "origin", "another docket, office.example/other"),
        (13, {"recorded_at": "2026-01-02T09:00:00.000000Z"}, "time", "before the entry"),
        (13, {"on": "2026-02-30"}, "form", "no such day"),
        (13, {"body": {"who": "Rudolf Rassendyll"}}, "form", "holds no words"),
    ],
)
def test_a_signed_root_excuses_nothing(
    number: int, fields: dict[str, object], kind: str, words_of_it: str
) -> None:
    """An office that writes a wrong entry into its tree needs no older checkpoint to be caught."""
    lines = list(LINES)
    lines[number] = written({**json.loads(lines[number]), **fields})
    report = audit_files(whole(lines))
    assert kinds(report) == [(kind, number)]
    assert words_of_it in report.faults[0].says
    assert report.unexplained == 1


@pytest.mark.parametrize(
    ("fields", "words_of_it"),
    [
        ({"matter_seq": 9}, "it is number 9 of its matter, and stands where number 4 should"),
        ({"matter_prev": "0" * 64}, "does not follow"),
    ],
)
def test_a_matter_alone_shows_its_chain(fields: dict[str, object], words_of_it: str) -> None:
    lines = list(LINES)
    lines[12] = written({**json.loads(lines[12]), **fields})
    files = of_matter(lines, MATTERS[0])
    report = audit_files(files)
    assert kinds(report) == [("chain", 12)]
    assert words_of_it in report.faults[0].says
    assert len(says_second(files)) == 1


def test_a_gap_is_explained_by_as_many_withheld_entries_as_it_needs() -> None:
    """Entries 0 3 6 9 12 are of one matter; between 3 and 12 two are missing."""
    assert audit_files(whole(LINES, (6, 9))).sound
    jumped = sealed([d for n, d in enumerate(drafts()) if n != 6])  # nobody wrote the sixth
    assert audit_files(whole(jumped, (3,))).sound
    lines = list(jumped)
    at = 11  # draft 12: now number 3 of its matter, after a withheld one
    skipped = json.loads(lines[at])
    lines[at] = written({**skipped, "matter_seq": 4})
    report = audit_files(export_files(checkpoint_of(lines), hidden(lines, (8,))))
    assert kinds(report) == [("chain", None)]
    assert "2 entries are missing from their matters, and only 1" in report.faults[0].says


def test_two_entries_cannot_follow_the_same_withheld_one() -> None:
    made = [Draft(MATTERS[0], n) for n in range(3)]
    lines = sealed(made)
    fork = written({**json.loads(lines[2]), "matter": MATTERS[1], "seq": 3})
    report = audit_files(export_files(checkpoint_of([*lines, fork]), hidden([*lines, fork], (1,))))
    assert kinds(report)[-1] == ("chain", 3)


def test_openings_are_checked_one_by_one() -> None:
    wrong = replace(words(2), plaintext=b"other words")
    report = audit_files(whole(LINES, (4,), (words(0), wrong, words(4))))
    assert kinds(report) == [("opening", 2), ("opening", 4)]
    assert "the text for /commits/words is not the one sealed" in report.faults[0].says
    assert "its bytes are not here" in report.faults[1].says
    assert counts(report)[3] == 1


def test_a_commitment_in_a_row_can_be_opened() -> None:
    text = b"no contact with the victim"
    sealed_words = opening(0, text, at="/body/conditions/0/text")
    row = {"id": "c-1", "text": commit(sealed_words.domain, sealed_words.salt, text)}
    lines = sealed([Draft(MATTERS[0], 0, body={"conditions": [row]})])
    files = whole(lines, openings=(sealed_words,))
    assert counts(audit_files(files)) == (1, 0, 0, 1)
    assert says_second(files) == []


def test_bytes_that_are_no_text_are_opened_too() -> None:
    for plaintext in (b"\xff\x00%PDF", "e\u0301".encode(), b""):
        opened = opening(0, plaintext)
        lines = sealed(
            [Draft(MATTERS[0], 0, commits={"words": commit(opened.domain, opened.salt, plaintext)})]
        )
        files = whole(lines, openings=(opened,))
        assert counts(audit_files(files)) == (1, 0, 0, 1)
        assert says_second(files) == []


def test_what_the_reader_holds() -> None:
    files = whole(LINES)
    for size in range(15):
        assert audit_files(files, held=checkpoint_of(LINES[:size])).sound
    longer = checkpoint_of([*LINES, LINES[0]])
    report = audit_files(files, held=longer)
    assert kinds(report) == [("held", None)]
    assert "it has 14 entries, the checkpoint you hold 15" in str(report)
    assert not audit_files(files, held=checkpoint_of(LINES[:5], "office.example/other")).sound
    assert not audit_files(files, root=bytes(32)).sound
    assert audit_files(files, receipts=LEAVES).sound
    assert kinds(audit_files(files, receipts=[bytes(32)])) == [("receipt", None)]


@pytest.mark.parametrize("size", range(15))
def test_one_matter_continues_any_checkpoint_that_it_was_exported_for(size: int) -> None:
    files = of_matter(LINES, MATTERS[1], earlier=(size,))
    assert audit_files(files, held=checkpoint_of(LINES[:size])).sound
    forged = replace(checkpoint_of(LINES[:size]), root=bytes(32))
    assert kinds(audit_files(files, held=forged)) == [("held", None)]


def test_without_a_connection_the_reader_is_told_what_to_ask_for() -> None:
    report = audit_files(of_matter(LINES, MATTERS[1]), held=checkpoint_of(LINES[:6]))
    assert "a consistency proof from 6 entries" in str(report)


def test_a_report_is_readable() -> None:
    assert str(audit_files(whole(LINES, (4,)))) == (
        "The docket is as its checkpoint says.\n"
        "Entries: 13 verified by content, 1 by hash with order, 0 unexplained; "
        "0 sealed texts opened."
    )
    assert str(Fault("tree", None, "it is short.")) == "docket: it is short."


@given(
    st.lists(st.integers(0, 3), max_size=24),
    st.sets(st.integers(0, 23)),
    st.integers(0, 24),
)
def test_every_honest_export_is_sound(whose: list[int], hide: set[int], kept: int) -> None:
    """Whatever is withheld, of whichever matter, from whoever holds an earlier checkpoint."""
    matters = [*MATTERS, "0" * 32]
    lines = sealed([Draft(matters[w], n) for n, w in enumerate(whose)])
    hide = {n for n in hide if n < len(lines)}
    held = checkpoint_of(lines[: min(kept, len(lines))])
    report = audit_files(whole(lines, sorted(hide)), held=held)
    assert report.sound
    assert counts(report) == (len(lines) - len(hide), len(hide), 0, 0)
    for matter in {matters[w] for w in whose}:
        files = of_matter(lines, matter, sorted(hide), earlier=(held.size,))
        assert audit_files(files, held=held).sound


def test_a_withheld_line_stands_for_its_entry() -> None:
    assert line_leaf(withheld(LEAVES[3])) == line_leaf(LINES[3]) == LEAVES[3]
