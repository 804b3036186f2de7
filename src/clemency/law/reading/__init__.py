"""Pack text in, Pack out. Texts are arguments: nothing here reads a disk."""

from __future__ import annotations

from collections.abc import Mapping

from clemency.law.mistakes import Mistakes
from clemency.law.pack import Pack
from clemency.law.reading.build import Builder, calendar_of, digest_of
from clemency.law.reading.check import Checker
from clemency.law.reading.check_acts import ActChecker
from clemency.law.reading.check_portal import PortalChecker
from clemency.law.reading.check_rules import RuleChecker, waiting
from clemency.law.reading.gather import gather
from clemency.law.reading.scopes import Meaning
from clemency.law.reading.texts import texts_of
from clemency.law.types import Forms


def read_pack(files: Mapping[str, str], forms: Forms) -> Pack:
    """The pack that these files write. Raises Mistakes with every mistake of every file.

    files  text by name inside the pack: "rules.toml", "rules/standing.toml", "text/he.toml";
           scenarios are left alone (see `read_trials`)
    forms  what a docket can say: the facts it yields and the kinds of entries that acts may write
    """
    found = gather(
        {name: text for name, text in files.items() if not name.startswith("scenarios/")}
    )
    meaning = Meaning(found, forms, calendar_of(found.pack.text if found.pack else None))
    pack = Builder(found, meaning).pack(texts_of(found), digest_of(files))
    checker = Checker(found)
    checker.head()
    checker.facts()
    checker.offices_of_the_pack()
    RuleChecker(found).rules()
    acts = ActChecker(found, forms)
    acts.acts()
    acts.sees()
    if found.portal is not None:
        PortalChecker(found, found.portal, pack).portal()
    if not found.mistakes:
        waiting(found, pack)
    if found.mistakes:
        raise Mistakes(found.mistakes)
    return pack


__all__ = ["read_pack"]
