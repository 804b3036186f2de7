"""Keys and what lies under them: AES-256-GCM, and the file that holds the office key."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clemency.clerk import folder
from clemency.clerk.clock import Chance
from clemency.clerk.trouble import WrongKey

KEY_BYTES: Final = 32  # AES-256
NONCE_BYTES: Final = 12
_MARK: Final = "clemency-office-key-1"


def wrap(chance: Chance, key: bytes, content: bytes, bound_to: str) -> bytes:
    """The content under the key, a fresh nonce in front.

    bound_to  what it is and to whom it belongs, so that it cannot be moved to another's place
    """
    nonce = chance.draw(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def unwrap(key: bytes, wrapped: bytes, bound_to: str) -> bytes:
    """The content again. Raises WrongKey where the key does not fit or the content was changed."""
    nonce, rest = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, bound_to.encode())
    except (InvalidTag, ValueError):
        raise WrongKey(
            "A key does not open what was sealed with it: the office key is another one, or the "
            "key store was changed.",
            "Put back the office key that belongs to this office, or restore the key store from "
            "its latest backup.",
        ) from None


def make_office_key(file: Path, chance: Chance) -> None:
    """A new office key, readable by this account alone."""
    folder.write_synced(file, f"{_MARK} {chance.draw(KEY_BYTES).hex()}\n", mode=0o600)


def read_office_key(file: Path) -> bytes:
    """The office key. Raises WrongKey where the file is missing or is not one."""
    back = "Bring it back from where its copy is kept. Without it sealed texts are lost for good."
    try:
        mark, _, digits = file.read_text(encoding="ascii").strip().partition(" ")
        key = bytes.fromhex(digits) if mark == _MARK else b""
    except OSError as error:
        raise WrongKey(
            f"The office key {file} cannot be read ({error.strerror}), so sealed texts can be "
            "neither opened nor written.",
            back,
        ) from None
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongKey(f"{file} is not an office key.", back)
    return key
