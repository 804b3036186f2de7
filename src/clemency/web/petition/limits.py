"""How often somebody may try a code, or send something, before they are asked to wait."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from clemency.web.config import config

HOUR = 3600  # seconds
WRONG_CODES, WRONG_CODES_ALL = 12, 600  # in an hour: from one address, and from all
LETTERS, LETTERS_ALL = 10, 500


def too_many(request: HttpRequest, what: str, one: int, all_: int) -> bool:
    """Whether this address, or everybody together, has tried too often within the hour."""
    mine: int = cache.get(_key(what, _address(request)), 0)
    everybodys: int = cache.get(_key(what, ""), 0)
    return mine >= one or everybodys >= all_


def count(request: HttpRequest, what: str) -> None:
    """Another try."""
    for key in (_key(what, _address(request)), _key(what, "")):
        if not cache.add(key, 1, HOUR):
            try:
                cache.incr(key)
            except ValueError:  # it ended between the two
                cache.set(key, 1, HOUR)


def _address(request: HttpRequest) -> str:
    """Whence a request came: the last address that a proxy of ours saw."""
    proxies = config().proxies
    forwarded = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return str(forwarded[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def _key(what: str, address: str) -> str:
    return f"tries:{what}:{sha256(address.encode()).hexdigest()[:24] if address else 'all'}"
