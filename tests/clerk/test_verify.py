"""The live docket tampered with by the owner of the file: every change is found and names its
entry."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from clemency.clerk import folder
from clemency.docket.seal.checkpoint import Checkpoint
from tests.clerk import offices
from tests.clerk.test_rebuild import by_hand


@dataclass
class Story:
    """An office with a whole story in it, closed; its checkpoint; the place of its first
    petition."""

    office: Path
    checkpoint: Checkpoint
    first: int
    receipts: list[bytes]


@pytest.fixture(scope="module")
def told(template: Path) -> Iterator[Story]:
    office = offices.copier(template)()
    with offices.open_(office) as clerk:
        got = offices.whole_story(clerk)
        receipts = [bytes.fromhex(entry.leaf) for entry in clerk.matter(got.matter).entries]
        story = Story(office, clerk.checkpoint(), got.seq, receipts)
    yield story
    shutil.rmtree(office.parent)


@pytest.fixture
def story(told: Story) -> Iterator[Story]:
    copy = offices.copier(told.office)()
    yield Story(copy, told.checkpoint, told.first, told.receipts)
    shutil.rmtree(copy.parent)


def entries(office: Path) -> list[tuple[int, bytes]]:
    database = sqlite3.connect(office / folder.DOCKET)
    rows = database.execute("SELECT seq, data FROM clerk_entry ORDER BY seq").fetchall()
    database.close()
    return rows


def faults(office: Path, **held: Any) -> set[int | None]:
    """The entries that are named as wrong; None for the docket as a whole."""
    with offices.open_(office) as clerk:
        report = clerk.verify(**held)
        assert not report.sound
        assert str(report).startswith("FAULTS FOUND.")
        return {fault.entry for fault in report.faults}


def swap(office: Path, one: int, two: int) -> None:
    data = dict(entries(office))
    by_hand(
        office,
        f"UPDATE clerk_entry SET data = x'{data[two].hex()}' WHERE seq = {one}",
        f"UPDATE clerk_entry SET data = x'{data[one].hex()}' WHERE seq = {two}",
    )


def test_untouched_it_verifies(story: Story) -> None:
    with offices.open_(story.office) as clerk:
        report = clerk.verify(held=story.checkpoint, receipts=story.receipts)
        assert report.sound, str(report)
        assert report.opened >= 6


def test_one_bit_of_one_entry(story: Story) -> None:
    seq = story.first + 2
    data = dict(entries(story.office))[seq]
    for place in range(0, len(data), len(data) // 25):
        flipped = bytearray(data)
        flipped[place] ^= 1
        by_hand(story.office, f"UPDATE clerk_entry SET data = x'{flipped.hex()}' WHERE seq = {seq}")
        assert seq in faults(story.office)
    by_hand(story.office, f"UPDATE clerk_entry SET data = x'{data.hex()}' WHERE seq = {seq}")
    with offices.open_(story.office) as clerk:
        assert clerk.verify().sound


def test_the_last_entry_cut_off(story: Story) -> None:
    last = entries(story.office)[-1][0]
    by_hand(story.office, f"DELETE FROM clerk_entry WHERE seq = {last}")
    with offices.open_(story.office) as clerk:
        report = clerk.verify()
        assert report.unexplained == 1
        assert any(f"the checkpoint counts {last + 1}" in fault.says for fault in report.faults)


def test_cut_off_with_its_tree_only_who_kept_a_checkpoint_can_tell(story: Story) -> None:
    last = entries(story.office)[-1][0]
    by_hand(
        story.office,
        f"DELETE FROM clerk_entry WHERE seq = {last}",
        f'DELETE FROM clerk_treenode WHERE ("index" + 1) << level > {last}',
    )
    assert None in faults(story.office, held=story.checkpoint, texts=False)
    assert None in faults(story.office, receipts=story.receipts, texts=False)


def test_two_entries_in_each_others_place(story: Story) -> None:
    swap(story.office, story.first + 2, story.first + 3)
    assert {story.first + 2, story.first + 3} <= faults(story.office)


def test_an_entry_taken_from_the_middle(story: Story) -> None:
    by_hand(story.office, f"DELETE FROM clerk_entry WHERE seq = {story.first + 2}")
    assert story.first + 2 in faults(story.office)


def test_an_entry_written_in_anothers_stead(story: Story) -> None:
    """Everything written anew from there on, tree and all: only what was kept elsewhere tells."""
    with offices.open_(story.office) as clerk:
        size = clerk.checkpoint().size
    by_hand(
        story.office,
        f"DELETE FROM clerk_entry WHERE seq >= {story.first + 2}",
        f"DELETE FROM clerk_vaultitem WHERE seq >= {story.first + 2}",
    )
    with offices.open_(story.office) as clerk:
        clerk.rebuild(mend=True)
        matter = "2026-0001"
        while clerk.checkpoint().size < size:
            offices.do(clerk, matter, "record-relation", whose="o-x", role="neighbour")
        assert clerk.rebuild().same
        assert clerk.verify().sound  # by itself it cannot tell
        assert not clerk.verify(held=story.checkpoint).sound
        assert not clerk.verify(root=story.checkpoint.root).sound
        assert not clerk.verify(receipts=story.receipts).sound


@pytest.mark.parametrize(
    "change",
    [
        "leaf = 'ff'",
        "leaf = 'no hash'",
        "kind = 'Denied'",
        "\"on\" = '2001-01-01'",
        "recorded_at = '2001-01-01 00:00:00'",
        "matter = 'ab'",
        "matter_seq = 77",
    ],
)
def test_a_column_beside_an_entry(story: Story, change: str) -> None:
    by_hand(story.office, f"UPDATE clerk_entry SET {change} WHERE seq = {story.first + 2}")
    assert story.first + 2 in faults(story.office)


TEXTS: dict[str, Callable[[int], str]] = {
    "gone": lambda seq: f"DELETE FROM clerk_vaultitem WHERE seq = {seq}",
    "another": lambda seq: f"UPDATE clerk_vaultitem SET sealed = x'00' WHERE seq = {seq}",
    "said to be of another kind": lambda seq: (
        f"UPDATE clerk_vaultitem SET domain = 'Denied.text' WHERE seq = {seq}"
    ),
}


@pytest.mark.parametrize("change", TEXTS.values(), ids=TEXTS.keys())
def test_a_sealed_text(story: Story, change: Callable[[int], str]) -> None:
    by_hand(story.office, change(story.first))
    assert faults(story.office) == {story.first}


def test_a_sealed_text_gone_is_missed_without_the_office_key(story: Story) -> None:
    by_hand(story.office, TEXTS["gone"](story.first))
    (story.office / folder.KEY).unlink()
    assert faults(story.office) == {story.first}


def test_a_node_of_the_tree(story: Story) -> None:
    by_hand(
        story.office,
        "UPDATE clerk_treenode SET hash = leaf FROM clerk_entry"
        ' WHERE level = 1 AND "index" = 0 AND seq = 0',
    )
    assert faults(story.office) == {None}
    by_hand(story.office, 'DELETE FROM clerk_treenode WHERE level = 3 AND "index" = 0')
    assert None in faults(story.office)


def test_an_entry_that_is_no_entry(story: Story) -> None:
    for junk in ("", "7b7d", "ff00", "5b5b5b"):
        by_hand(story.office, f"UPDATE clerk_entry SET data = x'{junk}' WHERE seq = {story.first}")
        assert story.first in faults(story.office)
