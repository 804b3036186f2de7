"""Words of people in the desk database: drafts, notes, addresses. Never in clear.

They lie under a key that follows from a person's own in the key store. When that person is
forgotten, the key is gone, and with it every copy of what was sealed here.
"""

from __future__ import annotations

import json
from typing import Any

from clemency.clerk.ciphers import unwrap, wrap
from clemency.clerk.trouble import NotKnown, WrongKey
from clemency.web.office import clerk


def new_person() -> str:
    """A reference for somebody of whom no entry speaks yet, such as who begins a draft."""
    return clerk().new_person()


def seal(person: str, purpose: str, content: bytes) -> bytes:
    """The content under a person's key.

    person   a reference: of somebody who drafts, or of a matter (whose key is the petitioner's)
    purpose  what it is and which row it belongs to ("note:17"): it opens nowhere else
    """
    desk = clerk().desk
    return wrap(desk.chance, desk.vault.own_key(person), content, f"desk:{purpose}")


def unseal(person: str, purpose: str, sealed: bytes | memoryview) -> bytes | None:
    """The content again; None where the person has been forgotten."""
    vault = clerk().desk.vault
    if person in vault.forgotten():
        return None
    try:
        return unwrap(vault.own_key(person), bytes(sealed), f"desk:{purpose}")
    except (NotKnown, WrongKey):
        return None


def seal_json(person: str, purpose: str, value: Any) -> bytes:
    """The same for anything that JSON can say."""
    return seal(person, purpose, json.dumps(value, ensure_ascii=False).encode())


def unseal_json(person: str, purpose: str, sealed: bytes | memoryview) -> Any:
    """What was sealed as JSON; None where the person has been forgotten."""
    found = unseal(person, purpose, sealed)
    return None if found is None else json.loads(found)
