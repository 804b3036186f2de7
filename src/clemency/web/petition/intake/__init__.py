"""What people send as files, made safe to open: checked, rebuilt apart, and named plainly.

    made = paper("letter.heic", content, what="judgment")
    if isinstance(made, Faulty): ...     # said(words, made)

The file's ending and its content must both be on the list and agree. The rebuilding happens in a
process of its own with bounds on memory and time; what breaks there breaks nothing here.
"""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from clemency.law.plain import ISOLATES, OVERRIDES
from clemency.web.application import Paper
from clemency.web.words import Words

MOST_BYTES = 25 * 2**20
LONGEST_NAME = 100  # characters
SECONDS = 60

_WORKER = Path(__file__).with_name("worker.py")

ENDINGS = {
    ".pdf": "pdf",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".jfif": "jpeg",
    ".png": "png",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".heic": "heic",
    ".heif": "heic",
}
TYPES = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tiff": "image/tiff",
    "heic": "image/heic",
}
ACCEPT = ",".join([*ENDINGS, *TYPES.values()])
"""What a file field may offer."""

KINDS = "PDF, JPEG, PNG, TIFF, HEIC"
"""The same, as people call them."""

BECOMES = {"pdf": "pdf", "jpeg": "jpeg", "png": "png", "tiff": "pdf", "heic": "jpeg"}
"""As what each kind is kept: what every machine can open."""

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_FAULTS = {3: "broken", 4: "locked", 5: "too-big-inside", 6: "too-many-pages"}


@dataclass(frozen=True)
class Rebuilt:
    """A file that is safe to open, and what is known of the one that came."""

    name: str
    type: str
    content: bytes = field(repr=False)
    original_type: str
    original: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of what is kept, in hex."""
        return sha256(self.content).hexdigest()

    def origin(self) -> dict[str, str | int]:
        """What is noted of the file that came."""
        digest = sha256(self.original).hexdigest()
        return {"type": self.original_type, "size": len(self.original), "digest": digest}


@dataclass(frozen=True)
class Faulty:
    """Why a file is not taken: empty, too-large, not-allowed, not-what-it-says, broken, locked,
    too-big-inside, too-many-pages or too-heavy. `name` is its name, made plain."""

    code: str
    name: str


def rebuilt(name: str, content: bytes) -> Rebuilt | Faulty:
    """One file, made anew from what it shows."""
    plain = plain_name(name)
    kind = ENDINGS.get(Path(plain).suffix.lower())
    if not content:
        return Faulty("empty", plain)
    if len(content) > MOST_BYTES:
        return Faulty("too-large", plain)
    found = sniffed(content)
    if kind is None or found is None:
        return Faulty("not-allowed", plain)
    if kind != found:
        return Faulty("not-what-it-says", plain)
    made = _apart(kind, content)
    if isinstance(made, str):
        return Faulty(made, plain)
    ending = {"jpeg": ".jpg", "png": ".png", "pdf": ".pdf"}[BECOMES[kind]]
    return Rebuilt(Path(plain).stem + ending, TYPES[BECOMES[kind]], made, TYPES[kind], content)


def paper(name: str, content: bytes, *, what: str, title: str = "") -> Paper | Faulty:
    """The same, as it is sealed: `what` is its code among the documents that can be asked for."""
    made = rebuilt(name, content)
    if isinstance(made, Faulty):
        return made
    return Paper(made.name, made.type, title or made.name, what, made.content, made.origin())


def said(words: Words, faulty: Faulty) -> str:
    """Why a file is not taken, and what to do, in the reader's language."""
    name, kinds = words.isolated(faulty.name), words.reference(KINDS)
    return words.say(f"petition.upload.{faulty.code}", name=name, kinds=kinds)


def sniffed(content: bytes) -> str | None:
    """What a file is by its first bytes; None where it is nothing on the list."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "heic"
    return None


def plain_name(name: str) -> str:
    """A file's name without folders, and without marks that hide what it is: what reads as
    `photo_exe.jpg` must not end in .exe."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if letter not in OVERRIDES | ISOLATES and unicodedata.category(letter)[0] != "C"
    )
    stem, dot, ending = " ".join(shown.split()).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.strip(". ")[: LONGEST_NAME - len(ending) - 1] or "file"
    return f"{stem}{dot}{ending}"


def _apart(kind: str, content: bytes) -> bytes | str:
    """The rebuilt content, or why there is none. Nothing of this process's secrets goes along."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER), kind],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "too-heavy"
    if done.returncode == 0 and done.stdout:
        return done.stdout
    return _FAULTS.get(done.returncode, "too-heavy" if done.returncode < 0 else "broken")
