"""Somebody was forgotten: their letters can be made no more, and what lay in `mail/` is deleted."""

from __future__ import annotations

from pathlib import Path

from clemency.clerk.projections import person_of
from clemency.clerk.trouble import NotKnown
from clemency.web.mailing import FOLDER
from clemency.web.office import clerk
from clemency.web.post.addresses import PETITIONERS_SIDE
from clemency.web.post.docket import File, file_of
from clemency.web.post.models import ERASED, Letter

PRINCIPAL = "principal"


def purge(person: str) -> None:
    """Empties the rows of every letter to somebody who was forgotten, and deletes its files. What
    stays is that there was a letter."""
    rows = clerk().desk.store.docket.all(
        "SELECT matter, role FROM clerk_person WHERE ref = %s", [person]
    )
    for matter, role in rows:
        for letter in Letter.objects.filter(matter=matter).exclude(state=ERASED):
            if _of(letter, person, role, matter):
                _empty(letter)


def _of(letter: Letter, person: str, role: str, matter: str) -> bool:
    """Whether a letter went to that person."""
    if role == PRINCIPAL:
        return letter.who in PETITIONERS_SIDE
    if role.startswith("MandateRecorded"):
        return letter.reader == "counsel"
    return letter.who == "victim" and _victim(letter, matter) in (person, None)


def _victim(letter: Letter, matter: str) -> str | None:
    """Whom the letter's entry means; None where it names nobody."""
    try:
        file: File = file_of(matter)
        entry = file.entries[file.place(letter.seq)][1]
    except NotKnown:
        return None
    called = getattr(entry, "victim", None)
    return person_of(matter, called) if called else None


def _empty(letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        state=ERASED, reason="", digest="", language="", by="", sent_at=None, made_on=None
    )
    for file in mail_files(letter):
        file.unlink(missing_ok=True)


def mail_files(letter: Letter) -> list[Path]:
    """What was written into the office's folder in place of mail."""
    folder = clerk().folder / FOLDER
    return sorted(folder.glob(f"{letter.name}-*.eml")) if folder.is_dir() else []
