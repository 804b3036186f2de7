"""The packs that are spoken of in these tests, and the shortest way to a finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from clemency.docket.case import Case
from clemency.docket.facts import docket_facts
from clemency.docket.vocabulary import FORMS
from clemency.law.facts import facts_from
from clemency.law.finding import Finding, find
from clemency.law.pack import Pack
from clemency.law.reading import read_pack
from clemency.law.values import Facts, Source
from clemency.letters.speech import Speaker
from clemency.letters.told import Told

TODAY = date(2026, 2, 28)

_FIXTURES = Path(__file__).parents[1] / "packs"
_SHIPPED = Path(str(resources.files("clemency"))) / "packs"
FOLDERS = {
    file.parent.name: file.parent
    for root in (_FIXTURES, _SHIPPED)
    for file in sorted(root.glob("*/pack.toml"))
}


@cache
def pack(name: str = "ruritania") -> Pack:
    """A fixture pack, or one that is shipped, by its name."""
    folder = FOLDERS[name]
    files = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.toml")}
    return read_pack(files, FORMS)


def facts(plain: Mapping[str, Any], sources: Mapping[str, Source] | None = None) -> Facts:
    """Facts of Ruritania, beside a docket in which nothing is written yet."""
    told = facts_from(plain, pack().vocabulary)
    return Facts({**docket_facts(Case()), **told.values}, {**told.sources, **(sources or {})})


def finding(rule: str, known: Facts, on: date = TODAY) -> Finding:
    """What a rule of Ruritania yields."""
    return find(pack(), rule, known, on)


def told(
    rule: str,
    plain: Mapping[str, Any],
    language: str = "en",
    sources: Mapping[str, Source] | None = None,
    on: date = TODAY,
) -> Told:
    """What a reader is told of a rule of Ruritania."""
    known = facts(plain, sources)
    return Speaker(pack(), language, known, on).finding(finding(rule, known, on))
