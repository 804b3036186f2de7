"""Commitments: what an entry says of a text without holding it.

With the salt and the text anybody can check the commitment; once the salt is destroyed it is noise,
and nobody can find out by guessing what it stood for. One salt serves one item.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from typing import Final

SALT_BYTES: Final = 32

_DOMAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")


def commit(domain: str, salt: bytes, plaintext: bytes) -> str:
    """SHA-256 over the domain (its length in one byte first), the salt and the text, as hex.

    domain  what the text is ("Granted.text"), so that the commitment to one kind of text is never
            taken for one to another; 1 to 64 ASCII letters, digits and . _ : / -
    salt    32 random bytes that no other item has

    Raises ValueError for any other domain or salt: those are mistakes of the caller.
    """
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(
            f"{domain!r} is no domain: 1 to 64 of A-Z a-z 0-9 . _ : / - beginning with one of the "
            "letters or digits."
        )
    if len(salt) != SALT_BYTES:
        raise ValueError(f"A salt has {SALT_BYTES} bytes, this one {len(salt)}.")
    name = domain.encode()
    return sha256(bytes([len(name)]) + name + salt + plaintext).hexdigest()


def opens(commitment: str, domain: str, salt: bytes, plaintext: bytes) -> bool:
    """Whether this text, under this salt, was committed to. Compares in constant time."""
    expected = commit(domain, salt, plaintext)
    return hmac.compare_digest(expected.encode(), commitment.encode())
