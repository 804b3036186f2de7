"""The link by which a consulted office answers without an account, where that part of the office is
there. It stands in the mail alone: never in the docket, in the letter or in its PDF."""

from __future__ import annotations

from collections.abc import Callable

from clemency.docket.entries import OpinionAsked
from clemency.web.office import clerk
from clemency.web.post.docket import file_of
from clemency.web.post.models import Letter

Maker = Callable[[str, str, str], str | None]
_makers: list[Maker] = []


def made_by(maker: Maker) -> None:
    """Says who makes such links: called with the matter's number, the office and the language."""
    _makers[:] = [maker]


def answering_link(letter: Letter) -> str | None:
    """A link for the office that the letter asks; None for every other letter."""
    if letter.who not in clerk().pack.offices or not _makers:
        return None
    file = file_of(letter.matter)
    entry = file.entries[file.place(letter.seq)][1]
    if not isinstance(entry, OpinionAsked) or entry.of != letter.who:
        return None
    return _makers[0](letter.number, letter.who, letter.language)
