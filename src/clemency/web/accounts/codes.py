"""Codes that people print, keep in a wallet, and type on a telephone.

Ten letters and digits in three groups, without those that are taken for one another: 48 bits, and a
check letter. A hash is kept, never the code.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

ALPHABET = "ABCDEFGHJKMNPQRSTVWXY23456789"  # a prime number of them: a single slip never passes
LENGTH = 11  # the last is the check letter
GROUPS = (4, 4, 3)
_ALIKE = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J", "U": "V", "Z": "2"})


def new_code() -> str:
    """A fresh code, as it is shown: "K7QM-2XTP-9HD"."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return shown(drawn + _check(drawn))


def from_words(words: str) -> str:
    """The code that follows from some words: for the demonstration, where everybody may know it."""
    digest = hashlib.sha256(words.encode()).digest()
    drawn = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[: LENGTH - 1])
    return shown(drawn + _check(drawn))


def shown(code: str) -> str:
    """A code in its groups."""
    parts, rest = [], code
    for size in GROUPS:
        parts.append(rest[:size])
        rest = rest[size:]
    return "-".join(parts)


def read(typed: str) -> str | None:
    """What somebody typed, whatever they put between the letters; None where it is no code of ours:
    a slip is told from a code that is unknown."""
    kept = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_ALIKE)
    whole = len(kept) == LENGTH and all(letter in ALPHABET for letter in kept)
    return kept if whole and _check(kept[:-1]) == kept[-1] else None


def hashed(code: str) -> str:
    """What is kept of a code. Without the server's own secret it cannot be guessed offline."""
    plain = (read(code) or "").encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"code\x00" + plain, hashlib.sha256).hexdigest()


def _check(body: str) -> str:
    total = sum((place + 2) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]
