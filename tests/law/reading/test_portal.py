"""How the form asks, as a part of the pack: what is made of it, and that it is no law."""

from __future__ import annotations

import pytest

from clemency.law.portal import Own, Portal, Told
from clemency.law.reading import read_pack
from tests.law.reading.forms import FORMS
from tests.law.reading.packs import base, base_with, told_of

PORTAL = """
extra      = ["parent"]
while_open = ["waiting"]
first      = ["charges", "filer"]

[check]
most   = 2
beside = ["filer"]

[every.given]
filer = "other"

[every.when]
has_mandate = ["about.parent", "answer.filer", "answer.charges", "text.reasons", "story", "agreed"]

[door.myself.given]
filer = "person"

[door.support]

[door.counsel.takes]
released_on = "about.born_on"

[[implied]]
when  = { filer = "person" }
facts = { has_mandate = false, charges = "none" }

[[asks]]
fact = "released_on"
when = { filer = ["person", "counsel"], has_mandate = [true] }

[[asks]]
fact = "charges"

[lists]
charge = ["ended_on"]

[[text]]
id    = "reasons"
title = "Your reasons"
hint  = "In short."

[[document]]
id    = "judgment"
title = "The judgment"
court = true

[[document]]
id    = "other"
title = "Anything else"
"""
HEBREW = {
    "text/he/portal.toml": """
[text.reasons]
title = "א"
hint  = "ב"
[document.judgment]
title = "ג"
[document.other]
title = "ד"
"""
}


def portal_of(**files: str) -> Portal:
    found = read_pack(base(**files), FORMS).portal
    assert found is not None
    return found


def test_a_pack_can_do_without() -> None:
    assert read_pack(base(), FORMS).portal is None
    assert portal_of(portal="") == Portal()


def test_what_it_says() -> None:
    found = portal_of(portal=PORTAL)
    assert (found.extra, found.while_open) == (("parent",), ("waiting",))
    assert (found.first, found.most, found.beside) == (("charges", "filer"), 2, ("filer",))
    assert found.implied == (({"filer": "person"}, {"has_mandate": False, "charges": "none"}),)
    when = {"filer": ("person", "counsel"), "has_mandate": (True,)}
    assert found.asks == (("released_on", when), ("charges", {}))
    assert found.lists == {"charge": ("ended_on",)}
    assert found.texts == (Own("reasons", {"en": "Your reasons"}, {"en": "In short."}),)
    assert found.documents == (
        Own("judgment", {"en": "The judgment"}, court=True),
        Own("other", {"en": "Anything else"}),
    )


def test_a_door_s_own_word_counts_before_that_of_the_form() -> None:
    found = portal_of(portal=PORTAL)
    assert found.door.keys() == {"myself", "support", "counsel"}
    assert found.told("myself").given == {"filer": "person"}
    assert found.told("support") == found.told("relative") == found.every
    assert found.told("counsel") == Told(
        {"filer": "other"}, found.every.when, {"released_on": "about.born_on"}
    )


def test_it_bears_on_no_finding() -> None:
    without, with_ = read_pack(base(), FORMS), read_pack(base(portal=PORTAL), FORMS)
    assert without.digest == with_.digest


def test_its_sentences_are_in_every_language_of_the_pack() -> None:
    files = hebrew_too()
    found = read_pack(files, FORMS).portal
    assert found is not None
    assert found.texts[0].title == {"en": "Your reasons", "he": "א"}
    assert found.texts[0].hint == {"en": "In short.", "he": "ב"}
    assert found.documents[1].title == {"en": "Anything else", "he": "ד"}
    del files["text/he/portal.toml"]
    told = told_of(files)
    assert told.count("This sentence is missing in `he`.") == 4
    assert '[text.reasons] hint = "..."' in told


def hebrew_too() -> dict[str, str]:
    """The miniature pack with its form, in two languages."""
    head = base_with("pack.toml", 'languages  = ["en"]', 'languages  = ["en", "he"]')["pack.toml"]
    head = head.replace('{ en = "Base" }', '{ en = "Base", he = "א" }')
    sentences = read_pack(base(), FORMS).texts.by_language["en"]
    files = {**base(portal=PORTAL), **HEBREW, "pack.toml": head}
    own = {key: text for key, text in sentences.items() if key != "pack.name"}
    files["text/he/rest.toml"] = "\n".join(
        f"{key} = '''{text}'''" for key, text in own.items() if not key.startswith("source.")
    )
    return files


def test_it_is_one_file() -> None:
    told = told_of({**base(), "portal/first.toml": PORTAL})
    assert "`portal/first.toml` is no file of a pack." in told


@pytest.mark.parametrize("text", ["first = [", "frist = []"])
def test_what_cannot_be_read_is_told_once(text: str) -> None:
    """Its translations are not blamed as well."""
    told = told_of({**hebrew_too(), "portal.toml": text})
    assert told.count(".toml:") == 1
    assert told.startswith("portal.toml:1:")
