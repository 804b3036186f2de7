"""How often something may be tried: so often, then not for a while. Counted in the shared cache."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

TRIES = 10
"""Wrong codes that one address may give within WINDOW."""

TRIES_OF_ALL = 500
"""Wrong codes within WINDOW from everywhere, so that many addresses guess no faster."""

WINDOW = 15 * 60  # seconds


def spent(request: HttpRequest, what: str) -> bool:
    """Whether this address, or everybody together, has given too many wrong codes lately."""
    own = int(cache.get(_key(what, address_of(request)), 0))
    return own >= TRIES or int(cache.get(_key(what, "all"), 0)) >= TRIES_OF_ALL


def count(request: HttpRequest, what: str) -> None:
    """One more wrong one."""
    for whose in (address_of(request), "all"):
        key = _key(what, whose)
        cache.set(key, int(cache.get(key, 0)) + 1, WINDOW)


def once_in_a_while(what: str, whose: str, seconds: int) -> bool:
    """Whether this may be done now, and then not again for so many seconds."""
    return bool(cache.add(_key(what, whose), 1, seconds))


def address_of(request: HttpRequest) -> str:
    """The network address of the reader, past the proxies that the operator named."""
    return str(get_adapter().get_client_ip(request))


def _key(what: str, whose: str) -> str:
    """Hashed: the cache keeps no address of anybody."""
    return f"limit:{what}:{hashlib.sha256(whose.encode()).hexdigest()[:32]}"
