"""The procedure as a page: the pack's steps in order, each with who does it, on which law, and what
follows. Drawn from the same data as the map, so the two cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clemency.law.pack import Pack
from clemency.letters.map import pages as map_pages
from clemency.letters.map.cards import ANYTIME, NOTE, STATE, TITLE, Cards
from clemency.letters.map.gates import Gate
from clemency.letters.map.order import STAGES, Procedure
from clemency.letters.speech import Speaker


@dataclass(frozen=True)
class Told:
    """One step, in words.

    offices  who may do it, the first first; empty for what the law does by itself
    lines    what else there is to say: its condition, clock, votes, whom it tells
    gates    the rules and duties before it
    cite     its own source
    ends     whether the matter, or what was granted, can end with it
    """

    id: str
    title: str
    offices: tuple[str, ...]
    lines: tuple[str, ...]
    gates: tuple[Gate, ...]
    cite: str
    ends: bool


@dataclass(frozen=True)
class Part:
    """A part of the procedure with its steps."""

    id: str
    title: str
    steps: tuple[Told, ...]


_procedures: dict[tuple[str, str], tuple[Part, ...]] = {}
_maps: dict[tuple[str, str], tuple[bytes, ...]] = {}


def procedure_of(pack: Pack, language: str) -> tuple[Part, ...]:
    """The whole procedure in one language, worked out once."""
    key = (pack.digest, language)
    if key not in _procedures:
        procedure = Procedure.of(pack)
        cards = Cards(procedure, Speaker(pack, language))
        _procedures[key] = tuple(_parts(procedure, cards))
    return _procedures[key]


def maps_of(pack: Pack, language: str) -> tuple[bytes, ...]:
    """The map's sheets as pictures that look the same on every machine, drawn once."""
    key = (pack.digest, language)
    if key not in _maps:
        drawn = map_pages(pack, language, embed_fonts=True)
        _maps[key] = tuple(one.encode() for one in drawn)
    return _maps[key]


def _parts(procedure: Procedure, cards: Cards) -> Iterator[Part]:
    anytime = procedure.anytime
    for stage in (*STAGES, ANYTIME):
        own = [
            id
            for id in procedure.ordered(procedure.steps)
            if (stage == ANYTIME) == (id in anytime)
            and (stage == ANYTIME or procedure.stages[id] == stage)
        ]
        if own:
            steps = tuple(_told(procedure, cards, id) for id in own)
            yield Part(stage, _title(cards, stage), steps)


def _title(cards: Cards, stage: str) -> str:
    key = "map.lane" if stage == ANYTIME else "map.stage"
    return cards.words.say(f"{key}.{stage}")


def _told(procedure: Procedure, cards: Cards, id: str) -> Told:
    step = procedure.steps[id]
    card = cards.full(id)
    names = step.act.by if step.act else ()
    return Told(
        id=id,
        title=cards.title(id),
        offices=tuple(cards.speaker.office(one) for one in names),
        lines=tuple(
            para.spoken or para.text
            for para in card.paras
            if para.style in (NOTE, STATE) and para.style != TITLE and para.icon not in ("", "gate")
        ),
        gates=cards.gates.told(cards.gates.of(step)),
        cite=step.does.cite.text if step.does.cite else "",
        ends=step.ends,
    )
