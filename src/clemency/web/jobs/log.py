"""What an operator may read of a failure: where in the program, never the words of people."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

log = logging.getLogger("clemency.web")


@contextmanager
def noted(what: str) -> Iterator[None]:
    """Notes a failure and goes on."""
    try:
        yield
    except Exception as error:  # whatever it is, the next of its kind must still be done
        note(what, error)


def note(what: str, error: BaseException) -> None:
    """One failure: its kind and its places in the program. Its own text may quote somebody."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s: %s\n%s", what, type(error).__name__, places)
