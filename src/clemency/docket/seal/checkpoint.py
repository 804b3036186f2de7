"""A checkpoint: what the whole docket was at one moment, in three lines.

Whoever keeps one can later tell whether anything before it was changed.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

_FORM = re.compile(
    rb"([a-z0-9](?:[a-z0-9._/-]{0,253}[a-z0-9])?)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n"
)


class NotACheckpoint(ValueError):
    """Bytes that are not a checkpoint's three lines."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The docket's name, how many entries it has, and the root over them.

    The text is that of a C2SP checkpoint (c2sp.org/tlog-checkpoint), as yet without signatures.
    """

    origin: str
    size: int
    root: bytes

    def text(self) -> bytes:
        """Origin, size and the root in base64, each on a line of its own."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n".encode()


def checkpoint_from(text: bytes) -> Checkpoint:
    """The checkpoint in `text`, which must be exactly what `Checkpoint.text` writes.

    Raises NotACheckpoint.
    """
    lines = _FORM.fullmatch(text)
    if lines is None:
        raise NotACheckpoint(
            "A checkpoint has three lines: the docket's origin, the number of entries, and the "
            "root in base64. Get the file again from where it came."
        )
    return Checkpoint(lines[1].decode(), int(lines[2]), root_from(lines[3]))


def root_from(text: bytes | str) -> bytes:
    """The 32 bytes of a root written in base64. Raises NotACheckpoint."""
    try:
        root = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        root = b""
    written = text if isinstance(text, bytes) else text.encode()
    if len(root) != 32 or base64.b64encode(root) != written:
        raise NotACheckpoint("A root is 32 bytes in base64: 43 characters and one =.")
    return root
