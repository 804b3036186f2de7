"""A letter of the pack on official paper."""

from __future__ import annotations

from collections.abc import Iterator

from clemency.docket.policy import OFFICES, PETITIONERS_SIDE, Viewer, audiences
from clemency.letters.notices import Part, parts
from clemency.letters.post.envelope import Envelope
from clemency.letters.post.occasion import Occasion
from clemency.letters.post.paper import Paper
from clemency.letters.post.params import params_for
from clemency.letters.post.sheet import Block, Items, Para, Sheet, Signature
from clemency.letters.told import Told


def letter_of(occasion: Occasion, letter: str, envelope: Envelope, digest: str = "") -> Sheet:
    """The letter by which somebody is told of an entry.

    digest  the fingerprint of the entry that will be attached; "" where nothing is

    Raises BadLetter where the pack has no such letter, or something in it cannot be filled.
    """
    paper = Paper(occasion.pack, envelope, occasion.facts)
    outside = not _inside(occasion, envelope.who)
    params = params_for(occasion, letter, paper.language, paper.speaker, outside)
    subject, said = parts(occasion.pack, letter, paper.language, params, paper.speaker)
    office = occasion.entry.office or ""
    signed = Signature(paper.say("regards"), paper.speaker.office(office) if office else "", "", "")
    return paper.sheet(
        "letter",
        office,
        occasion.number,
        subject,
        blocks_of(said),
        [signed] if office else [],
        paper.what_it_is(occasion.entry, digest),
    )


def blocks_of(said: tuple[Part, ...]) -> Iterator[Block]:
    """The paragraphs of a letter as they are printed."""
    for part in said:
        if isinstance(part, Told):
            yield Paper.box(part)
        elif isinstance(part, str):
            yield Para(part)
        else:
            yield Items(part)


def _inside(occasion: Occasion, who: str) -> bool:
    """Whether the reader may be told the facts on which a finding rests."""
    if who in PETITIONERS_SIDE:
        return True
    return OFFICES in audiences(Viewer("office", who), occasion.pack)
