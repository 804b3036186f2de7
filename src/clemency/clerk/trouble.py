"""What goes wrong outside the law: disks, files, databases, keys. Each says what to do next."""

from __future__ import annotations

from typing import ClassVar


class Trouble(Exception):
    """Something stopped the clerk that no rule of law has to do with.

    says   what happened and why, a sentence or two
    mend   what to do next
    code   a word that scripts can tell troubles apart by; never renamed

    Nothing of the command that met it was written, unless its own text says otherwise.
    """

    code: ClassVar[str] = "trouble"

    def __init__(self, says: str, mend: str) -> None:
        self.says, self.mend = says, mend
        super().__init__(f"{says}\n{mend}")


class NoOffice(Trouble):
    """The folder holds no office, or one that is not whole."""

    code = "no-office"


class UnsafeDatabase(Trouble):
    """The database is not set up as a docket needs it, so the office stays shut."""

    code = "unsafe-database"


class WrongKey(Trouble):
    """The office key is missing, or is not the one that sealed these texts."""

    code = "wrong-key"


class NotKnown(Trouble):
    """No such matter, person or text."""

    code = "not-known"


class NotAllowed(Trouble):
    """The policy does not let this viewer do this."""

    code = "not-allowed"


class NotWritable(Trouble):
    """What the order gives cannot be written in an entry."""

    code = "not-writable"


class Damaged(Trouble):
    """What is stored is not what was written."""

    code = "damaged"


class DiskFull(Trouble):
    """No room to write."""

    code = "disk-full"


class ReadOnly(Trouble):
    """The office may be read here and not written."""

    code = "read-only"


class Busy(Trouble):
    """Another command held the docket for too long."""

    code = "busy"


class Unreachable(Trouble):
    """The database does not answer."""

    code = "unreachable"
