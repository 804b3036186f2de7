"""What lies sealed behind an entry, opened for whoever may read it."""

from __future__ import annotations

from pathlib import PurePosixPath

from clemency.clerk.vault import Forgotten
from clemency.web import application
from clemency.web.application import Application, Letter, Paper
from clemency.web.office import clerk
from clemency.web.workbench.opening import Opened

SHOWN_AS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "text/plain": ".txt",
}
"""The kinds of file that leave under their own name; every other leaves as bytes."""

BYTES = "application/octet-stream"

Read = Application | Letter | Paper | str | Forgotten


def read(at: Opened, commitment: str) -> Read:
    """What was sealed. Raises NotKnown where no entry shows it to this officer."""
    found = clerk().text(at.number, commitment, at.viewer)
    return found if isinstance(found, Forgotten) else application.from_words(found)


def sort_of(found: Read) -> str:
    """Which of them it is, in a word: application, letter, file, text or forgotten."""
    if isinstance(found, Forgotten):
        return "forgotten"
    names = {Application: "application", Letter: "letter", Paper: "file"}
    return names.get(type(found), "text")


def safe_name(paper: Paper) -> str:
    """A file's name for a download: letters, digits, a few marks, and the ending of its kind."""
    stem = PurePosixPath(paper.name.replace("\\", "/")).stem
    kept = "".join(c for c in stem if c.isalnum() or c in " ._-()").strip(" .")[:80]
    return f"{kept or 'document'}{SHOWN_AS.get(paper.type, '.bin')}"
