"""Everything that is proved of a pack, in parts that need nothing of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_all_start_methods, get_context
from os import cpu_count
from typing import Any

from clemency.law.pack import Pack
from clemency.law.reading.gather import Gathered, gather
from clemency.law.reading.trials import Trials
from clemency.proof.conditions import prove_conditions
from clemency.proof.needs import prove_adding, prove_meeting
from clemency.proof.overlaps import prove_overlaps
from clemency.proof.procedure.prover import PROPERTIES as OF_PROCEDURE
from clemency.proof.procedure.prover import prove_procedure
from clemency.proof.result import Place, Result
from clemency.proof.rules import prove_rules
from clemency.proof.session import Session
from clemency.proof.study import Study

Part = Callable[[Pack, Trials], Iterator[Result]]

OF_RULES = (
    "can-hold",
    "can-fail",
    "each-answer",
    "no-lapse",
    "new-figures",
    "settled-stays",
    "readings-differ",
)
OF_ACTS = ("can-be-met", "adds", "one-answer", "one-stand-in", "one-outcome", "can-arise")


def _rules(share: int, of: int) -> Part:
    return lambda pack, told: prove_rules(Study(pack, Session(), told.scenarios), share, of)


def _study(prover: Callable[[Study], Iterator[Result]]) -> Part:
    return lambda pack, _: prover(Study(pack, Session()))


def _procedure(pack: Pack, told: Trials) -> Iterator[Result]:
    return prove_procedure(pack, Session(), told.journeys)


SHARES = 4
"""Into how many parts the rules are dealt: small ones, so that no process waits for another."""

PARTS: tuple[tuple[tuple[str, ...], Part], ...] = (
    (OF_PROCEDURE, _procedure),
    *((OF_RULES, _rules(share, SHARES)) for share in range(SHARES)),
    (("adds",), _study(prove_adding)),
    (("can-be-met",), _study(prove_meeting)),
    (("one-answer", "one-stand-in", "one-outcome"), _study(prove_overlaps)),
    (("can-arise",), _study(prove_conditions)),
)
"""Each part, and the properties it proves."""

PROPERTIES = (*OF_RULES, *OF_ACTS, *OF_PROCEDURE)


def prove(pack: Pack, only: Sequence[str] = (), told: Trials | None = None) -> Iterator[Result]:
    """Every result about a pack, or those of some properties, one after the other.

    What the pack tells itself, its scenarios and journeys, shows what can be without a search.
    """
    told = told or Trials()
    for part in _wanted(only):
        yield from (one for one in part(pack, told) if not only or one.property in only)


def prove_at_once(pack: Pack, only: Sequence[str] = (), told: Trials | None = None) -> list[Result]:
    """The same results in the same order, by as many processes as the machine has room for."""
    parts = _wanted(only)
    if "fork" not in get_all_start_methods() or (cpu_count() or 1) < 2 or len(parts) < 2:
        return list(prove(pack, only, told))
    _BEFORE_FORK["pack"], _BEFORE_FORK["told"] = pack, told or Trials()
    with ProcessPoolExecutor(max_workers=cpu_count(), mp_context=get_context("fork")) as pool:
        waiting: list[Future[list[Result]]] = [pool.submit(_in_part, PLACE[id(p)]) for p in parts]
        results = [one for future in waiting for one in future.result()]
    return [one for one in results if not only or one.property in only]


_BEFORE_FORK: dict[str, Any] = {}
PLACE: Mapping[int, int] = {id(part): place for place, (_, part) in enumerate(PARTS)}


def _in_part(place: int) -> list[Result]:
    return list(PARTS[place][1](_BEFORE_FORK["pack"], _BEFORE_FORK["told"]))


def _wanted(only: Sequence[str]) -> list[Part]:
    return [part for names, part in PARTS if not only or set(names) & set(only)]


# --- where a result stands ------------------------------------------------------------------------

_KINDS = ("rule", "act", "duty", "by_law", "never", "always", "office", "stands_aside")
_FIRST: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(OF_RULES, ("rule",)),
    "adds": ("rule",),
    "one-answer": ("rule",),
    "can-be-met": ("act",),
    "one-stand-in": ("office",),
    "one-outcome": ("by_law",),
    "can-arise": ("duty", "office", "stands_aside"),
    **dict.fromkeys(OF_PROCEDURE, ("act", "by_law", "never", "always")),
}


class Places:
    """Where the parts of a pack stand in its files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.found: Gathered = gather(texts)

    def placed(self, result: Result) -> Result:
        """The result with the place of the first thing that it is about."""
        if result.place is not None or not result.about:
            return result
        name, _, since = result.about[0].partition("@")
        for kind in (*_FIRST.get(result.property, ()), *_KINDS):
            for item in self.found.items.get(kind, ()):
                begins = getattr(item.text, "since", None)
                if item.id == name and (not since or str(begins) == since):
                    line = item.file.line_of(item.path)
                    return replace(result, place=Place(item.file.name, line))
        return result
