"""docs/how-to/backup-and-restore.md, done: copied while others write, restored, verified."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from clemency.clerk import folder, packs
from clemency.clerk.vault import Forgotten
from tests.clerk import offices


def backup(file: Path, to: Path) -> None:
    """What `sqlite3 FILE ".backup 'TO'"` does."""
    source, target = sqlite3.connect(file), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()


def restore(office: Path, backups: Path, to: Path) -> None:
    """Both stores from their backups; the rest, and the list of the forgotten, as it is now."""
    to.mkdir()
    for name in (folder.DOCKET, folder.KEYS):
        shutil.copy(backups / name, to)
    for name in (folder.OFFICE, folder.KEY, folder.FORGOTTEN):
        if (office / name).exists():
            shutil.copy(office / name, to)
    shutil.copytree(office / packs.FOLDER, to / packs.FOLDER)


def test_a_backup_taken_at_work_is_restored_whole(office: Path, tmp_path: Path) -> None:
    with offices.open_(office) as clerk:
        story = offices.whole_story(clerk)
        kept = clerk.checkpoint()
        backup(office / folder.DOCKET, tmp_path / folder.DOCKET)
        offices.receive(clerk)  # goes on meanwhile
        backup(office / folder.KEYS, tmp_path / folder.KEYS)
        offices.receive(clerk)
        later = clerk.checkpoint()
    restore(office, tmp_path, tmp_path / "restored")
    with offices.open_(tmp_path / "restored") as clerk:
        assert clerk.checkpoint() == kept
        assert clerk.verify(held=kept).sound
        assert clerk.rebuild().same
        words = clerk.matter(story.number).entries[0].texts["/commits/words"]
        assert clerk.text(story.number, words) == offices.PLEA.encode()
        short = clerk.verify(held=later)  # and it is seen that entries are missing
        assert not short.sound
        assert any("the docket was cut" in fault.says for fault in short.faults)
        offices.receive(clerk)
        assert clerk.verify(held=kept).sound


def test_a_restored_backup_forgets_whom_it_still_remembered(office: Path, tmp_path: Path) -> None:
    with offices.open_(office) as clerk:
        story = offices.whole_story(clerk)
        for name in (folder.DOCKET, folder.KEYS):
            backup(office / name, tmp_path / name)
        clerk.forget(
            story.matter,
            officer=offices.OFFICER,
            office=offices.DESK,
            second="o-second",
            legal_basis="data-act-17",
        )
    restore(office, tmp_path, tmp_path / "restored")
    with offices.open_(tmp_path / "restored") as clerk:
        words = clerk.matter(story.number).entries[0].texts["/commits/words"]
        assert clerk.text(story.number, words) == Forgotten(story.matter)
        assert clerk.verify().sound
